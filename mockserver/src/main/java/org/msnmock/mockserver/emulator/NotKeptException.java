package org.msnmock.mockserver.emulator;

/** What has changed can't be kept; the message is for the user. */
public final class NotKeptException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotKeptException(String message, Throwable cause) {
    super(message, cause);
  }
}
