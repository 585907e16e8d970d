package org.msnmock.mockserver.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Frame;

/** What a play knows of one connection, MSNP or a peer. Owned by the play's thread. */
final class Conn {
  /** So many unanswered transaction ids are watched. */
  private static final int MOST_OUTSTANDING = 64;

  private static final int MOST_LEFT = 20;

  /** A line that is larger is not remembered: many connections may have lines left. */
  private static final int LARGEST_LEFT = 64 * 1024;

  /** About what it takes, whatever waits on it. */
  private static final int WEIGHT = 1024;

  /** The number that events and actions use. */
  final int id;

  final Entry.Connection name;
  final Inbox inbox;

  /** The event with which the client closed; 0 while it has not. */
  long closedAt;

  /** When the client closed. */
  long closedTime;

  /** When it connected. */
  final long connectedTime;

  boolean closeTaken;

  /** What had come of a frame that is not whole, when the client closed or time last passed. */
  String unfinished = "";

  boolean endedByUs;
  boolean accepted;

  /** Whether it was let in without a step that accepts it. */
  boolean admitted;

  /** What the emulator does here when it can: bytes to send; empty: it closes. */
  final Deque<Optional<byte[]>> emulated = new ArrayDeque<>(0);

  /** The last lines that were left to the emulator. */
  final Deque<Heard> left = new ArrayDeque<>(0);

  /** Nothing more is sent here, though it is open. */
  boolean stalled;

  /** The event with which it connected. */
  final long connectedAt;

  boolean lineEndTold;
  boolean repeatedIdTold;

  /** What has come on a connection whose bytes nobody frames ahead; null on others. */
  final @Nullable Unframed unframed;

  /** Bytes held back to go out with the next ones. */
  byte[] held = {};

  /** Who is in the midst of writing. */
  @Nullable Run writer;

  private final List<String> outstanding = new ArrayList<>(2);
  private long highest = -1;

  private final Backlog backlog;

  Conn(int id, Entry.Connection name, long connectedAt, long connectedTime, Backlog backlog) {
    this.id = id;
    this.name = name;
    this.inbox = new Inbox(name, backlog);
    this.backlog = backlog;
    this.connectedAt = connectedAt;
    this.connectedTime = connectedTime;
    this.unframed =
        name.service().role().isUnframed()
            ? new Unframed(name, connectedAt, connectedTime, backlog)
            : null;
    backlog.add(name, WEIGHT);
  }

  /** Nobody reads it any more: what waits on it goes. */
  void forgetWaiting() {
    inbox.clear();
    if (unframed != null) {
      unframed.clear();
    }
  }

  /** The play keeps it no longer. */
  void forget() {
    backlog.add(name, -WEIGHT);
  }

  /** A line that waits to be taken, with the number of its event and the time at which it came. */
  record Heard(Frame frame, long number, long time) {}

  /** Remembers a line that was left to the emulator, for who looks for one in vain. */
  void leave(Heard heard) {
    if (heard.frame().weight() > LARGEST_LEFT) {
      return;
    }
    if (left.size() == MOST_LEFT) {
      left.removeFirst();
    }
    left.addLast(heard);
  }

  Service service() {
    return name.service();
  }

  /** Whether somebody is in the midst of writing, or holds something back for the next line. */
  boolean isBusy() {
    return writer != null || held.length > 0;
  }

  boolean isClosedByClient() {
    return closedAt > 0;
  }

  /** What has come of a line or of blocks that are not whole, as far as is known. */
  String unfinished() {
    return unframed == null ? unfinished : unframed.unfinished();
  }

  boolean isOpen() {
    return closedAt == 0 && !endedByUs;
  }

  /** What is to be said of a client's transaction id. */
  enum IdUse {
    FRESH,
    /** Used again before a server line has carried it. */
    OUTSTANDING,
    /** Not higher than one used before. */
    NOT_RISING
  }

  /** Notes the transaction id of a client's line. */
  IdUse useId(String id) {
    if (outstanding.contains(id)) {
      return IdUse.OUTSTANDING;
    }
    if (outstanding.size() == MOST_OUTSTANDING) {
      outstanding.remove(0);
    }
    outstanding.add(id);
    long number = Long.parseLong(id);
    if (number <= highest) {
      return IdUse.NOT_RISING;
    }
    highest = number;
    return IdUse.FRESH;
  }

  /** A server line: the id that it carries as its second token is answered. */
  void answered(String line) {
    int from = line.indexOf(' ') + 1;
    int end = line.indexOf(' ', from);
    int length = (end < 0 ? line.length() : end) - from;
    for (int i = 0; from > 0 && i < outstanding.size(); i++) {
      String id = outstanding.get(i);
      if (id.length() == length && line.startsWith(id, from)) {
        outstanding.remove(i);
        return;
      }
    }
  }
}
