package org.msnmock.mockserver.server;

import java.io.IOException;

/** Client and server do not speak the same on this connection; the message says it for people. */
final class NotSpokenException extends IOException {
  NotSpokenException(String message) {
    super(message);
  }

  NotSpokenException(String message, IOException cause) {
    super(message, cause);
  }
}
