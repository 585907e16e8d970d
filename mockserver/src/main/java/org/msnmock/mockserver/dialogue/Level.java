package org.msnmock.mockserver.dialogue;

import java.util.Locale;
import java.util.Optional;

/** How much a deviation at a step weighs. */
public enum Level {
  MUST,
  SHOULD,
  QUIRK;

  public static Optional<Level> fromWord(String word) {
    for (Level level : values()) {
      if (level.word().equals(word)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The verdict of a deviation at this level. */
  public Outcome outcome() {
    return switch (this) {
      case MUST -> Outcome.FAILED;
      case SHOULD -> Outcome.NON_STRICT;
      case QUIRK -> Outcome.INFORMATIONAL;
    };
  }
}
