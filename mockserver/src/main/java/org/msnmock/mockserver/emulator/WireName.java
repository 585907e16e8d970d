package org.msnmock.mockserver.emulator;

import org.msnmock.mockserver.wire.Text;

/** Names as lines hold them. */
final class WireName {
  /** In bytes, encoded. */
  static final int LONGEST = 387;

  private static final String HEX = "0123456789ABCDEF";

  private WireName() {}

  /** Encodes what must be, and no more, as the clients of the time did: names have a limit. */
  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '%' || c == 0x7f) {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Whether it can be the name of somebody. */
  static boolean isName(String encoded) {
    return !encoded.isEmpty() && Text.length(encoded) <= LONGEST;
  }
}
