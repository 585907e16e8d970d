package org.msnmock.client.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody typed. A line that begins with a slash is an order; two slashes make it a text that
 * begins with one. A word with blanks in it is put in double quotes.
 */
sealed interface Input {

  /** An empty line. */
  record Nothing() implements Input {}

  /** Something to say. */
  record Text(String text) implements Input {}

  /** A command, with as many words as it takes. */
  record Order(Verb verb, List<String> words) implements Input {
    public Order {
      words = List.copyOf(words);
    }

    /** The word at a place where there must be one. */
    String word(int index) {
      return words.get(index);
    }

    Optional<String> optional(int index) {
      return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }
  }

  /**
   * What can't be understood.
   *
   * @param why what is wrong, and what to do
   */
  record Mistake(String why) implements Input {}

  static Input from(String line) {
    String text = line.strip();
    if (text.isEmpty()) {
      return new Nothing();
    }
    if (text.startsWith("//")) {
      return new Text(text.substring(1));
    }
    return text.startsWith("/") ? order(text) : new Text(line.stripTrailing());
  }

  private static Input order(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    String typed = line.substring(0, end).toLowerCase(Locale.ROOT);
    String rest = line.substring(end).strip();
    return Verb.from(typed).map(verb -> order(verb, rest)).orElseGet(() -> unknown(typed));
  }

  private static Input order(Verb verb, String rest) {
    Words words = Words.of(rest, verb.takesTheRest() ? verb.most() : Integer.MAX_VALUE);
    if (words.isOpen()) {
      return new Mistake("a quote is missing at the end; how it is used: " + verb.usage());
    }
    int count = words.words().size();
    if (count < verb.fewest() || count > verb.most()) {
      String what = count < verb.fewest() ? "a word is missing" : "there are too many words";
      return new Mistake(
          "%s; how it is used: %s%s"
              .formatted(
                  what,
                  verb.usage(),
                  count > verb.most() && verb.most() > 0
                      ? " (a word with blanks goes in \"quotes\")"
                      : ""));
    }
    return new Order(verb, words.words());
  }

  private static Mistake unknown(String typed) {
    String guess =
        Arrays.stream(Verb.values())
            .map(Verb::typed)
            .filter(verb -> verb.startsWith(typed) || distance(verb, typed) <= 2)
            .min(Comparator.comparingInt(verb -> distance(verb, typed)))
            .map(verb -> "did you mean " + verb + "? ")
            .orElse("");
    return new Mistake(
        "there is no %s; %s/help lists what there is, and a text that begins with / is typed with two of them"
            .formatted(typed, guess));
  }

  /** How many letters must be typed, left out or changed to make one of the other. */
  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    Arrays.setAll(above, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }

  /**
   * The words of a line.
   *
   * @param isOpen whether a quote was not closed
   */
  record Words(List<String> words, boolean isOpen) {

    /** The first words one by one, and the last one with all that is left, when there are many. */
    static Words of(String line, int most) {
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      boolean isQuoted = false;
      boolean isWord = false;
      for (int at = 0; at < line.length(); at++) {
        char c = line.charAt(at);
        if (!isWord && words.size() == most - 1 && !Character.isWhitespace(c)) {
          words.add(unquoted(line.substring(at).strip()));
          return new Words(words, false);
        }
        if (c == '"') {
          isQuoted = !isQuoted;
          isWord = true;
        } else if (Character.isWhitespace(c) && !isQuoted) {
          if (isWord) {
            words.add(word.toString());
          }
          word.setLength(0);
          isWord = false;
        } else {
          word.append(c);
          isWord = true;
        }
      }
      if (isWord) {
        words.add(word.toString());
      }
      return new Words(words, isQuoted);
    }

    /** Without the quotes around the whole, if there are some. */
    private static String unquoted(String rest) {
      boolean isWhole =
          rest.length() > 1 && rest.startsWith("\"") && rest.indexOf('"', 1) == rest.length() - 1;
      return isWhole ? rest.substring(1, rest.length() - 1) : rest;
    }
  }
}
