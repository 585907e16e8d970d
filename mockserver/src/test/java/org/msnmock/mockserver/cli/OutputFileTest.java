package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No option for a file to be written costs anybody one that they wrote themselves. */
@Timeout(180)
class OutputFileTest {
  private static final String HELLO = "dialogue: 1\nid: hello\nsteps:\n  - accept: ns\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path hello;

  @BeforeEach
  void write() throws IOException {
    hello = Files.writeString(folder.resolve("hello.dialogue.yaml"), HELLO);
  }

  private int run(String line) {
    return Msnmock.run(
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), folder),
        line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test hello.dialogue.yaml --client x --junit hello.dialogue.yaml",
        "test hello.dialogue.yaml --client x --json ./hello.dialogue.yaml",
        "test hello.dialogue.yaml --client x --html none.yml",
        "test hello.dialogue.yaml --client x --html link",
        "test hello.dialogue.yaml --client x --baseline known --junit known",
        "report a=known --html hello.dialogue.yaml",
        "report a=known --html known",
        "serve hello.dialogue.yaml --plain --addresses hello.dialogue.yaml",
        "serve --plain --addresses hello.dialogue.yaml",
      })
  void what_somebody_wrote_is_not_overwritten(String line) throws IOException {
    // given
    Path known = Files.writeString(folder.resolve("known"), "hello: failed\n");
    Files.createSymbolicLink(folder.resolve("link"), hello);
    // then
    assertThat(run(line)).isEqualTo(64);
    assertThat(err.toString()).contains("would overwrite ", "; name another file");
    assertThat(hello).hasContent(HELLO);
    assertThat(known).hasContent("hello: failed\n");
    assertThat(folder.resolve("none.yml")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"remember the milk\n", "A=1\nB=2\n", "MSN_SERVER=a\nremember\n"})
  void addresses_replace_no_other_file(String text) throws IOException {
    // given
    Path notes = Files.writeString(folder.resolve("notes"), text);
    // then
    assertThat(run("serve hello.dialogue.yaml --plain --addresses notes")).isEqualTo(64);
    assertThat(run("serve --plain --addresses notes")).isEqualTo(64);
    assertThat(err.toString())
        .contains("--addresses notes: something else than addresses stands there, and is kept");
    assertThat(out.toString()).isEmpty();
    assertThat(notes).hasContent(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MSN_SERVER=127.0.0.1:1\nMSN_DS=x\n", "BOB_MSN_SERVER=x\nEVE_X=\n"})
  void addresses_replace_an_empty_file_and_older_ones(String text) throws IOException {
    // given
    AddressFile file = new AddressFile(Files.writeString(folder.resolve("a.env"), text));
    // when
    file.write(Map.of("MSN_SERVER", "127.0.0.1:2"));
    // then
    assertThat(folder.resolve("a.env")).hasContent("MSN_SERVER=127.0.0.1:2\n");
    file.delete();
    assertThat(folder.resolve("a.env")).doesNotExist();
  }

  @Test
  void addresses_take_nothing_away_that_came_after_them() throws Exception {
    // given
    Path told = folder.resolve("a.env");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread serving =
        new Thread(() -> exit.complete(run("serve hello.dialogue.yaml --plain --addresses a.env")));
    serving.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> out.toString().contains("ready;"));
    assertThat(told).content().contains("MSN_SERVER=127.0.0.1:");
    // when
    Files.writeString(told, "remember the milk");
    serving.interrupt();
    // then
    assertThat(exit.get()).isZero();
    assertThat(told).hasContent("remember the milk");
  }

  @Test
  void addresses_go_into_no_device() {
    AddressFile device = new AddressFile(folder);

    assertThatThrownBy(device::check).hasMessageContaining("something else than addresses");
  }
}
