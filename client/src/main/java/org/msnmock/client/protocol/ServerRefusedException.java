package org.msnmock.client.protocol;

import java.util.Optional;

/**
 * The server answered a request with an error number. All subclasses but {@link
 * ContactRefusedException} end a sign-in.
 */
public sealed class ServerRefusedException extends MsnException
    permits AccountRefusedException,
        ContactRefusedException,
        ServerBusyException,
        TicketRejectedException {
  private final int number;

  public ServerRefusedException(int number, String message) {
    super(message, null);
    this.number = number;
  }

  /** As sent by the server; it may be one that nobody knows. */
  public int number() {
    return number;
  }

  public Optional<ErrorCode> code() {
    return ErrorCode.fromNumber(number);
  }
}
