package org.msnmock.mockserver.dialogue;

import java.util.Locale;
import java.util.Optional;

/** How a known value is written: {@code {name:url}}. */
public enum Format {
  /** As it is. */
  PLAIN,
  /** Percent-encoded: all but letters, digits and {@code -_.!~*'()}, as UTF-8. */
  URL,
  UPPER,
  LOWER,
  /** What stands before the {@code @}. */
  LOCALPART,
  /** A point in time as seconds since 1970. */
  EPOCH;

  public static Optional<Format> fromWord(String word) {
    for (Format format : values()) {
      if (format != PLAIN && format.word().equals(word)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code EPOCH} takes a value that is seconds already. */
  public String write(String value) {
    return switch (this) {
      case PLAIN, EPOCH -> value;
      case URL -> PercentCode.encode(value);
      case UPPER -> value.toUpperCase(Locale.ROOT);
      case LOWER -> value.toLowerCase(Locale.ROOT);
      case LOCALPART -> value.indexOf('@') < 0 ? value : value.substring(0, value.indexOf('@'));
    };
  }
}
