package org.msnmock.mockserver.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP request, as far as a fake Passport service cares.
 *
 * @param method as it came
 * @param path with its query; of an absolute address the part from the path on
 * @param version as it came: {@code HTTP/1.1}, empty where the line had none
 * @param headers name and value, in order; not to be changed
 * @param body not to be changed or compared
 */
@SuppressWarnings("ArrayRecordComponent")
public record Request(
    String method, String path, String version, List<String[]> headers, byte[] body) {
  private static final byte[] NOTHING = {};

  /** About what a header takes beside its letters. */
  private static final int HEADER = 120;

  private static final String SCHEME = "Passport1.4 ";

  public Request {
    headers = List.copyOf(headers);
  }

  /** Without a body. */
  public Request(String method, String path, String version, List<String[]> headers) {
    this(method, path, version, headers, NOTHING);
  }

  public Optional<String> header(String name) {
    return headers.stream().filter(h -> h[0].equalsIgnoreCase(name)).map(h -> h[1]).findFirst();
  }

  /** About how many bytes it takes in memory. */
  public long weight() {
    long weight = 2L * path.length() + body.length;
    for (String[] header : headers) {
      weight += HEADER + 2L * (header[0].length() + header[1].length());
    }
    return weight;
  }

  /**
   * The comma-separated pairs of an {@code Authorization: Passport1.4} header, cut at the first =.
   */
  public Optional<List<String[]>> passportPairs() {
    Optional<String> header = header("Authorization").filter(value -> value.startsWith(SCHEME));
    return header.map(
        value -> {
          List<String[]> pairs = new ArrayList<>();
          for (String pair : value.substring(SCHEME.length()).split(",")) {
            int equals = pair.indexOf('=');
            pairs.add(
                equals < 0
                    ? new String[] {pair.strip(), ""}
                    : new String[] {pair.substring(0, equals).strip(), pair.substring(equals + 1)});
          }
          return pairs;
        });
  }
}
