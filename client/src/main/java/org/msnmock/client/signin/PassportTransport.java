package org.msnmock.client.signin;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Carries a request to Passport and its answer back. Every request passes here with all its
 * headers, so whoever wants to see, change or play the web services puts an own one in.
 */
@FunctionalInterface
public interface PassportTransport {
  /**
   * Asks once; redirects are not followed and nothing is repeated. On a thread that may wait. When
   * it takes too long the thread is interrupted, and its result is not waited for.
   *
   * @throws IOException when there is no answer; a certificate that is not trusted is found among
   *     the causes
   */
  PassportResponse send(PassportRequest request) throws IOException, InterruptedException;

  /**
   * Over HTTP/1.1 by the JDK's client.
   *
   * @param trust decides which certificates are good
   */
  static PassportTransport overHttp(
      SSLContext trust, Duration connectTimeout, Duration replyTimeout) {
    return new HttpPassportTransport(trust, connectTimeout, replyTimeout);
  }
}
