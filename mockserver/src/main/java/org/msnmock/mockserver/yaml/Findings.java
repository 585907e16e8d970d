package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.TreeSet;

/** Findings by place, each once, however often its file is included. */
final class Findings {
  private final TreeSet<Finding> sorted = new TreeSet<>();
  private boolean errors;

  void add(Finding finding) {
    sorted.add(finding);
    errors |= finding.isError();
  }

  boolean hasErrors() {
    return errors;
  }

  List<Finding> all() {
    return List.copyOf(sorted);
  }
}
