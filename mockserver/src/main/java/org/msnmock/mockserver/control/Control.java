package org.msnmock.mockserver.control;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;

/**
 * Steers a service over HTTP, for whoever knows its token. Listens on loopback only. Thread-safe.
 */
public final class Control implements AutoCloseable {
  /**
   * What the JDK's server has to be told by properties of the process, unless somebody has: its
   * bounds, and to send at once what it has, else each answer waits 40 ms for the client's system.
   */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "sun.net.httpserver.nodelay", "true",
          "sun.net.httpserver.maxReqTime", "8",
          "sun.net.httpserver.maxReqHeaders", "100",
          "sun.net.httpserver.maxIdleConnections", "20",
          "jdk.httpserver.maxConnections", "100");

  /** One for each connection, so that half a request of somebody holds up nobody else. */
  private static final int THREADS = 100;

  private static final long IDLE_SECONDS = 10;
  private static final int TOKEN_BYTES = 24;

  private final HttpServer http;
  private final ExecutorService threads;
  private final LiveJournal journal;
  private final Plays plays;
  private final String token;

  private Control(
      HttpServer http, ExecutorService threads, LiveJournal journal, Plays plays, String token) {
    this.http = http;
    this.threads = threads;
    this.journal = journal;
    this.plays = plays;
    this.token = token;
  }

  /**
   * Opens the way in to a service that is emulated.
   *
   * @param port 0 for a free one
   * @param addresses where clients find the service, by the names of variables
   * @param journal that the service tells of what goes on
   * @param settings of the servers on which dialogues are played
   * @throws IOException where the port is taken
   */
  public static Control open(
      int port,
      Server server,
      Map<String, String> addresses,
      LiveJournal journal,
      ServerSettings settings)
      throws IOException {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    HttpServer http = bind(new InetSocketAddress(loopback, port));
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "msnmock control " + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    String token = newToken();
    Plays plays = new Plays(settings);
    http.setExecutor(threads);
    http.createContext("/", new Front(routes(server, addresses, plays), journal, token));
    http.start();
    return new Control(http, threads, journal, plays, token);
  }

  private static HttpServer bind(InetSocketAddress address) throws IOException {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen for control on 127.0.0.1:%s: %s. Name another port, or none for a free one"
              .formatted(address.getPort(), e.getMessage()),
          e);
    }
  }

  /** All of it as OpenAPI, JSON. */
  public static String description() {
    return new String(Front.description(), StandardCharsets.UTF_8);
  }

  /** Everything that can be asked for. */
  static List<Route> routes(Server server, Map<String, String> addresses, Plays plays) {
    List<Route> all = new ArrayList<>(new WorldRoutes(server, addresses).all());
    all.addAll(plays.routes());
    return all;
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** {@code http://127.0.0.1:8080}. */
  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** What a request has to bring: {@code Authorization: Bearer ...}. It is a secret. */
  public String token() {
    return token;
  }

  /** Ends all requests and plays; a second time it does nothing. */
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    journal.close();
    plays.close();
  }

  @Override
  public String toString() {
    return url();
  }
}
