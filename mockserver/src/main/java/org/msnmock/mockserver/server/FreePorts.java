package org.msnmock.mockserver.server;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes free ports, and those that were given back again after a while. Left to itself the system
 * gives another one each time, and counts none as free on which a connection has ended within the
 * last minute: some 10,000 plays in a row would leave none to anybody on the machine. Thread-safe.
 */
final class FreePorts {
  /**
   * So many others come before a port is used again: who connects late to a play that is over shall
   * not meet the next one.
   */
  static final int KEPT = 1_000;

  private final Deque<Integer> used = new ArrayDeque<>();

  /** Takes one port, 0 being any, or says by a {@link BindException} that it is taken. */
  interface Binding {
    void at(int port) throws IOException;
  }

  /**
   * Takes some port.
   *
   * @throws BindException where there is none
   */
  void bind(Binding binding) throws IOException {
    for (int port = next(KEPT); port != 0; port = next(KEPT)) {
      if (isBound(binding, port)) {
        return;
      }
    }
    try {
      binding.at(0);
    } catch (BindException none) {
      bindUsed(binding, none);
    }
  }

  /** Better one that was used a moment ago than none. */
  private void bindUsed(Binding binding, BindException none) throws IOException {
    for (int port = next(0); port != 0; port = next(0)) {
      if (isBound(binding, port)) {
        return;
      }
    }
    throw none;
  }

  /** Somebody else may have taken it meanwhile; then it is not ours any more. */
  private static boolean isBound(Binding binding, int port) throws IOException {
    try {
      binding.at(port);
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  /** The one that was given back first, where more than so many were; else 0. */
  private synchronized int next(int least) {
    return used.size() > least ? used.removeFirst() : 0;
  }

  /** Nobody listens on a port any more that was taken from here. */
  synchronized void giveBack(int port) {
    used.addLast(port);
  }
}
