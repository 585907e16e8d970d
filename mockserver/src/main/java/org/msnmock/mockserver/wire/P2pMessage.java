package org.msnmock.mockserver.wire;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a P2P payload behind its empty line, whether its numbers are right or not:
 *
 * <pre>
 * header, 48 bytes   data   footer, 4 bytes
 * </pre>
 *
 * @see "MSNPiki, MSNC; Gaim 0.82, msn/msg.c and msn/slplink.c"
 */
public final class P2pMessage {
  public static final int HEADER = 48;
  public static final int FOOTER = 4;

  private static final byte[] EMPTY_LINE = {'\r', '\n', '\r', '\n'};

  private final Map<P2pField, Long> numbers = new EnumMap<>(P2pField.class);
  private final byte[] data;

  private P2pMessage(byte[] data) {
    this.data = data;
  }

  /** A message to send; numbers that are not among these are 0. */
  public static P2pMessage of(Map<P2pField, Long> numbers, byte[] data) {
    P2pMessage message = new P2pMessage(data.clone());
    message.numbers.putAll(numbers);
    return message;
  }

  /** Where the empty line begins that ends the headers, with the line end before it; or -1. */
  public static int headersEnd(byte[] payload) {
    for (int i = 0; i + EMPTY_LINE.length <= payload.length; i++) {
      if (isEmptyLine(payload, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isEmptyLine(byte[] bytes, int at) {
    for (int i = 0; i < EMPTY_LINE.length; i++) {
      if (bytes[at + i] != EMPTY_LINE[i]) {
        return false;
      }
    }
    return true;
  }

  /** The message in a payload; empty where no line ends its headers, or too little follows. */
  public static Optional<P2pMessage> inside(byte[] payload) {
    int end = headersEnd(payload);
    int from = end + EMPTY_LINE.length;
    int size = payload.length - from - HEADER - FOOTER;
    if (end < 0 || size < 0) {
      return Optional.empty();
    }
    byte[] data = new byte[size];
    System.arraycopy(payload, from + HEADER, data, 0, size);
    P2pMessage message = new P2pMessage(data);
    for (P2pField field : P2pField.values()) {
      int begin = field == P2pField.FOOTER ? from + HEADER + size : from;
      message.numbers.put(field, field.read(payload, begin));
    }
    return Optional.of(message);
  }

  /** Unsigned. */
  public long number(P2pField field) {
    return numbers.getOrDefault(field, 0L);
  }

  /** A number in decimal digits. */
  public String text(P2pField field) {
    return Long.toUnsignedString(number(field));
  }

  /** What stands between header and footer; not to be changed. */
  public byte[] data() {
    return data;
  }

  /** Header, data and footer. */
  public byte[] bytes() {
    byte[] out = new byte[HEADER + data.length + FOOTER];
    System.arraycopy(data, 0, out, HEADER, data.length);
    for (P2pField field : P2pField.values()) {
      field.write(number(field), out, field == P2pField.FOOTER ? HEADER + data.length : 0);
    }
    return out;
  }
}
