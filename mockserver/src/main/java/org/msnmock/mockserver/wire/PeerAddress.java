package org.msnmock.mockserver.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client says that it listens: {@code 192.0.2.10:6891}, {@code [::1]:6891}.
 *
 * @param host an address in numbers, that of IPv6 in brackets; never a name
 */
public record PeerAddress(String host, int port) {
  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "((?:%s\\.){3}%s|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})".formatted(BYTE, BYTE));
  private static final int HIGHEST_PORT = 65535;

  /** Empty where it is none; a name is none, so nobody is ever asked for one. */
  public static Optional<PeerAddress> of(String text) {
    Matcher parts = ADDRESS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(parts.group(2));
    return port == 0 || port > HIGHEST_PORT
        ? Optional.empty()
        : Optional.of(new PeerAddress(parts.group(1), port));
  }
}
