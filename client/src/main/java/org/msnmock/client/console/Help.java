package org.msnmock.client.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the commands are, in words. */
final class Help {
  private static final int WIDEST_USAGE = 24;

  private Help() {}

  /**
   * @param about a command, with its slash or without; nothing for all of them
   * @throws IllegalArgumentException when there is no such command
   */
  static List<Line> lines(Optional<String> about) {
    return about.isPresent() ? List.of(about(about.get())) : all();
  }

  private static Line about(String typed) {
    String word = (typed.startsWith("/") ? typed : "/" + typed).toLowerCase(Locale.ROOT);
    return Verb.from(word)
        .map(verb -> Line.answer("%s %s".formatted(verb.usage(), verb.purpose())))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no %s; /help lists what there is".formatted(word)));
  }

  private static List<Line> all() {
    return Stream.concat(
            Arrays.stream(Verb.values()).map(Help::row),
            Stream.of(
                    "Anything else is said to whom you talk to; // says a text that begins with /.",
                    "A word with blanks goes in \"quotes\". WHO is an address, what stands before its @, or the number"
                        + " of a conversation.")
                .map(Line::answer))
        .toList();
  }

  private static Line row(Verb verb) {
    return Line.answer(
        "%s %s"
            .formatted(
                verb.usage() + " ".repeat(Math.max(0, WIDEST_USAGE - verb.usage().length())),
                verb.purpose()));
  }
}
