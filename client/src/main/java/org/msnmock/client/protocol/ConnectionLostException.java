package org.msnmock.client.protocol;

import org.jspecify.annotations.Nullable;

/** The connection could not be made, ended, or fell silent. */
public final class ConnectionLostException extends MsnException {
  /** How the connection was lost. */
  public enum Loss {
    /** It could not be opened. */
    UNREACHABLE,
    /** The server closed it, or it broke. */
    ENDED,
    /** The server owed an answer and did not give it in time. */
    NO_ANSWER,
    /** This client closed it. */
    CLOSED_HERE
  }

  private final Loss loss;

  public ConnectionLostException(Loss loss, String message) {
    this(loss, message, null);
  }

  public ConnectionLostException(Loss loss, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.loss = loss;
  }

  public Loss loss() {
    return loss;
  }
}
