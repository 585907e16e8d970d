package org.msnmock.client.protocol;

/** A file or a picture did not get from one person to the other. */
public final class TransferFailedException extends MsnException {
  /** Why. */
  public enum Reason {
    /** The other one does not want to, or does not have it. */
    DECLINED,
    /** The user or the other one has changed their mind. */
    CANCELLED,
    /** The other one fell silent. */
    NO_ANSWER,
    /** It was ended before all had come. */
    BROKEN_OFF,
    /** What came is not what was offered. */
    WRONG_DATA,
    /** It could not be read from the disk, or written to it. */
    NOT_SAVED
  }

  private final Reason reason;

  public TransferFailedException(Reason reason, String message) {
    super(message, null);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
