package org.msnmock.client.console;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Lays a line out in rows of a terminal. Whatever is not the first row begins with blanks, so that
 * no text of somebody's can look like a line of its own there. Where rows are not limited, that
 * holds for the lines; whoever wraps them to look at them does without.
 */
final class Rows {
  private static final String INDENT = "      ";
  private static final int NARROWEST = 10;

  private final int width;
  private final List<String> rows = new ArrayList<>();
  private final StringBuilder row = new StringBuilder();
  private int used;

  private Rows(int width) {
    this.width = width;
  }

  /** One row for each line of the text, however long; for a pipe. */
  static List<String> unlimited(Line line) {
    List<String> rows = new ArrayList<>();
    for (String text : line.text()) {
      rows.add(rows.isEmpty() ? joined(line.head(), text) : INDENT + text);
    }
    return rows;
  }

  /**
   * Rows of so many columns at the most; a wide letter takes two.
   *
   * @param width below {@value #NARROWEST} it is taken for that
   */
  static List<String> of(Line line, int width) {
    Rows rows = new Rows(Math.max(width, NARROWEST));
    boolean isFirst = true;
    for (String text : line.text()) {
      if (!isFirst) {
        rows.next();
      }
      rows.add(isFirst ? joined(line.head(), text) : text);
      isFirst = false;
    }
    rows.rows.add(rows.row.toString());
    return rows.rows;
  }

  private static String joined(String head, String text) {
    return head.isEmpty() || text.isEmpty() ? head + text : head + " " + text;
  }

  /** How many columns a text takes. */
  static int columns(String text) {
    return text.codePoints().map(Rows::columns).sum();
  }

  private static int columns(int letter) {
    return Math.max(0, WCWidth.wcwidth(letter));
  }

  private void add(String text) {
    for (int at = 0; at < text.length(); ) {
      int end = wordEnd(text, at);
      addWord(text.substring(at, end));
      at = end;
    }
  }

  /** The end of the blanks, or of the word, that begin here. */
  private static int wordEnd(String text, int from) {
    boolean isBlank = text.charAt(from) == ' ';
    int end = from;
    while (end < text.length() && (text.charAt(end) == ' ') == isBlank) {
      end++;
    }
    return end;
  }

  private void addWord(String word) {
    boolean fitsNext = columns(word) <= width - INDENT.length();
    if (used + columns(word) > width && fitsNext && used > INDENT.length()) {
      next();
      if (word.isBlank()) {
        return; // a row does not begin with the blank that ended the one before
      }
    }
    word.codePoints().forEach(this::addLetter);
  }

  private void addLetter(int letter) {
    if (used + columns(letter) > width) {
      next();
    }
    row.appendCodePoint(letter);
    used += columns(letter);
  }

  private void next() {
    rows.add(row.toString().stripTrailing());
    row.setLength(0);
    row.append(INDENT);
    used = INDENT.length();
  }
}
