package org.msnmock.client.connection;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.msnmock.client.event.Activity;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;

/**
 * Runs calls that may block for ever, such as a name lookup, each on a thread of its own, and stops
 * waiting for them in time.
 */
public final class BoundedCalls {
  private final ScheduledExecutorService scheduler;
  private final Activity activity;

  public BoundedCalls(ScheduledExecutorService scheduler, Activity activity) {
    this.scheduler = scheduler;
    this.activity = activity;
  }

  /**
   * Waits for the result of a call.
   *
   * @param tooLate takes a result that comes when nobody waits any more, to close what it holds
   * @throws TimeoutException when there was none in time
   * @throws ExecutionException when the call failed
   * @throws ConnectionLostException when the waiting thread was interrupted, which is how closing a
   *     client wakes it
   */
  public <T> T call(String threadName, Duration limit, Callable<T> call, Consumer<T> tooLate)
      throws TimeoutException, ExecutionException {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                T value = call.call();
                if (!result.complete(value)) {
                  tooLate.accept(value);
                }
              } catch (Throwable e) {
                // an error too: whoever waits must hear of it, and not wait for the limit
                result.completeExceptionally(e);
              } finally {
                activity.end();
              }
            },
            threadName);
    thread.setDaemon(true);
    ScheduledFuture<?> deadline =
        scheduler.schedule(
            () -> result.completeExceptionally(new TimeoutException("no result within " + limit)),
            limit.toNanos(),
            TimeUnit.NANOSECONDS);
    activity.begin();
    thread.start();
    try {
      return activity.await(result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ConnectionLostException closed =
          new ConnectionLostException(
              Loss.CLOSED_HERE, "The client was closed while it was busy: " + threadName, e);
      if (!result.completeExceptionally(closed)) {
        // it came just before, and nobody else will take it
        CompletableFuture<Void> unused = result.thenAccept(tooLate);
      }
      throw closed;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException timeout) {
        throw timeout;
      }
      throw e;
    } finally {
      deadline.cancel(false);
      thread.interrupt();
    }
  }
}
