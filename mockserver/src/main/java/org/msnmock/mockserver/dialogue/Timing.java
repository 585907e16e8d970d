package org.msnmock.mockserver.dialogue;

import java.time.Duration;
import java.util.Optional;

/**
 * From when to when an awaited thing may come.
 *
 * @param within the upper limit, before any time scale; empty for the default
 * @param notBefore the lower limit, on which time scales have no effect
 * @param since the moment from which both count; empty for the one in which the step became next
 */
public record Timing(
    Optional<Duration> within, Optional<Duration> notBefore, Optional<Name> since) {
  /** Where no limit is stated; where only a lower one is, so long after that. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

  public static final Timing DEFAULT =
      new Timing(Optional.empty(), Optional.empty(), Optional.empty());

  /** The upper limit as it is written, or meant. */
  public Duration limit() {
    return within.orElse(notBefore.orElse(Duration.ZERO).plus(DEFAULT_LIMIT));
  }
}
