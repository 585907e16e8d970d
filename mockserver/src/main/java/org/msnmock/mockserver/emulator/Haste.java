package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often something has happened of late. */
final class Haste {
  private final int most;
  private final Duration window;
  private final Deque<Long> moments = new ArrayDeque<>(0);

  /**
   * @param most how often it may happen within the window
   */
  Haste(int most, Duration window) {
    this.most = most;
    this.window = window;
  }

  /** Whether it has happened so often already that once more is too much. */
  boolean isTooGreat(long now) {
    while (!moments.isEmpty() && moments.getFirst() <= now - window.toNanos()) {
      moments.removeFirst();
    }
    return moments.size() >= most;
  }

  /** It happens. */
  void add(long now) {
    if (!isTooGreat(now)) {
      moments.addLast(now);
    }
  }
}
