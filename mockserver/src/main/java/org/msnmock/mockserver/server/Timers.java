package org.msnmock.mockserver.server;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is due when, the earliest first: a heap whose members know their places. */
final class Timers {
  /** The moment that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  private @Nullable Timer[] heap = new @Nullable Timer[16];
  private int size;

  /** Something that is due at most once at a time. */
  abstract static class Timer {
    private static final int NOWHERE = -1;

    private long at = NEVER;
    private int place = NOWHERE;

    /** When it is due, {@link #NEVER} while it is not set. */
    long at() {
      return at;
    }

    /** Is called once its moment has come; it is not set then, and may be set again. */
    abstract void due(long now);
  }

  void set(Timer timer, long at) {
    if (at == NEVER) {
      remove(timer);
      return;
    }
    timer.at = at;
    if (timer.place == Timer.NOWHERE) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      size++;
      put(timer, size - 1);
    }
    rise(timer);
    sink(timer);
  }

  void remove(Timer timer) {
    int place = timer.place;
    timer.at = NEVER;
    if (place == Timer.NOWHERE) {
      return;
    }
    timer.place = Timer.NOWHERE;
    size--;
    Timer last = get(size);
    heap[size] = null;
    if (place != size) {
      put(last, place);
      rise(last);
      sink(last);
    }
  }

  /** When the first of them is due. */
  long next() {
    return size == 0 ? NEVER : get(0).at;
  }

  /** Calls each that is due; those that set themselves again at once wait for the next call. */
  void fire(long now) {
    for (int most = size; most > 0 && next() <= now; most--) {
      Timer timer = get(0);
      remove(timer);
      timer.due(now);
    }
  }

  int size() {
    return size;
  }

  private void rise(Timer timer) {
    while (timer.place > 0) {
      int above = (timer.place - 1) / 2;
      Timer other = get(above);
      if (other.at <= timer.at) {
        return;
      }
      put(other, timer.place);
      put(timer, above);
    }
  }

  private void sink(Timer timer) {
    while (true) {
      int below = timer.place * 2 + 1;
      if (below >= size) {
        return;
      }
      if (below + 1 < size && get(below + 1).at < get(below).at) {
        below++;
      }
      Timer other = get(below);
      if (other.at >= timer.at) {
        return;
      }
      put(other, timer.place);
      put(timer, below);
    }
  }

  private Timer get(int place) {
    return Objects.requireNonNull(heap[place]);
  }

  private void put(Timer timer, int place) {
    heap[place] = timer;
    timer.place = place;
  }
}
