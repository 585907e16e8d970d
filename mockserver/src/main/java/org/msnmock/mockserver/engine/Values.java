package org.msnmock.mockserver.engine;

import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Scene;
import org.msnmock.mockserver.dialogue.Span;

/** The values of a play's names, and where each came from. */
final class Values implements Scene {
  private final @Nullable String[] values;
  private final @Nullable Origin[] origins;
  private final Random random;
  private final long epochSeconds;

  /** What {@code {trid}} stands for in the line that is being written. */
  String transactionId = "";

  /** Nanoseconds since the play began, for {@code {now}}. */
  long elapsed;

  Values(Script script, PlaySettings settings) {
    this.values = script.values();
    this.origins = script.origins();
    this.random = new Random(settings.seed());
    this.epochSeconds = settings.epochSeconds();
  }

  @Override
  public Optional<String> value(Name name) {
    return Optional.ofNullable(values[name.slot()]);
  }

  @Override
  public String transactionId() {
    return transactionId;
  }

  @Override
  public String generate(Generator generator) {
    return switch (generator.kind()) {
      case NOW -> String.valueOf(epochSeconds + elapsed / 1_000_000_000L);
      case INT -> String.valueOf(random.nextInt(Integer.MAX_VALUE));
      case DIGITS -> digits(generator.size());
      case HEX -> letters(generator.size(), "0123456789abcdef");
      case COOKIE -> digits(8) + "." + digits(10) + "." + digits(5);
    };
  }

  private String digits(int count) {
    return count == 0 ? "" : (1 + random.nextInt(9)) + letters(count - 1, "0123456789");
  }

  private String letters(int count, String alphabet) {
    StringBuilder out = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  void learn(Captures captures, Span span, String line) {
    for (int i = 0; i < captures.size(); i++) {
      set(captures.name(i), captures.value(i), Origin.learned(span, line));
    }
  }

  void set(Name name, String value, Origin origin) {
    values[name.slot()] = value;
    origins[name.slot()] = origin;
  }

  /** Adds an element to a list of values. */
  void append(Name list, String value, Origin origin) {
    String before = values[list.slot()];
    set(list, before == null || before.isEmpty() ? value : before + "," + value, origin);
  }

  /** The name has no value any more. */
  void forget(Name name) {
    values[name.slot()] = null;
    origins[name.slot()] = null;
  }

  void copy(Name from, Name to) {
    values[to.slot()] = values[from.slot()];
    origins[to.slot()] = origins[from.slot()];
  }

  Optional<String> origin(Name name) {
    return Optional.ofNullable(origins[name.slot()]).map(Origin::description);
  }
}
