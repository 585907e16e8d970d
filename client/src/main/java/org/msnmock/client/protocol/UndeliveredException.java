package org.msnmock.client.protocol;

import org.jspecify.annotations.Nullable;

/** A message did not reach everybody, or nobody knows whether it did. */
public final class UndeliveredException extends MsnException {
  public UndeliveredException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
