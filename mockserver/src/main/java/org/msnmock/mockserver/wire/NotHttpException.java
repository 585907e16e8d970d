package org.msnmock.mockserver.wire;

import java.io.IOException;

/** What came on an HTTP connection is no request; the message says what is wrong with it. */
public final class NotHttpException extends IOException {
  public NotHttpException(String message) {
    super(message);
  }
}
