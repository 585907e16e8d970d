package org.msnmock.mockserver.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as text and back without loss. Valid UTF-8 reads as what it is; each byte that is none
 * becomes one unpaired surrogate U+DC80 to U+DCFF, which writes itself back as that byte.
 */
public final class Text {
  private static final char FIRST_STRAY = '\uDC80';
  private static final char LAST_STRAY = '\uDCFF';

  private Text() {}

  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  public static String decode(byte[] bytes, int from, int length) {
    String quick = new String(bytes, from, length, StandardCharsets.UTF_8);
    return quick.indexOf('\uFFFD') < 0 ? quick : decodeStray(bytes, from, from + length);
  }

  public static byte[] encode(String text) {
    return hasStray(text) ? encodeStray(text) : text.getBytes(StandardCharsets.UTF_8);
  }

  /** The length in bytes as it is sent. */
  public static int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        length++;
      } else if (c < 0x800) {
        length += 2;
      } else if (isPairAt(text, i)) {
        length += 4;
        i++;
      } else {
        length += isStray(c) || Character.isSurrogate(c) ? 1 : 3;
      }
    }
    return length;
  }

  /** Whether some byte behind this text was not UTF-8. */
  public static boolean hasStray(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && isPairAt(text, i)) {
        i++;
      } else if (isStray(c)) {
        return true;
      }
    }
    return false;
  }

  /** The text for a page or terminal: control characters and stray bytes as {@code \x1b}. */
  public static String printable(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = isPairAt(text, i);
      if (pair || !(c < 0x20 || c >= 0x7f && c < 0xa0 || Character.isSurrogate(c) || isBidi(c))) {
        if (out != null) {
          out.append(c);
          if (pair) {
            out.append(text.charAt(i + 1));
          }
        }
        i += pair ? 1 : 0;
        continue;
      }
      if (out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (c == '\r') {
        out.append("\\r");
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (c < 0x100 || isStray(c)) {
        out.append("\\x%02x".formatted(c & 0xff));
      } else {
        out.append("\\u%04x".formatted((int) c));
      }
    }
    return out == null ? text : out.toString();
  }

  private static boolean isBidi(char c) {
    return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
  }

  private static boolean isStray(char c) {
    return c >= FIRST_STRAY && c <= LAST_STRAY;
  }

  private static boolean isPairAt(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static String decodeStray(byte[] bytes, int from, int end) {
    StringBuilder out = new StringBuilder(end - from);
    int i = from;
    while (i < end) {
      int size = sequenceAt(bytes, i, end);
      if (size == 0) {
        out.append((char) (0xDC00 | bytes[i] & 0xff));
        i++;
      } else {
        out.append(new String(bytes, i, size, StandardCharsets.UTF_8));
        i += size;
      }
    }
    return out.toString();
  }

  /** The size of the well-formed UTF-8 sequence at {@code i}, 0 where there is none. */
  private static int sequenceAt(byte[] bytes, int i, int end) {
    int lead = bytes[i] & 0xff;
    int size =
        lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size == 0 || i + size > end) {
      return 0;
    }
    int point = size == 1 ? lead : lead & (0x7f >> size);
    for (int k = 1; k < size; k++) {
      int next = bytes[i + k] & 0xff;
      if ((next & 0xc0) != 0x80) {
        return 0;
      }
      point = point << 6 | next & 0x3f;
    }
    boolean overlong = size == 3 && point < 0x800 || size == 4 && point < 0x10000;
    boolean surrogate = point >= 0xd800 && point <= 0xdfff;
    return overlong || surrogate || point > 0x10ffff ? 0 : size;
  }

  private static byte[] encodeStray(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isPairAt(text, i)) {
        out.writeBytes(text.substring(i, i + 2).getBytes(StandardCharsets.UTF_8));
        i += 2;
        continue;
      }
      if (isStray(c)) {
        out.write(c & 0xff);
      } else {
        out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
      i++;
    }
    return out.toByteArray();
  }
}
