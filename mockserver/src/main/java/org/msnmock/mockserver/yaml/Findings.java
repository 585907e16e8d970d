package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.TreeSet;

/** Findings by place, each once, however often its file is included. */
final class Findings {
  private static final int MOST = 500;

  private final TreeSet<Finding> sorted = new TreeSet<>();
  private boolean errors;

  /** Takes it, unless there are far too many already. */
  void add(Finding finding) {
    errors |= finding.isError();
    if (sorted.size() < (finding.isError() ? 2 * MOST : MOST)) {
      sorted.add(finding);
    }
  }

  /** Whether there is more than anybody will read. */
  boolean isFull() {
    return sorted.size() >= MOST;
  }

  boolean hasErrors() {
    return errors;
  }

  List<Finding> all() {
    return List.copyOf(sorted);
  }
}
