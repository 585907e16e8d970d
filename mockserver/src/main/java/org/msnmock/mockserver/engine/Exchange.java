package org.msnmock.mockserver.engine;

/** What one run has said and heard on one connection. Owned by the play's thread. */
final class Exchange {
  /** The transaction id of the run's last line with {@code {trid}}, empty where there is none. */
  String transactionId = "";

  /** When the run last began to write here. */
  long lastSend = Long.MIN_VALUE;

  /** Whether the run has taken a line here since it began. */
  boolean isRead;

  /** What a branch begins with: the same, with nothing taken yet. */
  Exchange inherited() {
    Exchange copy = new Exchange();
    copy.transactionId = transactionId;
    copy.lastSend = lastSend;
    return copy;
  }
}
