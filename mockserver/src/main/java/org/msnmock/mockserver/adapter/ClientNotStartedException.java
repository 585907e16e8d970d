package org.msnmock.mockserver.adapter;

/** The program of the client can't be started, so that nothing can be judged. */
public final class ClientNotStartedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ClientNotStartedException(String message, Throwable cause) {
    super(message, cause);
  }
}
