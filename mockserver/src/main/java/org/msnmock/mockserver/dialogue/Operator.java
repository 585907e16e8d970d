package org.msnmock.mockserver.dialogue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How two values are compared. */
public enum Operator {
  EQUAL("=="),
  UNEQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  /** Text in text, or an element in a list. */
  CONTAINS("contains"),
  /** The other way round. */
  IN("in"),
  /** The whole text matches a regular expression. */
  MATCHES("matches");

  private final String word;

  Operator(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public static Optional<Operator> fromWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Operator::word).toList();
  }

  /** Whether it asks which of both is more. */
  public boolean isOrder() {
    return this == LESS || this == LESS_OR_EQUAL || this == GREATER || this == GREATER_OR_EQUAL;
  }

  /** What a comparison says. The last three are neither yes nor no. */
  enum Answer {
    HOLDS(""),
    FAILS(""),
    NO_NUMBER("; only numbers, durations and moments have an order"),
    NO_MOMENT("; the line was never sent, so there is no such moment"),
    TOO_COSTLY("; to match this would take too long");

    private final String complaint;

    Answer(String complaint) {
      this.complaint = complaint;
    }

    /** For people: why it is neither yes nor no. */
    String complaint() {
      return complaint;
    }

    static Answer of(boolean holds) {
      return holds ? HOLDS : FAILS;
    }
  }

  Answer test(Value a, Value b, Piece.Equality equality) {
    if (a instanceof Value.Missing || b instanceof Value.Missing) {
      return Answer.NO_MOMENT;
    }
    return switch (this) {
      case EQUAL -> Answer.of(a.isEqual(b, equality));
      case UNEQUAL -> Answer.of(!a.isEqual(b, equality));
      case CONTAINS -> Answer.of(a.contains(b, equality));
      case IN -> Answer.of(b.contains(a, equality));
      case MATCHES -> b instanceof Value.OfPattern pattern ? pattern.test(a.text()) : Answer.FAILS;
      default -> order(a.order(b));
    };
  }

  private Answer order(Optional<Integer> order) {
    if (order.isEmpty()) {
      return Answer.NO_NUMBER;
    }
    int compared = order.get();
    return Answer.of(
        switch (this) {
          case LESS -> compared < 0;
          case LESS_OR_EQUAL -> compared <= 0;
          case GREATER -> compared > 0;
          default -> compared >= 0;
        });
  }
}
