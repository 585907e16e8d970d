package org.msnmock.mockserver.engine;

import java.time.Duration;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Timing;

/**
 * From when to when an awaited thing may come, on the clock of the play's caller. Each limit has a
 * tolerance of 50 ms or 10 %, whichever is more; only the upper one is multiplied by the time
 * scale.
 *
 * @param from the moment from which the limits count
 * @param opens before this it is too early
 * @param most the upper limit itself, in nanoseconds
 * @param closes from this on it is too late
 */
record Window(long from, long opens, long most, long closes) {
  private static final int PATIENCE = 10;
  private static final long TOLERANCE = Duration.ofMillis(50).toNanos();

  /**
   * The window of a step.
   *
   * @param next when it became the next one
   */
  static Window of(Step.Awaiting step, long next, Stage stage) {
    Timing timing = step.timing();
    long from = timing.since().flatMap(stage.values::moment).map(stage::clock).orElse(next);
    long lower = timing.notBefore().map(Duration::toNanos).orElse(0L);
    long upper =
        timing.within().isPresent() || timing.notBefore().isEmpty()
            ? stage.scaled(step.limit())
            : lower + stage.scaled(Timing.DEFAULT_LIMIT);
    return new Window(
        from, from + Math.max(0, lower - tolerance(lower)), upper, from + upper + tolerance(upper));
  }

  static long tolerance(long limit) {
    return Math.max(TOLERANCE, limit / 10);
  }

  /** The moment until which one may wait to see whether it comes after all. */
  long closesForGood() {
    long limit = Math.min(closes - from, (Play.NEVER - from) / (PATIENCE + 1));
    return from + limit * PATIENCE;
  }

  /** How long something took that came at this time; no time at all if it was there before. */
  long took(long time) {
    return Math.max(0, time - from);
  }

  boolean isTooEarly(long time) {
    return Math.max(from, time) < opens;
  }

  boolean isTooLate(long time) {
    return time >= closes;
  }
}
