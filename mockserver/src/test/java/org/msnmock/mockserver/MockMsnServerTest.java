package org.msnmock.mockserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.Loader;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MockMsnServerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final String SIGN_IN =
      """
      dialogue: 1
      id: signin.short
      title: A short one
      steps:
        - accept: ns
        - C: VER {trid} MSNP9 {**}
        - S: VER {trid} MSNP9 CVR0
        - C: USR {trid} TWN S {ticket}
        - S: USR {trid} OK {user} {name:url} 1 0
        - close: ns
      """;

  @TempDir private Path folder;

  @Test
  void plays_a_dialogue_for_a_client_that_keeps_to_it() throws Exception {
    Dialogue dialogue = dialogue(SIGN_IN);
    try (MockMsnServer server = MockMsnServer.builder().plain().start()) {
      Script script = script(server, dialogue);
      CompletableFuture<Result> result = server.play(script, settings());

      assertThat(signIn(server, script.accounts().get(0).ticket()))
          .containsExactly("VER 1 MSNP9 CVR0", "USR 2 OK alice@example.com Alice 1 0");
      assertThat(outcome(result)).isEqualTo(Outcome.OK);
    }
  }

  @Test
  void meets_a_client_as_its_peer() throws Exception {
    Dialogue dialogue =
        dialogue(
            """
            dialogue: 1
            id: signin.short
            title: A file that is fetched
            steps:
              - accept: peer
              - C: TFR
              - S: "{blocks}"
                blocks: { text: hello, size: 4 }
              - C: BYE 16777989
            """);
    try (MockMsnServer server = MockMsnServer.builder().clientsOf(dialogue).plain().start()) {
      Script script = script(server, dialogue);
      CompletableFuture<Result> result = server.play(script, settings());
      try (Socket client =
          new Socket(
              java.net.InetAddress.getLoopbackAddress(), server.addresses().port(Role.PEER))) {
        client.getOutputStream().write("TFR\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.getInputStream().readNBytes(14))
            .isEqualTo(new byte[] {0, 4, 0, 'h', 'e', 'l', 'l', 0, 1, 0, 'o', 1, 0, 0});
        client.getOutputStream().write("BYE 16777989\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(outcome(result)).isEqualTo(Outcome.OK);
      }
    }
  }

  @Test
  void plays_nothing_about_a_certificate_over_plain_HTTP() throws Exception {
    Dialogue dialogue =
        dialogue(SIGN_IN.replace("steps:", "roles: { nexus: { tls: untrusted } }\nsteps:"));
    try (MockMsnServer server = MockMsnServer.builder().plain().start()) {
      Script script = script(server, dialogue);

      assertThat(server.play(script, settings()))
          .succeedsWithin(DEADLINE)
          .satisfies(ended -> assertThat(ended.outcome()).isEqualTo(Outcome.UNSUPPORTED))
          .satisfies(ended -> assertThat(ended.reason()).contains("nexus: untrusted"));
    }
  }

  @Test
  void judges_a_client_that_does_not() throws Exception {
    Dialogue dialogue = dialogue(SIGN_IN);
    try (MockMsnServer server = MockMsnServer.builder().plain().start()) {
      Script script = script(server, dialogue);
      CompletableFuture<Result> result = server.play(script, settings());

      assertThat(signIn(server, "t=stale")).containsExactly("VER 1 MSNP9 CVR0");
      assertThat(outcome(result)).isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  void hands_out_the_ticket_at_the_built_in_Passport_service() throws Exception {
    Dialogue dialogue = dialogue(SIGN_IN);
    try (MockMsnServer server = MockMsnServer.builder().plain().start()) {
      Script script = script(server, dialogue);
      server.serve(script, number -> settings());

      String nobodyPlays = ticket(server);
      try (Socket client =
          new Socket("127.0.0.1", server.addresses().port(Role.NOTIFICATION_SERVER))) {
        client.getOutputStream().write("VER 1 MSNP9\r\n".getBytes(StandardCharsets.UTF_8));
        lines(client, 1);
        assertThat(ticket(server))
            .isEqualTo(nobodyPlays)
            .contains(script.accounts().get(0).ticket());
      }
    }
  }

  @Test
  void serves_one_client_after_the_other() throws Exception {
    Dialogue dialogue = dialogue(SIGN_IN);
    List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    Audience audience = endings(result -> outcomes.add(result.outcome()));
    try (MockMsnServer server = MockMsnServer.builder().plain().audience(audience).start()) {
      Script script = script(server, dialogue);
      server.serve(script, number -> settings());
      String ticket = script.accounts().get(0).ticket();

      assertThat(signIn(server, ticket)).hasSize(2);
      assertThat(signIn(server, "t=stale")).hasSize(1);
      assertThat(signIn(server, ticket)).hasSize(2);
      await().until(() -> outcomes.equals(List.of(Outcome.OK, Outcome.FAILED, Outcome.OK)));
    }
  }

  @Test
  void serves_nothing_about_a_certificate_over_plain_HTTP() throws Exception {
    Dialogue dialogue =
        dialogue(SIGN_IN.replace("steps:", "roles: { login: { tls: expired } }\nsteps:"));
    CompletableFuture<Result> first = new CompletableFuture<>();
    Audience audience = endings(first::complete);
    try (MockMsnServer server = MockMsnServer.builder().plain().audience(audience).start()) {
      Script script = script(server, dialogue);
      server.serve(script, number -> settings());

      assertThat(signIn(server, script.accounts().get(0).ticket())).isEmpty();
      assertThat(outcome(first)).isEqualTo(Outcome.UNSUPPORTED);
    }
  }

  @Test
  void ends_a_play_that_goes_on_when_it_is_closed() throws Exception {
    Dialogue dialogue = dialogue(SIGN_IN);
    MockMsnServer server = MockMsnServer.builder().plain().start();
    Script script = script(server, dialogue);
    CompletableFuture<Result> result = server.play(script, settings());

    server.close();

    assertThat(result)
        .succeedsWithin(DEADLINE)
        .satisfies(ended -> assertThat(ended.reason()).contains("closed"));
  }

  @Test
  void plays_one_thing_only() throws Exception {
    Dialogue dialogue = dialogue(SIGN_IN);
    try (MockMsnServer server = MockMsnServer.builder().plain().start()) {
      Script script = script(server, dialogue);
      server.serve(script, number -> settings());

      assertThatThrownBy(() -> server.play(script, settings()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void serves_two_clients_in_one_play_whoever_comes_first() throws Exception {
    Dialogue dialogue = dialogue(TWO);
    CompletableFuture<Result> first = new CompletableFuture<>();
    Audience audience = endings(first::complete);
    try (MockMsnServer server =
        MockMsnServer.builder().clientsOf(dialogue).plain().audience(audience).start()) {
      server.serve(script(server, dialogue), number -> settings());

      try (Socket bob = says(server, "bob", "PNG");
          Socket alice = says(server, "alice", "OUT")) {
        assertThat(lines(bob, 1)).containsExactly("QNG bob@example.com");
        assertThat(lines(alice, 1)).containsExactly("QNG alice@example.com");
        assertThat(outcome(first)).isEqualTo(Outcome.OK);
      }
    }
  }

  @Test
  void takes_a_second_client_into_the_play_of_the_first_however_early() throws Exception {
    Dialogue dialogue =
        dialogue(
            TWO.replace("  - accept: bob.ns\n", "")
                .replace("  - C: PNG", "  - C: OUT\n  - accept: bob.ns\n  - C: PNG")
                .replace("  - C alice.ns: OUT\n", ""));
    CompletableFuture<Result> first = new CompletableFuture<>();
    List<Integer> plays = Collections.synchronizedList(new ArrayList<>());
    Audience audience =
        new Audience() {
          @Override
          public void ended(int play, Result result) {
            first.complete(result);
          }
        };
    try (MockMsnServer server =
        MockMsnServer.builder().clientsOf(dialogue).plain().audience(audience).start()) {
      server.serve(
          script(server, dialogue),
          number -> {
            plays.add(number);
            return settings();
          });

      try (Socket alice = says(server, "alice", "");
          Socket bob = says(server, "bob", "PNG")) {
        await().until(() -> !plays.isEmpty());
        alice.getOutputStream().write("OUT\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(lines(bob, 1)).containsExactly("QNG bob@example.com");
        assertThat(lines(alice, 1)).containsExactly("QNG alice@example.com");
        assertThat(first).succeedsWithin(DEADLINE);
      }
    }
    assertThat(plays).containsExactly(1);
  }

  private static final String TWO =
      """
      dialogue: 1
      id: signin.short
      title: Two of them
      clients: { alice: {}, bob: {} }
      steps:
        - accept: alice.ns
        - accept: bob.ns
        - C: PNG
        # lint: off D602
        - S: QNG {bob.user}
        - C alice.ns: OUT
        # lint: off D602
        - S alice.ns: QNG {alice.user}
      """;

  private static Socket says(MockMsnServer server, String client, String line) throws IOException {
    Socket socket =
        new Socket("127.0.0.1", server.addresses(client).port(Role.NOTIFICATION_SERVER));
    String text = line.isEmpty() ? "" : line + "\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  @Test
  void has_no_address_for_everybody_where_each_has_its_own() throws Exception {
    Dialogue dialogue = dialogue(TWO);
    try (MockMsnServer server = MockMsnServer.builder().clientsOf(dialogue).plain().start()) {
      assertThatThrownBy(server::addresses)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("[alice, bob]");
      assertThatThrownBy(() -> server.addresses("carol"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no client is called \"carol\"");
      assertThat(server.addresses("alice").port(Role.SWITCHBOARD))
          .isNotEqualTo(server.addresses("bob").port(Role.SWITCHBOARD));
    }
  }

  @Test
  void cannot_give_one_port_to_two_clients() throws Exception {
    MockMsnServer.Builder builder =
        MockMsnServer.builder()
            .clientsOf(dialogue(TWO))
            .plain()
            .port(Role.NOTIFICATION_SERVER, 4711);

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[alice, bob]");
  }

  @Test
  void plays_no_dialogue_with_other_clients_than_it_has_ports_for() throws Exception {
    Dialogue dialogue = dialogue(TWO);
    try (MockMsnServer server = MockMsnServer.builder().plain().start()) {
      assertThatThrownBy(() -> script(server, dialogue))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("alice");
    }
  }

  private static List<String> signIn(MockMsnServer server, String ticket) throws IOException {
    try (Socket client =
        new Socket("127.0.0.1", server.addresses().port(Role.NOTIFICATION_SERVER))) {
      String said = "VER 1 MSNP9 CVR0\r\nUSR 2 TWN S %s\r\n".formatted(ticket);
      client.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
      return lines(client, Integer.MAX_VALUE);
    }
  }

  private static List<String> lines(Socket client, int most) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = ""; lines.size() < most && line != null; ) {
      line = in.readLine();
      if (line != null) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String ticket(MockMsnServer server) throws Exception {
    HttpResponse<Void> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.addresses().loginUrl()))
                    .header(
                        "Authorization",
                        "Passport1.4 OrgVerb=GET,sign-in=alice%40example.com,pwd=s3cret")
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    return response.headers().firstValue("Authentication-Info").orElse("");
  }

  private static Script script(MockMsnServer server, Dialogue dialogue) {
    return server.script(dialogue, dialogue.cases().get(0), 1);
  }

  private static Audience endings(Consumer<Result> listener) {
    return new Audience() {
      @Override
      public void ended(int play, Result result) {
        listener.accept(result);
      }
    };
  }

  private static Outcome outcome(CompletableFuture<Result> result) throws Exception {
    return result.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).outcome();
  }

  private static PlaySettings settings() {
    return new PlaySettings(
        PlaySettings.Strictness.STRICT,
        4,
        DEADLINE,
        1,
        PlaySettings.Partner.NONE,
        0,
        Journal.Listener.NONE);
  }

  private Dialogue dialogue(String text) throws IOException {
    Path file = Files.createDirectory(folder.resolve("signin")).resolve("short.dialogue.yaml");
    Files.writeString(file, text);
    var loaded = Loader.root(folder).load(file);
    assertThat(loaded.errors()).isEmpty();
    return loaded.dialogues().get(0);
  }
}
