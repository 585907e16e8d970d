package org.msnmock.mockserver.time;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;

/**
 * A time that stands still while anybody works, and jumps to the next moment at which something is
 * due when nobody does: pauses and deadlines cost nothing, and a slow machine is never late.
 *
 * <p>It is shared by the server of one play and its clients of this JVM, which have to take from
 * here their {@link #clock}, their {@link #scheduler} and their {@link #sockets}, and to say when
 * their threads {@link #begin} and {@link #end} to work. Nobody works when no work is begun and not
 * ended, and on every connection between them all that was sent has been read, but for what a
 * client leaves unread: nobody waits for it. Strangers who connect to the server count for nothing.
 *
 * <p>Thread-safe.
 */
public final class VirtualTime implements Pace {
  /** How long to wait for the others until they are looked at again. */
  private static final long LOOK_AGAIN_MILLIS = 1;

  /**
   * So long, really, a dialled connection holds up the time until the client takes it; one that
   * never accepts would hold it up for ever.
   */
  static final Duration TAKEN_SOON = Duration.ofSeconds(1);

  /**
   * So long, really, a connection of the client holds up the time until our server accepts it; it
   * may have called somebody else. Our server's slowest threads need a part of it on a busy
   * machine.
   */
  static final Duration ACCEPTED_SOON = Duration.ofSeconds(10);

  private final Instant origin = Instant.now();
  private final LongSupplier reality;

  private final Object lock = new Object();
  private final Map<Long, Line> lines = new HashMap<>();
  private final VirtualScheduler scheduler = new VirtualScheduler(this);
  private long now;
  private int working;

  public VirtualTime() {
    this(System::nanoTime);
  }

  /**
   * @param reality the time that goes on by itself, in nanoseconds
   */
  VirtualTime(LongSupplier reality) {
    this.reality = reality;
  }

  /** The time, for the client. */
  public Clock clock() {
    return new VirtualClock(ZoneOffset.UTC);
  }

  /** Runs the client's timeouts, when this time has come to them. */
  public ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /**
   * Makes the client's listening sockets, unbound ones, for files that it offers.
   *
   * <p>Whoever accepts from them has {@linkplain #begin begun} to work.
   */
  public ServerSocketFactory serverSockets() {
    return serverSockets(() -> new WatchedSocket(this));
  }

  /**
   * As {@link #serverSockets()}.
   *
   * @param accepted makes what stands for a connection that is accepted
   */
  public ServerSocketFactory serverSockets(Supplier<? extends WatchedSocket> accepted) {
    return new WatchedServerSocket.Factory(this, accepted);
  }

  /** Makes the client's sockets, unconnected ones. */
  public SocketFactory sockets() {
    return new WatchedSocket.Factory(this);
  }

  @Override
  public long now() {
    synchronized (lock) {
      return now;
    }
  }

  @Override
  public void begin() {
    synchronized (lock) {
      working++;
    }
  }

  @Override
  public void end() {
    synchronized (lock) {
      working--;
    }
  }

