package org.msnmock.client.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.msnmock.client.wire.Payload;

/**
 * One message of peers: a header of 48 bytes, data, a footer of 4. It is a whole of its own, or a
 * chunk of one that is too long for one message.
 *
 * <pre>
 *  0 session id      4 identifier     8 offset (8)      16 total (8)      all little-endian,
 * 24 length         28 flags         32 ack identifier                    the footer big-endian
 * 36 ack unique id  40 ack size (8)  48 data            48+length footer
 * </pre>
 *
 * @param session 0 while the two negotiate, and of what they have agreed on later
 * @param id of the whole, the same in each of its chunks
 * @param offset of the data in the whole
 * @param total the length of the whole
 * @param ackId made up by whoever sends it; in an acknowledgement the {@code id} that it is about
 * @param ackUnique in an acknowledgement the {@code ackId} that it is about
 * @param ackSize in an acknowledgement the total that it is about
 * @param footer 0 for texts and acknowledgements, 1 for pictures, 2 for files
 * @see "MSNPiki, MSNC; Gaim 0.82, msn/slplink.c and msn/slp.c"
 */
record P2pMessage(
    long session,
    long id,
    long offset,
    long total,
    long flags,
    long ackId,
    long ackUnique,
    long ackSize,
    Payload data,
    long footer) {
  /** The most bytes that one message carries. */
  static final int LARGEST = 1202;

  static final long ACK = 0x02;

  /** Data of a picture or an emoticon. */
  static final long PICTURE_DATA = 0x20;

  /** Data of a file. */
  static final long FILE_DATA = 0x01000030;

  private static final int HEADER = 48;
  private static final int FOOTER = 4;
  private static final long MASK = 0xFFFF_FFFFL;

  /**
   * Reads a message.
   *
   * @return nothing where it is shorter than it says, or where its data lie outside of the whole
   */
  static Optional<P2pMessage> read(byte[] bytes) {
    if (bytes.length < HEADER + FOOTER) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long session = in.getInt() & MASK;
    long id = in.getInt() & MASK;
    long offset = in.getLong();
    long total = in.getLong();
    long length = in.getInt() & MASK;
    long flags = in.getInt() & MASK;
    long ackId = in.getInt() & MASK;
    long ackUnique = in.getInt() & MASK;
    long ackSize = in.getLong();
    boolean isSound =
        offset >= 0
            && total >= 0
            && length <= LARGEST
            && length <= bytes.length - HEADER - FOOTER
            && offset <= total
            && length <= total - offset;
    if (!isSound) {
      return Optional.empty();
    }
    Payload data = Payload.of(Arrays.copyOfRange(bytes, HEADER, HEADER + (int) length));
    long footer = ByteBuffer.wrap(bytes, HEADER + (int) length, FOOTER).getInt() & MASK;
    return Optional.of(
        new P2pMessage(session, id, offset, total, flags, ackId, ackUnique, ackSize, data, footer));
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(HEADER + data.length() + FOOTER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) session)
        .putInt((int) id)
        .putLong(offset)
        .putLong(total)
        .putInt(data.length())
        .putInt((int) flags)
        .putInt((int) ackId)
        .putInt((int) ackUnique)
        .putLong(ackSize)
        .put(data.toBytes())
        .order(ByteOrder.BIG_ENDIAN)
        .putInt((int) footer)
        .array();
  }

  /** As this, with the part of the whole that begins there; at most {@link #LARGEST} bytes. */
  P2pMessage carrying(Payload part, long from) {
    return new P2pMessage(session, id, from, total, flags, ackId, ackUnique, ackSize, part, footer);
  }

  /** What says that the whole of this has come. */
  P2pMessage acknowledgement(long withId) {
    return new P2pMessage(session, withId, 0, total, ACK, id, ackId, total, Payload.EMPTY, 0);
  }

  boolean isAcknowledgement() {
    return (flags & ACK) != 0;
  }

  /** Whether the whole ends with this. */
  boolean isLast() {
    return offset + data.length() == total;
  }

  @Override
  public String toString() {
    return "P2pMessage[session %s, id %s, %s bytes from %s of %s, flags %s]"
        .formatted(session, id, data.length(), offset, total, Long.toHexString(flags));
  }
}
