package org.msnmock.client.transfer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets few parts of long messages be on their way at a time, a part of each in turn. So no message
 * takes more memory than another one, and texts don't wait behind a file. A conversation has one.
 * For turns.
 */
public final class Window {
  /** Enough for a slow line; about 20 KB. */
  static final int MOST_UNDER_WAY = 16;

  private final Deque<PeerStream> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean isSending;

  void add(PeerStream stream) {
    waiting.add(stream);
    sendOn();
  }

  void remove(PeerStream stream) {
    waiting.remove(stream);
  }

  private void partSettled() {
    underWay--;
    sendOn();
  }

  private void sendOn() {
    if (isSending) {
      return;
    }
    isSending = true;
    try {
      while (underWay < MOST_UNDER_WAY && !waiting.isEmpty()) {
        PeerStream next = waiting.remove();
        if (next.hasMore()) {
          underWay++;
          waiting.add(next);
          next.sendPart(this::partSettled);
        }
      }
    } finally {
      isSending = false;
    }
  }
}
