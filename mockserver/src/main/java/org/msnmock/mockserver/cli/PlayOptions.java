package org.msnmock.mockserver.cli;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import picocli.CommandLine.Option;

/** The options of everything that plays. */
final class PlayOptions {
  /** Seeds that nobody chose have few digits, since people copy them. */
  private static final int SEEDS = 1_000_000;

  private static final double MOST_SCALE = 1000;

  @Option(
      names = "--strictness",
      paramLabel = "strict|lenient",
      description =
          "Whether a line that nobody awaits is a deviation or only noted."
              + " Default: strict in test, lenient in serve.")
  private Optional<Strictness> strictness = Optional.empty();

  @Option(
      names = "--time-scale",
      paramLabel = "FACTOR",
      description =
          "Multiplies all upper limits, for slow machines."
              + " Default: the variable MSNMOCK_TIME_SCALE, else 1.")
  private Optional<Double> timeScale = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description =
          "What generated values are made from; every report names it. Default: another each time.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--late",
      paramLabel = "VERDICT",
      description =
          "Wait on for ten times the limit of a step; what is right but late is then no worse than"
              + " this: informational or non-strict, say. Default: it is not waited for.")
  private Optional<Outcome> late = Optional.empty();

  Optional<Outcome> late() {
    if (late.filter(most -> most.worse(Outcome.NON_STRICT) != Outcome.NON_STRICT).isPresent()) {
      throw new UsageException("--late takes ok, informational or non-strict");
    }
    return late;
  }

  Strictness strictness(Strictness byDefault) {
    return strictness.orElse(byDefault);
  }

  /** Whether there is a word on how to judge. */
  boolean judges() {
    return strictness.isPresent() || late.isPresent() || timeScale.isPresent();
  }

  /** The seed that somebody has named. */
  Optional<Long> chosenSeed() {
    return seed;
  }

  long seed() {
    return seed.orElseGet(() -> (long) ThreadLocalRandom.current().nextInt(SEEDS));
  }

  double timeScale(Console console) {
    double scale =
        timeScale
            .or(() -> console.variable("MSNMOCK_TIME_SCALE").map(PlayOptions::number))
            .orElse(1.0);
    if (!(scale > 0 && scale <= MOST_SCALE)) {
      throw new UsageException("the time scale must be above 0 and at most 1000, was " + scale);
    }
    return scale;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new UsageException("MSNMOCK_TIME_SCALE must be a number, was '" + text + "'");
    }
  }
}
