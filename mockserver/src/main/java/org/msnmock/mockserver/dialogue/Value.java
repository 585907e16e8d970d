package org.msnmock.mockserver.dialogue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.msnmock.mockserver.wire.Text;

/** What an operand stands for at one moment of a play. */
sealed interface Value {
  int MOST_DIGITS = 30;

  /** As it stands in a report. */
  String shown();

  /** As a text that can be looked for in another. */
  String text();

  /** As a number, if it is one or looks like one. */
  default Optional<BigDecimal> number() {
    return Optional.empty();
  }

  /** Whether this has {@code other} in it. */
  default boolean contains(Value other, Piece.Equality equality) {
    return compared(text(), equality).contains(compared(other.text(), equality));
  }

  /** Which of both is more, below or above 0; empty where they have no order. */
  default Optional<Integer> order(Value other) {
    Optional<BigDecimal> mine = number();
    Optional<BigDecimal> others = other.number();
    return mine.isPresent() && others.isPresent()
        ? Optional.of(mine.get().compareTo(others.get()))
        : Optional.empty();
  }

  /** Two texts by their letters; where one is a number, both as numbers. */
  default boolean isEqual(Value other, Piece.Equality equality) {
    if (this instanceof OfText && other instanceof OfText) {
      return compared(text(), equality).equals(compared(other.text(), equality));
    }
    return equals(other) || order(other).filter(order -> order == 0).isPresent();
  }

  /** As it is compared: with small letters in the place of A to Z where they do not count. */
  private static String compared(String text, Piece.Equality equality) {
    if (equality != Piece.Equality.CASELESS) {
      return text;
    }
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        out.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return out.toString();
  }

  /** The value of an operand. */
  static Value of(Operand operand, Scene scene) {
    if (operand instanceof Operand.Known known) {
      Optional<List<String>> list = scene.list(known.known());
      return list.isPresent()
          ? new OfList(list.get())
          : new OfText(scene.value(known.known()).orElse(""));
    } else if (operand instanceof Operand.Fixed fixed) {
      return new OfText(fixed.text());
    } else if (operand instanceof Operand.Lasting lasting) {
      return new OfTime(lasting.duration());
    } else if (operand instanceof Operand.Expression expression) {
      return new OfPattern(expression.pattern());
    }
    return ofTime(operand, scene).orElseGet(() -> new OfNumber(number(operand, scene)));
  }

  private static Optional<Value> ofTime(Operand operand, Scene scene) {
    if (operand instanceof Operand.Moment moment) {
      return Optional.of(orMissing(scene.moment(moment.moment())));
    }
    return operand instanceof Operand.Elapsed elapsed
        ? Optional.of(orMissing(scene.elapsed(elapsed.moment())))
        : Optional.empty();
  }

  private static Value orMissing(Optional<Duration> time) {
    return time.isPresent() ? new OfTime(time.get()) : new Missing();
  }

  private static BigDecimal number(Operand operand, Scene scene) {
    if (operand instanceof Operand.Amount amount) {
      return amount.number();
    } else if (operand instanceof Operand.Count count) {
      return BigDecimal.valueOf(scene.list(count.list()).map(List::size).orElse(1));
    } else if (operand instanceof Operand.Length length) {
      return BigDecimal.valueOf(Text.length(of(length.text(), scene).text()));
    }
    throw new IllegalStateException("no number: " + operand);
  }

  /** A text of a name or in quotation marks. */
  record OfText(String text) implements Value {
    @Override
    public String shown() {
      return "\"" + text + "\"";
    }

    @Override
    public Optional<BigDecimal> number() {
      return isNumber(text) ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** Digits, with a sign before and a point within or not; no exponent, for that explodes. */
    private static boolean isNumber(String text) {
      int from = text.startsWith("-") ? 1 : 0;
      int point = text.indexOf('.');
      String whole = text.substring(from, Math.max(from, point < 0 ? text.length() : point));
      return text.length() <= MOST_DIGITS
          && Kind.isDecimal(whole)
          && (point < 0 || Kind.isDecimal(text.substring(point + 1)));
    }
  }

  /** What {@code collect} gathered. */
  record OfList(List<String> elements) implements Value {
    public OfList {
      elements = List.copyOf(elements);
    }

    @Override
    public String shown() {
      return "[" + text() + "]";
    }

    @Override
    public String text() {
      return String.join(", ", elements);
    }

    @Override
    public boolean contains(Value other, Piece.Equality equality) {
      String wanted = compared(other.text(), equality);
      return elements.stream().anyMatch(one -> compared(one, equality).equals(wanted));
    }
  }

  /** A number. */
  record OfNumber(BigDecimal value) implements Value {
    @Override
    public String shown() {
      return text();
    }

    @Override
    public String text() {
      return value.toPlainString();
    }

    @Override
    public Optional<BigDecimal> number() {
      return Optional.of(value);
    }
  }

  /** A duration, or a moment as the time since the play began. */
  record OfTime(Duration time) implements Value {
    @Override
    public String shown() {
      return text() + " s";
    }

    @Override
    public String text() {
      return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
    }

    @Override
    public Optional<Integer> order(Value other) {
      return other instanceof OfTime others
          ? Optional.of(time.compareTo(others.time))
          : Optional.empty();
    }
  }

  /** A regular expression, tried with bounded effort. */
  record OfPattern(Pattern pattern) implements Value {
    @Override
    public String shown() {
      return "/" + text() + "/";
    }

    @Override
    public String text() {
      return pattern.pattern();
    }

    Operator.Answer test(String text) {
      return BoundedText.matches(pattern, text);
    }
  }

  /** A moment that never was. */
  record Missing() implements Value {
    @Override
    public String shown() {
      return "nothing";
    }

    @Override
    public String text() {
      return "";
    }
  }
}
