package org.msnmock.mockserver.engine;

import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.journal.Redaction;

/**
 * Where a value came from, for reports.
 *
 * @param what in words, where it was not learned
 * @param span the pattern that learned it
 * @param line what was received there; empty where all of it is a secret
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
    String shown = Redaction.BY_PLACE.hideLine(line);
    String from = shown.length() > 60 ? shown.substring(0, 60) + "..." : shown;
    return "learned at " + span.get().place() + (line.isEmpty() ? "" : " from \"" + from + '"');
  }

  /** Without the line, which may hold a secret. */
  @Override
  public String toString() {
    return "Origin[" + (span.isEmpty() ? what : span.get().place()) + "]";
  }
}
