package org.msnmock.mockserver.report;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.msnmock.mockserver.wire.Text;

/**
 * Writes HTML that is XML as well. Names of elements and attributes are ours; every value and text
 * is escaped, and what can't be seen in it is written out: {@code \x1b}.
 */
final class Markup {
  private final Appendable out;
  private final Deque<String> open = new ArrayDeque<>();
  private long length;

  Markup(Appendable out) {
    this.out = out;
  }

  /**
   * Begins an element.
   *
   * @param attributes name and value in turn
   */
  Markup start(String element, String... attributes) throws IOException {
    tag(element, attributes).raw(">");
    open.push(element);
    return this;
  }

  /** Ends the element that was begun last. */
  Markup end() throws IOException {
    return raw("</").raw(open.pop()).raw(">");
  }

  /** A whole element with nothing but text in it. */
  Markup element(String element, String text, String... attributes) throws IOException {
    return start(element, attributes).text(text).end();
  }

  /** One that never has content: {@code meta}, {@code input}, or one of SVG. */
  Markup empty(String element, String... attributes) throws IOException {
    return tag(element, attributes).raw("/>");
  }

  Markup text(String text) throws IOException {
    return raw(escaped(text));
  }

  /** Lines with a line feed after each but the last, for elements that keep them apart. */
  Markup lines(List<String> lines) throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      raw(i == 0 ? "" : "\n").text(lines.get(i));
    }
    return this;
  }

  /** What is markup already: our own, or another one's output. */
  Markup raw(CharSequence markup) throws IOException {
    out.append(markup);
    length += markup.length();
    return this;
  }

  /** How many characters were written. */
  long length() {
    return length;
  }

  private Markup tag(String element, String... attributes) throws IOException {
    raw("<").raw(element);
    for (int i = 0; i < attributes.length; i += 2) {
      raw(" ").raw(attributes[i]).raw("=\"").text(attributes[i + 1]).raw("\"");
    }
    return this;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    Text.printable(text).codePoints().forEach(point -> escape(point, out));
    return out.toString();
  }

  private static void escape(int point, StringBuilder out) {
    switch (point) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> {
        if (point >= 0x80 && isUnseen(point)) {
          out.append("\\u%04x".formatted(point));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }

  /** Marks of direction, joiners, separators of lines, and what is no character at all. */
  private static boolean isUnseen(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> (point & 0xfffe) == 0xfffe || point >= 0xfdd0 && point <= 0xfdef;
    };
  }
}
