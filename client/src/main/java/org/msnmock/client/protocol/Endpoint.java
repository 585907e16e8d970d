package org.msnmock.client.protocol;

/**
 * The address of a server: a host name or number, and a port.
 *
 * @param host without the brackets that an IPv6 number is written in
 */
public record Endpoint(String host, int port) {
  /** Where dispatch servers, notification servers and switchboards listen. */
  public static final int DEFAULT_PORT = 1863;

  private static final int LONGEST_HOST = 255;

  public Endpoint {
    if (host.isEmpty()
        || host.length() > LONGEST_HOST
        || !host.chars().allMatch(Endpoint::mayStandInHost)) {
      throw new IllegalArgumentException("not a host name or number: " + shown(host));
    }
    if (host.chars().allMatch(c -> c == '0' || c == '.')) {
      throw new IllegalArgumentException("the address " + host + " names no host");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535, was " + port);
    }
  }

  /** Reads {@code host}, {@code host:port}, {@code [IPv6]} or {@code [IPv6]:port}. */
  public static Endpoint from(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0) {
        throw new IllegalArgumentException("missing ] in the address " + shown(text));
      }
      return new Endpoint(text.substring(1, end), portFrom(text.substring(end + 1), text));
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? new Endpoint(text, DEFAULT_PORT)
        : new Endpoint(text.substring(0, colon), portFrom(text.substring(colon), text));
  }

  private static int portFrom(String colonAndPort, String whole) {
    if (colonAndPort.isEmpty()) {
      return DEFAULT_PORT;
    }
    String digits = colonAndPort.substring(1);
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= 5
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (colonAndPort.charAt(0) != ':' || !isNumber) {
      throw new IllegalArgumentException("not an address like host:1863: " + shown(whole));
    }
    return Integer.parseInt(digits);
  }

  private static boolean mayStandInHost(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || ".-_:%".indexOf(c) >= 0;
  }

  private static String shown(String text) {
    return "\"" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "\"";
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
