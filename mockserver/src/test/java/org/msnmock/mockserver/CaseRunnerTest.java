package org.msnmock.mockserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.adapter.SignIn;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.Loader;

@Timeout(120)
class CaseRunnerTest {
  private static final ServerSettings SERVER = ServerSettings.onLoopback(Optional.empty());

  private static final String GREETS =
      """
      dialogue: 1
      id: greets
      title: Greets when asked to
      steps:
        - do: sign-in
        - accept: ns
        - C: VER {trid} MSNP9 {**}
        - S: VER {trid} MSNP9 CVR0
        - { see: signed-in, args: { user: alice@example.com } }
      """;

  private static final String CERTIFICATE =
      GREETS.replace("steps:", "roles: { login: { tls: expired } }\nsteps:");

  private static final String ABOUT_A_PORT =
      GREETS.replace("steps:", "roles: { ns: { port: 1863 } }\nsteps:");

  @TempDir private Path folder;

  @Test
  void a_client_in_this_JVM_is_asked_and_heard() throws Exception {
    Greeter client = new Greeter();

    PlayedCase played = play(GREETS, client);

    assertThat(played.result().outcome()).isEqualTo(Outcome.OK);
    assertThat(client.told).isEqualTo(SignIn.WAIT);
    assertThat(client.stopped.getCount()).isZero();
  }

