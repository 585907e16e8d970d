package org.msnmock.mockserver.emulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** Holds back what is to be sent until all that it tells of is kept. */
final class Backlog implements Outlet {
  private final Outlet outlet;
  private final Unreached unreached;
  private final Deque<Held> held = new ArrayDeque<>();

  /** Who is told of somebody who can't be reached, by a fault of ours. */
  interface Unreached {
    void failed(int connection, RuntimeException fault);
  }

  private record Held(int connection, Runnable task) {}

  Backlog(Outlet outlet, Unreached unreached) {
    this.outlet = outlet;
    this.unreached = unreached;
  }

  @Override
  public void send(int connection, byte[] bytes) {
    held.add(new Held(connection, () -> outlet.send(connection, bytes)));
  }

  @Override
  public void close(int connection) {
    held.add(new Held(connection, () -> outlet.close(connection)));
  }

  @Override
  public void reset(int connection) {
    held.add(new Held(connection, () -> outlet.reset(connection)));
  }

  /** Lets everything go, in its order, also if one of these leads to another event meanwhile. */
  void release() {
    for (Held next = held.poll(); next != null; next = held.poll()) {
      try {
        next.task().run();
      } catch (RuntimeException fault) {
        unreached.failed(next.connection(), fault);
      }
    }
  }

  /** What was to be said is not true any more. */
  void forget() {
    held.clear();
  }
}
