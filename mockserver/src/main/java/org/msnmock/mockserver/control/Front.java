package org.msnmock.mockserver.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in that may come in, and gives each to its route. Any thread may enter. */
final class Front implements HttpHandler {
  static final String DESCRIPTION = "/openapi.json";
  static final String JOURNAL = "/journal";

  /** Of a request's body, in bytes. */
  static final int LARGEST_BODY = 2 << 20;

  private static final int LONGEST_ADDRESS = 8_192;
  private static final String JSON = "application/json";
  private static final String REMEDY = "see " + DESCRIPTION;

  private static final Logger LOG = LoggerFactory.getLogger(Front.class);

  private final List<Route> routes;
  private final LiveJournal journal;
  private final byte[] authorization;

  Front(List<Route> routes, LiveJournal journal, String token) {
    this.routes = routes;
    this.journal = journal;
    this.authorization = bytes("Bearer " + token);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      checkHost(exchange);
      if (is(exchange, DESCRIPTION)) {
        send(exchange, new Reply(200, description()));
        return;
      }
      checkToken(exchange);
      if (is(exchange, JOURNAL)) {
        follow(exchange);
      } else {
        send(exchange, answer(exchange));
      }
    } catch (Failure failure) {
      refuse(exchange, failure);
    } catch (RuntimeException fault) {
      LOG.error("a fault of msnmock itself, at a request for control", fault);
      refuse(
          exchange,
          Failure.of(500, "a fault of msnmock itself", "the service", "report what it has logged"));
    }
  }

  // ---- who may come in ----

  /** A page of some other site can make its own name mean this machine, but not ours its own. */
  private static void checkHost(HttpExchange exchange) {
    String host = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "");
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    if (!List.of("127.0.0.1", "localhost", "[::1]").contains(name)) {
      throw Failure.of(
          403, "the Host is none of this machine's own names", "header, Host", "use 127.0.0.1");
    }
  }

  private void checkToken(HttpExchange exchange) {
    List<String> given = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    boolean isRight =
        given.size() == 1 && MessageDigest.isEqual(authorization, bytes(given.get(0)));
    if (!isRight) {
      throw Failure.of(
          401,
          "the token is missing or wrong",
          "header, Authorization",
          "send \"Authorization: Bearer\" with MSN_CONTROL_TOKEN, which was printed at the start");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean is(HttpExchange exchange, String path) {
    return exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getRawPath().equals(path);
  }

  // ---- what they get ----

  private Reply answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath();
    if (path.length() > LONGEST_ADDRESS) {
      throw Failure.of(414, "the address is too long", "path", REMEDY);
    }
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> parts = route.match(path);
      if (parts.isPresent() && route.method().equals(method)) {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        return route
            .handler()
            .answer(new Route.Asked(parts.get(), Route.query(query), body(exchange)));
      }
      if (parts.isPresent()) {
        methods.add(route.method());
      }
    }
    if (path.equals(DESCRIPTION) || path.equals(JOURNAL)) {
      methods.add("GET");
    }
    if (methods.isEmpty()) {
      throw Failure.of(404, "there is no such resource", "path", REMEDY);
    }
    exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
    throw Failure.of(
        405, "only %s can be done there".formatted(String.join(", ", methods)), "method", REMEDY);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw Failure.of(
          413,
          "the body has more than %s bytes".formatted(LARGEST_BODY),
          "body",
          "send less at a time");
    }
    return body;
  }

  static byte[] description() {
    try (InputStream in =
        Objects.requireNonNull(Front.class.getResourceAsStream("openapi.json"), DESCRIPTION)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(HttpExchange exchange) throws IOException {
    LiveJournal.Reader reader =
        journal
            .open()
            .orElseThrow(
                () ->
                    Failure.of(
                        503,
                        "%s read the journal already, the most that may"
                            .formatted(LiveJournal.MOST_READERS),
                        "journal",
                        "end one of them"));
    try {
      exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
    } catch (IOException e) {
      reader.giveUp();
      throw e;
    }
    reader.start(exchange);
  }

  private static void refuse(HttpExchange exchange, Failure failure) throws IOException {
    if (failure.status() == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
    }
    if (failure.status() == 413) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    send(exchange, Reply.of(failure.status(), failure.json()));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      boolean isEmpty = reply.body().length == 0;
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      if (!isEmpty) {
        exchange.getResponseHeaders().set("Content-Type", JSON);
      }
      exchange.sendResponseHeaders(reply.status(), isEmpty || isHead ? -1 : reply.body().length);
      if (!isEmpty && !isHead) {
        out.write(reply.body());
      }
    }
  }
}
