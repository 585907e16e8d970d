package org.msnmock.client.protocol;

import org.jspecify.annotations.Nullable;

/** The server sent what the protocol does not allow, or more than a sane server sends. */
public final class ProtocolViolationException extends MsnException {
  public ProtocolViolationException(String message) {
    this(message, null);
  }

  public ProtocolViolationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
