package org.msnmock.mockserver.yaml;

import java.util.regex.Pattern;

/** Finds where pairs of braces begin and end, and where a line is cut into tokens. */
final class Braces {
  /** A letter, then letters, digits, {@code -} and {@code _}. */
  static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private static final int GUID_LENGTH = 38;
  private static final int MAX_LENGTH = 4096;

  private Braces() {}

  /**
   * Whether literal text like {@code {1B763C43-C44C-49F9-B20B-000000000000}} stands at {@code at}.
   */
  static boolean isGuid(String text, int at) {
    if (at + GUID_LENGTH > text.length() || text.charAt(at + GUID_LENGTH - 1) != '}') {
      return false;
    }
    for (int i = 1; i < GUID_LENGTH - 1; i++) {
      char c = text.charAt(at + i);
      boolean dash = i == 9 || i == 14 || i == 19 || i == 24;
      if (dash ? c != '-' : Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  static int afterGuid(int at) {
    return at + GUID_LENGTH;
  }

  /** The index of the brace that closes the one at {@code open}, -1 where there is none. */
  static int close(String text, int open) {
    int name = nameEnd(text, open + 1);
    if (text.startsWith("=/", name)) {
      int end = text.indexOf("/}", name + 2);
      return end < 0 ? -1 : end + 1;
    }
    boolean inCall = false;
    int most = Math.min(text.length(), open + MAX_LENGTH);
    for (int i = open + 1; i < most; i++) {
      char c = text.charAt(i);
      if (c == '}') {
        return i;
      }
      inCall |= c == '(';
      if (inCall && c == '\'') {
        i = text.indexOf('\'', i + 1);
        if (i < 0) {
          return -1;
        }
      }
    }
    return -1;
  }

  /** Where the next token ends: at the next blank outside of braces, or at the end. */
  static int tokenEnd(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) != ' ') {
      boolean doubled = text.startsWith("{{", i);
      int close = text.charAt(i) == '{' && !doubled ? close(text, i) : -1;
      i = close >= 0 ? close + 1 : i + (doubled ? 2 : 1);
    }
    return i;
  }

  /** Where the name that begins at {@code from} ends; {@code from} itself where none begins. */
  static int nameEnd(String text, int from) {
    int i = from;
    while (i < text.length() && isNamePart(text.charAt(i), i == from)) {
      i++;
    }
    return i;
  }

  private static boolean isNamePart(char c, boolean first) {
    boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    return letter || !first && (c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.');
  }

  /** Whether a text can be a name. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
