package org.msnmock.mockserver.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.journal.Entry.Manner;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.wire.Answer;

/** With what an HTTP request is answered. */
sealed interface Reply {
  /** In one piece. */
  record Whole(Answer answer) implements Reply {}

  /** Part by part, as a play hands them out; nothing else is said on the connection. */
  final class InParts implements Reply {
    private final Pace pace;
    private final Queue<Part> parts = new ArrayDeque<>();
    private CompletableFuture<@Nullable Void> more = new CompletableFuture<>();

    InParts(Pace pace) {
      this.pace = pace;
    }

    void add(byte[] bytes) {
      put(new Bytes(bytes));
    }

    void end(Manner manner) {
      put(new End(manner));
    }

    private synchronized void put(Part part) {
      parts.add(part);
      more.complete(null);
    }

    /** The next part; waits until there is one. */
    Part take() throws InterruptedException {
      Part part = poll();
      while (part == null) {
        awaitMore();
        part = poll();
      }
      return part;
    }

    private synchronized @Nullable Part poll() {
      if (parts.isEmpty()) {
        more = new CompletableFuture<>();
      }
      return parts.poll();
    }

    private void awaitMore() throws InterruptedException {
      CompletableFuture<@Nullable Void> next;
      synchronized (this) {
        next = more;
      }
      try {
        pace.await(next);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** A part of an answer. */
  sealed interface Part {}

  /** Bytes to send; not to be changed or compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes) implements Part {}

  /** The end of the connection. */
  record End(Manner manner) implements Part {}
}
