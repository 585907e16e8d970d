package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Condition;
import org.msnmock.mockserver.dialogue.Operand;
import org.msnmock.mockserver.dialogue.Operator;
import org.msnmock.mockserver.dialogue.Span;

/**
 * The expressions of {@code if} and {@code check} to conditions.
 *
 * <pre>
 * either     = both { "or" both }
 * both       = single { "and" single }
 * single     = "not" single | "(" either ")" | comparison
 * comparison = operand operator operand
 * </pre>
 *
 * The first thing that is wrong is reported, and ends the reading.
 */
final class ExpressionReader {
  private static final int MOST_NESTED = 32;
  private static final String EXAMPLE =
      "fix: an expression looks like  ack == \"A\" or ack == \"D\"";

  private static final String EXAMPLE_CALL = "fix: a call looks like  elapsed(start)";

  private final Scalar scalar;
  private final Report report;
  private final OperandReader operands;
  private final List<Lexeme> lexemes;
  private int at;

  private ExpressionReader(Scalar scalar, Context context) {
    this.scalar = scalar;
    this.report = context.report();
    this.lexemes = Lexeme.all(scalar.text());
    this.operands = new OperandReader(scalar, context);
  }

  /** Empty, and reported, where the text is no condition. */
  static Optional<Condition> read(Scalar scalar, Context context) {
    ExpressionReader reader = new ExpressionReader(scalar, context);
    Optional<Condition> condition = reader.either(0);
    return condition.isPresent() && reader.next().sort() != Lexeme.Sort.END
        ? reader.tooMuch()
        : condition;
  }

  private Lexeme next() {
    return lexemes.get(at);
  }

  private Lexeme take() {
    return lexemes.get(at++);
  }

  private Optional<Condition> either(int depth) {
    List<Condition> parts = new ArrayList<>();
    do {
      Optional<Condition> part = both(depth);
      if (part.isEmpty()) {
        return part;
      }
      parts.add(part.get());
    } while (skips("or"));
    return Optional.of(parts.size() == 1 ? parts.get(0) : new Condition.Any(parts));
  }

  private Optional<Condition> both(int depth) {
    List<Condition> parts = new ArrayList<>();
    do {
      Optional<Condition> part = single(depth);
      if (part.isEmpty()) {
        return part;
      }
      parts.add(part.get());
    } while (skips("and"));
    return Optional.of(parts.size() == 1 ? parts.get(0) : new Condition.All(parts));
  }

  private boolean skips(String word) {
    boolean found = next().is(word);
    at += found ? 1 : 0;
    return found;
  }

  private Optional<Condition> single(int depth) {
    if (depth > MOST_NESTED) {
      return refuse(next(), "more than %s conditions inside of each other".formatted(MOST_NESTED));
    }
    if (skips("not")) {
      return single(depth + 1).map(Condition::negated);
    }
    if (!next().is("(")) {
      return comparison();
    }
    Lexeme open = take();
    Optional<Condition> inside = either(depth + 1);
    if (inside.isPresent() && !skips(")")) {
      return next().sort() == Lexeme.Sort.END ? refuse(open, "this ( is never closed") : tooMuch();
    }
    return inside;
  }

  private Optional<Condition> comparison() {
    int from = next().from();
    Optional<Operand> left = operand();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    Lexeme sign = next();
    Optional<Operator> operator = operator();
    if (operator.isEmpty()) {
      return Optional.empty();
    }
    Optional<Operand> right = operand();
    return right.flatMap(
        one ->
            operands.compare(
                left.get(), operator.get(), one, scalar.part(sign.from(), sign.to()), place(from)));
  }

  private Span place(int from) {
    return scalar.part(from, lexemes.get(at - 1).to());
  }

  private Optional<Operator> operator() {
    Lexeme sign = next();
    Optional<Operator> operator =
        sign.sort() == Lexeme.Sort.WORD || sign.sort() == Lexeme.Sort.SIGN
            ? Operator.fromWord(sign.text())
            : Optional.empty();
    if (operator.isPresent()) {
      at++;
      return operator;
    }
    boolean alone = sign.sort() == Lexeme.Sort.END || isJoint(sign);
    if (alone) {
      Lexeme value = lexemes.get(at - 1);
      return refuse(value, "a value alone says neither yes nor no; compare it", EXAMPLE);
    }
    return refuseSign(sign);
  }

