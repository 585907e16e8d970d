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
  /** For people. */
  public String inWords() {
    return shutdownIn
        .map(time -> "the server will be shut down in " + time.toMinutes() + " minutes")
        .orElse("system message of type " + type);
  }

  @Override
  public void deliverTo(MsnListener listener) {
    listener.systemMessage(this);
  }
}
