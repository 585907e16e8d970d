package org.msnmock.client.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.connection.IdleTimer;

/**
 * A connection over which a file goes: lines, and blocks of data. One thread reads; another one may
 * write.
 */
final class FtpLine implements Closeable {
  static final String VERSION = "VER MSNFTP";

  /** What the receiver says when it has the whole file, and at other ends. */
  static final String RECEIVED = "BYE 16777989";

  static final String DISK_FULL = "BYE 2147942405";
  static final String TOO_SLOW = "BYE 2164261694";
  static final String CANCELLED = "CCL";

  static final String GIVEN_UP = "BYE 2164261682";

  /** What the sender says when it has sent all, or cancels. */
  static final byte[] END = {1, 0, 0};

  private static final int LONGEST_LINE = 2_048;

  /** How long nothing may move. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  /** How long the other one may take to close after the last word. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final Socket socket;
  private final FileTransfers files;
  private final InputStream in;
  private final IdleTimer idle;

  private final Object lock = new Object();
  private byte @Nullable [] lastWord;
  private boolean isWriting;

  /** Down when the last word is out, or never will be. */
  private final CountDownLatch isSaid = new CountDownLatch(1);

  private @Nullable ScheduledFuture<?> closing;

  /**
   * @param whenIdle called on the scheduler when nothing has moved for a minute
   */
  FtpLine(Socket socket, FileTransfers files, Consumer<FtpLine> whenIdle) throws IOException {
    this.socket = socket;
    this.files = files;
    this.in = new BufferedInputStream(socket.getInputStream(), 8_192);
    this.idle =
        new IdleTimer(
            files.connections().clock(),
            files.connections().scheduler(),
            () -> whenIdle.accept(this));
    idle.start(IDLE);
  }

  // ---- what comes; for the thread that reads ----

  /**
   * The next line, without its end.
   *
   * @throws IOException also when the other one closes, or the line is too long
   */
  String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = read(); next != '\n'; next = read()) {
      if (line.size() == LONGEST_LINE) {
        throw new IOException("a line has more than " + LONGEST_LINE + " bytes");
      }
      line.write(next);
    }
    idle.touch();
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the other one has closed the connection");
    }
    return next;
  }

  /** Some bytes, one at least. */
  int read(byte[] bytes, int most) throws IOException {
    int count = in.read(bytes, 0, most);
    if (count < 0) {
      throw new EOFException("the other one has closed the connection");
    }
    idle.touch();
    return count;
  }

  /**
   * Where the last word is said, reads until the other one has closed too: to close with something
   * unread, or before the word is out, could cost it that word.
   */
  void drain() {
    if (!isLeaving()) {
      return;
    }
    byte[] bytes = new byte[2_048];
    try {
      int count = 0;
      while (count >= 0) {
        count = in.read(bytes);
      }
    } catch (IOException e) {
      // that is an end as well
    }
    awaitLastWord();
  }

  private void awaitLastWord() {
    try {
      boolean unused = isSaid.await(LINGER.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a line offers the one version that there is. */
  static boolean isVersion(String line) {
    return line.startsWith("VER ") && List.of(line.split(" ")).contains("MSNFTP");
  }

  // ---- what goes out ----

  void say(String line) throws IOException {
    byte[] bytes = bytes(line);
    write(bytes, bytes.length);
  }

  /** Sends; for one thread at a time. */
  void write(byte[] bytes, int length) throws IOException {
    synchronized (lock) {
      if (lastWord != null) {
        throw new IOException("the last word is said");
      }
      isWriting = true;
    }
    try {
      socket.getOutputStream().write(bytes, 0, length);
      idle.touch();
    } finally {
      byte[] last;
      synchronized (lock) {
        isWriting = false;
        last = lastWord;
      }
      if (last != null) {
        sayLast(last);
      }
    }
  }

  /** Says a last line, as soon as nothing else is being sent, and closes in good order. */
  void leave(String line) {
    leave(bytes(line));
  }

  /** Says that no more data come. */
  void leaveAsSender() {
    leave(END.clone());
  }

  boolean isLeaving() {
    synchronized (lock) {
      return lastWord != null;
    }
  }

  private void leave(byte[] word) {
    synchronized (lock) {
      if (lastWord != null) {
        return;
      }
      lastWord = word;
      closeSoon();
      if (isWriting) {
        return; // whoever is at it says this too
      }
    }
    files.run("msn-file-end " + socket.getRemoteSocketAddress(), () -> sayLast(word));
  }

  private void sayLast(byte[] word) {
    try {
      socket.getOutputStream().write(word);
      socket.shutdownOutput();
    } catch (IOException e) {
      close();
    } finally {
      isSaid.countDown();
    }
  }

  private void closeSoon() {
    idle.stop();
    try {
      closing =
          files
              .connections()
              .scheduler()
              .schedule(this::close, LINGER.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      close();
    }
  }

  private static byte[] bytes(String line) {
    return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    idle.stop();
    synchronized (lock) {
      if (closing != null) {
        closing.cancel(false);
      }
    }
    files.closed(socket);
    isSaid.countDown();
  }
}
