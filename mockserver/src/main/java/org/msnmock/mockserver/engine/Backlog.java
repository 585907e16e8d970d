package org.msnmock.mockserver.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.journal.Entry;

/**
 * How much memory waits for the steps of a play, on all connections together: lines and bytes that
 * none could take yet, and the connections themselves. Owned by the play's thread.
 */
final class Backlog {
  /** Far more than a client says before it wants to be answered, and than four whole files. */
  static final long MOST = 16L << 20;

  private long bytes;
  private Entry.@Nullable Connection last;

  /** So many bytes more wait on a connection; fewer, where it is negative. */
  void add(Entry.Connection connection, long more) {
    bytes += more;
    last = connection;
  }

  /** Where too much waits: the connection on which that came about. */
  Optional<Entry.Connection> overflow() {
    return bytes <= MOST ? Optional.empty() : Optional.ofNullable(last);
  }
}
