package org.msnmock.mockserver.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A few file descriptors that are kept back. When the process has no more, these are given up until
 * there are others: a JVM without any cannot even load a class to serve who is connected already.
 */
final class Reserve {
  private static final int KEPT = 3;

  private final Deque<SocketChannel> kept = new ArrayDeque<>();

  /**
   * Takes what is missing.
   *
   * @throws IOException where there is none to be had; those that were taken are given up
   */
  void take() throws IOException {
    try {
      while (kept.size() < KEPT) {
        kept.add(SocketChannel.open());
      }
    } catch (IOException e) {
      giveUp();
      throw e;
    }
  }

  void giveUp() throws IOException {
    while (!kept.isEmpty()) {
      kept.remove().close();
    }
  }
}
