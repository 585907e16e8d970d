package org.msnmock.client.protocol;

/**
 * The caller wants something that the server would refuse, or would hang up on; so nothing was
 * sent.
 */
public final class RefusedHereException extends IllegalArgumentException {
  private final ErrorCode code;

  /**
   * @param code what a server says to it, or would say if it did not hang up
   */
  public RefusedHereException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
