package org.msnmock.client.connection;

import java.util.OptionalInt;
import org.msnmock.client.protocol.AccountRefusedException;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.ErrorCode;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.ServerBusyException;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.TicketRejectedException;
import org.msnmock.client.protocol.WrongPasswordException;

/** Turns error numbers into exceptions that say what to do. */
final class Refusals {
  private Refusals() {}

  /**
   * @param request the refused line, without its secrets
   */
  static MsnException from(int number, String request, Endpoint server) {
    String what =
        "Server refused %s: %s (%s).".formatted(request, ErrorCode.describe(number), server);
    return switch (ErrorCode.fromNumber(number)
        .map(ErrorCode::kind)
        .orElse(ErrorCode.Kind.REQUEST)) {
      case AUTHENTICATION ->
          WrongPasswordException.fromServer(number, what + " Check account and password.");
      case TICKET ->
          new TicketRejectedException(number, what + " Sign in again to get a new ticket.");
      case ACCOUNT ->
          new AccountRefusedException(
              number, what + " Use another account, or put this one in order.");
      case BUSY -> new ServerBusyException(number, what + " Try again later.");
      case UNAVAILABLE ->
          new ServiceUnavailableException(OptionalInt.of(number), what + " Try again later.", null);
      case REQUEST -> new ServerRefusedException(number, what);
    };
  }
}
