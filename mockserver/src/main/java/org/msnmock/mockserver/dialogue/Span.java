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
  private static final int WIDTH = 100;

  public Span {
    if (line < 1 || column < 1 || length < 1) {
      throw new IllegalArgumentException("no place: " + line + ":" + column + "+" + length);
    }
  }

  /** {@code signin/redirect.dialogue.yaml:17:77}. */
  public String place() {
    return file + ":" + line + ":" + column;
  }

  /** What stands there. */
  public String text() {
    return source
        .codePoints()
        .skip(column - 1L)
        .limit(length)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A part of this span, {@code offset} and {@code count} in code points. */
  public Span part(int offset, int count) {
    return new Span(file, line, column + offset, Math.max(1, count), source);
  }

  /**
   * The source line with its number and a caret line below, each indented by two blanks and ended
   * by a line feed. Of a long line only the surroundings are shown; a tab is shown as {@code \t},
   * other control characters are not.
   */
  public String picture() {
    String number = String.valueOf(line);
    int margin = Math.max(7, 2 + number.length());
    int points = source.codePointCount(0, source.length());
    int from = column > WIDTH ? Math.min(points, column - WIDTH / 2) : 0;
    int to = Math.min(points, from + 2 * WIDTH);
    int room = Math.max(1, to - column + 1);
    int marked = Math.min(length, room);
    return " ".repeat(margin - number.length())
        + number
        + " | "
        + shown(from, to)
        + "\n"
        + " ".repeat(margin)
        + " | "
        + " ".repeat(column - 1 - from + tabs(from, column - 1))
        + "^".repeat(marked + tabs(column - 1, column - 1 + marked))
        + "\n";
  }

  /** By how much a part is wider than its characters are many. */
  private int tabs(int from, int to) {
    return (int) source.codePoints().skip(from).limit(to - from).filter(c -> c == '\t').count();
  }

  /** A part of the source line, a tab as {@code \t}, any other control character as a blank. */
  private String shown(int from, int to) {
    StringBuilder out = new StringBuilder();
    source
        .codePoints()
        .skip(from)
        .limit(to - from)
        .map(Span::visible)
        .forEach(out::appendCodePoint);
    return out.toString().replace("\t", "\\t");
  }

  private static int visible(int c) {
    boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    return hidden && c != '\t' ? ' ' : c;
  }
}
