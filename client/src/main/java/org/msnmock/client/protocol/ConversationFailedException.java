package org.msnmock.client.protocol;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * There is no switchboard to talk on: none was given, it could not be reached, or it refused. The
 * session on the notification server is not touched by this.
 */
public final class ConversationFailedException extends MsnException {
  private final OptionalInt number;

  /**
   * @param number the error number of the server, if it sent one
   */
  public ConversationFailedException(
      OptionalInt number, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.number = number;
  }

  /** As sent by a server; nothing where no server said no. */
  public OptionalInt number() {
    return number;
  }
}
