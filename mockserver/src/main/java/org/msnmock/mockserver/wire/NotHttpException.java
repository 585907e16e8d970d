package org.msnmock.mockserver.wire;

import java.io.IOException;

/** What came on an HTTP connection is no request; the message says what is wrong with it. */
public final class NotHttpException extends IOException {
  private final String reason;

  public NotHttpException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong, for people. */
  public String reason() {
    return reason;
  }
}
