package org.msnmock.client.transfer;

import java.io.IOException;
import java.io.InputStream;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.wire.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A long message on its way, part by part, read as it goes. For turns. */
final class PeerStream {
  private static final Logger LOG = LoggerFactory.getLogger(PeerStream.class);

  private final PeerSpeaker speaker;
  private final P2pMessage head;
  private final InputStream content;
  private final Window window;
  private final Listener listener;
  private long read;
  private long settled;
  private boolean hasBegun;
  private boolean isOver;

  /** Hears how it goes on. */
  interface Listener {
    /** So many of its bytes are through. */
    void sent(long bytes);

    /** It ended before its end; whoever began it ends the rest. */
    void broken(String why);
  }

  /**
   * @param head the first part, without its data
   * @param content as many bytes as the head tells; more are not read
   */
  PeerStream(
      PeerSpeaker speaker, P2pMessage head, InputStream content, Window window, Listener listener) {
    this.speaker = speaker;
    this.head = head;
    this.content = content;
    this.window = window;
    this.listener = listener;
  }

  /** The identifier of the whole. */
  long id() {
    return head.id();
  }

  /** An empty message has one part, too. */
  boolean hasMore() {
    return !isOver && (read < head.total() || !hasBegun);
  }

  boolean isAllSent() {
    return !isOver && hasBegun && read == head.total();
  }

  /** Sends the next part, when there is one; it is settled later. */
  void sendPart(Runnable partSettled) {
    int most = (int) Math.min(P2pMessage.LARGEST, head.total() - read);
    byte[] part;
    try {
      part = content.readNBytes(most);
    } catch (IOException e) {
      LOG.debug("A file can't be read on", e);
      part = new byte[0];
    }
    if (part.length < most) {
      stop();
      partSettled.run();
      listener.broken("there is less to read than there was");
      return;
    }
    P2pMessage next = head.carrying(Payload.of(part), read);
    read += part.length;
    hasBegun = true;
    speaker.send(next, fate -> settled(next, fate, partSettled));
  }

  private void settled(P2pMessage part, Fate fate, Runnable partSettled) {
    if (!isOver && fate == Fate.NOT_DELIVERED) {
      stop();
      listener.broken("a part of it was not delivered");
    } else if (!isOver) {
      settled += part.data().length();
      listener.sent(settled);
    }
    partSettled.run();
  }

  /** Sends no more of it. */
  void stop() {
    isOver = true;
    window.remove(this);
    try {
      content.close();
    } catch (IOException e) {
      LOG.debug("It is closed all the same", e);
    }
  }
}
