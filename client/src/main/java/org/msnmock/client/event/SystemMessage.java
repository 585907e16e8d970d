package org.msnmock.client.event;

import java.time.Duration;
import java.util.Optional;

/**
 * The server has something to say to the user.
 *
 * @param type 1 is a shutdown; other types are unknown
 * @param shutdownIn how long until the shutdown that it announces, with {@code OUT SSD} at its end
 */
public record SystemMessage(int type, Optional<Duration> shutdownIn) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.systemMessage(this);
  }
}
