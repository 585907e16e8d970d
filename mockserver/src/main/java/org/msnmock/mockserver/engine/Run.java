package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Service;

/**
 * A place in the dialogue that moves on: the script's cursor, or a background rule that is being
 * played. Owned by the play's thread.
 */
final class Run {
  /** The connection on which a rule's line came; null for the script. */
  final @Nullable Conn ruleConnection;

  /** Of a branch of {@code any-order} or {@code parallel}: who goes on when all have ended. */
  final @Nullable Run parent;

  /** The branch's name; empty outside of branches. */
  final String name;

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

  /** The connection on which that is, where it is a line. */
  @Nullable Conn sendingTo;

  private final Map<Service, Taken> lastTaken = new HashMap<>(2);

  /** Who is answered by the step that is next, once it is known; null while it is not. */
  private @Nullable Conn asker;

  /** The line that waits for somebody to look at it; null while none does. */
  @Nullable Held held;

  boolean waited;

  /** How silence decided what is next, while nothing has come since; empty where it did not. */
  String silence = "";

  /** Of a background rule: what its names have in this use. */
  OwnNames own = OwnNames.NONE;

  /** What it waits for; null while it does not. */
  @Nullable Wait wait;

  /** At a fork: how many branches there are, and those that have ended. */
  int openBranches;

  final List<Run> endedBranches = new ArrayList<>(0);

  private final Map<Conn, Exchange> exchanges = new HashMap<>(4);
  private @Nullable Conn latestConn;
  private @Nullable Exchange latest;
  private final Map<Node.Loop, Rounds> rounds = new HashMap<>(0);

  Run(Node node, @Nullable Conn ruleConnection, long now) {
    this(node, ruleConnection, null, "", now);
  }

  private Run(
      Node node, @Nullable Conn ruleConnection, @Nullable Run parent, String name, long now) {
    this.node = node;
    this.ruleConnection = ruleConnection;
    this.parent = parent;
    this.name = name;
    this.current = ruleConnection;
    this.since = now;
  }

  /** A cursor at the beginning of a branch, with all that this one knows. */
  Run branch(Node.Way way, long now) {
    Run branch = new Run(way.first(), null, this, way.name(), now);
    branch.current = current;
    exchanges.forEach((conn, exchange) -> branch.exchanges.put(conn, exchange.inherited()));
    branch.lastTaken.putAll(lastTaken);
    branch.silence = silence;
    return branch;
  }

  /** What this run has said and heard on a connection, as a rule the same as the last time. */
  Exchange exchange(Conn conn) {
    if (latest == null || latestConn != conn) {
      latest = exchanges.computeIfAbsent(conn, one -> new Exchange());
      latestConn = conn;
    }
    return latest;
  }

  /** The connections on which this run has said or heard something. */
  Collection<Conn> connections() {
    return exchanges.keySet();
  }

  /** What was taken last of a service: the connection, or a line on it; as which of all. */
  private record Taken(Conn conn, long number) {
    static Taken later(Taken one, Taken other) {
      return other.number > one.number ? other : one;
    }
  }

  void hasTaken(Conn conn, long number) {
    lastTaken.put(conn.service(), new Taken(conn, number));
  }

  /** What a branch has taken, this one has taken, too. */
  void hasTakenAll(Run branch) {
    branch.lastTaken.forEach((service, taken) -> lastTaken.merge(service, taken, Taken::later));
  }

  /**
   * The connection of this service that it took last, or on which it took a line last; null where
   * there is none. One that has closed counts only while the step that is next has seen it open.
   */
  @Nullable Conn asker(Service service) {
    Taken taken = lastTaken.get(service);
    if (taken == null || !(taken.conn().isOpen() || taken.conn().equals(asker))) {
      return null;
    }
    asker = taken.conn();
    return asker;
  }

  /** How many rounds of a loop are done. */
  int rounds(Node.Loop loop) {
    Rounds so = rounds.get(loop);
    return so == null ? 0 : so.done();
  }

  /**
   * How many rounds of a loop are done, how much had been heard by then, and when the last one
   * ended.
   */
  private record Rounds(int done, long heard, long ended) {}

  /** Counts a round that ends now; whether it was idle: nothing was heard, and no time passed. */
  boolean countRound(Node.Loop loop, long heard, long now) {
    Rounds before = rounds.get(loop);
    rounds.put(loop, new Rounds(rounds(loop) + 1, heard, now));
    return before != null && before.heard() == heard && before.ended() == now;
  }

  void startLoop(Node.Loop loop) {
    rounds.remove(loop);
  }

  boolean isScript() {
    return ruleConnection == null && request == 0;
  }

  void moveTo(Node next, long now) {
    node = next;
    since = now;
    due = Play.NEVER;
    waited = false;
    held = null;
    asker = null;
    wait = null;
  }
}
