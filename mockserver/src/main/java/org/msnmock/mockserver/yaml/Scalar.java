package org.msnmock.mockserver.yaml;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Span;

/** A text as it stands in the file, whatever YAML would like to make of it. */
final class Scalar implements Node {
  private final String text;
  private final Style style;
  private final SourceFile source;
  private final Extent extent;

  /** Where each line of a block begins, in chars. */
  private final int[] lineStarts;

  /** Where each char of a quoted text is written, once somebody wants to know. */
  private int @Nullable [] offsets;

  Scalar(String text, Style style, SourceFile source, Extent extent) {
    this.text = text;
    this.style = style;
    this.source = source;
    this.extent = extent;
    this.lineStarts = style == Style.BLOCK ? lineStarts(text) : new int[0];
  }

  /**
   * From where to where.
   *
   * @param line where it begins, from 1
   * @param column from 1, in code points; of a quoted text that of the quotation mark
   * @param endLine where it ends; a block's blank lines at its end included
   * @param endColumn behind its last character
   */
  record Extent(int line, int column, int endLine, int endColumn) {
    boolean isEmpty() {
      return line == endLine && column == endColumn;
    }

    boolean isOnOneLine() {
      return line == endLine;
    }
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = text.indexOf('\n', starts[i - 1]) + 1;
    }
    return starts;
  }

  String text() {
    return text;
  }

  Style style() {
    return style;
  }

  SourceFile source() {
    return source;
  }

  int line() {
    return extent.line();
  }

  int column() {
    return extent.column();
  }

  int endLine() {
    return extent.endLine();
  }

  int endColumn() {
    return extent.endColumn();
  }

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
    int length = isOnOneLine() ? endColumn() - column() : firstLineLength();
    return source.span(line(), column(), length);
  }

  @Override
  public int lastLine() {
    return endLine();
  }

  @Override
  public String kind() {
    return style == Style.EMPTY ? "nothing" : "a text";
  }

  boolean isOnOneLine() {
    return extent.isOnOneLine();
  }

  boolean isQuoted() {
    return style == Style.SINGLE_QUOTED || style == Style.DOUBLE_QUOTED;
  }

  private int firstLineLength() {
    return codePoints(source.line(line())) - column() + 1;
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
    return source.span(line(), column() + begin, sourceOffset(to) - begin);
  }

  /**
   * In a block, line k of the text is line k below the bar; what stands before it is indentation.
   */
  private Span blockPart(int from, int to) {
    int found = Arrays.binarySearch(lineStarts, from);
    int k = found < 0 ? -found - 2 : found;
    int lineStart = lineStarts[k];
    int lineEnd = k + 1 < lineStarts.length ? lineStarts[k + 1] - 1 : text.length();
    int number = line() + 1 + k;
    int indent = source.line(number).length() - (lineEnd - lineStart);
    int begin = text.codePointCount(lineStart, from);
    int length = text.codePointCount(from, Math.max(from, Math.min(to, lineEnd)));
    return source.span(number, Math.max(0, indent) + begin + 1, length);
  }

  /** How many code points of the source stand between the start mark and a char of the text. */
  private int sourceOffset(int target) {
    if (!isQuoted()) {
      return source.codePoints(text, Math.min(target, text.length()));
    }
    if (offsets == null) {
      offsets = offsets();
    }
    return offsets[Math.min(target, text.length())];
  }

  /** For each char of a quoted text, and its end, where it is written. */
  private int[] offsets() {
    int[] out = new int[text.length() + 1];
    String line = source.line(line());
    int at = Math.min(line.length(), source.offset(line(), column()) + 1);
    int points = 1;
    for (int done = 0; done < out.length; done++) {
      out[done] = points;
      boolean pair = done + 1 < text.length() && Character.charCount(text.codePointAt(done)) == 2;
      if (pair) {
        out[++done] = points;
      }
      int size = at < line.length() ? escapeSize(line, at) : 0;
      int next = Math.min(line.length(), at + (pair && size == 1 ? 2 : size));
      points += line.codePointCount(at, next);
      at = next;
    }
    return out;
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

  /** Where a tab stands in the file as such, and not as {@code \t} in quotes. */
  OptionalInt bareTab() {
    return IntStream.range(0, text.length())
        .filter(i -> text.charAt(i) == '\t' && isWritten('\t', part(i, i + 1)))
        .findFirst();
  }

  private static boolean isWritten(char c, Span place) {
    String line = place.source();
    int points = codePoints(line);
    return place.column() <= points
        && line.charAt(line.offsetByCodePoints(0, place.column() - 1)) == c;
  }

  /** Whether a place in the file, both numbers from 1, is one of this text. */
  boolean covers(int line, int column) {
    boolean isBehindStart = line > line() || line == line() && column >= column();
    return isBehindStart && (line < endLine() || line == endLine() && column < endColumn());
  }

  /** The same text at the same place, with a blank for each tab. */
  Scalar withBlanksForTabs() {
    return new Scalar(text.replace('\t', ' '), style, source, extent);
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
