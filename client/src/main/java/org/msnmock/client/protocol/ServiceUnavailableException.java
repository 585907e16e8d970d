package org.msnmock.client.protocol;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The service is out of order: an error number that says so, or a web service that gives no useful
 * answer.
 */
public sealed class ServiceUnavailableException extends MsnException
    permits UntrustedCertificateException {
  private final OptionalInt number;

  /**
   * @param number the error number of a notification server, or the HTTP status of a web service,
   *     where there is one
   */
  public ServiceUnavailableException(
      OptionalInt number, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.number = number;
  }

  public OptionalInt number() {
    return number;
  }
}
