package org.msnmock.mockserver.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.time.Wire;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to nexus and login: a thread each, made when the first of them comes. */
final class HttpFront implements AutoCloseable {
  /** For a request that nobody can answer. */
  static final Answer UNAVAILABLE = new Answer(503, "Service Unavailable", List.of(), new byte[0]);

  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
  private static final int THREADS = 64;
  private static final int WAITING = 512;
  private static final int IDLE_SECONDS = 5;

  private final ServerSettings settings;
  private final Desk desk;
  private final ThreadPoolExecutor threads;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger listening = new AtomicInteger();

  /** Where requests are handed in; called by many threads. */
  interface Desk {
    /** What to show to a client that speaks TLS. */
    Certificate certificate(Service service);

    /**
     * The answer may be late; where it is cancelled the connection closes without one.
     *
     * @param remote {@code host:port}
     */
    CompletableFuture<Reply> requested(Service service, String remote, Request request);

    /** What came was no request, or the client did not trust us. */
    void failed(Service service, String remote, String reason);
  }

  HttpFront(ServerSettings settings, Desk desk) {
    this.settings = settings;
    this.desk = desk;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "msnmock http");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Takes a connection over, with a blocking channel. */
  void accepted(Listener listener, SocketChannel channel, Wire wire) {
    open.add(channel);
    listening.incrementAndGet();
    pace().begin();
    try {
      threads.execute(new HttpConnection(this, listener, channel, wire));
    } catch (RejectedExecutionException e) {
      wire.closed();
      closed(channel);
      pace().end();
      startedWork();
      desk.failed(listener.service(), "?", "more than %s requests wait".formatted(WAITING));
    }
  }

  ServerSettings settings() {
    return settings;
  }

  Pace pace() {
    return settings.pace();
  }

  Desk desk() {
    return desk;
  }

  /** Whether some connection may still bring something that has been sent already. */
  boolean isListening() {
    return listening.get() > 0;
  }

  /** Whether connections wait for a thread: nobody should keep one for later then. */
  boolean isBusy() {
    return !threads.getQueue().isEmpty();
  }

  /** A connection listens to its client again. */
  void listens() {
    listening.incrementAndGet();
  }

  /** A connection has heard something whole, and does not listen meanwhile. */
  void startedWork() {
    listening.decrementAndGet();
  }

  void closed(SocketChannel channel) {
    open.remove(channel);
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    open.forEach(this::closed);
  }
}
