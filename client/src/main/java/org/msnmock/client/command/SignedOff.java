package org.msnmock.client.command;

import org.msnmock.client.wire.Frame;

/** {@code OUT}, {@code OUT OTH} or {@code OUT SSD}: the server ends the session. */
public record SignedOff(Reason reason) implements NotificationNotice {
  /** Why. */
  public enum Reason {
    /** {@code OTH}: the account signed in at another place. */
    ELSEWHERE,
    /** {@code SSD}: the server is shut down. */
    MAINTENANCE,
    /** No reason, or one that nobody knows. */
    OTHER
  }

  static SignedOff from(Frame frame) {
    return new SignedOff(
        switch (frame.optionalArgument(0).orElse("")) {
          case "OTH" -> Reason.ELSEWHERE;
          case "SSD" -> Reason.MAINTENANCE;
          default -> Reason.OTHER;
        });
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.signedOff(this);
  }
}
