package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.regex.Pattern;

/** What a hole of a pattern takes: the part behind the {@code =}. */
public sealed interface Accepted {
  boolean accepts(String text);

  /** For people: {@code one of A, B, C}. */
  String description();

  /** What is learned from an accepted text. */
  default String learn(String text) {
    return text;
  }

  /** {@code {=int}}. */
  record OfKind(Kind kind) implements Accepted {
    @Override
    public boolean accepts(String text) {
      return kind.accepts(text);
    }

    @Override
    public String description() {
      return kind.description();
    }

    @Override
    public String learn(String text) {
      return kind.learn(text);
    }
  }

  /** {@code {=A|B|C}}. */
  record OneWord(List<String> words) implements Accepted {
    public OneWord {
      words = List.copyOf(words);
    }

    @Override
    public boolean accepts(String text) {
      return words.contains(text);
    }

    @Override
    public String description() {
      return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
    }
  }

  /** {@code {=/regex/}}. */
  record Matching(Pattern pattern) implements Accepted {
    @Override
    public boolean accepts(String text) {
      return BoundedText.matches(pattern, text) == Operator.Answer.HOLDS;
    }

    @Override
    public String description() {
      return "text that matches /" + pattern.pattern() + "/";
    }
  }
}
