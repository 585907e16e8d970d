package org.msnmock.client.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What an invitation to a file tells of it, in base64. Later clients put more behind it.
 *
 * <pre>
 *  0 length: 574      4 version: 2     8 size (8)     all little-endian
 * 16 0               20 name (550): UTF-16LE, and zeros behind it     570 ff ff ff ff
 * </pre>
 *
 * <p>That the high half of the size stands at 12 is a guess.
 *
 * @param name as it came, of at most 274 characters
 * @param size in bytes
 * @see "MSNPiki, MSNC; Gaim 0.82, msn/slp.c"
 */
record FileContext(String name, long size) {
  private static final int LENGTH = 574;
  private static final int VERSION = 2;
  private static final int NAME = 20;
  private static final int NAME_LENGTH = 550;

  /** One that has more in it is not looked at. */
  private static final int LONGEST = 16 * 1024;

  /** Reads it; nothing where it is too short, or tells a size that no file has. */
  static Optional<FileContext> read(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length < LENGTH || bytes.length > LONGEST) {
      return Optional.empty();
    }
    long size = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
    String name = new String(bytes, NAME, NAME_LENGTH, StandardCharsets.UTF_16LE);
    int end = name.indexOf('\0');
    return size < 0
        ? Optional.empty()
        : Optional.of(new FileContext(end < 0 ? name : name.substring(0, end), size));
  }

  /** In base64. */
  String toText() {
    byte[] letters = name.getBytes(StandardCharsets.UTF_16LE);
    ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(LENGTH).putInt(VERSION).putLong(size).putInt(0);
    out.put(Arrays.copyOf(letters, NAME_LENGTH - 2)).putShort((short) 0).putInt(-1);
    return Base64.getEncoder().encodeToString(out.array());
  }
}
