package org.msnmock.mockserver.emulator;

import org.msnmock.mockserver.wire.Text;

/** Names as lines hold them. */
final class WireName {
  /** In bytes, encoded. */
  static final int LONGEST = 387;

  private static final String HEX = "0123456789ABCDEF";

  private WireName() {}

  /**
   * Encodes what must be, and no more, as the clients of the time did: names have a limit. A name
   * that some client wrote in fewer bytes, with bare percent signs or tabs, stays within it.
   */
  static String of(String text) {
    return of(text, LONGEST);
  }

  /** The same with another limit, in bytes. */
  static String of(String text, int most) {
    String usual = of(text, WireName::isUsuallyEncoded);
    return Text.length(usual) <= most ? usual : of(text, WireName::isAlwaysEncoded);
  }

  /** Which chars of a text are encoded. */
  private interface Encoded {
    boolean isAt(String text, int index);
  }

  private static String of(String text, Encoded encoded) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (encoded.isAt(text, i)) {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isUsuallyEncoded(String text, int index) {
    char c = text.charAt(index);
    return c <= ' ' || c == '%' || c == 0x7f;
  }

  /** What would end a word or a line, or be read as something else. */
  private static boolean isAlwaysEncoded(String text, int index) {
    char c = text.charAt(index);
    return c == ' ' || c == '\r' || c == '\n' || c == '%' && isHex(text, index + 1);
  }

  private static boolean isHex(String text, int index) {
    return index + 1 < text.length()
        && Character.digit(text.charAt(index), 16) >= 0
        && Character.digit(text.charAt(index + 1), 16) >= 0;
  }

  /** Whether it can be the name of somebody. */
  static boolean isName(String encoded) {
    return !encoded.isEmpty() && Text.length(encoded) <= LONGEST;
  }
}
