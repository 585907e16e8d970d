package org.msnmock.mockserver.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.wire.Role;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Words of the command line to values. */
final class Converters {
  private Converters() {}

  /** {@code 200ms}, {@code 5s}, {@code 2m}, as in dialogues. */
  static final class ToDuration implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    @Override
    public Duration convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'%s' is no duration; write 200ms, 5s or 2m".formatted(text));
      }
      long count = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        default -> Duration.ofMinutes(count);
      };
    }
  }

  /** {@code strict-count} ... */
  static final class ToStyle implements ITypeConverter<Manners.Style> {
    @Override
    public Manners.Style convert(String text) {
      return Arrays.stream(Manners.Style.values())
          .filter(style -> word(style).equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none of %s"
                          .formatted(
                              text,
                              Arrays.stream(Manners.Style.values())
                                  .map(ToStyle::word)
                                  .collect(Collectors.joining(", ")))));
    }

    private static String word(Manners.Style style) {
      return style.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** {@code ns}, {@code sb} ... */
  static final class ToRole implements ITypeConverter<Role> {
    @Override
    public Role convert(String text) {
      return Role.fromWord(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none of %s"
                          .formatted(
                              text,
                              Arrays.stream(Role.values())
                                  .map(Role::word)
                                  .collect(Collectors.joining(", ")))));
    }
  }

  /** 1 to 65535. */
  static final class ToPort implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      boolean isPort = text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535;
      if (!isPort) {
        throw new TypeConversionException("'%s' is no port from 1 to 65535".formatted(text));
      }
      return Integer.valueOf(text);
    }
  }

  /** {@code informational}, {@code non-strict} ... */
  static final class ToOutcome implements ITypeConverter<Outcome> {
    @Override
    public Outcome convert(String text) {
      return Outcome.fromWord(text)
          .filter(outcome -> outcome != Outcome.OK)
          .orElseThrow(
              () -> new TypeConversionException("'%s' is none of %s".formatted(text, words())));
    }

    private static String words() {
      return Arrays.stream(Outcome.values())
          .skip(1)
          .map(Outcome::word)
          .collect(Collectors.joining(", "));
    }
  }
}
