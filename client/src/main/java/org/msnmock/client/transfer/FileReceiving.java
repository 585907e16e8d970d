package org.msnmock.client.transfer;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.connection.IdleTimer;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that the peer offers, and perhaps sends. It is written in turns: while the disk is slow,
 * nothing more is read from the peer, and nothing piles up.
 */
final class FileReceiving implements PeerSession, Transfer.Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(FileReceiving.class);

  private static final int PREPARATION = 4;

  private final PeerFiles files;
  private final PeerSpeaker speaker;
  private final SlpMessage invitation;
  private final long number;
  private final Runnable forget;
  private final Transfer transfer;
  private final IdleTimer silence;
  private @Nullable FileSink sink;
  private long came;
  private boolean isOver;

  /**
   * @param number as the peer has chosen it
   * @param forget lets the link know that it is over
   */
  FileReceiving(
      PeerFiles files,
      PeerSpeaker speaker,
      SlpMessage invitation,
      long number,
      Runnable forget,
      Transfer transfer) {
    this.files = files;
    this.speaker = speaker;
    this.invitation = invitation;
    this.number = number;
    this.forget = forget;
    this.transfer = transfer;
    this.silence =
        new IdleTimer(
            files.all().connections().clock(),
            files.all().connections().scheduler(),
            () -> files.turns().execute(this::fellSilent));
  }

  /** Lets the application decide. */
  void offer() {
    files.offered().run();
    if (!transfer.offer(this)) {
      transfer.decline();
    }
  }

  @Override
  public long number() {
    return number;
  }

  // ---- what the application wants; on any thread ----

  @Override
  public void accepted(Path place) {
    files.turns().execute(() -> accept(place));
  }

  @Override
  public void declined() {
    files.turns().execute(this::decline);
  }

  @Override
  public void cancelled() {
    files
        .turns()
        .execute(
            () -> {
              if (sink == null) {
                decline();
              } else {
                sayBye();
              }
            });
  }

  private void decline() {
    if (!isOver) {
      end();
      speaker.decline(invitation);
    }
  }

  private void accept(Path place) {
    if (isOver || transfer.isOver()) {
      return;
    }
    try {
      sink = new FileSink(place);
    } catch (IOException | RuntimeException e) { // some file systems throw what they like
      decline();
      transfer.fail(Reason.NOT_SAVED, "%s can't be written: %s".formatted(place, e));
      return;
    }
    silence.start(FileSending.SILENCE);
    speaker.accept(invitation);
    if (transfer.size() == 0) {
      finish();
    }
  }

  // ---- what comes ----

  @Override
  public boolean awaitsData() {
    return sink != null;
  }

  @Override
  public void dataCame(P2pMessage part) {
    boolean isPreparation =
        part.total() == PREPARATION && transfer.size() != PREPARATION && part.flags() == 0;
    if (isPreparation) {
      speaker.acknowledge(part); // some clients prepare files as they do pictures
    } else if (part.total() != transfer.size() || part.offset() != came) {
      breakOff(Reason.WRONG_DATA, "something else comes than was offered");
    } else {
      take(part);
    }
  }

  private void take(P2pMessage part) {
    silence.touch();
    FileSink open = sink;
    if (open == null) {
      return;
    }
    try {
      open.write(part.data().toBytes(), part.data().length());
    } catch (IOException | RuntimeException e) {
      breakOff(Reason.NOT_SAVED, "It can't be written: " + e);
      return;
    }
    came += part.data().length();
    transfer.progressed(came);
    if (part.isLast()) {
      speaker.acknowledge(part);
      finish();
    }
  }

  /** The one who has sent it says good-bye. */
  private void finish() {
    FileSink complete = sink;
    if (complete == null || !transfer.arrive()) {
      return;
    }
    try {
      complete.complete();
      end();
      transfer.finish();
    } catch (IOException | RuntimeException e) {
      end();
      transfer.failToSave("It can't be put in its place: " + e);
    }
  }

  private void fellSilent() {
    breakOff(Reason.NO_ANSWER, transfer.peer() + " sends no more of it");
  }

  private void breakOff(Reason reason, String why) {
    if (!transfer.isOver()) {
      sayBye();
      transfer.fail(reason, why);
    }
  }

  private void sayBye() {
    if (!isOver) {
      end();
      speaker.bye(invitation.header("Call-ID"), PeerSpeaker.branch(invitation));
    }
  }

  @Override
  public void byeSaid() {
    ended(Reason.CANCELLED, transfer.peer() + " has cancelled it");
  }

  @Override
  public void ended(Reason reason, String why) {
    end();
    transfer.fail(reason, why);
  }

  private void end() {
    isOver = true;
    forget.run();
    silence.stop();
    if (sink != null) {
      try {
        sink.close();
      } catch (IOException | RuntimeException e) {
        LOG.debug("A part of a file may be left behind", e);
      }
    }
  }
}
