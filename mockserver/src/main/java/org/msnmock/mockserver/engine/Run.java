package org.msnmock.mockserver.engine;

import org.jspecify.annotations.Nullable;

/**
 * A place in the dialogue that moves on: the script's cursor, or a background rule that is being
 * played. Owned by the play's thread.
 */
final class Run {
  /** The connection on which a rule's line came; null for the script. */
  final @Nullable Conn ruleConnection;

  Node node;

  /** When the node became the next one. */
  long since;

  /** When to go on; {@link Play#NEVER} while nothing but an event can help. */
  long due = Play.NEVER;

  @Nullable Conn current;

  /** The transaction id of a rule's own line. */
  String transactionId = "";

  /** The request that a rule answers, 0 for none. */
  int request;

  /** What is going out piece by piece; null while nothing is. */
  @Nullable Sending sending;

  boolean waited;

  /** What it waits for; null while it does not. */
  @Nullable Wait wait;

  Run(Node node, @Nullable Conn ruleConnection, long now) {
    this.node = node;
    this.ruleConnection = ruleConnection;
    this.current = ruleConnection;
    this.since = now;
  }

  boolean isScript() {
    return ruleConnection == null && request == 0;
  }

  void moveTo(Node next, long now) {
    node = next;
    since = now;
    due = Play.NEVER;
    waited = false;
    wait = null;
  }
}
