package org.msnmock.mockserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/** Whatever a client does, its case ends with a verdict that says what it was. */
@Timeout(120)
class BrokenClientsTest {
  private static final String GREETING =
      """
      dialogue: 1
      id: greeting
      title: A greeting
      steps:
        - accept: ns
        - C: VER {trid} MSNP9
          within: %s
        - S: VER {trid} MSNP9
        - C: QRY {trid} {*} {len}
          within: %s
      """;

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** Where something comes: its limits only end a test that hangs. */
  private static final String PATIENT = GREETING.formatted("30s", "30s");

  /** Where nothing comes, and that is what is judged. */
  private static final String IMPATIENT = GREETING.formatted("500ms", "500ms");

  /** What comes together with the first line is there before the short limit begins. */
  private static final String IMPATIENT_IN_THE_END = GREETING.formatted("30s", "500ms");

  @Test
  void one_that_never_comes() {
    Result result = play(PATIENT, new Client((socket, events) -> {}, client -> {}));

    assertThat(result.main().orElseThrow().kind()).isEqualTo(Deviation.Kind.NOBODY_CAME);
  }

  @Test
  void one_that_is_silent() {
    Result result = play(IMPATIENT, (socket, events) -> {});

    assertThat(Explanation.of(result)).contains("nothing came within");
  }

  @Test
  void one_that_sends_garbage() {
    byte[] garbage = new byte[4000];
    new Random(7).nextBytes(garbage);
    Result result = play((socket, events) -> socket.getOutputStream().write(garbage));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.main().orElseThrow().received()).isNotEmpty();
  }

  @Test
  void one_that_sends_a_line_of_a_megabyte() {
    Result result =
        play(
            (socket, events) -> {
              try {
                socket.getOutputStream().write(new byte[1024 * 1024]);
              } catch (IOException e) {
                // the server has broken it off before the end, as it should
              }
            });

    assertThat(Explanation.of(result)).contains("a line of more than 8192 bytes without an end");
  }

  @Test
  void one_that_sends_half_a_payload_and_stops() {
    Result result =
        play(
            IMPATIENT_IN_THE_END,
            (socket, events) -> say(socket, "VER 1 MSNP9\r\nQRY 2 msmsgs 32\r\n0123456789"));

    assertThat(result.main().orElseThrow().kind()).isEqualTo(Deviation.Kind.TIMEOUT);
    assertThat(Explanation.of(result))
        .contains("QRY 2 msmsgs 32: 10 of 32 bytes of its payload have come, then nothing more");
  }

  @Test
  void one_that_forgets_the_line_end() {
    Result result =
        play(
            IMPATIENT_IN_THE_END,
            (socket, events) -> say(socket, "VER 1 MSNP9\r\nQRY 2 msmsgs 32"));

    assertThat(Explanation.of(result))
        .contains("\"QRY 2 msmsgs 32\" without a line end, then nothing more");
  }

  @Test
  void one_that_opens_many_connections_and_says_nothing_on_them() {
    Queue<Socket> many = new ConcurrentLinkedQueue<>();
    Result result =
        play(
            IMPATIENT_IN_THE_END,
            (socket, events) -> {
              for (int i = 0; i < 100; i++) {
                many.add(new Socket(socket.getInetAddress(), socket.getPort()));
              }
              say(socket, "VER 1 MSNP9\r\n"); // all are there before the last limit begins
            });

    many.forEach(BrokenClientsTest::closeQuietly);
    assertThat(Explanation.of(result).lines())
        .hasSizeLessThan(60)
        .anyMatch(line -> line.contains("more connections on which something like this is so"));
  }

  @Test
  void one_that_sends_half_a_payload_and_closes() {
    Result result =
        play(
            (socket, events) -> {
              say(socket, "VER 1 MSNP9\r\nQRY 2 msmsgs 32\r\n0123456789");
              socket.close();
            });

    assertThat(Explanation.of(result))
        .contains("the client closed the connection while a line was awaited")
        .contains("QRY 2 msmsgs 32: 10 of 32 bytes of its payload have come");
  }

  @Test
  void one_that_closes_early() {
    Result result = play((socket, events) -> socket.close());

    assertThat(result.main().orElseThrow().kind()).isEqualTo(Deviation.Kind.CLOSED);
  }

  @Test
  void one_that_exits_at_once() {
    Result result =
        play(PATIENT, new Client((socket, events) -> {}, events -> events.ended(3, false)));

    assertThat(Explanation.of(result))
        .contains("the client ended, exit code 3 before it connected to anything");
  }

  @Test
  void one_that_opens_a_thousand_connections() {
    Queue<Socket> many = new ConcurrentLinkedQueue<>();
    Result result =
        play(
            PATIENT,
            (socket, events) -> {
              for (int i = 0; i < 1000; i++) {
                many.add(new Socket(socket.getInetAddress(), socket.getPort()));
              }
              say(socket, "VER 1 MSNP9\r\nQRY 2 msmsgs 0\r\n");
            });

    many.forEach(BrokenClientsTest::closeQuietly);
    assertThat(result.outcome()).isEqualTo(Outcome.OK);
  }

  /** What a client does once it is connected. */
  private interface Deed {
    void with(Socket socket, ClientEvents events) throws IOException;
  }

  private static Result play(Deed deed) {
    return play(PATIENT, deed);
  }

  private static Result play(String text, Deed deed) {
    return play(text, new Client(deed, null));
  }

  private static Result play(String text, Client client) {
    LoadResult loaded = Loader.root(Path.of("")).loadText("greeting", text);
    assertThat(loaded.errors()).isEmpty();
    Dialogue dialogue = loaded.dialogues().get(0);
    ServerSettings server = ServerSettings.onLoopback(Optional.empty());
    CaseSettings settings = new CaseSettings(server, Strictness.STRICT, 1, START_LIMIT, 1);
    try {
      return new CaseRunner(settings).run(dialogue, dialogue.cases().get(0), () -> client).result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A client in this JVM that connects and does its deed. Or it does something else, without any
   * connection, and then goes by virtual time, so that waiting for it costs nothing.
   */
  private static final class Client implements ClientUnderTest {
    private final Deed deed;
    private final @Nullable Consumer<ClientEvents> instead;
    private volatile Socket socket = new Socket();

    Client(Deed deed, @Nullable Consumer<ClientEvents> instead) {
      this.deed = deed;
      this.instead = instead;
    }

    @Override
    public boolean goesByGivenTime() {
      return instead != null;
    }

    @Override
    public void start(Briefing briefing, ClientEvents events) {
      if (instead != null) {
        instead.accept(events);
        return;
      }
      String address = briefing.value("entry.addr");
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      try {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        deed.with(socket, events);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void act(int ask, String verb, Map<String, String> arguments) {}

    @Override
    public void stop() {
      closeQuietly(socket);
    }
  }
}
