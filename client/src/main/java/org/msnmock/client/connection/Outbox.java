package org.msnmock.client.connection;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.msnmock.client.event.Activity;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.FrameWriter;
import org.msnmock.client.wire.Payload;

/**
 * Writes frames in the order in which they were put here, on a thread of its own: so whoever sends,
 * the reader included, never waits for a peer that doesn't read.
 */
final class Outbox {
  /** More than requests may wait for an answer, so that only a peer that doesn't read fills it. */
  private static final int MOST_WAITING = 2_000;

  private final Socket socket;
  private final Thread thread;
  private final Activity activity;
  private final BlockingQueue<Optional<Outgoing>> queue = new LinkedBlockingQueue<>(MOST_WAITING);
  private boolean isOver;

  /**
   * A frame, and its bytes: made by the thread that sends, which so hears of a field that can't be
   * sent.
   */
  private record Outgoing(Frame frame, Payload bytes) {}

  /**
   * @param sending told of each frame that is about to go out
   * @param broken told once when no more can go out
   */
  Outbox(
      Socket socket,
      String threadName,
      Activity activity,
      Consumer<Frame> sending,
      Consumer<IOException> broken) {
    this.socket = socket;
    this.activity = activity;
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

  private synchronized void offer(Optional<Outgoing> frame) {
    if (isOver) {
      return;
    }
    activity.begin();
    if (!queue.offer(frame)) {
      activity.end();
      throw new ProtocolViolationException(
          "The server doesn't read: " + MOST_WAITING + " commands wait to be sent");
    }
  }

  void stop() {
    thread.interrupt();
    giveUp();
  }

  /** Lets go of what was not sent, and of what comes. */
  private synchronized void giveUp() {
    isOver = true;
    while (queue.poll() != null) {
      activity.end();
    }
  }

  private void write(Consumer<Frame> sending, Consumer<IOException> broken) {
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = write(queue.take(), sending, broken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      giveUp();
    }
  }

  /** Whether there may be more to write. */
  private boolean write(
      Optional<Outgoing> next, Consumer<Frame> sending, Consumer<IOException> broken) {
    try {
      if (next.isEmpty()) {
        socket.shutdownOutput();
        return false;
      }
      // told of first, or the answer could seem to precede the question
      sending.accept(next.get().frame());
      socket.getOutputStream().write(next.get().bytes().toBytes());
      return true;
    } catch (IOException e) {
      broken.accept(e);
      return false;
    } finally {
      activity.end();
    }
  }
}
