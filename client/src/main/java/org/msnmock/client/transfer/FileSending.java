package org.msnmock.client.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.connection.IdleTimer;
import org.msnmock.client.protocol.TransferFailedException.Reason;

/**
 * A file on its way to the peer.
 *
 * <pre>
 *  INVITE (name, size) ──────►
 *         ◄────────────── 200 OK            each text and each whole is acknowledged
 *  the bytes, in chunks ─────►
 *  BYE ──────────────────────►
 * </pre>
 *
 * <p>For turns; what other threads bring is passed on to them. It is read in turns too, a chunk at
 * a time.
 */
final class FileSending implements PeerSession, PeerStream.Listener, Transfer.Carrier {
  static final String FILES = "{5D3E02AB-6190-11D3-BBBB-00C04F795683}";

  /** How long the other one may think about it. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How long nothing may come or go once they have agreed. */
  static final Duration SILENCE = Duration.ofMinutes(1);

  private static final int FILE_FOOTER = 2;
  private static final int READ_AHEAD = 64 * 1024;

  private final PeerFiles files;
  private final PeerSpeaker speaker;
  private final String call;
  private final String branch = PeerSpeaker.guid();
  private final long number;
  private final Runnable forget;
  private final Transfer transfer;
  private final Path file;
  private final IdleTimer patience;
  private @Nullable PeerStream stream;

  /**
   * @param forget lets the link know that it is over
   */
  FileSending(
      PeerFiles files,
      PeerSpeaker speaker,
      String call,
      Runnable forget,
      Transfer transfer,
      Path file) {
    this.files = files;
    this.speaker = speaker;
    this.call = call;
    this.number = speaker.number();
    this.forget = forget;
    this.transfer = transfer;
    this.file = file;
    this.patience =
        new IdleTimer(
            files.all().connections().clock(),
            files.all().connections().scheduler(),
            () -> files.turns().execute(this::waitedInVain));
  }

  void offer() {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("EUF-GUID", FILES);
    body.put("SessionID", String.valueOf(number));
    body.put("AppID", "2");
    body.put("Context", new FileContext(transfer.name(), transfer.size()).toText());
    patience.start(PATIENCE);
    speaker.invite(call, branch, body);
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void answered(int status) {
    if (status >= 300) {
      end();
      transfer.fail(
          Reason.DECLINED, "%s declined with status %s".formatted(transfer.peer(), status));
    } else if (status == 200 && stream == null) {
      begin();
    }
  }

  private void begin() {
    if (transfer.size() == 0) {
      finish();
      return;
    }
    try {
      InputStream content = new BufferedInputStream(Files.newInputStream(file), READ_AHEAD);
      patience.start(SILENCE);
      stream =
          speaker.stream(number, content, transfer.size(), P2pMessage.FILE_DATA, FILE_FOOTER, this);
    } catch (IOException e) {
      breakOff(Reason.NOT_SAVED, "%s can't be read: %s".formatted(file, e.getMessage()));
    }
  }

  @Override
  public void sent(long bytes) {
    patience.touch();
    transfer.progressed(bytes);
  }

  @Override
  public void broken(String why) {
    breakOff(Reason.BROKEN_OFF, why);
  }

  @Override
  public void acknowledged(long id) {
    if (stream != null && id == stream.id() && stream.isAllSent()) {
      transfer.progressed(transfer.size());
      finish();
    }
  }

  private void finish() {
    sayBye();
    transfer.finish();
  }

  private void waitedInVain() {
    breakOff(Reason.NO_ANSWER, transfer.peer() + " did not answer in time");
  }

  private void breakOff(Reason reason, String why) {
    if (!transfer.isOver()) {
      sayBye();
      transfer.fail(reason, why);
    }
  }

  private void sayBye() {
    end();
    speaker.bye(call, branch);
  }

  private void end() {
    forget.run();
    patience.stop();
    if (stream != null) {
      stream.stop();
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

  // ---- what the application wants; on any thread ----

  @Override
  public void accepted(Path place) {
    throw new IllegalStateException("nobody accepts what they send");
  }

  @Override
  public void declined() {
    throw new IllegalStateException("nobody declines what they send");
  }

  @Override
  public void cancelled() {
    files.turns().execute(this::sayBye);
  }
}
