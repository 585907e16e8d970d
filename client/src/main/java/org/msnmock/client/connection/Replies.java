package org.msnmock.client.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.msnmock.client.event.Activity;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.MsnException;

/** Waits for replies, on threads that may wait. */
public final class Replies {
  private Replies() {}

  /**
   * The result of a future.
   *
   * @throws MsnException that the future failed with; or that says that this thread was
   *     interrupted, which is how closing a client wakes it
   */
  public static <T> T await(CompletableFuture<T> reply, Activity activity) {
    try {
      return activity.await(reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionLostException(
          Loss.CLOSED_HERE, "The client was closed while it waited for a reply.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MsnException cause) {
        throw cause;
      }
      throw new IllegalStateException("a reply could not be handled", e.getCause());
    }
  }
}
