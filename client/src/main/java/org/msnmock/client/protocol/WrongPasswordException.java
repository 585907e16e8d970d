package org.msnmock.client.protocol;

import java.util.Optional;
import java.util.OptionalInt;

/** Account and password don't go together, say Passport or the notification server. */
public final class WrongPasswordException extends MsnException {
  /** Whether asking the user once more makes sense. */
  public enum Retry {
    ALLOWED,
    POINTLESS
  }

  private final OptionalInt number;
  private final Optional<String> serverText;
  private final Retry retry;

  private WrongPasswordException(
      String message, OptionalInt number, Optional<String> serverText, Retry retry) {
    super(message, null);
    this.number = number;
    this.serverText = serverText;
    this.retry = retry;
  }

  /**
   * Passport answered 401.
   *
   * @param serverText what Passport wants the user to read
   */
  public static WrongPasswordException fromPassport(
      String message, Optional<String> serverText, Retry retry) {
    return new WrongPasswordException(message, OptionalInt.empty(), serverText, retry);
  }

  /** A server answered with an error number, 911 as a rule. */
  public static WrongPasswordException fromServer(int number, String message) {
    return new WrongPasswordException(
        message, OptionalInt.of(number), Optional.empty(), Retry.ALLOWED);
  }

  /** The server's error number; nothing where Passport itself refused. */
  public OptionalInt number() {
    return number;
  }

  public Optional<String> serverText() {
    return serverText;
  }

  public Retry retry() {
    return retry;
  }
}
