package org.msnmock.mockserver.dialogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who answers what neither the script nor a background rule takes. */
public enum Otherwise {
  /** Nobody: it is a deviation. */
  REFUSE,
  /** A service with the accounts of the dialogue. */
  EMULATOR;

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Otherwise::word).toList();
  }

  public static Optional<Otherwise> fromWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
