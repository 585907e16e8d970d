package org.msnmock.mockserver.emulator;

/** What somebody wanted to do with a world cannot be done; nothing was changed. */
public final class NotPossibleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why not. */
  public enum Reason {
    /** There is no connection of this number. */
    NO_SUCH_CONNECTION,
    /** There is no account of this address. */
    NO_SUCH_PERSON,
    /** There is no conversation of this number. */
    NO_SUCH_SWITCHBOARD,
    /** It is for people who are signed in. */
    NOT_SIGNED_IN,
    /** It is for people with a mailbox. */
    NO_MAILBOX,
    /** Its receiver has as many letters as there may be. */
    MAILBOX_FULL,
    /** There is an account of this address already. */
    ALREADY_THERE,
    /** There is no room for more. */
    TOO_MANY,
    /** What was given is no such thing. */
    INVALID
  }

  NotPossibleException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
