package org.msnmock.mockserver.dialogue;

import java.io.ByteArrayOutputStream;
import org.msnmock.mockserver.wire.Text;

/** Percent-encoding as MSNP and Passport use it: a plus is a plus, text is UTF-8. */
public final class PercentCode {
  private static final String PLAIN = "-_.!~*'()";
  private static final String HEX = "0123456789ABCDEF";

  private PercentCode() {}

  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : Text.encode(text)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  /** Decodes once; a percent sign without two hexadecimal digits stays what it is. */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = Text.encode(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      int value = in[i] == '%' ? hexAt(in, i + 1) : -1;
      if (value >= 0) {
        out.write(value);
        i += 2;
      } else {
        out.write(in[i]);
      }
    }
    return Text.decode(out.toByteArray());
  }

  /** Whether each percent sign is followed by two hexadecimal digits. */
  public static boolean isWellFormed(String text) {
    byte[] in = Text.encode(text);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%' && hexAt(in, i + 1) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int hexAt(byte[] in, int at) {
    if (at + 1 >= in.length) {
      return -1;
    }
    int high = Character.digit((char) in[at], 16);
    int low = Character.digit((char) in[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
