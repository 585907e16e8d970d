package org.msnmock.client.event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hears when the client begins and ends a piece of work, so that a test which keeps the time lets
 * none pass meanwhile. Work that causes other work ends after that has begun: while the count is
 * not zero, something is being done; at zero the client waits for the network or for its scheduler.
 * Threads that read from a socket count as at work; only the socket knows when they wait.
 *
 * <p>Called by any thread, often; it must be quick.
 */
public interface Activity {
  /** Does not listen. */
  Activity NONE =
      new Activity() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
      };

  void begin();

  void end();

  /** Waits for a future; whoever completes it begins this thread's work anew. */
  default <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
    AtomicBoolean resumed = new AtomicBoolean();
    Runnable resume =
        () -> {
          synchronized (resumed) { // whoever comes second goes on after it has begun
            if (!resumed.getAndSet(true)) {
              begin();
            }
          }
        };
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<T> unused =
        future.whenComplete(
            (value, failure) -> {
              resume.run();
              done.countDown();
            });
    end();
    try {
      done.await(); // get() would help to run what waits, and whoever completed it not wait for
      // that
    } finally {
      resume.run();
    }
    return future.get();
  }
}