  @Override
  public <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
    AtomicBoolean resumed = new AtomicBoolean();
    Runnable resume =
        () -> {
          synchronized (resumed) { // whoever comes second goes on after it has begun
            if (!resumed.getAndSet(true)) {
              begin();
            }
          }
        };
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<T> unused =
        future.whenComplete(
            (value, failure) -> {
              resume.run();
              done.countDown();
            });
    end();
    try {
      done.await(); // in get() this thread could run what others wait for, uncounted
    } finally {
      resume.run();
    }
    return future.get();
  }

  /** The order matters: after nobody works, nothing new can have come but what is seen here. */
  @Override
  public boolean await(long due, Events events) throws IOException {
    if (events.await(-1)) {
      return false;
    }
    if (isAtRest() && !events.await(-1) && jump(due)) {
      return true;
    }
    boolean unused = events.await(LOOK_AGAIN_MILLIS);
    return false;
  }

  private boolean isAtRest() {
    synchronized (lock) {
      return working == 0 && lines.values().stream().allMatch(Line::isSettled);
    }
  }

  /** Goes to the next moment; false where there is none, or it is the client's turn. */
  private boolean jump(long due) {
    synchronized (lock) {
      long next = Math.min(due, scheduler.next());
      if (next == Long.MAX_VALUE) {
        return false;
      }
      now = Math.max(now, next);
      return !scheduler.runDue(now) && due <= now;
    }
  }

  /** Whether somebody is known to be at work, or something under way; for messages. */
  @Override
  public String toString() {
    synchronized (lock) {
      long open = lines.values().stream().filter(line -> !line.isSettled()).count();
      return "%s, %s at work, %s connections with something under way"
          .formatted(Duration.ofNanos(now), working, open);
    }
  }

  // ---- connections ----

  @Override
  public Wire accepted(SocketChannel channel, int port) {
    synchronized (lock) {
      Line line = line(channel.socket().getPort(), port);
      line.isAccepted = true;
      return line;
    }
  }

  @Override
  public Wire dialled(SocketChannel channel) {
    synchronized (lock) {
      Line line = line(channel.socket().getPort(), channel.socket().getLocalPort());
      line.isAccepted = true;
      line.isDialled = true;
      return line;
    }
  }

  /** The connection that the client has just made, or taken; the server may know it already. */
  Line called(int port, int serverPort) {
    synchronized (lock) {
      Line line = line(port, serverPort);
      if (line.isCalled) { // of an earlier one, with the same port
        lines.remove(line.key);
        line = line(port, serverPort);
      }
      line.isCalled = true;
      return line;
    }
  }

  private Line line(int port, int serverPort) {
    return lines.computeIfAbsent((long) port << Integer.SIZE | serverPort, Line::new);
  }

  /** Both ends of a connection. */
  final class Line implements Wire {
    private final long key;
    private final long begun = reality.getAsLong();
    private boolean isCalled;
    private boolean isAccepted;
    private boolean isDialled;
    private final Way toClient = new Way();
    private final Way toServer = new Way();

    private Line(long key) {
      this.key = key;
    }

    /** Whether nothing is under way. */
    private boolean isSettled() {
      if (!isCalled) {
        // where we have not dialled, it is a stranger's: our client works until it has told of it
        return !isDialled || lasts(TAKEN_SOON);
      }
      if (!isAccepted) {
        return toClient.isRead || lasts(ACCEPTED_SOON);
      }
      return (toClient.isSettled() || toClient.isLeft()) && toServer.isSettled();
    }

    private boolean lasts(Duration really) {
      return reality.getAsLong() - begun >= really.toNanos();
    }

    @Override
    public void sent(long bytes) {
      synchronized (lock) {
        toClient.sent += bytes;
      }
    }

    @Override
    public void received(long bytes) {
      synchronized (lock) {
        toServer.read += bytes;
      }
    }

    @Override
    public void sentEnd() {
      synchronized (lock) {
        toClient.isSent = true;
      }
    }

    @Override
    public void receivedEnd() {
      synchronized (lock) {
        toServer.isRead = true;
      }
    }

    @Override
    public void closed() {
      synchronized (lock) {
        toClient.isSent = true;
        toServer.isRead = true;
        forgetIfOver();
      }
    }

    void clientClosed() {
      synchronized (lock) {
        toServer.isSent = true;
        toClient.isRead = true;
        forgetIfOver();
      }
    }

    void clientSentEnd() {
      synchronized (lock) {
        toServer.isSent = true;
      }
    }

    /** Another one may have its ports when neither end has it any more, or ever had. */
    private void forgetIfOver() {
      boolean hasServer = isAccepted && !(toClient.isSent && toServer.isRead);
      boolean hasClient = isCalled && !(toServer.isSent && toClient.isRead);
      if (!hasServer && !hasClient) {
        lines.remove(key, this);
      }
    }

    @Override
    public InputStream in(InputStream in) {
      return new Reading(in, toServer);
    }

    @Override
    public OutputStream out(OutputStream out) {
      return new Writing(out, toClient);
    }

    InputStream clientIn(InputStream in) {
      return new Reading(in, toClient);
    }

    OutputStream clientOut(OutputStream out) {
      return new Writing(out, toServer);
    }
  }

  /** One direction of a connection. */
  private static final class Way {
    private long sent;
    private long read;
    private int readers;
    private boolean isSent;
    private boolean isRead;

    /** What is sent to somebody who reads no more is lost, not under way. */
    private boolean isSettled() {
      return isRead || !isSent && sent == read;
    }

    /** Whether nobody waits for it; while nobody works either, nobody will. */
    private boolean isLeft() {
      return readers == 0;
    }
  }

  /** While it waits, its thread is not at work. */
  private final class Reading extends InputStream {
    private final InputStream in;
    private final Way way;

    Reading(InputStream in, Way way) {
      this.in = in;
      this.way = way;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      waits();
      try {
        int count = in.read(bytes, offset, length);
        resumed(Math.max(0, count), count < 0);
        return count;
      } catch (SocketTimeoutException e) {
        resumed(0, false);
        throw e;
      } catch (IOException | RuntimeException e) {
        resumed(0, true);
        throw e;
      }
    }

    private void waits() {
      synchronized (lock) {
        working--;
        way.readers++;
      }
    }

    private void resumed(int count, boolean isAtEnd) {
      synchronized (lock) {
        working++;
        way.readers--;
        way.read += count;
        way.isRead |= isAtEnd;
      }
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Counts before it writes: what is read is never more than what was sent. */
  private final class Writing extends OutputStream {
    private final OutputStream out;
    private final Way way;

    Writing(OutputStream out, Way way) {
      this.out = out;
      this.way = way;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (lock) {
        way.sent += length;
      }
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private final class VirtualClock extends Clock {
    private final ZoneId zone;

    VirtualClock(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new VirtualClock(other);
    }

    @Override
    public Instant instant() {
      return origin.plusNanos(now());
    }
  }
}
