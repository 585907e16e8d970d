package org.msnmock.client.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The server said no, or the session broke. What the caller did wrong is an {@link
 * IllegalArgumentException} or {@link IllegalStateException} instead.
 *
 * <p>Messages say what happened, where, and what to do; they never hold a password or a ticket.
 */
public abstract sealed class MsnException extends RuntimeException
    permits ConnectionLostException,
        ConversationFailedException,
        NoCommonVersionException,
        NotVisibleException,
        ProtocolViolationException,
        RedirectLoopException,
        ServerRefusedException,
        ServiceUnavailableException,
        TransferFailedException,
        UndeliveredException,
        WrongPasswordException {

  MsnException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
