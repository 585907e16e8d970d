package org.msnmock.mockserver.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.report.CheckedReport;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.wire.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String GREETING =
      """
      dialogue: 1
      id: a.greets
      steps:
        - accept: ns
        - C: VER {trid} MSNP9 {**}
        - S: VER {trid} MSNP9 CVR0
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Api api = new Api();
  private final LiveJournal journal = new LiveJournal();
  private final Set<String> done = new TreeSet<>();
  private Server server;
  private Control control;

  @BeforeEach
  void open() throws IOException {
    ServerSettings settings = ServerSettings.onLoopback(Optional.empty());
    server = Server.open(settings);
    server.emulate(
        List.of(
            Account.of("alice@example.com", "s3cret", "Alice"),
            Account.of("bob@example.com", "s3cret", "Bob")),
        Manners.USUAL,
        1,
        journal,
        new Audience() {});
    control = Control.open(0, server, Map.of("MSN_SERVER", "127.0.0.1:1"), journal, settings);
  }

  @AfterEach
  void close() {
    control.close();
    server.close();
  }

  // ---- requests ----

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(control.url() + path))
        .timeout(DEADLINE)
        .header("Authorization", "Bearer " + control.token())
        .method(method, BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A request and its answer, both as they are described. */
  private JsonNode call(int status, String method, String path, String body) throws Exception {
    String operation = api.operationOf(method, path);
    if (status < 300) {
      api.checkRequest(operation, body);
    }
    HttpResponse<String> answer = send(request(method, path, body));
    assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isEqualTo(status);
    String type = answer.headers().firstValue("Content-Type").orElse("");
    api.checkAnswer(operation, status, type, answer.body());
    done.add(operation);
    return MAPPER.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  private JsonNode get(String path) throws Exception {
    return call(200, "GET", path, "");
  }

  private void post(String path, String body) throws Exception {
    JsonNode unused = call(204, "POST", path, body);
  }

  // ---- clients ----

  /** A client of the service. */
  private final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Wire(Role role) throws IOException {
      this(server.addresses().port(role));
    }

    Wire(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout((int) DEADLINE.toMillis());
      in = socket.getInputStream();
    }

    Wire say(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      return this;
    }

    String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        assertThat(next).as("more behind \"%s\"", line).isNotNegative();
        line.append((char) next);
      }
      return line.toString().stripTrailing();
    }

    String rest() throws IOException {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether the other side has not hung up; it must have said nothing. */
    boolean isOpen() throws IOException {
      socket.setSoTimeout(1);
      try {
        return in.read() >= 0;
      } catch (SocketTimeoutException e) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Wire signedIn(String name) throws Exception {
    Wire wire = new Wire(Role.NOTIFICATION_SERVER);
    wire.say("VER 0 MSNP9 CVR0").line();
    wire.say("USR 1 TWN I %s@example.com".formatted(name));
    String challenge = wire.line().substring(12);
    HttpResponse<String> login =
        client.send(
            HttpRequest.newBuilder(URI.create(server.addresses().loginUrl()))
                .header(
                    "Authorization",
                    "Passport1.4 OrgVerb=GET,sign-in=%s%%40example.com,pwd=s3cret,%s"
                        .formatted(name, challenge))
                .build(),
            BodyHandlers.ofString());
    String info = login.headers().firstValue("Authentication-Info").orElseThrow();
    int from = info.indexOf("from-PP='") + 9;
    wire.say("USR 2 TWN S " + info.substring(from, info.indexOf('\'', from)));
    String line = wire.line();
    while (!line.startsWith("ClientPort")) {
      line = wire.line();
    }
    wire.line();
    return wire;
  }

  private int connection(String address) throws Exception {
    return get("/accounts/" + address).get("connection").intValue();
  }

  // ---- all that is described ----

  @Test
  void what_can_be_asked_for_is_what_is_described() {
    Set<String> routes =
        Control.routes(server, Map.of(), new Plays(ServerSettings.onLoopback(Optional.empty())))
            .stream()
            .map(route -> route.method() + " " + route.path())
            .collect(Collectors.toCollection(TreeSet::new));
    routes.add("GET " + Front.DESCRIPTION);
    routes.add("GET " + Front.JOURNAL);

    assertThat(api.operations()).isEqualTo(routes);
  }

  @Test
  void the_names_in_paths_are_described() {
    for (String operation : api.operations()) {
      List<String> described = new ArrayList<>();
      api.operation(operation)
          .path("parameters")
          .forEach(
              parameter -> {
                if (parameter.get("in").stringValue().equals("path")) {
                  described.add(parameter.get("name").stringValue());
                }
              });
      assertThat(described).as(operation).containsExactlyElementsOf(Api.names(operation));
    }
  }

  @Test
  void everything_that_is_described_can_be_done() throws Exception {
    get("/openapi.json");
    assertThat(get("/service").get("accounts").intValue()).isEqualTo(2);
    call(
        201,
        "POST",
        "/accounts",
        """
        {"address": "Eve@example.com", "password": "pass", "name": "Eve ü", "mailbox": 1, "open": false,
         "asks": false, "phones": {"PHH": "555"}, "groups": {"3": "Work"}, "contacts": [
         {"address": "alice@example.com", "name": "Al", "lists": ["FL", "AL"], "groups": [3]}]}
        """);
    JsonNode eve = get("/accounts/eve@example.com");
    assertThat(eve.toString())
        .isEqualTo(
            "{\"address\":\"eve@example.com\",\"name\":\"Eve ü\",\"status\":\"FLN\",\"asks\":false,\"open\":false,\"mailbox\":1,\"phones\":{\"PHH\":\"555\"},\"groups\":{\"0\":\"Other Contacts\",\"3\":\"Work\"},\"contacts\":[{\"address\":\"alice@example.com\",\"name\":\"Al\",\"lists\":[\"FL\",\"AL\"],\"groups\":[3]}]}");
    call(200, "PUT", "/accounts/eve%40example.com", "{\"password\": \"s3cret\", \"mailbox\": 2}");
    assertThat(get("/accounts?skip=2&most=5").toString())
        .startsWith("{\"total\":3,\"accounts\":[{\"address\":\"eve@example.com\"")
        .doesNotContain("s3cret");

    try (Wire alice = signedIn("eve")) {
      int number = connection("eve@example.com");
      post("/connections/%s/lines".formatted(number), "{\"line\": \"NOT\", \"payload\": \"<ü>\"}");
      post("/connections/%s/lines".formatted(number), "{\"line\": \"QNG 5\"}");
      for (String line = alice.line(); !line.startsWith("NOT "); ) {
        line = alice.line();
      }
      assertThat(alice.line()).endsWith("QNG 5");
      assertThat(
              call(200, "POST", "/accounts/eve@example.com/mail", "{\"from\": \"x@y\"}")
                  .get("mailbox")
                  .intValue())
          .isEqualTo(3);
      String talk =
          call(
                  200,
                  "POST",
                  "/accounts/eve@example.com/ring",
                  "{\"from\": \"ghost@x\", \"name\": \"A B\"}")
              .get("switchboard")
              .stringValue();
      post("/service/shutdown", "{\"minutes\": 7}");
      String ring = alice.line();
      while (!ring.startsWith("RNG ")) {
        ring = alice.line();
      }
      String[] words = ring.split(" ");
      assertThat(words).contains(talk, "ghost@x", "A%20B");
      try (Wire answer = new Wire(Role.SWITCHBOARD)) {
        answer.say("ANS 1 eve@example.com %s %s".formatted(words[4], talk));
        assertThat(answer.line()).isEqualTo("ANS 1 OK");
        assertThat(get("/switchboards").toString())
            .startsWith("{\"switchboards\":[{\"number\":\"%s\"".formatted(talk));
        post("/switchboards/%s/cut".formatted(talk), "");
        assertThat(answer.rest()).isEmpty();
      }
      post("/connections/%s/slow".formatted(number), "{\"millis\": 1}");
      post("/connections/%s/cut".formatted(number), "{\"inMessage\": 3}");
      post("/accounts/eve@example.com/kick", "{\"how\": \"shutdown\"}");
      assertThat(alice.rest()).contains("Arg1: 7\r\n").endsWith("OUT SSD\r\n");
    }
    try (Wire stranger = new Wire(Role.DISPATCH_SERVER)) {
      await().atMost(DEADLINE).until(() -> get("/connections").get("connections").size() == 1);
      JsonNode one = get("/connections").get("connections").get(0);
      assertThat(one.get("role").stringValue()).isEqualTo("ds");
      post("/connections/%s/kick".formatted(one.get("number").intValue()), "{\"how\": \"close\"}");
      assertThat(stranger.rest()).isEmpty();
    }
    call(204, "DELETE", "/accounts/eve@example.com", "");
    assertThat(get("/accounts").get("total").intValue()).isEqualTo(2);
    int play = call(201, "POST", "/plays", playOf(GREETING)).get("number").intValue();
    get("/plays");
    get("/plays/" + play);
    call(200, "DELETE", "/plays/" + play, "");
    done.add("GET /journal"); // that is tried below

    assertThat(done).isEqualTo(api.operations());
  }

  // ---- what is wrong ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET    | /accounts/x@y                    |                          | 404 | there is no account x@y",
        "GET    | /accounts?skip=two               |                          | 400 | query, skip is no number",
        "DELETE | /accounts/x@y                    |                          | 404 | there is no account x@y",
        "POST   | /accounts                        | {                        | 400 | body is no JSON",
        "POST   | /accounts                        | []                       | 400 | body is no JSON object",
        "POST   | /accounts                        | {\"address\":\"a@b\"}    | 400 | body, password is missing",
        "POST   | /accounts                        | {\"address\":\"a\",\"password\":\"p\"} | 400 | the address is no e-mail address",
        "POST   | /accounts                        | {\"address\":\"a@b\",\"password\":\"p\",\"nme\":1} | 400 | body, nme is not known",
        "POST   | /accounts                        | {\"address\":\"a@b\",\"password\":\"p\",\"kid\":1} | 400 | body, kid is neither true nor false",
        "POST   | /accounts                        | {\"address\":\"a@b\",\"password\":\"p\",\"contacts\":[{\"address\":\"x@y\",\"lists\":[\"RL\"]}]} | 400 | a list is FL, AL or BL",
        "POST   | /accounts                        | {\"address\":\"a@b\",\"password\":\"p\",\"contacts\":[{\"address\":\"x@y\",\"lists\":[\"FL\"]}]} | 404 | there is no account x@y",
        "POST   | /accounts                        | {\"address\":\"bob@example.com\",\"password\":\"p\"} | 409 | there is an account bob@example.com already",
        "PUT    | /accounts/bob@example.com        | {\"address\":\"eve@example.com\",\"password\":\"p\"} | 400 | not that of the path",
        "POST   | /accounts/bob@example.com/ring   | {\"from\":\"x@y\"}       | 409 | bob@example.com is not signed in",
        "POST   | /accounts/bob@example.com/mail   | {\"from\":\"x@y\"}       | 409 | bob@example.com has no mailbox",
        "POST   | /accounts/bob@example.com/kick   | {\"how\":\"hard\"}       | 400 | is none of elsewhere, shutdown, plain, close, reset: hard",
        "POST   | /connections/7/lines             | {\"line\":\"X\"}         | 404 | there is no connection 7",
        "POST   | /connections/x/kick              |                          | 400 | path, number is no number",
        "POST   | /connections/7/slow              | {\"millis\":-1}          | 400 | body, millis is not from 0 to 600000",
        "POST   | /connections/7/slow              | {\"millis\":\"1\"}       | 400 | body, millis is no whole number",
        "POST   | /connections/7/cut               | {\"inMessage\":1,\"afterBytes\":1} | 400 | cut at two places",
        "POST   | /switchboards/7/cut              |                          | 404 | there is no conversation 7",
        "POST   | /service/shutdown                | {\"minutes\":1441}       | 400 | body, minutes is not from 0 to 1440",
        "GET    | /plays/7                         |                          | 404 | there is no such play",
        "POST   | /plays                           | {\"dialogue\":\"x\",\"case\":1} | 400 | body, case is no text",
      })
  void says_what_is_wrong_where_and_what_to_do(
      String method, String path, String body, int status, String what) throws Exception {
    JsonNode problem = call(status, method, path, body == null ? "" : body);

    assertThat(problem.get("what").stringValue()).contains(what);
    assertThat(problem.get("where").stringValue()).isNotEmpty();
    assertThat(problem.get("remedy").stringValue()).isNotEmpty();
  }

  @Test
  void refuses_one_letter_too_many() throws Exception {
    call(
        200,
        "PUT",
        "/accounts/bob@example.com",
        "{\"password\": \"s3cret\", \"mailbox\": %s}".formatted(Account.MOST_LETTERS));

    assertThat(
            call(409, "POST", "/accounts/bob@example.com/mail", "{\"from\": \"x@y\"}").toString())
        .contains("10000 letters already", "PUT the account with fewer letters");
  }

  @Test
  void knows_no_other_resources_and_methods() throws Exception {
    HttpResponse<String> nothing = send(request("GET", "/nothing", ""));
    HttpResponse<String> patch = send(request("PATCH", "/accounts", ""));
    HttpResponse<String> options = send(request("OPTIONS", "/accounts", ""));

    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(List.of(patch.statusCode(), options.statusCode())).containsExactly(405, 405);
    assertThat(patch.headers().firstValue("Allow")).hasValue("GET, POST");
    assertThat(options.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @Test
  void takes_no_body_that_is_too_large() throws Exception {
    String body = "{\"address\": \"%s\"}".formatted("x".repeat(Front.LARGEST_BODY));

    assertThat(call(413, "POST", "/accounts", body).get("what").stringValue())
        .isEqualTo("the body has more than 2097152 bytes");
  }

  // ---- who may come in ----

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Bearer 1234", "Basic YTpi"})
  void lets_nobody_in_without_the_token(String authorization) throws Exception {
    HttpRequest.Builder bare = HttpRequest.newBuilder(URI.create(control.url() + "/accounts"));
    HttpResponse<String> answer =
        send(authorization.isEmpty() ? bare : bare.header("Authorization", authorization));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(answer.body()).doesNotContain(control.token());
    assertThat(control.toString()).doesNotContain(control.token());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "127.0.0.1:9, 200",
    "localhost:80, 200",
    "[::1]:80, 200",
    "evil.example, 403",
    "127.0.0.1.evil.example:80, 403",
    "'', 403"
  })
  void answers_by_this_machines_own_names_only(String host, int status) throws Exception {
    try (Wire wire = new Wire(URI.create(control.url()).getPort())) {
      wire.say("GET /service HTTP/1.1")
          .say("Host: " + host)
          .say("Authorization: Bearer " + control.token())
          .say("Connection: close")
          .say("");

      assertThat(wire.line()).startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void tells_anybody_on_this_machine_what_it_can_do() throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(control.url() + "/openapi.json")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Control.description());
  }

  @Test
  void nobody_is_let_in_after_the_end() {
    control.close();

    assertThatThrownBy(() -> get("/service")).isInstanceOf(ConnectException.class);
  }

  // ---- the journal ----

  private Stream<String> follow() throws Exception {
    HttpResponse<Stream<String>> answer =
        client.send(request("GET", "/journal", "").build(), BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    return answer.body();
  }

  @Test
  void tells_what_goes_on_and_hides_secrets() throws Exception {
    List<JsonNode> seen = new ArrayList<>();
    try (Stream<String> lines = follow();
        Wire alice = signedIn("alice")) {
      alice.say("OUT");
      var each = lines.iterator();
      for (String line = each.next(); seen.size() < 2 || !line.contains("\"closed\""); ) {
        api.checkAnswer("GET /journal", 200, "application/x-ndjson", line);
        seen.add(MAPPER.readTree(line));
        line = each.next();
      }
    }

    assertThat(seen.get(0).get("what").stringValue()).isEqualTo("begin");
    assertThat(seen.get(1).get("remote").stringValue()).startsWith("127.0.0.1:");
    assertThat(seen.toString())
        .contains("\"lines\":[\"VER 0 MSNP9 CVR0\"]", "USR 2 TWN S [hidden]", "MSPAuth: [hidden]")
        .contains(
            "\"what\":\"known\",\"connection\":1,\"role\":\"ns\",\"address\":\"alice@example.com\"")
        .doesNotContain("&p=", "s3cret");
  }

  @Test
  void drops_who_reads_too_slowly_and_nobody_else() throws Exception {
    try (Wire slow = new Wire(URI.create(control.url()).getPort());
        Stream<String> lines = follow()) {
      slow.say("GET /journal HTTP/1.1")
          .say("Host: localhost")
          .say("Authorization: Bearer " + control.token())
          .say("");
      assertThat(slow.line()).startsWith("HTTP/1.1 200");
      await().atMost(DEADLINE).until(() -> journal.readers() == 2);
      var each = lines.iterator();
      each.next();

      String text = "x".repeat(10_000);
      int told = 0;
      while (journal.readers() == 2) {
        server
            .ask(
                emulator -> {
                  journal.noted(0, text);
                  return true;
                })
            .join();
        told++;
        assertThat(each.next()).contains(text);
        assertThat(told).isLessThan(20_000);
      }

      assertThat(journal.readers()).isEqualTo(1);
      journal.noted(0, "one more");
      assertThat(each.next()).contains("one more");
    }
  }

  @Test
  void lets_only_so_many_read() throws Exception {
    List<Stream<String>> all = new ArrayList<>();
    for (int i = 0; i < LiveJournal.MOST_READERS; i++) {
      all.add(follow());
    }

    assertThat(call(503, "GET", "/journal", "").get("what").stringValue())
        .isEqualTo("8 read the journal already, the most that may");
    all.forEach(Stream::close);
  }

  @Test
  void the_journal_has_what_ports_suffer_and_no_word_that_leads_into_a_conversation()
      throws Exception {
    try (Stream<String> lines = follow()) {
      server
          .ask(
              emulator -> {
                journal.noted("somebody was turned away");
                journal.said(
                    9, "XFR 5 SB 127.0.0.1:5 CKI 17.42.9\r\n".getBytes(StandardCharsets.UTF_8));
                return true;
              })
          .join();

      List<String> three = lines.limit(3).toList();

      assertThat(three.get(1)).contains("\"noted\"", "somebody was turned away");
      assertThat(three.get(2)).contains("XFR 5 SB 127.0.0.1:5 CKI [hidden]");
    }
  }

  @Test
  void half_requests_of_others_hold_up_nobody() throws Exception {
    List<Wire> others = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      others.add(new Wire(URI.create(control.url()).getPort()).say("GET /service HTTP/1.1"));
    }

    get("/service");

    assertThat(others.get(others.size() - 1).isOpen()).isTrue();
    for (Wire other : others) {
      other.close();
    }
  }

  @Test
  void no_play_begins_after_the_end() {
    Plays plays = new Plays(ServerSettings.onLoopback(Optional.empty()));
    Route begin =
        plays.routes().stream()
            .filter(route -> route.method().equals("POST"))
            .findFirst()
            .orElseThrow();
    byte[] body = playOf(GREETING).getBytes(StandardCharsets.UTF_8);

    plays.close();

    try (plays) {
      assertThatThrownBy(() -> begin.handler().answer(new Route.Asked(Map.of(), Map.of(), body)))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.status()).isEqualTo(503));
    }
  }

  @Test
  void the_end_of_the_service_ends_the_journal() throws Exception {
    try (Stream<String> lines = follow()) {
      control.close();

      assertThatThrownBy(lines::toList).isInstanceOf(UncheckedIOException.class);
    }
  }

  // ---- plays ----

  private static String playOf(String dialogue) {
    return MAPPER.writeValueAsString(Map.of("dialogue", dialogue));
  }

  @Test
  void plays_a_dialogue_and_judges_the_client() throws Exception {
    JsonNode play = call(201, "POST", "/plays", playOf(GREETING));
    String path = "/plays/" + play.get("number").intValue();
    assertThat(play.get("state").stringValue()).isEqualTo("playing");
    String place = play.get("clients").get("").get("MSN_NS").stringValue();
    assertThat(get(path).has("report")).isFalse();

    try (Wire wire = new Wire(Integer.parseInt(place.substring(place.indexOf(':') + 1)))) {
      assertThat(wire.say("VER 7 MSNP9 CVR0").line()).isEqualTo("VER 7 MSNP9 CVR0");
    }

    await().atMost(DEADLINE).until(() -> get(path).get("state").stringValue().equals("over"));
    JsonNode over = get(path);
    assertThat(over.get("verdict").stringValue()).isEqualTo("ok");
    assertThat(CheckedReport.faults(over.get("report").toString())).isEmpty();
    assertThat(over.at("/report/cases/0/id").stringValue()).isEqualTo("a.greets");
  }

  @Test
  void tells_how_a_client_deviates_and_hides_secrets() throws Exception {
    String dialogue = GREETING.replace("C: VER {trid} MSNP9 {**}", "C: USR {trid} TWN S {=hex}");
    JsonNode play = call(201, "POST", "/plays", playOf(dialogue));
    String path = "/plays/" + play.get("number").intValue();
    String place = play.get("clients").get("").get("MSN_NS").stringValue();

    try (Wire wire = new Wire(Integer.parseInt(place.substring(place.indexOf(':') + 1)))) {
      wire.say("USR 7 TWN S t=ticket&p=word").rest();
    }

    await().atMost(DEADLINE).until(() -> get(path).get("state").stringValue().equals("over"));
    JsonNode over = call(200, "DELETE", path, "");
    assertThat(over.get("verdict").stringValue()).isEqualTo("failed");
    assertThat(over.at("/report/cases/0/deviations/0/step/line").intValue()).isEqualTo(5);
    assertThat(over.toString()).doesNotContain("t=ticket");
    assertThat(get("/plays").get("plays").size()).isZero();
  }

  @Test
  void says_where_a_dialogue_is_wrong() throws Exception {
    JsonNode problem = call(422, "POST", "/plays", playOf(GREETING.replace("accept", "acept")));

    assertThat(problem.at("/findings/0/line").intValue()).isEqualTo(4);
    assertThat(problem.at("/findings/0/column").intValue()).isEqualTo(5);
    assertThat(problem.at("/findings/0/message").stringValue()).contains("acept");
    assertThat(problem.at("/findings/0/hints/0").stringValue()).contains("accept");
  }

  @Test
  void a_dialogue_that_is_sent_reads_no_files(@TempDir Path folder) throws Exception {
    Path fragment =
        Files.writeString(
            folder.toRealPath().resolve("rest.yaml"),
            "fragment: 1\ntitle: The rest\nsteps:\n  - S ns: QNG 50\n");
    String fromRoot = fragment.getRoot().relativize(fragment).toString();
    String fromTemporary = "../%s/rest.yaml".formatted(folder.getFileName());

    for (String path : List.of(fromRoot, fromTemporary, fragment.toString())) {
      JsonNode problem =
          call(422, "POST", "/plays", playOf(GREETING + "  - include: %s\n".formatted(path)));
      assertThat(problem.toString()).as(path).doesNotContain("QNG");
    }
  }

  @Test
  void ends_a_play_that_goes_on() throws Exception {
    int number = call(201, "POST", "/plays", playOf(GREETING)).get("number").intValue();

    JsonNode over = call(200, "DELETE", "/plays/" + number, "");

    assertThat(over.get("state").stringValue()).isEqualTo("over");
    call(404, "GET", "/plays/" + number, "");
  }

  @Test
  void keeps_only_so_many_plays() throws Exception {
    for (int i = 0; i < Plays.MOST; i++) {
      call(201, "POST", "/plays", playOf(GREETING));
    }

    call(429, "POST", "/plays", playOf(GREETING));
  }

  @Test
  void reads_a_line_that_is_no_text() throws Exception {
    try (Stream<String> lines = follow();
        Wire wire = new Wire(Role.DISPATCH_SERVER)) {
      wire.socket.getOutputStream().write(new byte[] {'V', 'E', 'R', ' ', (byte) 0xff, '\r', '\n'});
      assertThat(lines.filter(line -> line.contains("heard")).findFirst().orElseThrow())
          .contains("VER \\\\xff");
    }
  }
}
