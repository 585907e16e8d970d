package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.wire.Role;

/** A text that would be a step with a colon behind its first word, or behind its second. */
final class MissingColon {
  private MissingColon() {}

  /**
   * Empty where a colon would not make it a step.
   *
   * @param text what stands behind the dash
   * @param isKnown whether a word names a connection or client here
   */
  static Optional<Finding> in(String text, Span span, Predicate<String> isKnown) {
    String[] words = text.split(" +", 3);
    Optional<Telling> telling = Telling.of(words[0]);
    if (words.length < 2 || telling.isEmpty()) {
      return Optional.empty();
    }
    boolean isNamed = words.length > 2 && isSubject(telling.get(), words, isKnown);
    String key = isNamed ? words[0] + " " + words[1] : words[0];
    String value = isNamed ? words[2] : text.split(" +", 2)[1];
    return Optional.of(
        new Finding(
            Code.D107,
            span,
            "a colon is missing behind \"%s\"".formatted(key),
            List.of("fix: write  - %s: %s".formatted(key, value)),
            List.of()));
  }

  /** Whether the second of three words names the connection or client that the step is about. */
  private static boolean isSubject(Telling telling, String[] words, Predicate<String> isKnown) {
    if (!telling.hasSubject()) {
      return false;
    }
    return switch (telling) {
      case DO -> isClient(words, Words.VERBS, isKnown);
      case SEE -> isClient(words, Words.EVENTS, isKnown);
      default -> isRole(words[1]) || isKnown.test(words[1]);
    };
  }

  private static boolean isClient(String[] words, Words known, Predicate<String> isKnown) {
    return !known.has(words[1]) && (known.has(words[2]) || isKnown.test(words[1]));
  }

  /** {@code ns}, {@code alice.ns}, {@code {entry}}. */
  private static boolean isRole(String word) {
    boolean isInBraces = word.startsWith("{") && word.endsWith("}");
    String bare = isInBraces ? word.substring(1, word.length() - 1) : word;
    String last = bare.substring(bare.indexOf('.') + 1);
    return isInBraces ? last.equals("entry") : Role.fromWord(last).isPresent();
  }
}
