package org.msnmock.mockserver.dialogue;

import java.util.regex.Pattern;

/**
 * A text that may be looked at only so often. An expression like {@code (a+)+b} tries more ways
 * than there are atoms; a dialogue must not stop the server with one.
 */
final class BoundedText implements CharSequence {
  private static final int MOST_LOOKS = 2_000_000;

  private final String text;
  private int looks;

  private BoundedText(String text) {
    this.text = text;
  }

  /** Whether the whole text matches, as far as that can be told with bounded effort. */
  static Operator.Answer matches(Pattern pattern, String text) {
    try {
      return Operator.Answer.of(pattern.matcher(new BoundedText(text)).matches());
    } catch (TooCostly | StackOverflowError e) {
      // java.util.regex recurses once for each turn of a group: (a|b)* on a long text
      return Operator.Answer.TOO_COSTLY;
    }
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new TooCostly();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Ends a match that takes too long; never leaves this class. */
  private static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooCostly() {
      super("too many looks", null, false, false);
    }
  }
}