  @Test
  void a_client_that_throws_has_failed_to_act() throws Exception {
    PlayedCase played =
        play(
            GREETS,
            new Greeter() {
              @Override
              public void act(int ask, String verb, Map<String, String> arguments) {
                throw new IllegalStateException("no " + verb);
              }
            });

    assertThat(played.result().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(played.clientLog()).anyMatch(line -> line.contains("no sign-in"));
  }

  @Test
  void a_client_that_hangs_when_it_acts_holds_up_no_case() throws Exception {
    PlayedCase played =
        play(
            GREETS
                .replace("- accept: ns", "- { accept: ns, within: 100ms }")
                .replace("sign-in", "typing"),
            new Greeter() {
              @Override
              public void act(int ask, String verb, Map<String, String> arguments) {
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            },
            Duration.ofMillis(100));

    assertThat(played.result().outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void a_client_is_started_before_it_acts_even_if_asked_first() throws Exception {
    Dialogue dialogue = dialogue(GREETS);
    try (Server server = Server.open(SERVER)) {
      Map<String, String> addresses = server.texts(dialogue);
      Script script = Script.of(dialogue, dialogue.cases().get(0), addresses, 4711);
      CompletableFuture<SignIn> toldWhenAsked = new CompletableFuture<>();
      Greeter client =
          new Greeter() {
            @Override
            public void act(int ask, String verb, Map<String, String> arguments) {
              toldWhenAsked.complete(told);
            }
          };

      new CaseRun(server, script, addresses, List.of(client), Optional.empty())
          .asked(Server.ONLY, new Action.Ask(1, "", "sign-in", Map.of()));

      assertThat(toldWhenAsked.get()).isEqualTo(SignIn.WAIT);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void each_client_has_its_servers_its_account_and_the_time_of_all(boolean virtual)
      throws Exception {
    List<Greeter> clients = new CopyOnWriteArrayList<>();
    CaseSettings settings =
        new CaseSettings(SERVER, Strictness.STRICT, 1, Duration.ofSeconds(30), 4711);
    Dialogue dialogue = dialogue(GREET_EACH_OTHER);

    PlayedCase played =
        new CaseRunner(settings)
            .run(
                dialogue,
                dialogue.cases().get(0),
                () -> {
                  Greeter client = new TimedGreeter(virtual);
                  clients.add(client);
                  return client;
                });

    assertThat(played.result().outcome()).as(Explanation.of(played.result())).isEqualTo(Outcome.OK);
    assertThat(clients).hasSize(2).allMatch(client -> client.stopped.getCount() == 0);
    assertThat(played.clientLog()).contains("alice: asked for typing", "bob: asked for typing");
  }

  /** A wakeup of the server's thread that gets lost costs each case ten seconds. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void clients_that_end_together_end_their_cases_at_once() throws Exception {
    CaseSettings settings =
        new CaseSettings(SERVER, Strictness.STRICT, 1, Duration.ofMinutes(10), 4711);
    Dialogue dialogue =
        dialogue(GREET_EACH_OTHER.replaceFirst("(?s)steps:.*", "steps:\n  - accept: alice.ns\n"));

    for (int i = 0; i < 20; i++) {
      PlayedCase played =
          new CaseRunner(settings).run(dialogue, dialogue.cases().get(0), Leaver::new);

      assertThat(played.result().reason())
          .isEqualTo("alice ended, exit code 0 before it connected to anything");
    }
  }

  /** Ends as soon as it is started. */
  private static final class Leaver extends Greeter {
    @Override
    public void start(Briefing briefing, ClientEvents sink) {
      sink.ended(0, false);
    }
  }

  private static final String GREET_EACH_OTHER =
      """
      dialogue: 1
      id: greets
      title: Two clients, asked one after the other
      clients: { alice: {}, bob: {} }
      steps:
        - do alice: typing
        - accept: alice.ns
        - C: VER {trid} MSNP9
        - S: VER {trid} MSNP9 CVR0
        - { see alice: signed-in, args: { user: "{alice.user}" } }
        - do bob: typing
        - accept: bob.ns
        - C: VER {trid} MSNP9
        - S: VER {trid} MSNP9 CVR0
        - { see bob: signed-in, args: { user: "{bob.user}" } }
      """;

  /** Tells what it was asked, and goes by the time that it is given. */
  private static final class TimedGreeter extends Greeter {
    private final boolean virtual;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    TimedGreeter(boolean virtual) {
      this.virtual = virtual;
    }

    @Override
    public boolean goesByGivenTime() {
      return virtual;
    }

    @Override
    public void act(int ask, String verb, Map<String, String> arguments) {
      asked.add("asked for " + verb);
      super.act(ask, verb, arguments);
    }

    @Override
    SocketFactory sockets(Briefing briefing) {
      return briefing.time().map(VirtualTime::sockets).orElse(SocketFactory.getDefault());
    }

    @Override
    public List<String> log() {
      return asked;
    }
  }

  @Test
  void on_virtual_time_hours_cost_nothing_and_a_slow_client_is_not_late() throws Exception {
    Greeter client =
        new Greeter() {
          @Override
          public boolean goesByGivenTime() {
            return true;
          }

          @Override
          SocketFactory sockets(Briefing briefing) {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < 200_000_000) {
              Thread.onSpinWait(); // it works
            }
            return briefing.time().orElseThrow().sockets();
          }
        };

    PlayedCase played =
        play(
            GREETS
                .replace("- accept: ns", "- accept: ns\n    within: 1ms")
                .replace("CVR0\n", "CVR0\n    after: 600m\n  - quiet: 840m\n"),
            client);

    assertThat(played.result().outcome()).isEqualTo(Outcome.OK);
    assertThat(played.result().took()).isBetween(Duration.ofHours(24), Duration.ofHours(25));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_certificate_cannot_be_shown_over_plain_HTTP(boolean virtual) throws Exception {
    Greeter client =
        new Greeter() {
          @Override
          public boolean goesByGivenTime() {
            return virtual;
          }
        };
    ServerSettings server = virtual ? with(Map.of(), Optional.of(Authority.temporary())) : SERVER;

    Result result = play(CERTIFICATE, client, server).result();

    assertThat(result.outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(result.reason()).contains("login: expired", "plain HTTP");
    assertThat(client.stopped.getCount()).as("was not even started").isOne();
  }

  @Test
  void a_port_that_everybody_knows_can_be_had_more_than_once() throws Exception {
    Dialogue dialogue = dialogue(ABOUT_A_PORT);
    try (Server other = Server.open(SERVER, dialogue)) {
      Map<String, String> texts = other.texts(dialogue);

      Result result = play(ABOUT_A_PORT, new Greeter()).result();

      assertThat(result.outcome()).isEqualTo(Outcome.OK);
      assertThat(texts)
          .containsEntry("ns.port", "1863")
          .containsEntry("ns.addr", texts.get("ns.host") + ":1863")
          .containsEntry("entry.addr", texts.get("ns.addr"))
          .containsEntry("ds.host", "127.0.0.1");
      assertThat(texts.get("ns.host")).startsWith("127.").isNotEqualTo("127.0.0.1");
      assertThat(other.obstacle(dialogue)).isEmpty();
    }
  }

  @Test
  void a_port_in_place_of_which_clients_are_told_another_cannot_be_had() throws Exception {
    Greeter client = new Greeter();
    ServerSettings server = SERVER.advertising(Map.of(Role.NOTIFICATION_SERVER, 11_863));

    Result result = play(ABOUT_A_PORT, client, server).result();

    assertThat(result.outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(result.reason()).contains("port 1863 of the notification server");
    assertThat(client.stopped.getCount()).as("was not even started").isOne();
  }

  @Test
  void a_port_that_somebody_else_has_cannot_be_had() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      String text = ABOUT_A_PORT.replace("1863", String.valueOf(taken.getLocalPort()));

      Result result = play(text, new Greeter(), listening("localhost")).result();

      assertThat(result.outcome()).isEqualTo(Outcome.UNSUPPORTED);
      assertThat(result.reason()).contains("could not be had");
    }
  }

  @Test
  void two_certificates_cannot_be_shown_on_one_port() throws Exception {
    Map<Role, Integer> shared = Map.of(Role.NEXUS, 4711, Role.LOGIN, 4711);
    ServerSettings server = with(shared, Optional.of(Authority.temporary()));

    Result result = play(CERTIFICATE, new Greeter(), server).result();

    assertThat(result.outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(result.reason()).contains("login: expired", "one port");
  }

  @Test
  void a_certificate_is_shown_over_TLS() throws Exception {
    ServerSettings server = with(Map.of(), Optional.of(Authority.temporary()));

    assertThat(play(CERTIFICATE, new Greeter(), server).result().outcome()).isEqualTo(Outcome.OK);
  }

  private PlayedCase play(String text, ClientUnderTest client, ServerSettings server)
      throws Exception {
    CaseSettings settings =
        new CaseSettings(server, Strictness.STRICT, 1, Duration.ofSeconds(30), 4711);
    Dialogue dialogue = dialogue(text);
    return new CaseRunner(settings).run(dialogue, dialogue.cases().get(0), () -> client);
  }

  private static ServerSettings with(Map<Role, Integer> ports, Optional<Authority> authority) {
    return settings("127.0.0.1", ports, authority);
  }

  private static ServerSettings listening(String host) {
    return settings(host, Map.of(), Optional.empty());
  }

  private static ServerSettings settings(
      String host, Map<Role, Integer> ports, Optional<Authority> authority) {
    return new ServerSettings(
        host,
        host,
        ports,
        authority,
        ServerSettings.DaLogin.BARE,
        Limits.DEFAULT,
        ServerSettings.CONNECTIONS,
        ServerSettings.UNSENT_BYTES);
  }

  private PlayedCase play(String text, ClientUnderTest client) throws Exception {
    return play(text, client, Duration.ofSeconds(30));
  }

  private PlayedCase play(String text, ClientUnderTest client, Duration startTimeout)
      throws Exception {
    CaseSettings settings = new CaseSettings(SERVER, Strictness.STRICT, 1, startTimeout, 4711);
    Dialogue dialogue = dialogue(text);
    return new CaseRunner(settings).run(dialogue, dialogue.cases().get(0), () -> client);
  }

  private Dialogue dialogue(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("greets.dialogue.yaml"), text);
    return Loader.root(folder).load(file).dialogues().get(0);
  }

  /** Says VER, and that it is in once it has heard it. */
  private static class Greeter implements ClientUnderTest {
    private final CountDownLatch stopped = new CountDownLatch(1);
    SignIn told = SignIn.AUTO;
    private @Nullable Briefing briefing;
    private ClientEvents events = new Nobody();

    @Override
    public void start(Briefing briefing, ClientEvents sink) {
      this.briefing = briefing;
      told = briefing.signIn();
      events = sink;
    }

    @Override
    public void act(int ask, String verb, Map<String, String> arguments) {
      Briefing known = Objects.requireNonNull(briefing);
      String[] parts = known.value("entry.addr").split(":", -1);
      try (Socket socket = sockets(known).createSocket(parts[0], Integer.parseInt(parts[1]))) {
        socket.getOutputStream().write("VER 1 MSNP9\r\n".getBytes(StandardCharsets.UTF_8));
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
        events.told("signed-in", Map.of("user", known.account().user()));
        events.answered(ask, Event.Reply.DONE, "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    SocketFactory sockets(Briefing briefing) {
      return SocketFactory.getDefault();
    }

    @Override
    public void stop() {
      stopped.countDown();
    }
  }

  /** Before the start nobody listens. */
  private static final class Nobody implements ClientEvents {
    @Override
    public void told(String event, Map<String, Object> arguments) {}

    @Override
    public void answered(int ask, Event.Reply reply, String why) {}

    @Override
    public void ended(int code, boolean signalled) {}
  }
}
