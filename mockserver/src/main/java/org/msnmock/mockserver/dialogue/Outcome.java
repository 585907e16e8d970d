package org.msnmock.mockserver.dialogue;

import java.util.Locale;
import java.util.Optional;

/** The five verdicts, the mildest first: the worst one reached counts. */
public enum Outcome {
  OK,
  INFORMATIONAL,
  NON_STRICT,
  UNSUPPORTED,
  FAILED;

  /** {@code ok}, {@code informational}, {@code non-strict}, {@code unsupported}, {@code failed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Outcome> fromWord(String word) {
    for (Outcome outcome : values()) {
      if (outcome.word().equals(word)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  public Outcome worse(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
