package org.msnmock.mockserver.server;

import java.io.IOException;

/** Client and server do not speak the same on this connection; the message says it for people. */
final class NotSpokenException extends IOException {
  private final String reason;

  NotSpokenException(String reason) {
    super(reason);
    this.reason = reason;
  }

  NotSpokenException(String reason, IOException cause) {
    super(reason, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
