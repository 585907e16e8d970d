package org.msnmock.mockserver.adapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client wrote, line by line. Bounded: the first part is kept, and of the rest the last;
 * what was dropped between them is counted. Any thread may enter.
 */
final class ClientLog {
  private final int part;
  private final List<String> first = new ArrayList<>();
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private int firstSize;
  private int lastSize;
  private long dropped;

  /** Each part holds about {@code part} characters. */
  ClientLog(int part) {
    this.part = part;
  }

  synchronized void add(String line) {
    int size = line.length() + 1;
    if (last.isEmpty() && dropped == 0 && firstSize + size <= part) {
      first.add(line);
      firstSize += size;
      return;
    }
    last.add(line);
    lastSize += size;
    while (lastSize > part && last.size() > 1) {
      lastSize -= last.removeFirst().length() + 1;
      dropped++;
    }
  }

  synchronized List<String> lines() {
    List<String> out = new ArrayList<>(first);
    if (dropped > 0) {
      out.add("[%s lines were dropped here]".formatted(dropped));
    }
    out.addAll(last);
    return out;
  }
}
