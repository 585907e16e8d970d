package org.msnmock.mockserver.server;

import java.nio.ByteBuffer;
import java.util.Deque;

/**
 * What waits for clients that do not read: how much one of them may have, and all of them together,
 * so that many who each stay below their bound don't use up the memory. Belongs to the loop's
 * thread.
 */
final class Unsent {
  /** So many may have the most that one may have. */
  private static final int MOST_SLOW = 32;

  /** What is shorter is put together with its neighbours: a line alone takes ten times as much. */
  private static final int PIECE = 4_096;

  private final long mostOfOne;
  private final long mostInAll;
  private long inAll;

  /**
   * @param mostOfOne in bytes
   * @param memory how much there is for everything, in bytes
   */
  Unsent(long mostOfOne, long memory) {
    this.mostOfOne = mostOfOne;
    this.mostInAll = Math.min(MOST_SLOW * mostOfOne, memory / 4);
  }

  /** Puts what waits behind what waits already. */
  static void append(Deque<ByteBuffer> waiting, ByteBuffer more) {
    if (more.remaining() >= PIECE) {
      waiting.add(more);
      return;
    }
    ByteBuffer last = waiting.peekLast();
    if (last == null || last.capacity() - last.limit() < more.remaining()) {
      last = ByteBuffer.allocate(PIECE).limit(0);
      waiting.add(last);
    }
    int end = last.limit();
    last.limit(end + more.remaining());
    last.put(end, more, more.position(), more.remaining());
  }

  /** More waits than before, or less. */
  void changes(long bytes) {
    inAll += bytes;
  }

  /** Whether a client has more than it may have; where there is little left, that is less. */
  boolean isTooMuch(long itsBytes) {
    return itsBytes > mostOfOne || inAll > mostInAll && itsBytes > mostOfOne / MOST_SLOW;
  }
}
