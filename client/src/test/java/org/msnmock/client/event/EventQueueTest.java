package org.msnmock.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.msnmock.client.fake.StandardError;
import org.msnmock.client.protocol.ProtocolViolationException;

class EventQueueTest {
  private final Queue<Runnable> executor = new ArrayDeque<>();
  private final List<Integer> heard = new ArrayList<>();

  private final MsnListener listener =
      new MsnListener() {
        @Override
        public void serverErrorReported(ServerErrorReported event) {
          heard.add(event.number());
          if (event.number() == 500) {
            throw new IllegalStateException("a fault of the application");
          }
        }
      };

  private void runExecutor() {
    for (Runnable task = executor.poll(); task != null; task = executor.poll()) {
      task.run();
    }
  }

  @Test
  void brings_events_in_order_and_one_at_a_time() {
    // given
    EventQueue queue = new EventQueue(executor::add, Activity.NONE, List.of(listener));
    // when
    queue.post(new ServerErrorReported(1));
    queue.post(new ServerErrorReported(2));
    // then
    assertThat(executor).hasSize(1);
    assertThat(heard).isEmpty();
    runExecutor();
    queue.post(new ServerErrorReported(3));
    runExecutor();
    assertThat(heard).containsExactly(1, 2, 3);
  }

  @Test
  void goes_on_behind_a_listener_that_fails() {
    // given
    EventQueue queue = new EventQueue(executor::add, Activity.NONE, List.of(listener, listener));
    // when
    queue.post(new ServerErrorReported(500));
    queue.post(new ServerErrorReported(2));
    String log = StandardError.during(this::runExecutor);
    // then
    assertThat(heard).containsExactly(500, 500, 2, 2);
    assertThat(log).contains("A listener failed", "a fault of the application");
  }

  @Test
  void holds_so_many_events_and_no_more() {
    // given
    EventQueue queue = new EventQueue(executor::add, Activity.NONE, List.of(listener));
    IntStream.range(1_000, 11_000).forEach(i -> queue.post(new ServerErrorReported(i)));
    // when, then
    assertThatThrownBy(() -> queue.post(new ServerErrorReported(1)))
        .isInstanceOf(ProtocolViolationException.class);
    assertThat(queue.offer(() -> {})).isFalse();
    // the last word always finds a place
    queue.add(new ServerErrorReported(-1));
    runExecutor();
    assertThat(heard).hasSize(10_001).last().isEqualTo(-1);
  }

  @Test
  void gives_results_on_the_executor_of_the_application() {
    // given
    EventQueue queue = new EventQueue(executor::add, Activity.NONE, List.of());
    CompletableFuture<String> inner = new CompletableFuture<>();
    CompletableFuture<String> outer = queue.onExecutor(inner.thenApply(text -> text + "!"));
    // when
    inner.completeExceptionally(new ProtocolViolationException("no"));
    // then
    assertThat(outer).isNotDone();
    runExecutor();
    assertThat(outer)
        .failsWithin(0, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseExactlyInstanceOf(ProtocolViolationException.class);
  }

  @Test
  void leaves_nobody_waiting_when_the_executor_was_shut_down() {
    // given
    EventQueue queue =
        new EventQueue(
            task -> {
              throw new RejectedExecutionException();
            },
            Activity.NONE,
            List.of());
    CompletableFuture<String> result = new CompletableFuture<>();
    // when
    queue.run(() -> result.complete("done"));
    // then
    assertThat(result).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("done");
  }

  @Test
  void leaves_nobody_waiting_when_the_executor_has_no_thread() {
    // given
    EventQueue queue =
        new EventQueue(
            task -> {
              throw new InternalError("no thread");
            },
            Activity.NONE,
            List.of());
    CompletableFuture<String> result = new CompletableFuture<>();
    // when
    queue.run(() -> result.complete("done"));
    // then
    assertThat(result).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("done");
  }

  /** As a pool does that has put a task into its queue when it finds that it has no thread. */
  @Test
  void brings_what_the_executor_took_and_failed_at_once_only() throws Exception {
    // given
    AtomicInteger atWork = new AtomicInteger();
    Activity activity =
        new Activity() {
          @Override
          public void begin() {
            atWork.incrementAndGet();
          }

          @Override
          public void end() {
            atWork.decrementAndGet();
          }
        };
    EventQueue queue =
        new EventQueue(
            task -> {
              task.run();
              throw new IllegalStateException("too late");
            },
            activity,
            List.of(listener));
    // when
    queue.post(new ServerErrorReported(1));
    queue.post(new ServerErrorReported(2));
    // then
    assertThat(heard).containsExactly(1, 2);
    for (Thread last : lastThreads()) {
      last.join();
    }
    assertThat(atWork).hasValue(0);
  }

  private static List<Thread> lastThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("msn-events-last"))
        .toList();
  }
}
