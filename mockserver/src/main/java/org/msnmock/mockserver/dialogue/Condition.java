package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;

/** What {@code if} and {@code check} ask: comparisons joined by and, or, not. Never throws. */
public sealed interface Condition {
  /** What speaks against it: the comparisons that do not hold; empty where it holds. */
  List<Mismatch> refute(Scene scene);

  /**
   * The condition that holds where this one does not. A comparison that makes no sense, such as
   * whether a word is less than a number, speaks against both.
   */
  Condition negated();

  /** {@code a and b}: the first part that does not hold speaks against it. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public List<Mismatch> refute(Scene scene) {
      for (Condition part : parts) {
        List<Mismatch> against = part.refute(scene);
        if (!against.isEmpty()) {
          return against;
        }
      }
      return List.of();
    }

    @Override
    public Condition negated() {
      return new Any(parts.stream().map(Condition::negated).toList());
    }
  }

  /** {@code a or b}: only all parts together speak against it. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public List<Mismatch> refute(Scene scene) {
      List<Mismatch> out = new ArrayList<>();
      for (Condition part : parts) {
        List<Mismatch> against = part.refute(scene);
        if (against.isEmpty()) {
          return List.of();
        }
        out.addAll(against);
      }
      return out;
    }

    @Override
    public Condition negated() {
      return new All(parts.stream().map(Condition::negated).toList());
    }
  }

  /**
   * {@code a < b}.
   *
   * @param sense whether a {@code not} stands before it
   * @param span both sides
   */
  record Comparison(Operand left, Operator operator, Operand right, Sense sense, Span span)
      implements Condition {

    @Override
    public List<Mismatch> refute(Scene scene) {
      Value a = Value.of(left, scene);
      Value b = Value.of(right, scene);
      Operator.Answer answer = operator.test(a, b, equality());
      return answer == sense.wanted() ? List.of() : List.of(mismatch(a, b, answer));
    }

    /** The text of one side may be an e-mail address, which makes both sides one. */
    private Piece.Equality equality() {
      return left.isCaseless() || right.isCaseless()
          ? Piece.Equality.CASELESS
          : Piece.Equality.EXACT;
    }

    private Mismatch mismatch(Value a, Value b, Operator.Answer answer) {
      String wanted = right.isStated() ? right.span().text() : b.shown();
      String not = sense == Sense.NEGATED ? "not " : "";
      return new Mismatch(
          Mismatch.Part.CHECK,
          0,
          span,
          "%s%s %s %s".formatted(not, left.span().text(), operator.word(), wanted),
          a.shown() + answer.complaint(),
          right.name(),
          left.isSecret() || right.isSecret());
    }

    @Override
    public Condition negated() {
      return new Comparison(left, operator, right, sense.other(), span);
    }
  }

  /** Whether a comparison is to hold or not to. */
  enum Sense {
    PLAIN,
    NEGATED;

    Operator.Answer wanted() {
      return this == PLAIN ? Operator.Answer.HOLDS : Operator.Answer.FAILS;
    }

    Sense other() {
      return this == PLAIN ? NEGATED : PLAIN;
    }
  }
}
