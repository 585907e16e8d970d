package org.msnmock.client.transfer;

import org.jspecify.annotations.Nullable;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.wire.Payload;

/** A picture or an emoticon on its way to the peer. Each acknowledgement brings it a step on. */
final class ObjectServing implements PeerSession, PeerStream.Listener {
  private static final int OBJECT_DATA = 1;
  private static final Payload PREPARATION = Payload.of(new byte[4]);

  private final PeerSpeaker speaker;
  private final Runnable forget;
  private final long number;
  private final Payload content;
  private Stage stage = Stage.ACCEPTED;
  private long awaited;
  private @Nullable PeerStream stream;

  /** What was sent last, and is to be acknowledged. */
  private enum Stage {
    ACCEPTED,
    PREPARED,
    SENT
  }

  /**
   * @param number as the peer has chosen it
   * @param forget lets the link know that it is over
   */
  ObjectServing(PeerSpeaker speaker, Runnable forget, long number, Payload content) {
    this.speaker = speaker;
    this.forget = forget;
    this.number = number;
    this.content = content;
  }

  void accept(SlpMessage invitation) {
    awaited = speaker.accept(invitation);
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void acknowledged(long id) {
    if (id != awaited) {
      return;
    }
    switch (stage) {
      case ACCEPTED -> {
        stage = Stage.PREPARED;
        awaited = speaker.say(number, PREPARATION, OBJECT_DATA);
      }
      case PREPARED -> {
        stage = Stage.SENT;
        stream =
            speaker.stream(
                number,
                content.toStream(),
                content.length(),
                P2pMessage.PICTURE_DATA,
                OBJECT_DATA,
                this);
        awaited = stream.id();
      }
      case SENT -> {
        forget.run();
        stop();
      }
    }
  }

  @Override
  public void sent(long bytes) {}

  @Override
  public void broken(String why) {
    forget.run();
  }

  @Override
  public void byeSaid() {
    stop();
  }

  @Override
  public void ended(Reason reason, String why) {
    stop();
  }

  private void stop() {
    if (stream != null) {
      stream.stop();
    }
  }
}
