package org.msnmock.mockserver.engine;

import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;

/**
 * Where a value came from, for reports.
 *
 * @param what in words, where it was not learned
 * @param span the pattern that learned it
 * @param line what was received there, its secrets hidden; empty where all of it is one
 */
record Origin(String what, Optional<Span> span, String line) {

  static Origin stated(String what) {
    return new Origin(what, Optional.empty(), "");
  }

  static Origin learned(Span span, String line) {
    return new Origin("", Optional.of(span), line);
  }

  /** {@code learned at 17:5 from "CVR 2 0x0409 ..."}. */
  String description() {
    if (span.isEmpty()) {
      return what;
    }
    String from = line.length() > 60 ? line.substring(0, 60) + "..." : line;
    return "learned at " + span.get().place() + (line.isEmpty() ? "" : " from \"" + from + '"');
  }
}
