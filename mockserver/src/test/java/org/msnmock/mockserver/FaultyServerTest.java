package org.msnmock.mockserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.Loader;

/** Faults as a client meets them: which bytes arrive, and how the connection ends. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FaultyServerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Role NS = Role.NOTIFICATION_SERVER;

  @TempDir private Path folder;

  @Test
  void the_bytes_before_a_reset_arrive() throws Exception {
    String steps =
        """
          - accept: ns
          - S: QNG 50
            wire: { cut: 3, then: reset }
        """;
    try (Playing playing = play(steps);
        Socket client = playing.connect(NS)) {
      assertThat(read(client, 3)).isEqualTo("QNG");
      assertThatThrownBy(client.getInputStream()::read).isInstanceOf(SocketException.class);
      playing.isOk();
    }
  }

  @Test
  void nothing_follows_a_stall_though_the_client_goes_on() throws Exception {
    String steps =
        """
          - accept: ns
          - S: QNG 50
            wire: { every: 1, gap: 1ms, cut: 3, then: stall }
          - C: PNG
          - C: OUT
        """;
    try (Playing playing = play(steps);
        Socket client = playing.connect(NS)) {
      assertThat(read(client, 3)).isEqualTo("QNG");
      client.getOutputStream().write(bytes("PNG\r\nOUT\r\n"));

      assertThat(client.getInputStream().readAllBytes()).isEmpty();
      playing.isOk();
    }
  }

  @Test
  void damage_and_garbage_arrive_byte_by_byte() throws Exception {
    String steps =
        """
          - accept: ns
          - S: MSG a b {len}
            body: hello
            wire: { len: 0, eol: lf, repeat: 2, flip: { at: 0, mask: 80 } }
          - garbage: { bytes: 64, seed: 7, eol: none }
          - garbage: { hex: 00 ff, eol: cr }
        """;
    byte[] noise = new byte[64];
    new Random(7).nextBytes(noise);
    try (Playing playing = play(steps);
        Socket client = playing.connect(NS)) {
      byte[] all = client.getInputStream().readAllBytes();

      assertThat(text(all))
          .isEqualTo("\u00cdSG a b 0\nhelloMSG a b 0\nhello" + text(noise) + "\0\u00ff\r");
      playing.isOk();
    }
  }

  @Test
  void an_answer_of_Passport_breaks_off() throws Exception {
    String steps =
        """
          - C login: GET /login2.srf
          - S login: 200 OK
            wire: { chunks: [4, 4], gap: 1ms, cut: 12, then: reset }
          - accept: ns
        """;
    try (Playing playing = play(steps);
        Socket client = playing.connect(Role.LOGIN)) {
      client.getOutputStream().write(bytes("GET /login2.srf HTTP/1.1\r\n\r\n"));

      assertThat(read(client, 12)).isEqualTo("HTTP/1.1 200");
      assertThatThrownBy(client.getInputStream()::read).isInstanceOf(SocketException.class);
      playing.connect(NS).close();
      playing.isOk();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String read(Socket client, int count) throws IOException {
    return text(client.getInputStream().readNBytes(count));
  }

  private record Playing(MockMsnServer server, CompletableFuture<Result> result)
      implements AutoCloseable {
    Socket connect(Role role) throws IOException {
      Socket client = new Socket("127.0.0.1", server.addresses().port(role));
      client.setSoTimeout((int) DEADLINE.toMillis());
      return client;
    }

    void isOk() {
      assertThat(result)
          .succeedsWithin(DEADLINE)
          .satisfies(ended -> assertThat(ended.outcome()).isEqualTo(Outcome.OK));
    }

    @Override
    public void close() {
      server.close();
    }
  }

  private Playing play(String steps) throws IOException {
    Path file = folder.resolve("fault.dialogue.yaml");
    Files.writeString(file, "dialogue: 1\nid: fault\nsteps:\n" + steps);
    var loaded = Loader.root(folder).load(file);
    assertThat(loaded.errors()).isEmpty();
    Dialogue dialogue = loaded.dialogues().get(0);
    MockMsnServer server = MockMsnServer.builder().plain().start();
    Script script = server.script(dialogue, dialogue.cases().get(0), 1);
    return new Playing(server, server.play(script, settings()));
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
}
