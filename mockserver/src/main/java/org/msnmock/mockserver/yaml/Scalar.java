package org.msnmock.mockserver.yaml;

import org.msnmock.mockserver.dialogue.Span;

/**
 * A text as it stands in the file, whatever YAML would like to make of it.
 *
 * @param line where it begins, from 1
 * @param column from 1, in code points; of a quoted text that of the quotation mark
 * @param endLine where it ends; a block's blank lines at its end included
 * @param endColumn behind its last character
 */
record Scalar(
    String text, Style style, SourceFile source, int line, int column, int endLine, int endColumn)
    implements Node {

  /** How it is written. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    /** {@code |}. */
    BLOCK,
    /** {@code >}; refused. */
    FOLDED,
    /** Nothing at all. */
    EMPTY
  }

  @Override
  public Span span() {
    return source.span(line, column, isOnOneLine() ? endColumn - column : firstLineLength());
  }

  @Override
  public int lastLine() {
    return endLine;
  }

  @Override
  public String kind() {
    return style == Style.EMPTY ? "nothing" : "a text";
  }

  boolean isOnOneLine() {
    return line == endLine;
  }

  boolean isQuoted() {
    return style == Style.SINGLE_QUOTED || style == Style.DOUBLE_QUOTED;
  }

  private int firstLineLength() {
    return codePoints(source.line(line)) - column + 1;
  }

  /** The place of a part of the text, as far as it stands on one line; indexes in chars. */
  Span part(int from, int to) {
    if (style == Style.BLOCK) {
      return blockPart(from, to);
    }
    if (!isOnOneLine()) {
      return span();
    }
    int begin = sourceOffset(from);
    return source.span(line, column + begin, sourceOffset(to) - begin);
  }

  /**
   * In a block, line k of the text is line k below the bar; what stands before it is indentation.
   */
  private Span blockPart(int from, int to) {
    int lineStart = text.lastIndexOf('\n', from - 1) + 1;
    int lineEnd = text.indexOf('\n', from);
    lineEnd = lineEnd < 0 ? text.length() : lineEnd;
    int number =
        line + 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int indent = codePoints(source.line(number)) - codePoints(text.substring(lineStart, lineEnd));
    int begin = text.codePointCount(lineStart, from);
    int length = text.codePointCount(from, Math.max(from, Math.min(to, lineEnd)));
    return source.span(number, Math.max(0, indent) + begin + 1, length);
  }

  /**
   * How many code points of the source, from the start mark on, stand before a char of the text.
   */
  private int sourceOffset(int target) {
    if (!isQuoted()) {
      return text.codePointCount(0, Math.min(target, text.length()));
    }
    String line = source.line(this.line);
    int at = Math.min(line.length(), line.offsetByCodePoints(0, column - 1) + 1);
    int begin = at;
    for (int done = 0; done < target && at < line.length(); ) {
      int size = Math.min(escapeSize(line, at), line.length() - at);
      done += size == 10 ? 2 : 1;
      at += size;
    }
    return 1 + line.codePointCount(begin, at);
  }

  /** The chars that write one char of the text. */
  private int escapeSize(String line, int at) {
    char c = line.charAt(at);
    if (style == Style.SINGLE_QUOTED) {
      return c == '\'' ? 2 : 1;
    }
    if (c != '\\' || at + 1 >= line.length()) {
      return 1;
    }
    return switch (line.charAt(at + 1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
