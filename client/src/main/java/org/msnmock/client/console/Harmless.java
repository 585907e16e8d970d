package org.msnmock.client.console;

/**
 * Makes harmless what other people wrote, before it comes near a terminal: characters that would
 * steer it, turn the direction of writing or hide themselves are shown as what they are.
 */
final class Harmless {
  private static final char UNSHOWABLE = '\uFFFD';
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int MOST_MARKS = 3;

  private Harmless() {}

  /** The text as one line: even a line end is shown, {@code ␊}. */
  static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    int marks = 0;
    for (int at = 0; at < text.length(); ) {
      int letter = text.codePointAt(at);
      at += Character.charCount(letter);
      marks = isMark(letter) ? marks + 1 : 0;
      if (marks <= MOST_MARKS) {
        safe.appendCodePoint(shown(letter));
      }
    }
    return safe.toString();
  }

  /**
   * The text as one line of so many characters at the most.
   *
   * @param most 2 or more
   */
  static String line(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return line(text);
    }
    return line(text.substring(0, text.offsetByCodePoints(0, most - 1))) + "…";
  }

  /** Very many of them on one letter would climb over the lines above. */
  private static boolean isMark(int letter) {
    int type = Character.getType(letter);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static int shown(int letter) {
    if (letter < ' ') {
      return letter == '\t' ? ' ' : CONTROL_PICTURES + letter;
    }
    if (letter == 0x7F) {
      return PICTURE_OF_DELETE;
    }
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          UNSHOWABLE;
      default -> letter;
    };
  }
}
