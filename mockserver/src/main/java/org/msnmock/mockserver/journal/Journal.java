package org.msnmock.mockserver.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The entries of one play, oldest first. Bounded in number and in bytes: when the first half is
 * full it is kept, and of all that follows the oldest is pushed out when the rest is full, too.
 */
public final class Journal {
  /** How many entries are kept. */
  public static final int LIMIT = 20_000;

  /** About how many bytes of memory they may take. */
  public static final long MOST_BYTES = 32L << 20;

  private final List<Entry> first = new ArrayList<>(32);
  private final Deque<Entry> rest = new ArrayDeque<>(0);
  private final Listener listener;
  private long bytesOfFirst;
  private long bytesOfRest;
  private long dropped;

  public Journal(Listener listener) {
    this.listener = listener;
  }

  /** Is told each entry at once, on the thread of the play; it must be quick. */
  public interface Listener {
    /** For those who only read afterwards. */
    Listener NONE = entry -> {};

    void entry(Entry entry);
  }

  public void add(Entry entry) {
    long weight = entry.weight();
    if (rest.isEmpty() && first.size() < LIMIT / 2 && bytesOfFirst + weight <= MOST_BYTES / 2) {
      first.add(entry);
      bytesOfFirst += weight;
    } else {
      rest.addLast(entry);
      bytesOfRest += weight;
      while (rest.size() > LIMIT / 2 || bytesOfRest > MOST_BYTES / 2 && rest.size() > 1) {
        bytesOfRest -= rest.removeFirst().weight();
        dropped++;
      }
    }
    listener.entry(entry);
  }

  /** A copy, in the order of time. */
  public List<Entry> entries() {
    List<Entry> out = new ArrayList<>(first);
    out.addAll(rest);
    return List.copyOf(out);
  }

  /** How many entries were pushed out; they stood between the first and those that came last. */
  public long dropped() {
    return dropped;
  }
}
