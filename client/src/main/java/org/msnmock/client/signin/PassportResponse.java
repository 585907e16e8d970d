package org.msnmock.client.signin;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer of one of Passport's web services. All that counts is in the headers; a body is not
 * read.
 *
 * @param headers found in any case; among them may be the ticket
 */
public record PassportResponse(int status, Map<String, List<String>> headers) {
  public PassportResponse {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(copy);
  }

  /** All values of a header; none where it is missing. */
  public List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** Names of headers only. */
  @Override
  public String toString() {
    return "PassportResponse[" + status + " " + headers.keySet() + "]";
  }
}
