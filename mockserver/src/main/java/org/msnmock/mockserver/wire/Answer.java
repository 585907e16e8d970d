package org.msnmock.mockserver.wire;

import java.util.List;

/**
 * The answer to an HTTP request. {@code Content-Length}, {@code Connection} and, where it is not
 * stated, {@code Content-Type: text/html} are added by the server.
 *
 * @param headers name and value, in order
 * @param body not to be changed or compared
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, String reason, List<String[]> headers, byte[] body) {
  public Answer {
    headers = List.copyOf(headers);
  }

  /** About how many bytes it takes in memory; its headers are what a dialogue wrote. */
  public long weight() {
    long weight = body.length;
    for (String[] header : headers) {
      weight += 2L * (header[0].length() + header[1].length());
    }
    return weight;
  }
}
