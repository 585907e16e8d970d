package org.msnmock.mockserver.adapter;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a command line into words as a shell does, and does nothing else that a shell does: no
 * variables, no globs, no substitution.
 *
 * <pre>
 * blank          ends a word
 * '...'          is taken as it stands
 * "..."          likewise, but \" \\ \$ and \` lose their backslash
 * \x             is x
 * </pre>
 */
public final class Words {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /**
   * Cuts a line.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  public static List<String> of(String text) {
    Words words = new Words(text);
    words.cut();
    return words.words;
  }

  private void cut() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (Character.isWhitespace(c)) {
        endWord();
        continue;
      }
      inWord = true;
      switch (c) {
        case '\'' -> single();
        case '"' -> twofold();
        case '\\' -> word.append(at < text.length() ? text.charAt(at++) : c);
        default -> word.append(c);
      }
    }
    endWord();
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void single() {
    int end = text.indexOf('\'', at);
    if (end < 0) {
      throw unclosed('\'', at);
    }
    word.append(text, at, end);
    at = end + 1;
  }

  private void twofold() {
    int opened = at;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\' && at < text.length() && "\"\\$`".indexOf(text.charAt(at)) >= 0) {
        c = text.charAt(at++);
      }
      word.append(c);
    }
    throw unclosed('"', opened);
  }

  private static IllegalArgumentException unclosed(char quote, int position) {
    return new IllegalArgumentException(
        "the quote %c at character %s is not closed".formatted(quote, position));
  }
}
