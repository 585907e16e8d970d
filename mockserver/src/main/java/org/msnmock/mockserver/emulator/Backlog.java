package org.msnmock.mockserver.emulator;

import java.util.ArrayList;
import java.util.List;

/** Holds back what is to be sent until all that it tells of is kept. */
final class Backlog implements Outlet {
  private final Outlet outlet;
  private final List<Runnable> held = new ArrayList<>();

  Backlog(Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public void send(int connection, byte[] bytes) {
    held.add(() -> outlet.send(connection, bytes));
  }

  @Override
  public void close(int connection) {
    held.add(() -> outlet.close(connection));
  }

  /** Lets everything go, in its order. */
  void release() {
    held.forEach(Runnable::run);
    held.clear();
  }

  /** What was to be said is not true any more. */
  void forget() {
    held.clear();
  }
}
