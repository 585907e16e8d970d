package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, numbers and ranges, as their keys ask for them. */
final class Values {
  /** So many digits always make an int. */
  static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** {@code 200ms}, {@code 5s}, {@code 2m}. */
  static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

  /** {@code 3}, {@code 0..20}, {@code 1..*}. */
  static final Pattern TIMES = Pattern.compile("([0-9]{1,9})(?:\\.\\.([0-9]{1,9}|\\*))?");

  private Values() {}

  /** {@code 200ms}, {@code 5s}, {@code 2m}, or a parameter that is one. */
  static Optional<Duration> duration(
      Scalar scalar, Map<String, Duration> parameters, Report report) {
    String text = scalar.text();
    if (text.startsWith("{") && text.endsWith("}")) {
      Duration given = parameters.get(text.substring(1, text.length() - 1));
      if (given != null) {
        return Optional.of(given);
      }
    }
    Optional<Duration> duration = duration(text);
    if (duration.isEmpty()) {
      noDuration(scalar, report);
    }
    return duration;
  }

  static Optional<Duration> duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(parts.group(1));
    return Optional.of(
        switch (parts.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          default -> Duration.ofMinutes(number);
        });
  }

  /** As it is written: {@code 1500ms}. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 60_000 == 0 && millis > 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private static void noDuration(Scalar scalar, Report report) {
    String text = scalar.text();
    if (!refuseWithoutUnit(scalar, 0, text.length(), report)) {
      report.add(
          Code.D107,
          scalar.span(),
          "\"%s\" is no duration".formatted(text),
          "a duration is a whole number and ms, s or m: 200ms, 5s, 2m");
    }
  }

  /** Whether a part of a text is a number alone where a duration is wanted, which is reported. */
  static boolean refuseWithoutUnit(Scalar scalar, int from, int to, Report report) {
    String text = scalar.text().substring(from, to);
    boolean isNumber = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (isNumber) {
      report.add(
          Code.D402,
          scalar.part(from, to),
          "%s has no unit".formatted(text),
          "fix: %sms, %ss or %sm".formatted(text, text, text));
    }
    return isNumber;
  }

  /** A whole number from {@code least} on. */
  static Optional<Integer> number(Scalar scalar, int least, Report report) {
    String text = scalar.text();
    if (isNumber(text)) {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return Optional.of(number);
      }
    }
    report.add(
        Code.D107, scalar.span(), "\"%s\" is no whole number from %s on".formatted(text, least));
    return Optional.empty();
  }

  /** A whole number from {@code least} to {@code most}. */
  static Optional<Integer> number(Scalar scalar, int least, int most, Report report) {
    Optional<Integer> number = number(scalar, least, report);
    if (number.isPresent() && number.get() > most) {
      report.add(
          Code.D107,
          scalar.span(),
          String.format(Locale.ROOT, "%s is more than %,d", scalar.text(), most));
      return Optional.empty();
    }
    return number;
  }

  /** How often: {@code 3}, {@code 0..20}, {@code 1..*}. */
  record Times(int least, int most) {
    static final Times ANY = new Times(0, Integer.MAX_VALUE);
  }

  static Optional<Times> times(Scalar scalar, Report report) {
    String text = scalar.text();
    Matcher parts = TIMES.matcher(text);
    if (parts.matches()) {
      String least = parts.group(1);
      String most = parts.group(2) == null ? least : parts.group(2);
      int from = Integer.parseInt(least);
      int to = most.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(most);
      if (from <= to && to > 0) {
        return Optional.of(new Times(from, to));
      }
    }
    report.add(
        Code.D107,
        scalar.span(),
        "\"%s\" does not say how often".formatted(text),
        "how often is written 3, 0..20 or 1..*");
    return Optional.empty();
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }
}
