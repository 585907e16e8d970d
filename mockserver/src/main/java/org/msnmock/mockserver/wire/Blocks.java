package org.msnmock.mockserver.wire;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file as MSNFTP sends it:
 *
 * <pre>
 * 00 fd 07 (2045 bytes) ... 00 nn nn (the rest)      data: 00, the length with its low byte first
 * 01 00 00                                           the end, or the sender's cancelling
 * </pre>
 */
public final class Blocks {
  /** What stands for blocks in the place of a line. */
  public static final String LINE = "{blocks}";

  /** The most that a block of data may hold. */
  public static final int LARGEST = 2045;

  /** The most that the length of a block can say. */
  public static final int MOST_OF_ONE = 0xFFFF;

  /** The most that may be transferred. */
  public static final int MOST_IN_ALL = 1024 * 1024;

  private static final int HEADER = 3;
  private static final int DATA = 0;
  private static final int CLOSING = 1;
  private static final int FIRST_OF_TEXT = 9;

  private Blocks() {}

  /** What stands behind the last block of data. */
  public enum Ending {
    /** A closing block. */
    BLOCK,
    NONE
  }

  /** What the blocks make that have come. */
  public sealed interface Read {
    /**
     * All that was to come.
     *
     * @param length how many bytes the blocks have, with their headers; not to be compared
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(int length, byte[] content) implements Read {}

    /** So much of the content, and nothing wrong yet. */
    record Partly(int came) implements Read {}

    /** What no sender may send. */
    record Wrong(String what) implements Read {}
  }

  /** The content in blocks. */
  public static byte[] write(byte[] content, int size, Ending ending) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 64);
    for (int from = 0; from < content.length; from += size) {
      int length = Math.min(size, content.length - from);
      out.write(DATA);
      out.write(length & 0xFF);
      out.write(length >> 8);
      out.write(content, from, length);
    }
    if (ending == Ending.BLOCK) {
      out.writeBytes(new byte[] {CLOSING, 0, 0});
    }
    return out.toByteArray();
  }

  /** Reads blocks from their beginning until the total has come; remembers how far it has got. */
  public static final class Reading {
    private final int total;
    private final int size;
    private int at;
    private int came;

    /**
     * @param total how many bytes they hold
     * @param size the largest block that is allowed
     */
    public Reading(int total, int size) {
      this.total = total;
      this.size = size;
    }

    /**
     * Goes on, now that there may be more.
     *
     * @param from where the first block begins, to which no byte has come nearer
     */
    public Read goOn(byte[] bytes, int from, int end) {
      while (came < total) {
        int left = end - from - at;
        int length = left < HEADER ? 0 : length(bytes, from + at);
        Optional<String> wrong =
            left == 0 ? Optional.empty() : wrong(bytes[from + at], left, length);
        if (wrong.isPresent()) {
          return new Read.Wrong(wrong.get());
        }
        if (left < HEADER + length) {
          return new Read.Partly(came + Math.max(0, left - HEADER));
        }
        came += length;
        at += HEADER + length;
      }
      return new Read.Whole(at, content(bytes, from, from + at, total));
    }

    private Optional<String> wrong(byte first, int left, int length) {
      if (first != DATA && first != CLOSING) {
        return Optional.of(
            "a block begins with the byte %02x; 00 is data, 01 the end".formatted(first));
      } else if (left < HEADER) {
        return Optional.empty();
      } else if (first == CLOSING) {
        return Optional.of("a closing block came after %s of %s bytes".formatted(came, total));
      } else if (length > size) {
        return Optional.of(
            "a block of %s bytes came; at most %s are allowed".formatted(length, size));
      }
      return came + length > total
          ? Optional.of(
              "the blocks hold %s bytes or more, %s were to come".formatted(came + length, total))
          : Optional.empty();
    }
  }

  private static int length(byte[] bytes, int at) {
    return (bytes[at + 1] & 0xFF) | (bytes[at + 2] & 0xFF) << 8;
  }

  /** What blocks hold that are known to be whole. */
  private static byte[] content(byte[] bytes, int from, int end, int total) {
    byte[] content = new byte[total];
    int filled = 0;
    for (int at = from; at < end; at += HEADER + length(bytes, at)) {
      System.arraycopy(bytes, at + HEADER, content, filled, length(bytes, at));
      filled += length(bytes, at);
    }
    return content;
  }

  /** What stands behind a file: a closing block, an empty one, something else, or too little. */
  public static Closing closing(byte[] bytes, int from, int end) {
    for (int i = 0; i < HEADER; i++) {
      if (from + i >= end) {
        return Closing.UNKNOWN;
      }
      byte one = bytes[from + i];
      if (i == 0 ? one != CLOSING && one != DATA : one != 0) {
        return Closing.NO;
      }
    }
    return bytes[from] == CLOSING ? Closing.YES : Closing.EMPTY;
  }

  /** What has come behind a file. */
  public enum Closing {
    YES,
    /** A block of data that has none, as from somebody who sends until nothing is left. */
    EMPTY,
    NO,
    /** Nothing has come, or only its beginning. */
    UNKNOWN
  }

  /** The bytes of a closing block, and of an empty one. */
  public static int closingLength() {
    return HEADER;
  }

  /** How long the block is that begins there, its header counted; empty where that is unknown. */
  public static OptionalInt lengthOfOne(byte[] bytes, int from, int end) {
    return end - from < HEADER
        ? OptionalInt.empty()
        : OptionalInt.of(HEADER + (bytes[from] == DATA ? length(bytes, from) : 0));
  }

  /** Whether a block begins with this byte, and no line. */
  public static boolean isBegunBy(byte first) {
    return first >= 0 && first < FIRST_OF_TEXT;
  }
}
