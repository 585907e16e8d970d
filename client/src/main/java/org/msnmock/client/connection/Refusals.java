package org.msnmock.client.connection;

import java.util.OptionalInt;
import java.util.Set;
import org.msnmock.client.protocol.AccountRefusedException;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.ErrorCode;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.ServerBusyException;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.TicketRejectedException;
import org.msnmock.client.protocol.WrongPasswordException;
import org.msnmock.client.wire.Frame;

/** Turns error numbers into exceptions that say what to do. */
final class Refusals {
  private Refusals() {}

  /** The requests of a sign-in; elsewhere the same number says less, of one request only. */
  private static final Set<String> SIGN_IN = Set.of("VER", "CVR", "USR", "SYN", "CHG");

  static MsnException from(int number, Frame request, Endpoint server) {
    String what =
        "Server refused %s: %s (%s).".formatted(request, ErrorCode.describe(number), server);
    return switch (kind(number, request)) {
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

  private static ErrorCode.Kind kind(int number, Frame request) {
    return ErrorCode.fromNumber(number)
        .filter(code -> SIGN_IN.contains(request.verb()))
        .map(ErrorCode::kind)
        .orElse(ErrorCode.Kind.REQUEST);
  }
}
