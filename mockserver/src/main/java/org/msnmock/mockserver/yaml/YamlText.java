package org.msnmock.mockserver.yaml;

import java.util.regex.Pattern;

/** Writes texts so that our reader reads the same texts; quoted only where YAML needs it. */
final class YamlText {
  private static final Pattern MISREAD = Pattern.compile(": |:$|\\s#|^\\s|\\s$|\n");

  private YamlText() {}

  /** A value on one line. */
  static String value(String text) {
    boolean plain =
        !text.isEmpty()
            && Character.isLetterOrDigit(text.codePointAt(0))
            && !MISREAD.matcher(text).find()
            && text.codePoints().allMatch(YamlText::isPrintable);
    return plain ? text : quoted(text);
  }

  /** A value between the brackets or braces of a list or map on one line. */
  static String flowValue(String text) {
    String value = value(text);
    boolean risky = !value.startsWith("\"") && text.chars().anyMatch(c -> ",[]{}".indexOf(c) >= 0);
    return risky ? quoted(text) : value;
  }

  /**
   * A payload behind its key, below a given indentation; with line feeds as line ends. A block
   * where one can hold it.
   */
  static String block(String text, String indent) {
    boolean ends = text.endsWith("\n");
    String bare = ends ? text.substring(0, text.length() - 1) : text;
    boolean fits =
        !bare.isBlank()
            && !bare.endsWith("\n")
            && !Character.isWhitespace(bare.charAt(0))
            && !Character.isWhitespace(bare.charAt(bare.length() - 1))
            && bare.codePoints().allMatch(c -> c == '\n' || isPrintable(c));
    if (!fits) {
      return quoted(text);
    }
    StringBuilder out = new StringBuilder(ends ? "|" : "|-");
    for (String line : bare.split("\n", -1)) {
      out.append('\n').append(line.isEmpty() ? "" : indent).append(line);
    }
    return out.toString();
  }

  private static boolean isPrintable(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && type != Character.PRIVATE_USE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  /** A value in quotation marks. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(c -> out.append(escaped(c)));
    return out.append('"').toString();
  }

  private static String escaped(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + Character.toString(c);
    }
    if (c == '\n') {
      return "\\n";
    }
    if (isPrintable(c)) {
      return Character.toString(c);
    }
    return c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c);
  }
}
