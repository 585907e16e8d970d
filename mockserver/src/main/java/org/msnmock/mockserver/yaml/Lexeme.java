package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * One word or sign of an expression.
 *
 * @param text of a quoted text what stands inside, else as it is written
 * @param from where it begins, in chars
 * @param to behind its last char
 */
record Lexeme(Sort sort, String text, int from, int to) {
  private static final List<String> SIGNS =
      List.of("==", "!=", "<=", ">=", "&&", "||", "<>", "=<", "=>", "<", ">", "(", ")", "=", "!");

  /** What a lexeme is. */
  enum Sort {
    /** A name, an operator in letters or a function. */
    WORD,
    QUOTED,
    /** A number, with a unit or without. */
    NUMBER,
    SIGN,
    /** A quotation mark without another, or a char that has no place here. */
    WRONG,
    END
  }

  boolean is(String word) {
    return text.equals(word) && (sort == Sort.WORD || sort == Sort.SIGN);
  }

  /** All lexemes, the last of which is the end, or the first wrong one. */
  static List<Lexeme> all(String text) {
    List<Lexeme> out = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      Lexeme next = at < text.length() ? next(text, at) : new Lexeme(Sort.END, "", at, at);
      out.add(next);
      if (next.sort == Sort.END || next.sort == Sort.WRONG) {
        return out;
      }
      at = next.to;
    }
  }

  private static Lexeme next(String text, int at) {
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      int close = text.indexOf(c, at + 1);
      return close < 0
          ? new Lexeme(Sort.WRONG, text.substring(at), at, text.length())
          : new Lexeme(Sort.QUOTED, text.substring(at + 1, close), at, close + 1);
    }
    int nameEnd = Braces.nameEnd(text, at);
    if (nameEnd > at) {
      return new Lexeme(Sort.WORD, text.substring(at, nameEnd), at, nameEnd);
    }
    int numberEnd = numberEnd(text, at);
    if (numberEnd > at) {
      return new Lexeme(Sort.NUMBER, text.substring(at, numberEnd), at, numberEnd);
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        return new Lexeme(Sort.SIGN, sign, at, at + sign.length());
      }
    }
    return new Lexeme(Sort.WRONG, text.substring(at, at + 1), at, at + 1);
  }

  /** Where a number with all that sticks to it ends: {@code -1.5}, {@code 200ms}. */
  private static int numberEnd(String text, int at) {
    int i = text.charAt(at) == '-' ? at + 1 : at;
    if (i >= text.length() || !isDigit(text.charAt(i))) {
      return at;
    }
    while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || isPoint(text, i))) {
      i++;
    }
    return i;
  }

  private static boolean isPoint(String text, int at) {
    return text.charAt(at) == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
