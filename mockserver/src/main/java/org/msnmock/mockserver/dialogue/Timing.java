package org.msnmock.mockserver.dialogue;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an awaiting step may take.
 *
 * @param within the upper limit, from the moment the step became the next one; empty for the
 *     default
 */
public record Timing(Optional<Duration> within) {
  /** Where no limit is stated. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

  public static final Timing DEFAULT = new Timing(Optional.empty());

  public Duration limit() {
    return within.orElse(DEFAULT_LIMIT);
  }
}
