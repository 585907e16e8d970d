package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.Loader;

/** Several clients of one dialogue that is served, each in a play of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SeveralClientsTest {
  private static final Role DS = Role.DISPATCH_SERVER;
  private static final Role NS = Role.NOTIFICATION_SERVER;
  private static final Role SB = Role.SWITCHBOARD;

  @TempDir private Path folder;

  private final List<Peer> peers = new ArrayList<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final List<String> closes = new CopyOnWriteArrayList<>();
  private final Map<Integer, CompletableFuture<Result>> endings = new ConcurrentHashMap<>();
  private Server server;

  @AfterEach
  void close() throws IOException {
    for (Peer peer : peers) {
      peer.close();
    }
    server.close();
  }

  /** Serves a dialogue of these steps, with a lenient judge, as {@code msnmock serve} does. */
  private void serve(String steps) throws IOException {
    serve(ServerSettings.onLoopback(Optional.empty()), "", steps);
  }

  private void serve(ServerSettings settings, String head, String steps) throws IOException {
    Files.writeString(
        folder.resolve("x.dialogue.yaml"),
        "dialogue: 1\nid: x\ntitle: X\n%ssteps:\n%s".formatted(head, steps));
    var loaded = Loader.root(folder).loadAll();
    assertThat(loaded.dialogues()).as("%s", loaded.findings()).hasSize(1);
    Dialogue dialogue = loaded.dialogues().get(0);
    server = Server.open(settings, dialogue);
    Script script = Script.of(dialogue, dialogue.cases().get(0), server.texts(dialogue), 1);
    server.serve(script, this::manner, audience());
  }

  private PlaySettings manner(int play) {
    return new PlaySettings(
        PlaySettings.Strictness.LENIENT,
        10,
        Duration.ofMinutes(10),
        play,
        PlaySettings.Partner.PERSON,
        0,
        listener(play));
  }

  private Journal.Listener listener(int play) {
    return entry -> {
      if (entry instanceof Entry.ClosedByClient closed) {
        closes.add("play %s: %s".formatted(play, closed.connection()));
      }
    };
  }

  private Audience audience() {
    return new Audience() {
      @Override
      public void ended(int play, Result result) {
        ending(play).complete(result);
      }

      @Override
      public void noted(String text) {
        notes.add(text);
      }
    };
  }

  private CompletableFuture<Result> ending(int play) {
    return endings.computeIfAbsent(play, number -> new CompletableFuture<>());
  }

  private Peer connect(Role role) throws IOException {
    return connect(role, "");
  }

  private Peer connect(Role role, String client) throws IOException {
    Peer peer = Peer.connect(server.addresses(client).port(role));
    peers.add(peer);
    return peer;
  }

  /** Says a line, and waits for the answer. */
  private static String ask(Peer peer, String line) throws IOException {
    return peer.says(line + "\r\n").line();
  }

  /** Leaves, and waits until its play has heard of it. */
  private void leave(Peer peer, String heard) throws IOException {
    peer.close();
    await().atMost(Duration.ofMinutes(1)).until(() -> closes.contains(heard));
  }

  /** For whom the answer to a request is, by its header {@code For}. */
  private String asks(Role role, String path, String authorization) throws IOException {
    return answerFor(send(role, path, authorization));
  }

  private Peer send(Role role, String path, String authorization) throws IOException {
    return connect(role)
        .says("GET %s HTTP/1.1\r\nConnection: close\r\n".formatted(path))
        .says(
            authorization.isEmpty()
                ? "\r\n"
                : "Authorization: Passport1.4 OrgVerb=GET,%s\r\n\r\n".formatted(authorization));
  }

  private static String answerFor(Peer peer) throws IOException {
    return peer.restText()
        .lines()
        .filter(line -> line.startsWith("For: "))
        .findFirst()
        .orElse("nobody")
        .replace("For: ", "");
  }

  // ---- requests ----

  private static final String SIGNS_IN =
      """
        - accept: ns
        - C: VER {trid} {name=*}
        - S: VER {trid} {name}
        - C: USR {trid} TWN I {who=*}
        - set: { signature: "{random:hex32}" }
        - S: USR {trid} TWN S lc=1033,tpf=SIGNATURE
        - C login: GET /login2.srf
          auth: { sign-in: "{=*}" }
        - S login: 200 OK
          headers: { For: "{name}" }
        - C: PNG
        - S: QNG
      """;

  private static final String WITH_ONE_SIGNATURE = SIGNS_IN.replace("SIGNATURE", "1");
  private static final String WITH_A_SIGNATURE_EACH = SIGNS_IN.replace("SIGNATURE", "{signature}");

  /** Somebody who comes as far as the challenge, and what that is. */
  private String challenged(String name, String user) throws IOException {
    return challenged(connect(NS), name, user);
  }

  private static String challenged(Peer peer, String name, String user) throws IOException {
    assertThat(ask(peer, "VER 1 " + name)).isEqualTo("VER 1 " + name);
    return ask(peer, "USR 2 TWN I " + user).replaceFirst("USR 2 TWN S ", "");
  }

  @Test
  void a_request_goes_to_the_play_whose_user_it_names() throws IOException {
    serve(WITH_ONE_SIGNATURE);
    for (String name : List.of("a", "b", "c")) {
      challenged(name, name + "@example.com");
    }

    assertThat(asks(Role.LOGIN, "/login2.srf", "sign-in=c%40example.com,tpf=1")).isEqualTo("c");
    assertThat(asks(Role.LOGIN, "/login2.srf", "sign-in=A@Example.Com,tpf=1")).isEqualTo("a");
    assertThat(asks(Role.LOGIN, "/login2.srf", "sign-in=b@example.com")).isEqualTo("b");
  }

  @Test
  void of_the_same_user_it_goes_to_the_play_whose_challenge_it_brings() throws IOException {
    serve(WITH_A_SIGNATURE_EACH);
    List<String> challenges = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      challenges.add(challenged(name, "alice@example.com"));
    }

    for (int i : List.of(2, 0, 1)) {
      assertThat(asks(Role.LOGIN, "/login2.srf", "sign-in=alice@example.com," + challenges.get(i)))
          .isEqualTo(List.of("a", "b", "c").get(i));
    }
  }

  @Test
  void of_the_same_user_and_challenge_it_goes_to_the_oldest_play_that_awaits_it()
      throws IOException {
    serve(WITH_ONE_SIGNATURE);
    String challenge = challenged("a", "alice@example.com");
    assertThat(challenged("b", "alice@example.com")).isEqualTo(challenge);
    String brought = "sign-in=alice@example.com," + challenge;

    assertThat(asks(Role.LOGIN, "/login2.srf", brought)).isEqualTo("a");
    assertThat(asks(Role.LOGIN, "/login2.srf", brought)).isEqualTo("b");
  }

  @Test
  void it_does_not_go_to_a_play_whose_client_has_gone() throws IOException {
    serve(WITH_ONE_SIGNATURE);
    Peer gone = connect(NS);
    challenged(gone, "a", "alice@example.com");
    leave(gone, "play 1: ns #1");
    challenged("b", "alice@example.com");

    assertThat(asks(Role.LOGIN, "/login2.srf", "sign-in=alice@example.com,tpf=1")).isEqualTo("b");
  }

  @Test
  void a_request_waits_for_the_step_of_its_own_play() throws IOException {
    serve(
        WITH_ONE_SIGNATURE.replace(
            "  - C login", "  - C: CVR {trid}\n  - S: CVR {trid}\n  - C login"));
    challenged("a", "a@example.com");
    Peer late = connect(NS);
    challenged(late, "b", "b@example.com");
    assertThat(ask(peers.get(0), "CVR 3")).isEqualTo("CVR 3"); // this play awaits a request now

    Peer early = send(Role.LOGIN, "/login2.srf", "sign-in=b@example.com,tpf=1");
    assertThat(asks(Role.LOGIN, "/login2.srf", "sign-in=a@example.com,tpf=1")).isEqualTo("a");
    late.says("CVR 3\r\n");

    assertThat(answerFor(early)).isEqualTo("b");
  }

  @Test
  void a_request_that_names_nobody_goes_to_the_oldest_play_that_awaits_it() throws IOException {
    serve(
        """
          - accept: ns
          - C: VER {trid} {name=*}
          - S: VER {trid} {name}
          - C nexus: GET /rdr/pprdr.asp
          - S nexus: 200 OK
            headers: { For: "{name}" }
          - C: PNG
        """);
    for (String name : List.of("a", "b")) {
      assertThat(ask(connect(NS), "VER 1 " + name)).isEqualTo("VER 1 " + name);
    }

    assertThat(asks(Role.NEXUS, "/rdr/pprdr.asp", "")).isEqualTo("a");
    assertThat(asks(Role.NEXUS, "/rdr/pprdr.asp", "")).isEqualTo("b");
  }

  // ---- connections ----

  private static final String IS_SENT_ON =
      """
        - accept: ds
        - C: VER {trid} {name=*}
        - S: XFR {trid} {name}
        - accept: ns
          within: 1m
        - C: VER {trid}
        - S: VER {trid} {name}
        - C: VER {trid}
        - C: PNG
      """;

  @Test
  void each_client_gets_a_play_of_its_own_and_others_are_told_of() throws IOException {
    serve(IS_SENT_ON);
    assertThat(ask(connect(DS), "VER 1 a")).isEqualTo("XFR 1 a");
    assertThat(ask(connect(DS), "VER 1 b")).isEqualTo("XFR 1 b");

    assertThat(ask(connect(NS), "VER 1")).isEqualTo("VER 1 a");
    assertThat(ask(connect(NS), "VER 1")).isEqualTo("VER 1 b");
    Peer third = connect(NS);
    assertThat(third.rest()).isEmpty();
    assertThat(notes).singleElement().asString().contains("notification server", "no play awaits");
  }

  @Test
  void a_connection_goes_to_a_play_whose_client_is_there_and_only_then_to_others()
      throws IOException {
    serve(IS_SENT_ON);
    Peer gone = connect(DS);
    assertThat(ask(gone, "VER 1 a")).isEqualTo("XFR 1 a");
    leave(gone, "play 1: ds #1");
    assertThat(ask(connect(DS), "VER 1 b")).isEqualTo("XFR 1 b");

    assertThat(ask(connect(NS), "VER 1")).isEqualTo("VER 1 b");
    assertThat(ask(connect(NS), "VER 1")).isEqualTo("VER 1 a"); // it left before it came here
  }

  @Test
  void a_play_that_waits_for_a_return_takes_whoever_comes_first() throws IOException {
    serve(
        """
          - accept: ns
          - C: VER {trid} {name=*}
          - S: VER {trid} {name}
          - expect-close: ns
          - accept: ns
            within: 1m
          - C: VER {trid} {again=*}
          - S: VER {trid} {again} after {name}
          - C: PNG
        """);
    Peer first = connect(NS);
    assertThat(ask(first, "VER 1 a")).isEqualTo("VER 1 a");
    leave(first, "play 1: ns #1");

    assertThat(ask(connect(NS), "VER 1 b")).isEqualTo("VER 1 b after a");
    assertThat(ask(connect(NS), "VER 1 c")).isEqualTo("VER 1 c");
  }

  private static final String CALLS =
      """
        - accept: ns
        - C: VER {trid} {name=*}
        - set: { key: "{random:cookie}" }
        - S: XFR {trid} SB {sb.addr} CKI {key}
        - accept: sb
          within: 1m
        - C: USR {trid} {who=*} {=*}
        - S: USR {trid} OK {name}
        - C: OUT
      """;

  private static String word(Peer peer, String name) throws IOException {
    return ask(peer, "VER 1 " + name).replaceFirst(".* CKI ", "");
  }

  @Test
  void a_switchboard_goes_to_the_play_that_gave_its_word_out() throws IOException {
    serve(CALLS);
    List<String> words = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      words.add(word(connect(NS), name));
    }

    for (int i : List.of(2, 0, 1)) {
      assertThat(ask(connect(SB), "USR 1 alice@example.com " + words.get(i)))
          .isEqualTo("USR 1 OK " + List.of("a", "b", "c").get(i));
    }
  }

  @Test
  void who_is_called_comes_with_a_word_too() throws IOException {
    serve(
        CALLS
            .replace("XFR {trid} SB {sb.addr} CKI {key}", "RNG 1 {sb.addr} CKI {key} b@c B")
            .replace("USR {trid} {who=*} {=*}", "ANS {trid} {who=*} {=*} 1"));
    List<String> words = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      words.add(ask(connect(NS), "VER 1 " + name).split(" ")[4]);
    }

    assertThat(ask(connect(SB), "ANS 1 x@y " + words.get(1) + " 1")).isEqualTo("USR 1 OK b");
    assertThat(ask(connect(SB), "ANS 1 x@y " + words.get(0) + " 1")).isEqualTo("USR 1 OK a");
  }

  @Test
  void a_switchboard_with_a_word_of_nobody_goes_to_the_oldest() throws IOException {
    serve(CALLS);
    word(connect(NS), "a");
    word(connect(NS), "b");

    assertThat(ask(connect(SB), "USR 1 x@y 1.2.3")).isEqualTo("USR 1 OK a");
  }

  @Test
  void a_switchboard_may_speak_first() throws IOException {
    serve(CALLS.replace("  - C: USR {trid} {who=*} {=*}\n  - S: USR {trid}", "  - S: USR 1"));
    word(connect(NS), "a");
    word(connect(NS), "b");

    assertThat(connect(SB).line()).isEqualTo("USR 1 OK a");
    assertThat(connect(SB).line()).isEqualTo("USR 1 OK b");
  }

  @Test
  void a_switchboard_that_is_closed_without_a_word_is_heard_of() throws IOException {
    serve(
        CALLS.replace(
            "  - C: USR {trid} {who=*} {=*}\n  - S: USR", "  - expect-close: sb\n  - S ns: USR"));
    Peer first = connect(NS);
    word(first, "a");
    word(connect(NS), "b");

    connect(SB).close();

    assertThat(first.line()).isEqualTo("USR 1 OK a");
  }

  // ---- those who go ----

  @Test
  void the_others_play_on_when_one_client_breaks_off() throws IOException {
    serve(WITH_ONE_SIGNATURE);
    List<Peer> all = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      all.add(connect(NS));
      challenged(all.get(all.size() - 1), name, name + "@example.com");
    }
    all.get(1).reset();

    for (String name : List.of("c", "a")) {
      assertThat(asks(Role.LOGIN, "/login2.srf", "sign-in=%s@example.com".formatted(name)))
          .isEqualTo(name);
    }
    assertThat(ask(all.get(0), "PNG")).isEqualTo("QNG");
    assertThat(ask(all.get(2), "PNG")).isEqualTo("QNG");
    assertThat(ending(1)).succeedsWithin(Duration.ofMinutes(1));
    assertThat(ending(3)).succeedsWithin(Duration.ofMinutes(1));
  }

  @Test
  void a_play_does_not_wait_for_ever_for_a_client_that_has_gone() throws Exception {
    expectThatItIsGivenUp(WITH_ONE_SIGNATURE);
  }

  @Test
  void nor_where_something_was_due_meanwhile() throws Exception {
    expectThatItIsGivenUp(
        """
          - accept: ns
          - C: VER {trid} {who=*}
          - S: VER {trid} {who}
          - parallel:
              soon: [ pause: 10s ]
              request: [ C login: GET /login2.srf ]
        """);
  }

  private void expectThatItIsGivenUp(String steps) throws Exception {
    VirtualTime time = new VirtualTime();
    time.begin();
    serve(ServerSettings.onLoopback(Optional.empty()).on(time), "", steps);
    try (Socket gone = time.sockets().createSocket("127.0.0.1", server.addresses().port(NS))) {
      gone.getOutputStream()
          .write("VER 1 a\r\nUSR 2 TWN I a@b\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(gone.getInputStream().readNBytes(9))
          .isEqualTo("VER 1 a\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    Result result = time.await(ending(1));

    assertThat(result.reason()).contains("has closed all its connections", "30 s");
    assertThat(result.deviations()).isEmpty();
  }

  // ---- several clients in each play ----

  @Test
  void a_second_client_joins_the_play_in_which_the_first_one_still_is() throws IOException {
    serve(
        ServerSettings.onLoopback(Optional.empty()),
        "clients: { alice: {}, bob: {} }\n",
        """
          - accept: alice.ns
          - C: VER {trid} {name=*}
          - S: VER {trid} {name}
          - accept: bob.ns
          - C: VER {trid}
          - S: VER {trid} with {name}
          - C alice.ns: OUT
        """);
    Peer gone = connect(NS, "alice");
    assertThat(ask(gone, "VER 1 a")).isEqualTo("VER 1 a");
    leave(gone, "play 1: alice.ns #1");
    assertThat(ask(connect(NS, "alice"), "VER 1 b")).isEqualTo("VER 1 b");

    assertThat(ask(connect(NS, "bob"), "VER 1")).isEqualTo("VER 1 with b");
  }
}
