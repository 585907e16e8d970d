package org.msnmock.client.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.Announcement;
import org.msnmock.client.command.ErrorReply;
import org.msnmock.client.command.Ids;
import org.msnmock.client.command.Order;
import org.msnmock.client.command.Request;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.FrameReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a server. One thread reads, completes the waiting request or hands the line to
 * the listener; one thread writes. All methods may be called from any thread, and none waits for
 * the peer but {@link #open}.
 */
public final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** The verbs that answer a request with its id. An error number does so too. */
  private static final Set<String> REPLIES =
      Set.of(
          "VER", "CVR", "USR", "XFR", "SYN", "CHG", "QRY", "ADD", "REM", "REA", "ADG", "REG", "RMG",
          "PRP", "BLP", "GTC", "URL", "ANS", "CAL", "ACK", "NAK");

  /** How long a server may take to close after a good-bye, until this side does. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** What becomes of the connection when a request gets no reply in time. */
  public enum Unanswered {
    ENDS_THE_CONNECTION,
    DOES_NOT_MATTER
  }

  private final Endpoint server;
  private final Socket socket;
  private final ConnectionSettings settings;
  private final Transactions transactions;
  private final Outbox outbox;
  private final Object sending = new Object();
  private final AtomicReference<@Nullable MsnException> end = new AtomicReference<>();
  private final CompletableFuture<MsnException> ended = new CompletableFuture<>();
  private volatile boolean isLeaving;
  private volatile @Nullable ConnectionListener listener;

  private Connection(Endpoint server, Socket socket, ConnectionSettings settings) {
    this.server = server;
    this.socket = socket;
    this.settings = settings;
    this.transactions = new Transactions(settings.firstId());
    this.outbox =
        new Outbox(
            socket, "msn-writer " + server, settings.activity(), this::noteSaid, this::broke);
  }

  /**
   * Connects, and waits for that. Nothing is read before {@link #start}.
   *
   * @throws ConnectionLostException when there is no connection in time
   */
  public static Connection open(Endpoint server, ConnectionSettings settings) {
    try {
      Socket socket =
          new BoundedCalls(settings.scheduler(), settings.activity())
              .call(
                  "msn-connect " + server,
                  settings.connectTimeout(),
                  () -> connect(server, settings),
                  Connection::closeQuietly);
      settings.note(transcript -> transcript.connected(server));
      return new Connection(server, socket, settings);
    } catch (ExecutionException e) {
      throw unreachable(server, String.valueOf(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(
          server, "no answer within " + settings.connectTimeout().toMillis() + " ms", e);
    }
  }

  private static ConnectionLostException unreachable(
      Endpoint server, String why, @Nullable Throwable cause) {
    return new ConnectionLostException(
        Loss.UNREACHABLE,
        "Could not connect to %s: %s. Check the address and that the server is running."
            .formatted(server, why),
        cause);
  }

  private static Socket connect(Endpoint server, ConnectionSettings settings) throws IOException {
    Socket socket = settings.sockets().createSocket();
    try {
      socket.setTcpNoDelay(true);
      int millis =
          (int) Math.min(Integer.MAX_VALUE, Math.max(1, settings.connectTimeout().toMillis()));
      socket.connect(new InetSocketAddress(server.host(), server.port()), millis);
      return socket;
    } catch (IOException | RuntimeException e) {
      // whatever a foreign socket throws: nobody else has it yet, to close it
      closeQuietly(socket);
      throw e;
    }
  }

  /** Begins to read and write. */
  public void start(ConnectionListener newListener) {
    listener = newListener;
    outbox.start();
    Thread reader = new Thread(this::read, "msn-reader " + server);
    reader.setDaemon(true);
    settings.activity().begin();
    reader.start();
  }

  public Endpoint server() {
    return server;
  }

  /** The address of this side: where others can probably reach it too. */
  public InetAddress localAddress() {
    return socket.getLocalAddress();
  }

  /** Whether it has not ended yet, for whatever reason. */
  public boolean isOpen() {
    return end.get() == null;
  }

  /** Gets the reason when the connection is over, on any thread. */
  public CompletableFuture<MsnException> ended() {
    return ended;
  }

  /** Sends a request. A missing reply ends the connection. */
  public <R> CompletableFuture<R> request(Request<R> request) {
    CompletableFuture<R> reply = new CompletableFuture<>();
    request(request, reply, Unanswered.ENDS_THE_CONNECTION);
    return reply;
  }

  /**
   * Sends a request. It fails alone where very many wait already for an answer.
   *
   * @param reply gets the reply or the failure. What was chained to it before runs on the reader
   *     thread, ahead of the next line; so it must return soon
   */
  public <R> void request(Request<R> request, CompletableFuture<R> reply, Unanswered unanswered) {
    try {
      if (!isBegun(request, reply, unanswered)) {
        reply.completeExceptionally(tooMany());
      }
    } catch (MsnException e) {
      fail(e);
      reply.completeExceptionally(e);
    }
  }

  /** Whether there was room for it. */
  private <R> boolean isBegun(
      Request<R> request, CompletableFuture<R> reply, Unanswered unanswered) {
    synchronized (sending) {
      Optional<Transactions.Waiting<R>> begun = transactions.begin(request, reply);
      begun.ifPresent(waiting -> send(waiting, unanswered));
      return begun.isPresent();
    }
  }

  private <R> void send(Transactions.Waiting<R> waiting, Unanswered unanswered) {
    // before it is sent: whoever has seen the line may be sure that the deadline runs
    ScheduledFuture<?> deadline = after(settings.replyTimeout(), () -> giveUp(waiting, unanswered));
    CompletableFuture<R> unused =
        waiting.reply().whenComplete((value, failure) -> deadline.cancel(false));
    outbox.put(waiting.frame());
  }

  private IllegalStateException tooMany() {
    return new IllegalStateException(
        "%s requests wait for an answer of %s already. Wait for some of them before you ask more."
            .formatted(Transactions.MOST_WAITING, server));
  }

  private void giveUp(Transactions.Waiting<?> waiting, Unanswered unanswered) {
    if (!transactions.remove(waiting)) {
      return;
    }
    ConnectionLostException cause =
        new ConnectionLostException(
            Loss.NO_ANSWER,
            "%s did not answer %s within %s ms."
                .formatted(server, waiting.frame(), settings.replyTimeout().toMillis()));
    waiting.reply().completeExceptionally(cause);
    if (unanswered == Unanswered.ENDS_THE_CONNECTION) {
      fail(cause);
    }
  }

  /** Sends what gets no reply. */
  public void announce(Announcement announcement) {
    try {
      synchronized (sending) {
        outbox.put(announcement.toFrame(transactions.take()));
      }
    } catch (MsnException e) {
      fail(e);
    }
  }

  /** Sends an order. */
  public void send(Order order) {
    try {
      synchronized (sending) {
        outbox.put(order.toFrame());
      }
    } catch (MsnException e) {
      fail(e);
    }
  }

  /**
   * Says good-bye and closes in good order: the server gets all that was sent, and may close first.
   * What it still sends is not heard.
   */
  public void leave() {
    isLeaving = true;
    try {
      synchronized (sending) {
        outbox.put(Order.SIGN_OUT.toFrame());
        outbox.putEnd();
      }
      ScheduledFuture<?> unused = after(LINGER, this::close);
    } catch (MsnException e) {
      fail(e);
    } catch (RejectedExecutionException e) {
      LOG.debug("nobody is left who would close {} later", server, e);
      close();
    }
  }

  /** Closes at once. Whoever waits for a reply is told; doing it twice is harmless. */
  @Override
  public void close() {
    fail(
        new ConnectionLostException(
            Loss.CLOSED_HERE, "The connection to " + server + " was closed by this client."));
  }

  /** Ends the connection for a reason. Only the first reason counts. */
  public void fail(MsnException cause) {
    if (!end.compareAndSet(null, cause)) {
      return;
    }
    closeQuietly(socket);
    outbox.stop();
    transactions.failAll(cause);
    settings.note(transcript -> transcript.closed(server));
    ended.complete(cause);
    ConnectionListener told = listener;
    if (told != null) {
      told.ended(cause);
    }
  }

  private ScheduledFuture<?> after(Duration delay, Runnable task) {
    return settings.scheduler().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void read() {
    try {
      FrameReader reader = new FrameReader(socket.getInputStream());
      for (Optional<Frame> frame = reader.next();
          frame.isPresent() && end.get() == null;
          frame = reader.next()) {
        if (!isLeaving) {
          handle(frame.get());
        }
      }
      if (isLeaving) {
        close();
      } else {
        fail(
            new ConnectionLostException(
                Loss.ENDED, server + " closed the connection without a word."));
      }
    } catch (IOException e) {
      broke(e);
    } catch (ProtocolViolationException e) {
      fail(
          new ProtocolViolationException(
              "%s broke the protocol. %s".formatted(server, e.getMessage()), e));
    } catch (MsnException e) {
      fail(e);
    } finally {
      // reached with the connection still open only if this library has a bug; nobody must wait for
      // ever even then
      try {
        fail(new ConnectionLostException(Loss.ENDED, "The reader of " + server + " stopped."));
      } finally {
        settings.activity().end();
      }
    }
  }

  private void handle(Frame frame) {
    settings.note(transcript -> transcript.heard(server, frame.toString()));
    Optional<ErrorReply> error = ErrorReply.from(frame);
    if (error.isPresent()) {
      refuse(error.get());
      return;
    }
    Optional<Transactions.Waiting<?>> waiting =
        REPLIES.contains(frame.verb())
            ? Ids.first(frame).flatMap(transactions::find)
            : Optional.empty();
    if (waiting.isEmpty() || !answer(waiting.get(), frame)) {
      listener().noticeCame(frame);
    }
  }

  /** Whether the frame answers the request that has its id. */
  private boolean answer(Transactions.Waiting<?> waiting, Frame frame) {
    if (waiting.request().answeredBy().contains(frame.verb())) {
      waiting.answer(frame);
      transactions.remove(waiting);
      return true;
    }
    if (frame.argument(0).equals("0")) {
      // unasked lines carry 0, which some clients use as their first id too
      return false;
    }
    throw new ProtocolViolationException("%s does not answer %s".formatted(frame, waiting.frame()));
  }

  private void refuse(ErrorReply error) {
    Optional<Transactions.Waiting<?>> refused = error.id().flatMap(transactions::find);
    if (refused.isEmpty()) {
      LOG.debug("{} reported error {} for a request that nobody made", server, error.number());
      listener().errorCame(error);
      return;
    }
    transactions.remove(refused.get());
    refused
        .get()
        .reply()
        .completeExceptionally(Refusals.from(error.number(), refused.get().frame(), server));
  }

  private ConnectionListener listener() {
    ConnectionListener current = listener;
    if (current == null) {
      throw new IllegalStateException("nothing is read before the start");
    }
    return current;
  }

  private void noteSaid(Frame frame) {
    settings.note(transcript -> transcript.said(server, frame.toString()));
  }

  private void broke(IOException e) {
    fail(
        new ConnectionLostException(
            Loss.ENDED, "The connection to %s broke: %s.".formatted(server, e.getMessage()), e));
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A socket did not close well", e);
    }
  }
}
