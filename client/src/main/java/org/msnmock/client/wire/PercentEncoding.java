package org.msnmock.client.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code %XX} for the bytes of UTF-8 text. Unlike the JDK's {@code URLEncoder} and {@code
 * URLDecoder}, a plus is a plus and a blank is {@code %20}.
 */
public final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  /**
   * Encodes all but ASCII letters and digits. Longer than need be, but safe in lines and in headers
   * alike.
   */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isLetterOrDigit(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
      }
    }
    return encoded.toString();
  }

  /** Decodes once. A percent sign without two hexadecimal digits behind it stays as it stands. */
  public static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%'
          && i + 2 < bytes.length
          && hexAt(bytes, i + 1) >= 0
          && hexAt(bytes, i + 2) >= 0) {
        decoded.write(hexAt(bytes, i + 1) << 4 | hexAt(bytes, i + 2));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static int hexAt(byte[] bytes, int index) {
    return Character.digit(bytes[index], 16);
  }

  private static boolean isLetterOrDigit(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
  }
}
