package org.msnmock.client.transfer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.wire.Decimal;

/**
 * Fetches a file from its sender, as {@link FtpSender} sends it. Thread-safe.
 *
 * @see "Gaim 0.75, Kopete 0.9, Twisted msn.py"
 */
final class FtpReceiver {
  private static final int CHUNK = 8_192;

  private final FileTransfers files;
  private final Transfer transfer;
  private final Principal user;
  private final InetSocketAddress sender;
  private final String cookie;
  private final Path place;

  private final Object lock = new Object();
  private @Nullable Socket socket;
  private @Nullable FtpLine line;
  private boolean isCancelled;

  /** The sender has ended it, or says what is no part of this. */
  private static final class Unfinished extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    Unfinished(Reason reason, String why) {
      super(why);
      this.reason = reason;
    }
  }

  FtpReceiver(
      FileTransfers files,
      Transfer transfer,
      Principal user,
      InetSocketAddress sender,
      String cookie,
      Path place) {
    this.files = files;
    this.transfer = transfer;
    this.user = user;
    this.sender = sender;
    this.cookie = cookie;
    this.place = place;
  }

  void start() {
    files.run("msn-file-receiver " + sender, this::run);
  }

  /** Ends it, politely where there is somebody to hear it. */
  void cancel() {
    FtpLine told;
    Socket connecting;
    synchronized (lock) {
      isCancelled = true;
      told = line;
      connecting = socket;
    }
    if (told != null) {
      told.leave(FtpLine.CANCELLED);
    } else if (connecting != null) {
      files.closed(connecting);
    }
  }

  private void run() {
    try (FtpLine connected = connect()) {
      fetch(connected);
      connected.drain();
    } catch (IOException e) {
      transfer.fail(
          Reason.BROKEN_OFF,
          "Could not connect to %s, which %s has told: %s"
              .formatted(sender, transfer.peer(), e.getMessage()));
    } catch (RuntimeException e) {
      transfer.fail(Reason.BROKEN_OFF, "It could not be fetched: " + e);
    }
  }

  private FtpLine connect() throws IOException {
    Socket made = files.connections().sockets().createSocket();
    files.opened(made);
    try {
      synchronized (lock) {
        socket = made;
        requireWanted();
      }
      made.setTcpNoDelay(true);
      long millis = files.connections().connectTimeout().toMillis();
      made.connect(sender, (int) Math.min(Integer.MAX_VALUE, Math.max(1, millis)));
      synchronized (lock) {
        requireWanted();
        line = new FtpLine(made, files, this::fellSilent);
        return line;
      }
    } catch (IOException | RuntimeException e) {
      files.closed(made);
      throw e;
    }
  }

  private void requireWanted() throws IOException {
    if (isCancelled) {
      throw new IOException("it was cancelled");
    }
  }

  private void fetch(FtpLine from) {
    try {
      greet(from);
      save(from);
    } catch (Unfinished e) {
      transfer.fail(e.reason, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      transfer.fail(
          Reason.BROKEN_OFF,
          "The connection to %s broke: %s".formatted(transfer.peer(), e.getMessage()));
    }
  }

  private void greet(FtpLine from) throws IOException, Unfinished {
    from.say(FtpLine.VERSION);
    require(FtpLine.isVersion(from.readLine()), "speaks another version");
    from.say("USR %s %s".formatted(user, cookie));
    String[] words = from.readLine().split(" ");
    require(words.length == 2 && words[0].equals("FIL"), "does not offer the file");
    OptionalLong size = Decimal.parse(words[1]);
    require(
        size.isPresent() && size.getAsLong() == transfer.size(),
        "sends a file of another size: " + words[1]);
  }

  private void require(boolean isSo, String what) throws Unfinished {
    if (!isSo) {
      throw new Unfinished(Reason.WRONG_DATA, transfer.peer() + " " + what);
    }
  }

  private void save(FtpLine from) throws IOException, Unfinished {
    Optional<FileSink> made = sink(from);
    if (made.isEmpty()) {
      return;
    }
    FileSink sink = made.get();
    files.opened(sink);
    try {
      from.say("TFR");
      if (receive(from, sink) && transfer.arrive()) {
        arrived(from, sink);
      }
    } finally {
      files.closed(sink);
    }
  }

  private Optional<FileSink> sink(FtpLine from) {
    try {
      return Optional.of(new FileSink(place));
    } catch (IOException e) {
      notSaved(from, e);
      return Optional.empty();
    }
  }

  private void arrived(FtpLine from, FileSink sink) {
    try {
      sink.complete();
      from.leave(FtpLine.RECEIVED);
      transfer.finish();
    } catch (IOException | RuntimeException e) {
      notSaved(from, e);
    }
  }

  private void notSaved(FtpLine from, Exception e) {
    transfer.failToSave("%s can't be written: %s".formatted(place, e));
    from.leave(FtpLine.DISK_FULL);
  }

  /** Whether all has come, and is saved. */
  private boolean receive(FtpLine from, FileSink sink) throws IOException, Unfinished {
    byte[] bytes = new byte[CHUNK];
    long left = transfer.size();
    while (left > 0) {
      int inBlock = nextBlock(from);
      while (inBlock > 0 && left > 0) {
        int most = (int) Math.min(Math.min(inBlock, bytes.length), left);
        int count = from.read(bytes, most);
        if (!write(from, sink, bytes, count)) {
          return false;
        }
        inBlock -= count;
        left -= count;
        transfer.progressed(transfer.size() - left);
      }
    }
    return true;
  }

  private int nextBlock(FtpLine from) throws IOException, Unfinished {
    int kind = from.read();
    int length = from.read() | from.read() << Byte.SIZE;
    if (kind == FtpLine.END[0]) {
      throw new Unfinished(Reason.CANCELLED, transfer.peer() + " has cancelled it.");
    }
    require(kind == 0, "sends blocks of an unknown kind: " + kind);
    return length;
  }

  private boolean write(FtpLine from, FileSink sink, byte[] bytes, int count) {
    try {
      sink.write(bytes, count);
      return true;
    } catch (IOException e) {
      notSaved(from, e);
      return false;
    }
  }

  private void fellSilent(FtpLine from) {
    transfer.fail(Reason.NO_ANSWER, transfer.peer() + " sends nothing more.");
    from.leave(FtpLine.TOO_SLOW);
  }
}
