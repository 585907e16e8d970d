package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;

/** A text that would be a step with a colon behind its first word. */
final class MissingColon {
  private MissingColon() {}

  /**
   * Empty where a colon would not make it a step.
   *
   * @param text what stands behind the dash
   */
  static Optional<Finding> in(String text, Span span) {
    int blank = text.indexOf(' ');
    if (blank < 0 || Telling.of(text.substring(0, blank)).isEmpty()) {
      return Optional.empty();
    }
    String word = text.substring(0, blank);
    return Optional.of(
        new Finding(
            Code.D107,
            span,
            "a colon is missing behind \"%s\"".formatted(word),
            List.of("fix: write  - %s: %s".formatted(word, text.substring(blank + 1))),
            List.of()));
  }
}
