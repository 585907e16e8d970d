package org.msnmock.client.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the receiver of a file, and sends it.
 *
 * <pre>
 * receiver                     sender
 * VER MSNFTP ────────────────►
 *            ◄──────────────── VER MSNFTP
 * USR (account, cookie) ─────►                  the cookie shows that it is the right one
 *            ◄──────────────── FIL (size)
 * TFR ───────────────────────►
 *            ◄──────────────── 00 fd 07 and 2045 bytes, and so on; at the end 01 00 00
 * BYE 16777989 ──────────────►
 * </pre>
 *
 * <p>Whoever connects and says something else is hung up on; the others are waited for.
 * Thread-safe.
 *
 * @see "Gaim 0.75, Kopete 0.9, Twisted msn.py"
 */
final class FtpSender {
  private static final Logger LOG = LoggerFactory.getLogger(FtpSender.class);

  /** How long the receiver may take to come. */
  static final Duration PATIENCE = Duration.ofSeconds(45);

  static final int LARGEST_BLOCK = 2_045;

  private static final int HEAD = 3;

  /** In bytes; in a larger one all could wait while a slow receiver is taken for a silent one. */
  private static final int SEND_BUFFER = 64 * 1024;

  /** Nobody may guess the cookie by trying. */
  private static final int MOST_TRIES = 8;

  private static final int MOST_ODD_LINES = 10;

  private final FileTransfers files;
  private final Transfer transfer;
  private final Path file;
  private final long cookie;
  private final ServerSocket listener;
  private final Runnable nobodyCame;
  private final ScheduledFuture<?> patience;

  private final Object lock = new Object();
  private final Set<FtpLine> strangers = new HashSet<>();
  private @Nullable FtpLine receiver;
  private boolean isOver;
  private volatile boolean isAllSent;

