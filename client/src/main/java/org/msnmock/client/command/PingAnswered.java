package org.msnmock.client.command;

import java.time.Duration;
import java.util.Optional;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;

/**
 * {@code QNG} in version 8, {@code QNG <seconds>} in version 9.
 *
 * @param nextWithin how long the client may wait until its next ping is due
 */
public record PingAnswered(Optional<Duration> nextWithin) implements NotificationNotice {
  /** Servers send 0 to 60. */
  private static final long MOST_SECONDS = 3600;

  static PingAnswered from(Frame frame) {
    return new PingAnswered(
        frame
            .optionalArgument(0)
            .map(Decimal::parse)
            .filter(number -> number.isPresent() && number.getAsLong() <= MOST_SECONDS)
            .map(number -> Duration.ofSeconds(number.getAsLong())));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.pingAnswered(this);
  }
}
