package org.msnmock.client.notification;

import java.time.Duration;
import org.msnmock.client.event.Disconnected.Reason;

/**
 * How a client comes back by itself when its session ends: after a while, which doubles with each
 * attempt that fails and each session that is shorter than the longest wait.
 *
 * @param first how long it waits the first time
 * @param longest how long it waits at the most
 */
public record Reconnection(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 20;

  public Reconnection {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "the first wait must be more than nothing, and the longest at least that; they were %s and %s"
              .formatted(first, longest));
    }
  }

  /**
   * Whether to come back. Somebody who signed in elsewhere would be thrown out by it, and would
   * come back too.
   */
  boolean follows(Reason reason) {
    return switch (reason) {
      case LOST, MAINTENANCE, OTHER -> true;
      case SIGNED_OUT, ELSEWHERE -> false;
    };
  }

  /**
   * How long to wait.
   *
   * @param failures how many attempts or short sessions there were in a row
   */
  public Duration delay(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
