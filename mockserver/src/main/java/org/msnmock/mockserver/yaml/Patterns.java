package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Span;

/** What a hole accepts: words and regular expressions. */
final class Patterns {
  private static final Accepted ANYTHING = new Accepted.OfKind(Kind.ANY);

  private Patterns() {}

  static Accepted regex(String expression, Span span, Report report) {
    try {
      return new Accepted.Matching(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      int index = e.getIndex();
      boolean inside = index >= 0 && index <= expression.length();
      report.add(
          Code.D206,
          inside ? span.part(1 + expression.codePointCount(0, index), 1) : span,
          "no regular expression: " + e.getDescription());
      return ANYTHING;
    }
  }

  /** {@code A|B|C}, or one word that is not spelled like a kind. */
  static Accepted words(String pattern, Span span, Report report) {
    List<String> words = List.of(pattern.split("\\|", -1));
    if (words.size() == 1 && isLowerCase(pattern)) {
      return unknownKind(pattern, span, report);
    }
    if (words.contains("")) {
      report.add(Code.D107, span, "an empty word; words stand like A|B|C");
      return ANYTHING;
    }
    return new Accepted.OneWord(words);
  }

  private static Accepted unknownKind(String word, Span span, Report report) {
    List<String> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      kinds.add(kind.word());
    }
    Optional<String> meant = Nearest.to(word, kinds);
    report.add(
        Code.D206,
        span,
        "unknown kind \"%s\"".formatted(word),
        "known: " + String.join(", ", kinds),
        meant.map("did you mean \"%s\"?"::formatted).orElse(""),
        word.isEmpty() ? "" : "fix: the word itself is written {=/%s/}".formatted(word));
    return ANYTHING;
  }

  private static boolean isLowerCase(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
        return false;
      }
    }
    return true;
  }
}
