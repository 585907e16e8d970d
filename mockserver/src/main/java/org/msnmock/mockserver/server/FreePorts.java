package org.msnmock.mockserver.server;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

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

  /**
   * Takes one port, 0 being any, or says by a {@link BindException} that it is taken.
   *
   * @param <T> what holds it
   */
  interface Binding<T> {
    T at(int port) throws IOException;
  }

  /**
   * Takes some port.
   *
   * @throws BindException where there is none
   */
  <T> T bind(Binding<T> binding) throws IOException {
    Optional<T> bound = bindUsed(binding, KEPT);
    if (bound.isPresent()) {
      return bound.get();
    }
    try {
      return binding.at(0);
    } catch (BindException none) {
      // better one that was used a moment ago than none
      return bindUsed(binding, 0).orElseThrow(() -> none);
    }
  }

  /** One of those that were given back, but for so many; somebody may have taken them meanwhile. */
  private <T> Optional<T> bindUsed(Binding<T> binding, int least) throws IOException {
    for (int port = next(least); port != 0; port = next(least)) {
      try {
        return Optional.of(binding.at(port));
      } catch (BindException e) {
        // it is not ours any more
      }
    }
    return Optional.empty();
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
