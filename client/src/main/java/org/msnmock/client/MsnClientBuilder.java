package org.msnmock.client;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.Product;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.notification.NotificationSettings;
import org.msnmock.client.notification.Reconnection;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.signin.PassportTransport;
import org.msnmock.client.signin.SignInSettings;
import org.msnmock.client.switchboard.Calls;
import org.msnmock.client.transfer.FileManner;
import org.msnmock.client.transfer.FileSettings;

/**
 * Collects the settings of a client. All of them have a default; those of addresses are the
 * historic ones.
 */
public final class MsnClientBuilder {
  private Endpoint server = new Endpoint("messenger.hotmail.com", Endpoint.DEFAULT_PORT);
  private URI nexusUrl = URI.create("https://nexus.passport.com/rdr/pprdr.asp");
  private Optional<URI> loginUrl = Optional.empty();
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration replyTimeout = Duration.ofSeconds(30);
  private Duration pingInterval = Duration.ofSeconds(45);
  private Manners manners = Manners.USUAL;
  private Product product = Product.MSMSGS;
  private Optional<Reconnection> reconnection = Optional.empty();
  private Map<Principal, ContactList> kept = Map.of();
  private Calls calls = Calls.ANSWERED;
  private FileSettings files = FileSettings.USUAL;
  private Clock clock = Clock.systemUTC();
  private SocketFactory sockets = SocketFactory.getDefault();
  private final List<MsnListener> listeners = new ArrayList<>();
  private Transcript transcript = Transcript.NONE;
  private Activity activity = Activity.NONE;
  private Supplier<SSLContext> trust = Trust::ofTheJdk;
  private @Nullable PassportTransport transport;
  private @Nullable ScheduledExecutorService scheduler;
  private @Nullable Executor executor;

  MsnClientBuilder() {}

  /** Where to begin: {@code host} or {@code host:port}. */
  public MsnClientBuilder server(String hostAndPort) {
    return server(Endpoint.from(hostAndPort));
  }

  /** Where to begin. */
  public MsnClientBuilder server(Endpoint newServer) {
    server = newServer;
    return this;
  }

  /** Where to ask for the address of the login service. */
  public MsnClientBuilder nexusUrl(URI url) {
    nexusUrl = webAddress(url);
    return this;
  }

  /** What to use when the nexus gives no address. Without this, the sign-in then fails. */
  public MsnClientBuilder loginUrl(URI url) {
    loginUrl = Optional.of(webAddress(url));
    return this;
  }

  /** Trusts the authorities in a PEM file, and no others. It is read when the client is built. */
  public MsnClientBuilder trust(Path pem) {
    trust = () -> Trust.inFile(pem);
    return this;
  }

  /** Decides which certificates of the web services are good; by default the JDK does. */
  public MsnClientBuilder trust(SSLContext context) {
    trust = () -> context;
    return this;
  }

  /** How long a connection may take to be made, the look-up of the name included. */
  public MsnClientBuilder connectTimeout(Duration timeout) {
    connectTimeout = positive(timeout);
    return this;
  }

  /** How long any reply may take, each of the two web services included. */
  public MsnClientBuilder replyTimeout(Duration timeout) {
    replyTimeout = positive(timeout);
    return this;
  }

  /** How long the client says nothing until it pings. */
  public MsnClientBuilder pingInterval(Duration interval) {
    pingInterval = positive(interval);
    return this;
  }

  /**
   * Lets the client come back by itself when the session of somebody who was online ends, but not
   * when the account signed in elsewhere. Without this it never does. A first sign-in that fails is
   * not tried again in any case.
   *
   * @param first how long it waits; twice as long after each attempt that fails
   * @param longest how long it waits at the most
   */
  public MsnClientBuilder reconnectAfter(Duration first, Duration longest) {
    reconnection = Optional.of(new Reconnection(first, longest));
    return this;
  }

  /**
   * A contact list that this user's client had when it ran the last time. It is not sent again by a
   * server on which it has not changed.
   */
  public MsnClientBuilder keptContacts(Principal owner, ContactList contacts) {
    kept = Map.of(owner, contacts);
    return this;
  }

  /** How the client speaks where the protocol leaves a choice. */
  public MsnClientBuilder manners(Manners newManners) {
    manners = newManners;
    return this;
  }

  /** In whose name challenges are answered. */
  public MsnClientBuilder product(Product newProduct) {
    product = newProduct;
    return this;
  }

  /** What is done when other people call. */
  public MsnClientBuilder calls(Calls newCalls) {
    calls = newCalls;
    return this;
  }

