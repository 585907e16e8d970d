package org.msnmock.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private final AtomicInteger working = new AtomicInteger(1);
  private final CountDownLatch mayBegin = new CountDownLatch(1);

  /** Its work takes a while to begin. */
  private final Activity activity =
      new Activity() {
        @Override
        public void begin() {
          try {
            mayBegin.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          working.incrementAndGet();
        }

        @Override
        public void end() {
          working.decrementAndGet();
        }
      };

  @Test
  void nobody_goes_on_before_the_work_has_begun_that_was_handed_over() throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    AtomicInteger seen = new AtomicInteger();
    Thread waiter = new Thread(() -> seen.set(workingAfter(future)));
    waiter.start();
    await().until(() -> working.get() == 0);
    Thread completer = new Thread(() -> future.complete("there"));
    completer.start();

    // either of the two may be the one that begins the work
    await().until(() -> isOverOrStuck(completer) && isOverOrStuck(waiter));
    assertThat(waiter.isAlive()).as("it waits until it counts as at work").isTrue();

    mayBegin.countDown();
    waiter.join();
    completer.join();
    assertThat(seen).hasValue(1);
  }

  @Test
  void whoever_completes_a_future_has_handed_the_work_over_when_it_goes_on() throws Exception {
    AtomicInteger count = new AtomicInteger();
    AtomicInteger gaps = new AtomicInteger();
    Activity counting =
        new Activity() {
          @Override
          public void begin() {
            count.incrementAndGet();
          }

          @Override
          public void end() {
            count.decrementAndGet();
          }
        };
    for (int i = 0; i < 5_000; i++) {
      CompletableFuture<String> future = new CompletableFuture<>();
      count.set(2);
      Thread completer =
          new Thread(
              () -> {
                future.complete("there");
                counting.end();
                if (count.get() < 1) {
                  gaps.incrementAndGet();
                }
              });
      completer.start();
      counting.await(future);
      completer.join();
    }
    assertThat(gaps).hasValue(0);
  }

  private int workingAfter(CompletableFuture<String> future) {
    try {
      activity.await(future);
      return working.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOverOrStuck(Thread thread) {
    return List.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TERMINATED)
        .contains(thread.getState());
  }
}
