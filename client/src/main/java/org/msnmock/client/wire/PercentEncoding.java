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

  /**
   * Encodes what a field can't hold, and no more, as the official client did: blanks, control
   * characters and the percent sign. Names have bounds that count the encoded form.
   */
  public static String encodeField(String text) {
    StringBuilder encoded = new StringBuilder();
    text.codePoints().forEach(c -> append(encoded, c));
    return encoded.toString();
  }

  /**
   * As much of the text as its encoded form has room for. Neither an escape nor a character is cut.
   *
   * @param mostBytes how long {@link #encodeField} of it may be at the most
   */
  public static String cut(String text, int mostBytes) {
    int end = 0;
    int bytes = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      StringBuilder encoded = new StringBuilder();
      append(encoded, c);
      bytes += byteCount(encoded.toString());
      if (bytes > mostBytes) {
        return text.substring(0, end);
      }
      end += Character.charCount(c);
    }
    return text;
  }

  /** How many bytes a text has in UTF-8. */
  public static int byteCount(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void append(StringBuilder encoded, int codePoint) {
    if (codePoint <= ' ' || codePoint == '%' || codePoint == 0x7F) {
      encoded.append('%').append(HEX.charAt(codePoint >> 4)).append(HEX.charAt(codePoint & 0xF));
    } else {
      encoded.appendCodePoint(codePoint);
    }
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
