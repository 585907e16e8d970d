package org.msnmock.mockserver.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries of one play, oldest first. Bounded: when it is full the first half is kept and each
 * further entry pushes out the oldest of the rest.
 */
public final class Journal {
  /** How many entries are kept. */
  public static final int LIMIT = 20_000;

  /** How many entries from the beginning are never pushed out. */
  private static final int HEAD = LIMIT / 2;

  private final List<Entry> entries = new ArrayList<>(32);
  private final Listener listener;
  private int oldest = HEAD;
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
    if (entries.size() < LIMIT) {
      entries.add(entry);
    } else {
      entries.set(oldest, entry);
      oldest = oldest + 1 == LIMIT ? HEAD : oldest + 1;
      dropped++;
    }
    listener.entry(entry);
  }

  /** A copy, in the order of time. */
  public List<Entry> entries() {
    if (dropped == 0) {
      return List.copyOf(entries);
    }
    List<Entry> out = new ArrayList<>(entries.subList(0, HEAD));
    out.addAll(entries.subList(oldest, LIMIT));
    out.addAll(entries.subList(HEAD, oldest));
    return List.copyOf(out);
  }

  /** How many entries were pushed out; they stood after the first half of {@link #LIMIT}. */
  public long dropped() {
    return dropped;
  }
}
