package org.msnmock.client.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msnmock.client.event.Activity;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.protocol.ConnectionLostException;

class BoundedCallsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ManualTime time = new ManualTime();
  private final List<String> tooLate = new CopyOnWriteArrayList<>();

  /** Interrupts whoever waits for a call, as soon as that has its result. */
  private static final class ClosedJustAfter implements Activity {
    private final Thread waiter = Thread.currentThread();
    private final CountDownLatch hasResult = new CountDownLatch(1);

    @Override
    public void begin() {}

    @Override
    public void end() {
      if (Thread.currentThread() != waiter) {
        hasResult.countDown();
        return;
      }
      try {
        hasResult.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody else interrupts", e);
      }
      waiter.interrupt();
    }
  }

  @Test
  void a_result_that_comes_just_before_the_client_is_closed_is_closed_too() {
    // given
    BoundedCalls calls = new BoundedCalls(time, new ClosedJustAfter());
    // when, then
    assertThatThrownBy(() -> calls.call("call", LIMIT, () -> "socket", tooLate::add))
        .isInstanceOf(ConnectionLostException.class);
    assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
    assertThat(tooLate).containsExactly("socket");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void an_error_in_the_call_is_told_at_once() {
    // given
    BoundedCalls calls = new BoundedCalls(time, Activity.NONE);
    Error error = new NoClassDefFoundError("org/example/SocketFactory");
    Callable<String> failing =
        () -> {
          throw error;
        };
    // when, then
    assertThatThrownBy(() -> calls.call("call", LIMIT, failing, tooLate::add))
        .isInstanceOf(ExecutionException.class)
        .hasCause(error);
  }
}