  /**
   * Begins to listen.
   *
   * @param cookie what the receiver has to know
   * @param nobodyCame called on the scheduler, or any thread, when it has listened in vain; the
   *     transfer is still to be failed
   * @throws IOException when no port is free
   */
  FtpSender(
      FileTransfers files,
      Transfer transfer,
      Path file,
      long cookie,
      InetAddress here,
      Runnable nobodyCame)
      throws IOException {
    this.files = files;
    this.transfer = transfer;
    this.file = file;
    this.cookie = cookie;
    this.nobodyCame = nobodyCame;
    this.listener = bound(files.settings(), here);
    files.opened(listener);
    this.patience =
        files
            .connections()
            .scheduler()
            .schedule(this::giveUp, PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    files.run("msn-file-listener " + port(), this::listen);
  }

  private static ServerSocket bound(FileSettings settings, InetAddress here) throws IOException {
    IOException failure = new IOException("no port to try");
    for (int port = settings.ports().first(); port <= settings.ports().last(); port++) {
      ServerSocket socket = settings.listeners().createServerSocket();
      try {
        socket.bind(new InetSocketAddress(here, port), MOST_TRIES);
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  int port() {
    return listener.getLocalPort();
  }

  // ---- waiting for the receiver ----

  private void listen() {
    try {
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        Socket socket = listener.accept();
        files.opened(socket);
        socket.setSendBufferSize(SEND_BUFFER);
        files.run("msn-file-sender " + socket.getRemoteSocketAddress(), () -> serve(socket));
      }
      // whoever is still to say who it is may do so
    } catch (IOException e) {
      LOG.debug("Nobody else is waited for: {}", e.getMessage());
    } finally {
      files.closed(listener);
    }
  }

  private void giveUp() {
    synchronized (lock) {
      if (isOver || receiver != null) {
        return;
      }
    }
    close();
    nobodyCame.run();
  }

  private void serve(Socket socket) {
    try (FtpLine line = new FtpLine(socket, files, this::fellSilent)) {
      visit(line);
      line.drain();
    } catch (IOException e) {
      LOG.debug("Somebody left before a word: {}", e.getMessage());
    }
  }

  private void visit(FtpLine line) {
    try {
      if (isLetIn(line) && greet(line) && isFirst(line)) {
        talk(line);
      }
    } catch (IOException e) {
      if (isReceiver(line)) {
        transfer.fail(
            Reason.BROKEN_OFF, "The connection to %s broke: %s".formatted(transfer.peer(), e));
      }
    } finally {
      synchronized (lock) {
        strangers.remove(line);
      }
    }
  }

  private boolean isLetIn(FtpLine line) {
    synchronized (lock) {
      return !isOver && receiver == null && strangers.add(line);
    }
  }

  /** Whether it is the one whom the file is for. */
  private boolean greet(FtpLine line) throws IOException {
    if (!FtpLine.isVersion(line.readLine())) {
      return false;
    }
    line.say(FtpLine.VERSION);
    String[] words = line.readLine().split(" ");
    return words.length == 3 && words[0].equals("USR") && words[2].equals(String.valueOf(cookie));
  }

  private boolean isFirst(FtpLine line) {
    List<FtpLine> others;
    synchronized (lock) {
      strangers.remove(line);
      if (isOver || receiver != null) {
        return false;
      }
      receiver = line;
      others = List.copyOf(strangers);
    }
    patience.cancel(false);
    files.closed(listener);
    others.forEach(FtpLine::close);
    return true;
  }

  private boolean isReceiver(FtpLine line) {
    synchronized (lock) {
      return line == receiver;
    }
  }

  /** Whether the receiver has come: from then on it is told over that connection what happens. */
  boolean hasReceiver() {
    synchronized (lock) {
      return receiver != null;
    }
  }

  // ---- sending ----

  private void talk(FtpLine line) throws IOException {
    line.say("FIL " + transfer.size());
    boolean isAsked = false;
    int odd = 0;
    while (!transfer.isOver() && odd < MOST_ODD_LINES) {
      String word = line.readLine();
      if (word.equals("TFR") && !isAsked) {
        isAsked = true;
        files.run("msn-file-writer " + transfer.peer(), () -> write(line));
      } else if (word.startsWith("BYE ") || word.equals(FtpLine.CANCELLED)) {
        ended(word);
      } else {
        odd++;
      }
    }
    transfer.fail(Reason.BROKEN_OFF, transfer.peer() + " says what nobody understands.");
  }

  private void ended(String word) {
    if (word.equals(FtpLine.RECEIVED) && (isAllSent || transfer.size() == 0)) {
      transfer.progressed(transfer.size()); // the writer may not have come to it yet
      transfer.finish();
    } else if (word.equals(FtpLine.CANCELLED) || word.equals(FtpLine.GIVEN_UP)) {
      transfer.fail(Reason.CANCELLED, transfer.peer() + " has cancelled it.");
    } else if (word.equals(FtpLine.TOO_SLOW)) {
      transfer.fail(Reason.NO_ANSWER, transfer.peer() + " has waited too long.");
    } else {
      transfer.fail(
          Reason.BROKEN_OFF,
          "%s ended it before all was there: %s".formatted(transfer.peer(), word));
    }
  }

  private void write(FtpLine line) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[HEAD + LARGEST_BLOCK + FtpLine.END.length];
      long left = transfer.size();
      while (left > 0 && !transfer.isOver()) {
        int length = in.readNBytes(block, HEAD, (int) Math.min(LARGEST_BLOCK, left));
        left -= length;
        if (length == 0 || length < LARGEST_BLOCK && left > 0) {
          unreadable(line, "it has become shorter");
          return;
        }
        send(line, block, length, left);
      }
      if (transfer.size() == 0) {
        say(line, FtpLine.END, FtpLine.END.length);
      }
    } catch (IOException e) {
      unreadable(line, e.toString());
    }
  }

  /** Sends a block, and behind the last one the end. */
  private void send(FtpLine line, byte[] block, int length, long left) {
    block[0] = 0;
    block[1] = (byte) length;
    block[2] = (byte) (length >> Byte.SIZE);
    int total = HEAD + length;
    if (left == 0) {
      System.arraycopy(FtpLine.END, 0, block, total, FtpLine.END.length);
      total += FtpLine.END.length;
      isAllSent = true; // before it is: whoever has it all may say so at once
    }
    if (say(line, block, total)) {
      transfer.progressed(transfer.size() - left);
    }
  }

  private boolean say(FtpLine line, byte[] bytes, int length) {
    try {
      line.write(bytes, length);
      return true;
    } catch (IOException e) {
      if (!line.isLeaving()) {
        transfer.fail(
            Reason.BROKEN_OFF, "The connection to %s broke: %s".formatted(transfer.peer(), e));
      }
      return false;
    }
  }

  private void unreadable(FtpLine line, String why) {
    if (transfer.fail(Reason.NOT_SAVED, "%s can't be read: %s".formatted(file, why))) {
      line.leaveAsSender();
    }
  }

  // ---- the end ----

  private void fellSilent(FtpLine line) {
    if (isReceiver(line)) {
      transfer.fail(Reason.NO_ANSWER, transfer.peer() + " does not read, or does not answer.");
    }
    line.close();
  }

  /** Ends it: politely where the receiver is there. */
  void cancel() {
    FtpLine told;
    synchronized (lock) {
      told = receiver;
    }
    if (told == null) {
      close();
    } else {
      told.leaveAsSender();
    }
  }

  private void close() {
    List<FtpLine> closed;
    synchronized (lock) {
      isOver = true;
      closed = List.copyOf(strangers);
    }
    patience.cancel(false);
    files.closed(listener);
    closed.forEach(FtpLine::close);
  }
}
