package org.msnmock.client.protocol;

import java.util.OptionalInt;

/** A web service showed a certificate that is not to be trusted, so nothing was said to it. */
public final class UntrustedCertificateException extends ServiceUnavailableException {
  public UntrustedCertificateException(String message, Throwable cause) {
    super(OptionalInt.empty(), message, cause);
  }
}
