package org.msnmock.client.protocol;

import org.jspecify.annotations.Nullable;

/** Whoever is hidden, or has no status yet, starts no conversations. Going online first helps. */
public final class NotVisibleException extends MsnException {
  /** What a server answers to those who ask all the same. */
  public static final int NUMBER = ErrorCode.NOT_ALLOWED_WHEN_HIDDEN.number();

  public NotVisibleException(@Nullable Throwable cause) {
    super(
        "No conversation can be started by somebody who is hidden or has no status. Go online first: take another status.",
        cause);
  }
}
