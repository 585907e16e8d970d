package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What it means that a line came before its client can have read the line it answers. */
public enum Early {
  /** Taken and noted; the default, for which there is no word. */
  NOTED(""),
  /** A deviation of the step. */
  FAIL("fail"),
  NON_STRICT("non-strict"),
  /** Taken without a word. */
  ALLOWED("allow");

  private final String word;

  Early(String word) {
    this.word = word;
  }

  public static Optional<Early> fromWord(String word) {
    for (Early early : values()) {
      if (early != NOTED && early.word.equals(word)) {
        return Optional.of(early);
      }
    }
    return Optional.empty();
  }

  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Early early : values()) {
      if (early != NOTED) {
        words.add(early.word);
      }
    }
    return words;
  }
}
