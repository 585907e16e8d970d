package org.msnmock.mockserver.server;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.msnmock.mockserver.journal.Entry.Manner;
import org.msnmock.mockserver.wire.Answer;

/** With what an HTTP request is answered. */
sealed interface Reply {
  /** In one piece. */
  record Whole(Answer answer) implements Reply {}

  /** Part by part, as a play hands them out; nothing else is said on the connection. */
  final class InParts implements Reply {
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();

    void add(byte[] bytes) {
      parts.add(new Bytes(bytes));
    }

    void end(Manner manner) {
      parts.add(new End(manner));
    }

    /** The next part; waits until there is one. */
    Part take() throws InterruptedException {
      return parts.take();
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