  private static boolean isJoint(Lexeme sign) {
    return sign.is("and") || sign.is("or") || sign.is(")");
  }

  private <T> Optional<T> refuseSign(Lexeme sign) {
    if (sign.sort() == Lexeme.Sort.WRONG) {
      return refuseWrong(sign);
    }
    String meant =
        switch (sign.text()) {
          case "=" -> "fix: to compare write  ==";
          case "=<" -> "fix: write  <=";
          case "=>" -> "fix: write  >=";
          case "<>", "!" -> "fix: to ask for another value write  !=";
          case "&&" -> "fix: write  and";
          case "||" -> "fix: write  or";
          default -> Nearest.hint(sign.text(), Operator.words());
        };
    return refuse(
        sign,
        "here a comparison is wanted, not %s".formatted(written(sign)),
        "known: " + String.join(" ", Operator.words()),
        meant);
  }

  private Optional<Operand> operand() {
    Lexeme first = next();
    if (first.sort() == Lexeme.Sort.WRONG) {
      return refuseWrong(first);
    }
    if (first.is("!")) {
      return refuse(first, "here a value is wanted, not !", "fix: write  not");
    }
    if (first.sort() == Lexeme.Sort.END) {
      return refuse(first, "the expression ends where a value is wanted", EXAMPLE);
    }
    if (first.sort() == Lexeme.Sort.SIGN) {
      return refuse(first, "here a value is wanted, not %s".formatted(written(first)), EXAMPLE);
    }
    at++;
    return first.sort() == Lexeme.Sort.WORD && next().is("(") ? call(first) : operands.plain(first);
  }

  /** A function with its one argument. */
  private Optional<Operand> call(Lexeme function) {
    Lexeme open = take();
    Lexeme argument = take();
    boolean value = argument.sort() == Lexeme.Sort.WORD || argument.sort() == Lexeme.Sort.QUOTED;
    if (!value || !next().is(")")) {
      at--;
      return refuse(
          open, "%s wants one name between ( and )".formatted(function.text()), EXAMPLE_CALL);
    }
    Lexeme close = take();
    return operands.call(function, argument, scalar.part(function.from(), close.to()));
  }

  private <T> Optional<T> refuseWrong(Lexeme wrong) {
    return switch (wrong.text().charAt(0)) {
      case '"', '\'' -> refuse(wrong, "this quotation mark is never closed");
      case '{', '}' ->
          refuse(wrong, "a brace in an expression", "fix: names stand without braces here");
      default -> refuse(wrong, "%s means nothing here".formatted(wrong.text()), EXAMPLE);
    };
  }

  private <T> Optional<T> tooMuch() {
    Lexeme rest = next();
    if (rest.sort() == Lexeme.Sort.WRONG) {
      return refuseWrong(rest);
    }
    if (Operator.fromWord(rest.text()).isPresent() && rest.sort() != Lexeme.Sort.QUOTED) {
      return refuse(
          rest, "two values are compared at a time", "fix: join comparisons by  and  or  or");
    }
    return switch (rest.text()) {
      case "&&" -> refuse(rest, "comparisons are joined by and", "fix: write  and");
      case "||" -> refuse(rest, "comparisons are joined by or", "fix: write  or");
      case ")" -> refuse(rest, "this ) closes nothing");
      default ->
          refuse(
              rest,
              "here the comparison is over, and %s is too much".formatted(written(rest)),
              "fix: join comparisons by  and  or  or",
              Nearest.hint(rest.text(), List.of("and", "or")));
    };
  }

  private String written(Lexeme lexeme) {
    return scalar.text().substring(lexeme.from(), lexeme.to());
  }

  private <T> Optional<T> refuse(Lexeme lexeme, String message, String... hints) {
    report.add(Code.D107, scalar.part(lexeme.from(), lexeme.to()), message, hints);
    return Optional.empty();
  }
}
