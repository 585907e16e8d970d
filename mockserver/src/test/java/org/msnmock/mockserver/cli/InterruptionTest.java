package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptionTest {
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final CompletableFuture<Interruption> running = new CompletableFuture<>();

  private Interruption interruption(Runnable stop, Duration bound) {
    return new Interruption(
        () -> done.add("killed"), stop, bound, code -> done.add("halted with " + code));
  }

  @Test
  void a_run_that_cannot_be_stopped_ends_all_the_same() {
    CountDownLatch never = new CountDownLatch(1);

    interruption(() -> awaitUnmoved(never), Duration.ofMillis(20)).happened();

    assertThat(done).containsExactly("killed", "killed", "halted with 130");
    never.countDown();
  }

  @Test
  void a_run_that_stops_has_the_time_to_report() {
    Interruption interruption = interruption(this::stopAndReport, Duration.ofMinutes(1));
    running.complete(interruption);

    interruption.happened();

    assertThat(done).containsExactly("killed", "stopped", "killed", "halted with 130");
  }

  private void stopAndReport() {
    done.add("stopped");
    running.join().close();
  }

  private static void awaitUnmoved(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
