package org.msnmock.mockserver.dialogue;

/**
 * A stretch of one line of a dialogue file.
 *
 * @param file the path as people write it, relative to the root of the dialogues, with {@code /}
 * @param line from 1
 * @param column from 1, in code points
 * @param length in code points, at least 1
 * @param source the whole source line, without its end
 */
public record Span(String file, int line, int column, int length, String source) {

  public Span {
    if (line < 1 || column < 1 || length < 1) {
      throw new IllegalArgumentException("no place: " + line + ":" + column + "+" + length);
    }
  }

  /** {@code signin/redirect.dialogue.yaml:17:77}. */
  public String place() {
    return file + ":" + line + ":" + column;
  }

  /** A part of this span, {@code offset} and {@code count} in code points. */
  public Span part(int offset, int count) {
    return new Span(file, line, column + offset, Math.max(1, count), source);
  }

  /**
   * The source line with its number and a caret line below, each indented by two blanks and ended
   * by a line feed.
   */
  public String picture() {
    String number = String.valueOf(line);
    String shown = source.replace('\t', ' ');
    int indent = 2 + Math.max(5, number.length()) + 3;
    int room = Math.max(1, shown.codePointCount(0, shown.length()) - column + 1);
    return " ".repeat(2 + Math.max(0, 5 - number.length()))
        + number
        + " | "
        + shown
        + "\n"
        + " ".repeat(indent + column - 1)
        + "^".repeat(Math.min(length, room))
        + "\n";
  }
}
