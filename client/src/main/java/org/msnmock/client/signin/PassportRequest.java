package org.msnmock.client.signin;

import java.net.URI;
import java.util.Map;

/**
 * A GET request to one of Passport's web services.
 *
 * @param headers names as they are to be sent; among them may be {@code Authorization}, which holds
 *     the password
 */
public record PassportRequest(URI uri, Map<String, String> headers) {
  public PassportRequest {
    headers = Map.copyOf(headers);
  }

  /** Names of headers only. */
  @Override
  public String toString() {
    return "PassportRequest[GET " + uri + " " + headers.keySet() + "]";
  }
}
