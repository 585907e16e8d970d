package org.msnmock.mockserver.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.msnmock.mockserver.journal.Entry;

/** The lines of one connection that wait to be taken, oldest first. */
final class Inbox {
  /** About what a line takes beside its frame. */
  private static final int LINE = 48;

  private final Deque<Conn.Heard> lines = new ArrayDeque<>(2);
  private final Entry.Connection connection;
  private final Backlog backlog;

  Inbox(Entry.Connection connection, Backlog backlog) {
    this.connection = connection;
    this.backlog = backlog;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The oldest; there must be one. */
  Conn.Heard getFirst() {
    return lines.getFirst();
  }

  void add(Conn.Heard line) {
    lines.add(line);
    backlog.add(connection, weight(line));
  }

  Conn.Heard removeFirst() {
    Conn.Heard line = lines.removeFirst();
    backlog.add(connection, -weight(line));
    return line;
  }

  void clear() {
    while (!lines.isEmpty()) {
      removeFirst();
    }
  }

  private static long weight(Conn.Heard line) {
    return LINE + line.frame().weight();
  }
}
