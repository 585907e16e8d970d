package org.msnmock.mockserver.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The numbers of a P2P message: nine in the header of 48 bytes, and the footer behind the data. All
 * are unsigned.
 *
 * @see "MSNPiki, MSNC; Gaim 0.82, msn/msg.c and msn/slplink.c"
 */
public enum P2pField {
  SESSION("session", 0, 4),
  ID("id", 4, 4),
  OFFSET("offset", 8, 8),
  TOTAL("total", 16, 8),
  LENGTH("length", 24, 4),
  FLAGS("flags", 28, 4),
  ACK_ID("ack-id", 32, 4),
  ACK_UID("ack-uid", 36, 4),
  ACK_SIZE("ack-size", 40, 8),
  FOOTER("footer", 0, 4);

  /** The fields of the header, in the order of the wire. */
  public static final List<P2pField> OF_HEADER =
      Stream.of(values()).filter(field -> field != FOOTER).toList();

  private static final long MOST_IN_FOUR = 0xFFFF_FFFFL;
  private static final int MOST_DIGITS = 20;

  private final String word;
  private final int at;
  private final int size;

  /**
   * @param at the place in the header, or behind the data
   * @param size 4 or 8 bytes
   */
  P2pField(String word, int at, int size) {
    this.word = word;
    this.at = at;
    this.size = size;
  }

  public String word() {
    return word;
  }

  /** How many bytes it has: 4 or 8. */
  public int size() {
    return size;
  }

  /** Reads the field from where its part of the message begins. */
  long read(byte[] bytes, int from) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order());
    return size == 4 ? buffer.getInt(from + at) & MOST_IN_FOUR : buffer.getLong(from + at);
  }

  void write(long number, byte[] bytes, int from) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order());
    if (size == 4) {
      buffer.putInt(from + at, (int) number);
    } else {
      buffer.putLong(from + at, number);
    }
  }

  private ByteOrder order() {
    return this == FOOTER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** A number as people write it, decimal or with {@code 0x}; empty where it does not fit. */
  public OptionalLong parse(String text) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    String digits = hex ? text.substring(2) : text;
    if (!isDigits(digits, hex ? 16 : 10)) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseUnsignedLong(digits, hex ? 16 : 10);
      boolean fits = size == 8 || number >= 0 && number <= MOST_IN_FOUR;
      return fits ? OptionalLong.of(number) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // more than 64 bits
    }
  }

  /** Only what ASCII has: other scripts have digits, too, and signs are none. */
  private static boolean isDigits(String text, int radix) {
    return !text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
  }
}
