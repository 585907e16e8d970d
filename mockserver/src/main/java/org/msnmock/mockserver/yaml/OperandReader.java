package org.msnmock.mockserver.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.msnmock.mockserver.dialogue.Condition;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Operand;
import org.msnmock.mockserver.dialogue.Operator;
import org.msnmock.mockserver.dialogue.Span;

/** The values of an expression, and which of them can be compared. */
final class OperandReader {
  static final List<String> FUNCTIONS = List.of("elapsed", "count", "len");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
  private static final int LONGEST_PATTERN = 1000;

  private final Scalar scalar;
  private final Context context;
  private final Report report;

  OperandReader(Scalar scalar, Context context) {
    this.scalar = scalar;
    this.context = context;
    this.report = context.report();
  }

  /** A name, a quoted text, a number or a duration. */
  Optional<Operand> plain(Lexeme lexeme) {
    Span span = scalar.part(lexeme.from(), lexeme.to());
    return switch (lexeme.sort()) {
      case QUOTED -> Optional.of(new Operand.Fixed(lexeme.text(), span));
      case NUMBER -> number(lexeme.text(), span);
      default -> name(lexeme.text(), span);
    };
  }

  private Optional<Operand> number(String text, Span span) {
    Optional<Duration> duration = Values.duration(text);
    if (duration.isPresent()) {
      return Optional.of(new Operand.Lasting(duration.get(), span));
    }
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(new Operand.Amount(new BigDecimal(text), span));
    }
    report.add(
        Code.D107,
        span,
        "\"%s\" is neither a number nor a duration".formatted(text),
        "fix: 12, 1.5, 200ms, 5s, 2m; a text stands in quotation marks");
    return Optional.empty();
  }

  private Optional<Operand> name(String text, Span span) {
    Duration duration = context.durations().get(text);
    if (duration != null) {
      return Optional.of(new Operand.Lasting(duration, span));
    }
    if (text.endsWith(Moments.TIME)) {
      return new Moments(context)
          .find(text.substring(0, text.length() - Moments.TIME.length()), span)
          .map(moment -> new Operand.Moment(moment, span));
    }
    return known(text, span);
  }

  private Optional<Operand> known(String text, Span span) {
    if (context.flow().perhaps().containsKey(text)) {
      context.perhaps(text, span);
      report.add(
          Code.D204,
          span,
          "\"%s\" is not learned on every way that leads here".formatted(text),
          "fix: let the other ways  set: { %s: ... }".formatted(text));
      return Optional.empty();
    }
    return context
        .known(text, span)
        .map(known -> new Operand.Known(known.name(), known.equality(), span));
  }

  /** A function of one argument. */
  Optional<Operand> call(Lexeme function, Lexeme argument, Span span) {
    Span inside = scalar.part(argument.from(), argument.to());
    boolean quoted = argument.sort() == Lexeme.Sort.QUOTED;
    return switch (function.text()) {
      case "len" ->
          (quoted ? plain(argument) : known(argument.text(), inside))
              .map(text -> new Operand.Length(text, span));
      case "elapsed" ->
          quoted
              ? notQuoted(argument, inside)
              : moment(argument.text(), inside).map(name -> new Operand.Elapsed(name, span));
      case "count" ->
          quoted
              ? notQuoted(argument, inside)
              : context
                  .known(argument.text(), inside)
                  .map(list -> new Operand.Count(list.name(), span));
      default -> unknownFunction(function);
    };
  }

  /** {@code elapsed(x)}, or more than asked for: {@code elapsed(x.time)}. */
  private Optional<Name> moment(String text, Span span) {
    String plain =
        text.endsWith(Moments.TIME)
            ? text.substring(0, text.length() - Moments.TIME.length())
            : text;
    return new Moments(context).find(plain, span);
  }

  private Optional<Operand> notQuoted(Lexeme argument, Span span) {
    report.add(
        Code.D107,
        span,
        "here a name is wanted, not a text",
        "fix: leave out the quotation marks: " + argument.text());
    return Optional.empty();
  }

  private Optional<Operand> unknownFunction(Lexeme function) {
    report.add(
        Code.D206,
        scalar.part(function.from(), function.to()),
        "unknown function \"%s\"".formatted(function.text()),
        "known: " + String.join(", ", FUNCTIONS),
        Nearest.hint(function.text(), FUNCTIONS));
    return Optional.empty();
  }

  /** The comparison of two values, where they can be compared. */
  Optional<Condition> compare(
      Operand left, Operator operator, Operand right, Span sign, Span whole) {
    if (operator == Operator.MATCHES) {
      return expression(right)
          .filter(pattern -> fit(left, operator, pattern, sign))
          .map(pattern -> comparison(left, operator, pattern, whole));
    }
    return fit(left, operator, right, sign)
        ? Optional.of(comparison(left, operator, right, whole))
        : Optional.empty();
  }

  private static Condition comparison(Operand left, Operator operator, Operand right, Span whole) {
    return new Condition.Comparison(left, operator, right, Condition.Sense.PLAIN, whole);
  }

  private Optional<Operand> expression(Operand right) {
    if (!(right instanceof Operand.Fixed fixed)) {
      report.add(
          Code.D107,
          right.span(),
          "a regular expression stands in quotation marks",
          "fix: name matches \"[A-Z]+\"");
      return Optional.empty();
    }
    if (fixed.text().length() > LONGEST_PATTERN) {
      report.add(
          Code.D206,
          right.span(),
          String.format(
              Locale.ROOT, "a regular expression of more than %,d letters", LONGEST_PATTERN));
      return Optional.empty();
    }
    try {
      return Optional.of(new Operand.Expression(Pattern.compile(fixed.text()), right.span()));
    } catch (PatternSyntaxException e) {
      int index = Math.max(0, Math.min(e.getIndex(), fixed.text().length()));
      int before = fixed.text().codePointCount(0, index);
      report.add(
          Code.D206,
          right.span().part(1 + before, 1),
          "no regular expression: " + e.getDescription());
      return Optional.empty();
    }
  }

  private boolean fit(Operand left, Operator operator, Operand right, Span sign) {
    Operand.Type a = left.type();
    Operand.Type b = right.type();
    boolean texts = isText(a) && isText(b);
    boolean fit =
        switch (operator) {
          case CONTAINS -> a == Operand.Type.TEXT && isText(b);
          case IN -> isText(a) && b == Operand.Type.TEXT;
          case MATCHES -> isText(a);
          default -> (a == b || texts) && !(operator.isOrder() && (isWord(left) || isWord(right)));
        };
    if (!fit) {
      report.add(Code.D107, sign, misfit(left, operator, right), hint(left, right));
    }
    return fit;
  }

  private static boolean isText(Operand.Type type) {
    return type == Operand.Type.TEXT || type == Operand.Type.NUMBER;
  }

  /** Whether it is a word for certain, which is neither less nor more than another. */
  private static boolean isWord(Operand operand) {
    return operand instanceof Operand.Fixed fixed && !NUMBER.matcher(fixed.text()).matches();
  }

  private static String misfit(Operand left, Operator operator, Operand right) {
    return operator.isOrder() && (isWord(left) || isWord(right))
        ? "only numbers, durations and moments have an order"
        : "%s \"%s\" %s says nothing"
            .formatted(left.type().title(), operator.word(), right.type().title());
  }

  private static String hint(Operand left, Operand right) {
    Operand odd = left.type() == Operand.Type.DURATION ? right : left;
    if (odd instanceof Operand.Amount amount) {
      return "fix: a duration has a unit: %ss".formatted(amount.number().toPlainString());
    }
    return left.type() == Operand.Type.MOMENT || right.type() == Operand.Type.MOMENT
        ? "fix: elapsed(name) is how long ago a moment is"
        : "";
  }
}