  /** How files are sent; by default in the manner that every client knows. */
  public MsnClientBuilder fileTransfers(FileManner manner) {
    files = files.sentAs(manner);
    return this;
  }

  /** Declines what has more bytes than this when it is offered; by default more than 1 GiB. */
  public MsnClientBuilder largestFile(long bytes) {
    files = files.upTo(bytes);
    return this;
  }

  /**
   * What receivers of files are told to connect to. By default it is the address from which the
   * switchboard was reached, which is of no use to them behind a router.
   */
  public MsnClientBuilder fileAddress(InetAddress address) {
    files = files.reachedAt(address);
    return this;
  }

  /** Where receivers of files are awaited; by default on any free port. */
  public MsnClientBuilder filePorts(int first, int last) {
    files = files.on(new FileSettings.Ports(first, last));
    return this;
  }

  /**
   * Makes the sockets on which receivers of files are awaited, unbound ones ({@link
   * ServerSocketFactory#createServerSocket()}).
   */
  public MsnClientBuilder serverSocketFactory(ServerSocketFactory factory) {
    files = files.listeningWith(factory);
    return this;
  }

  /** The time. It must go along with the scheduler's. */
  public MsnClientBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Runs timeouts and pings; by default a thread of the client's. It stays the application's to
   * shut down.
   */
  public MsnClientBuilder scheduler(ScheduledExecutorService newScheduler) {
    scheduler = newScheduler;
    return this;
  }

  /** Runs the listener, one event at a time; by default a thread of the client's. */
  public MsnClientBuilder executor(Executor newExecutor) {
    executor = newExecutor;
    return this;
  }

  /** Adds a listener; several are told in the order in which they were added. */
  public MsnClientBuilder listener(MsnListener newListener) {
    listeners.add(newListener);
    return this;
  }

  /** Sees the lines that go over the connections. */
  public MsnClientBuilder transcript(Transcript newTranscript) {
    transcript = newTranscript;
    return this;
  }

  /** Hears when the client is at work; for tests that keep the time. */
  public MsnClientBuilder activity(Activity listening) {
    activity = listening;
    return this;
  }

  /**
   * Makes the sockets of all MSN connections, unconnected ones ({@link
   * SocketFactory#createSocket()}).
   */
  public MsnClientBuilder socketFactory(SocketFactory factory) {
    sockets = factory;
    return this;
  }

  /**
   * Carries the requests to Passport in place of the JDK's HTTP client; {@code trust} has then no
   * meaning.
   */
  public MsnClientBuilder passportTransport(PassportTransport newTransport) {
    transport = newTransport;
    return this;
  }

  /**
   * Builds the client. It makes no connection yet.
   *
   * @throws IllegalArgumentException when the file of authorities can't be read
   */
  public MsnClient build() {
    PassportTransport usedTransport =
        transport != null
            ? transport
            : PassportTransport.overHttp(trust.get(), connectTimeout, replyTimeout);
    ScheduledExecutorService usedScheduler = scheduler != null ? scheduler : ownScheduler();
    Executor usedExecutor = executor != null ? executor : ownExecutor();
    Runnable releaseThreads =
        () -> {
          if (scheduler == null) {
            usedScheduler.shutdownNow();
          }
          if (executor == null && usedExecutor instanceof ExecutorService own) {
            own.shutdown();
          }
        };
    return new MsnClient(
        new ConnectionSettings(
            sockets,
            connectTimeout,
            replyTimeout,
            usedScheduler,
            clock,
            activity,
            manners.firstId(),
            transcript,
            new EventQueue(usedExecutor, activity, listeners)),
        new SignInSettings(
            server,
            manners.dialects(),
            manners.description(),
            nexusUrl,
            loginUrl,
            usedTransport,
            replyTimeout,
            usedScheduler,
            activity),
        new NotificationSettings(
            manners.contactList(), manners.clientId(), product, pingInterval, reconnection),
        kept,
        calls,
        files,
        releaseThreads);
  }

  private static ScheduledExecutorService ownScheduler() {
    ScheduledThreadPoolExecutor own = new ScheduledThreadPoolExecutor(1, daemon("msn-timer"));
    own.setRemoveOnCancelPolicy(true);
    return own;
  }

  private static ExecutorService ownExecutor() {
    return new ThreadPoolExecutor(
        1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon("msn-events"));
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static Duration positive(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "a timeout or interval must be more than nothing, was " + duration);
    }
    return duration;
  }

  private static URI webAddress(URI url) {
    String scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null
        || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
      throw new IllegalArgumentException(
          "not an address of the web, like https://host/path: " + url);
    }
    return url;
  }
}
