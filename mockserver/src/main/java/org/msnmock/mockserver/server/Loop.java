package org.msnmock.mockserver.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.time.Wire;
import org.msnmock.mockserver.wire.Framer;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a server: accepts, reads, lets plays act, writes. Everything but {@link #post}
 * belongs to it.
 *
 * <pre>
 * select ─► what others posted ─► what is ready, each a bounded amount ─► what is due ─► select
 * </pre>
 */
final class Loop implements Runnable {
  /** How much is read of one connection before it is another's turn. */
  private static final int BUFFER = 16 * 1024;

  private static final int ACCEPTS_A_TURN = 256;
  private static final long ACCEPT_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long HTTP_POLL = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long HTTP_PATIENCE = TimeUnit.SECONDS.toNanos(2);
  private static final int SETTLING_ROUNDS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final ServerSettings settings;
  private final Repertoire repertoire;
  private final PayloadCommands payloads;
  private final Audience audience;
  private final List<Listener> listeners;
  private final HttpFront http;
  private final Selector selector;
  private final Reserve reserve = new Reserve();
  private final Unsent unsent;
  private final Timers timers = new Timers();
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER); // the framer looks at each byte
  private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER);
  private final List<SelectionKey> ready = new ArrayList<>();
  private final Consumer<SelectionKey> collect = ready::add;
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final Pace pace;
  private final long origin;

  private @Nullable Casting casting;
  private long lastNow;
  private int open;
  private boolean turnedAway;
  private boolean stopping;

  /** What a selection key belongs to. */
  interface Watched {
    void ready(int operations) throws IOException;
  }

  Loop(ServerSettings settings, Repertoire repertoire, Audience audience, List<Listener> listeners)
      throws IOException {
    this.settings = settings;
    this.repertoire = repertoire;
    this.payloads = repertoire.payloadCommands();
    this.audience = audience;
    this.listeners = listeners;
    this.pace = settings.pace();
    this.origin = pace.now();
    this.unsent = new Unsent(settings.unsentBytes(), Runtime.getRuntime().maxMemory());
    this.selector = Selector.open();
    this.http = new HttpFront(settings, new Desk());
  }

  /** Does something on the loop's thread; any thread may call. */
  void post(Runnable task) {
    posted.add(task);
    if (called.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  /** Lets everything go on that {@code cast} is given; the first thing to be posted. */
  void open(Casting cast) {
    casting = cast;
    takeReserve();
    for (Listener listener : listeners) {
      try {
        new Door(listener).open();
      } catch (IOException e) {
        audience.noted("cannot listen for %s: %s".formatted(listener.service(), e));
      }
    }
  }

  /** Ends what goes on, and the thread. */
  void stop(String why) {
    for (HostedPlay play : casting().living()) {
      play.abandon(why);
    }
    stopping = true;
  }

  /** Tells a play something that came another way than by a socket. */
  void tell(int play, Event event) {
    if (!(event instanceof Event.ClientEnded)) {
      deliver(play, event);
      return;
    }
    settleSockets();
    new Patience(play, event).due(now());
  }

  /** Does something with a play; without effect when it is over. */
  void act(int number, LongConsumer step) {
    HostedPlay play = casting().numbered(number);
    if (play != null && !play.isOver()) {
      play.act(step);
    }
  }

  Unsent unsent() {
    return unsent;
  }

  ServerSettings settings() {
    return settings;
  }

  Audience audience() {
    return audience;
  }

  Timers timers() {
    return timers;
  }

  Casting casting() {
    return Objects.requireNonNull(casting);
  }

  ByteBuffer input() {
    return input;
  }

  ByteBuffer output() {
    return output;
  }

  Framer framer(Role role) {
    return new Framer(role, payloads, settings.limits());
  }

  /** Nanoseconds that rise with every call. */
  long now() {
    lastNow = Math.max(lastNow + 1, pace.now() - origin);
    return lastNow;
  }

  /** Does something as soon as the play that acts has come to rest. */
  void later(Runnable task) {
    later.add(task);
  }

  SelectionKey watch(SelectableChannel channel, int operations, Watched watched)
      throws IOException {
    return channel.register(selector, operations, watched);
  }

  /** Whether one connection more may be open. */
  boolean hasRoom() {
    return open < settings.connections();
  }

  /** A connection to a client is being made: until it is there, or not, time does not jump. */
  void dialling() {
    open++;
    pace.begin();
  }

  /** It is there. */
  void joined() {
    pace.end();
  }

  /** It is not. */
  void dialledInVain(SocketChannel channel) {
    pace.end();
    closed(channel);
  }

  void closed(SocketChannel channel) {
    open--;
    closeQuietly(channel);
  }

  /** Nothing can be lost: whoever closes has written everything, or given it up. */
  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing", e);
    }
  }

  /** Lets a service's port refuse, from now on: before anything else is sent. */
  void refuse(Service service) {
    for (Listener listener : listeners) {
      if (listener.serves(service) && listener.isListening()) {
        refuse(listener);
      }
    }
  }

  private void refuse(Listener listener) {
    try {
      listener.stopListening();
      selector.selectNow(collect); // a watched channel is closed in truth by the next look only
      listener.hold();
    } catch (IOException e) {
      audience.noted(
          "port %s of %s refuses, but cannot be kept from others: %s"
              .formatted(listener.port(), listener.service(), e.getMessage()));
    }
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        turn();
      }
      release(null);
    } catch (IOException e) {
      release(new UncheckedIOException("the selector broke", e));
    } catch (RuntimeException | Error e) {
      release(new IllegalStateException("the server's thread ended by a fault of its own", e));
      throw e;
    }
  }

  /** Closes everything; plays that still go on are told that there is no more to come. */
  private void release(@Nullable RuntimeException fault) {
    if (fault != null && casting != null) {
      casting.living().forEach(play -> audience.broke(play.number(), fault));
    }
    for (SelectionKey key : List.copyOf(selector.keys())) {
      if (key.attachment() instanceof Connection connection) {
        connection.drop();
      } else if (key.attachment() instanceof Dialling dialling) {
        dialling.giveUp();
      }
    }
    http.close();
    giveUpReserve();
    for (Listener listener : listeners) {
      listener.close();
    }
    try {
      selector.close();
    } catch (IOException e) {
      audience.noted("cannot close the selector: " + e.getMessage());
    }
  }

  /**
   * Gives it up once before: what that needs is loaded while there is something to load it with.
   */
  private void takeReserve() {
    try {
      reserve.take();
      reserve.giveUp();
      reserve.take();
    } catch (IOException e) {
      audience.noted("hardly any file descriptor is left: " + e.getMessage());
    }
  }

  private void giveUpReserve() {
    try {
      reserve.giveUp();
    } catch (IOException e) {
      LOG.debug("giving up the reserve", e);
    }
  }

  private void turn() throws IOException {
    ready.clear();
    long next = timers.next();
    boolean isTime = pace.await(next == Timers.NEVER ? next : next + origin, this::select);
    for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
      task.run();
    }
    serve(0);
    if (isTime && timers.next() != Timers.NEVER) {
      timers.fire(now());
      afterwards();
    }
  }

  /** Waits until there is something to do; whether there is. */
  private boolean select(long millis) throws IOException {
    called.set(false); // before we look: who posts from here on wakes us; others may eat a wakeup
    if (millis < 0 || !posted.isEmpty()) {
      selector.selectNow(collect);
    } else {
      selector.select(collect, millis);
    }
    return !ready.isEmpty() || !posted.isEmpty();
  }

  /** Serves those that are ready, from the given one on; others may be added meanwhile. */
  private void serve(int from) throws IOException {
    for (int i = from; i < ready.size(); i++) {
      SelectionKey key = ready.get(i);
      if (key.isValid()) {
        ((Watched) key.attachment()).ready(key.readyOps());
        afterwards();
      }
    }
  }

  private void afterwards() {
    for (Runnable task = later.poll(); task != null; task = later.poll()) {
      task.run();
    }
  }

  /** Takes in all that sockets hold at this moment. */
  private void settleSockets() {
    try {
      for (int round = 0; round < SETTLING_ROUNDS; round++) {
        int before = ready.size();
        selector.selectNow(collect);
        if (ready.size() == before) {
          return;
        }
        serve(before);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector broke", e);
    }
  }

  private void deliver(int number, Event event) {
    HostedPlay play = casting().numbered(number);
    if (play != null) {
      play.deliver(event, now());
    }
  }

  /** A listener whose connections are taken in. */
  private final class Door extends Timers.Timer implements Watched {
    private final Listener listener;
    private @Nullable SelectionKey key;
    private boolean inNeed;

    Door(Listener listener) {
      this.listener = listener;
    }

    void open() throws IOException {
      key = listener.watch(Loop.this, this);
    }

    @Override
    public void ready(int operations) {
      for (int i = 0; i < ACCEPTS_A_TURN; i++) {
        SocketChannel channel;
        try {
          channel = listener.accept();
        } catch (IOException e) {
          pause(e);
          return;
        }
        if (channel == null) {
          return;
        }
        enter(channel);
      }
    }

    /** Out of file descriptors: accepting again at once would only fail again. */
    private void pause(IOException e) {
      if (key == null || !key.isValid()) {
        return;
      }
      key.interestOps(0);
      timers.set(this, now() + ACCEPT_PAUSE);
      giveUpReserve();
      if (!inNeed) {
        inNeed = true;
        audience.noted(
            "cannot accept connections to the %s: %s. Trying again, without further words. If too many files are open, allow the process more (ulimit -n)"
                .formatted(listener.service().title(), e.getMessage()));
      }
    }

    @Override
    void due(long now) {
      if (key == null || !key.isValid()) {
        return;
      }
      try {
        reserve.take();
        key.interestOps(SelectionKey.OP_ACCEPT);
      } catch (IOException e) {
        LOG.debug("still out of file descriptors", e);
        timers.set(this, now + ACCEPT_PAUSE);
      }
    }

    private void enter(SocketChannel channel) {
      if (listener.service().role().isHttp()) {
        http.accepted(listener, channel, wire(channel)); // the last who connects must sign in, too
      } else if (!hasRoom()) {
        turnAway(channel);
      } else {
        try {
          join(channel);
        } catch (IOException e) {
          LOG.debug("a connection broke before it was taken in", e);
          wire(channel).closed();
          closeQuietly(channel);
        }
      }
    }

    private Wire wire(SocketChannel channel) {
      return pace.accepted(channel, listener.port());
    }

    private void turnAway(SocketChannel channel) {
      if (!turnedAway) {
        turnedAway = true;
        audience.noted(
            "%s connections are open beside those to nexus and login, the most that are allowed; more are closed at once"
                .formatted(settings.connections()));
      }
      wire(channel).closed();
      closeQuietly(channel);
    }

    private void join(SocketChannel channel) throws IOException {
      long now = now();
      String remote = text((InetSocketAddress) channel.getRemoteAddress());
      Service service = listener.service();
      if (casting().isInDoubt(service)) {
        Connection newcomer = new Connection(Loop.this, service, channel, wire(channel));
        open++;
        newcomer.listenFirst(remote);
        return;
      }
      HostedPlay play = playFor(service, Caller.connecting(remote), remote, now);
      if (play == null) {
        wire(channel).closed();
        closeQuietly(channel);
        return;
      }
      Connection connection = new Connection(Loop.this, service, channel, wire(channel));
      open++;
      connection.join(play, remote, now);
    }
  }

  /** The play of a new connection; null where no play wants it, which is told then. */
  @Nullable HostedPlay playFor(Service service, Caller caller, String remote, long now) {
    HostedPlay play = casting().forConnection(service, caller, now);
    if (play == null) {
      audience.noted(
          "%s connected to the %s, which no play awaits; closed"
              .formatted(remote, service.title()));
    }
    return play;
  }

  static String text(@Nullable InetSocketAddress address) {
    if (address == null) {
      return "?";
    }
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  /** Waits until the requests of an ended client are heard, then tells its play of the end. */
  private final class Patience extends Timers.Timer {
    private final int play;
    private final Event event;
    private final long latest = now() + HTTP_PATIENCE;

    Patience(int play, Event event) {
      this.play = play;
      this.event = event;
    }

    @Override
    void due(long now) {
      if (http.isListening() && now < latest) {
        timers.set(this, now + HTTP_POLL);
      } else {
        post(() -> deliver(play, event)); // behind what was heard meanwhile
      }
    }
  }

  /** Where HTTP threads hand in what they have read. */
  private final class Desk implements HttpFront.Desk {
    @Override
    public Certificate certificate(Service service) {
      return repertoire.certificate(service.role());
    }

    @Override
    public CompletableFuture<Reply> requested(Service service, String remote, Request request) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      post(
          () -> {
            HostedPlay play = casting().forRequest(service, Caller.asking(remote, request));
            if (play != null) {
              play.request(service, request, reply);
            } else {
              reply.complete(new Reply.Whole(repertoire.answer(service, request)));
            }
          });
      return reply;
    }

    @Override
    public void failed(Service service, String remote, String reason) {
      post(
          () -> {
            HostedPlay play = casting().forRequest(service, Caller.connecting(remote));
            if (play != null) {
              play.deliver(new Event.HandshakeFailed(service, remote, reason), now());
            } else {
              audience.noted("%s, %s: %s".formatted(service.title(), remote, reason));
            }
          });
    }
  }
}
