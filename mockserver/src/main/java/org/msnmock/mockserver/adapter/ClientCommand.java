package org.msnmock.mockserver.adapter;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line of a client: words with placeholders, filled in word by word, so that no value
 * can become two words or an option of its own. {@code {{x}}} stands for {@code {x}}; braces around
 * anything that is not shaped like a placeholder stand for themselves.
 */
public final class ClientCommand {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{([^{}]*)}}|\\{([A-Za-z]+(?:[.-][A-Za-z]+)*)}");

  private final List<String> words;

  private ClientCommand(List<String> words) {
    this.words = List.copyOf(words);
  }

  /**
   * @throws IllegalArgumentException for an empty command, an open quote, an unknown placeholder;
   *     the message is for the user
   */
  public static ClientCommand parse(String text) {
    List<String> words = Words.of(text);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("the client command is empty");
    }
    for (String word : words) {
      check(word);
    }
    return new ClientCommand(words);
  }

  /** The program that is started, before anything is filled in. */
  public String program() {
    return words.get(0);
  }

  List<String> fill(Briefing briefing) {
    return words.stream().map(word -> fill(word, briefing)).toList();
  }

  private static String fill(String word, Briefing briefing) {
    return PLACEHOLDER
        .matcher(word)
        .replaceAll(
            found -> {
              String literal = found.group(1);
              return Matcher.quoteReplacement(
                  literal != null ? "{" + literal + "}" : briefing.value(found.group(2)));
            });
  }

  private static void check(String word) {
    Matcher matcher = PLACEHOLDER.matcher(word);
    while (matcher.find()) {
      String name = matcher.group(2);
      if (name != null && !Briefing.placeholders().contains(name)) {
        throw new IllegalArgumentException(unknown(name));
      }
    }
  }

  private static String unknown(String name) {
    String known = "{" + String.join("} {", Briefing.placeholders()) + "}";
    return "{%s} is not known in a client command; did you mean {%s}? Known are %s; to write the braces themselves, double them: {{%s}}"
        .formatted(name, Nearest.of(name, Briefing.placeholders()), known, name);
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
