package org.msnmock.client.connection;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.FrameWriter;
import org.msnmock.client.wire.Payload;

/**
 * Writes frames in the order in which they were put here, on a thread of its own: so whoever sends,
 * the reader included, never waits for a peer that doesn't read.
 */
final class Outbox {
  private static final int MOST_WAITING = 1_000;

  private final Socket socket;
  private final Thread thread;
  private final BlockingQueue<Optional<Outgoing>> queue = new LinkedBlockingQueue<>(MOST_WAITING);

  /**
   * A frame, and its bytes: made by the thread that sends, which so hears of a field that can't be
   * sent.
   */
  private record Outgoing(Frame frame, Payload bytes) {}

  /**
   * @param sending told of each frame that is about to go out
   * @param broken told once when no more can go out
   */
  Outbox(Socket socket, String threadName, Consumer<Frame> sending, Consumer<IOException> broken) {
    this.socket = socket;
    this.thread = new Thread(() -> write(sending, broken), threadName);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void put(Frame frame) {
    offer(Optional.of(new Outgoing(frame, Payload.of(FrameWriter.toBytes(frame)))));
  }

  /** Says to the peer, behind all frames so far, that nothing more will come. */
  void putEnd() {
    offer(Optional.empty());
  }

  private void offer(Optional<Outgoing> frame) {
    if (!queue.offer(frame)) {
      throw new ProtocolViolationException(
          "The server doesn't read: " + MOST_WAITING + " commands wait to be sent");
    }
  }

  void stop() {
    thread.interrupt();
  }

  private void write(Consumer<Frame> sending, Consumer<IOException> broken) {
    try {
      for (Optional<Outgoing> next = queue.take(); next.isPresent(); next = queue.take()) {
        // told of first, or the answer could seem to precede the question
        sending.accept(next.get().frame());
        socket.getOutputStream().write(next.get().bytes().toBytes());
      }
      socket.shutdownOutput();
    } catch (IOException e) {
      broken.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
