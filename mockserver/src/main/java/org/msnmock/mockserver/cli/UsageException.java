package org.msnmock.mockserver.cli;

/** The command line asks for something that can't be; the message is for the user. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
