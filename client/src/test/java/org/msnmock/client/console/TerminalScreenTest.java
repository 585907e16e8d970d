package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A terminal of 60 columns on which nothing but a test sits. */
class TerminalScreenTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PipedOutputStream keys = new PipedOutputStream();
  private Terminal terminal;
  private TerminalScreen screen;

  @BeforeEach
  void set_up_the_terminal() throws Exception {
    terminal =
        new ExternalTerminal(
            "test", "xterm", new PipedInputStream(keys), out, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(60, 20));
    screen =
        new TerminalScreen(terminal, Terminals.reader(terminal, Optional.empty()), Paint.PLAIN);
  }

  @AfterEach
  void close() throws Exception {
    terminal.close();
  }

  private void type(String text) throws Exception {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void awaitShown(String text) {
    await().untilAsserted(() -> assertThat(shown()).contains(text));
  }

  @Test
  void a_file_has_a_bar_above_the_line_that_is_typed_until_it_is_there() throws Exception {
    // given
    screen.prompt("bob", 0);
    var line = CompletableFuture.supplyAsync(screen::next);
    awaitShown("bob> ");
    type("Hel");
    awaitShown("Hel");
    // when
    screen.progress(new Progress(1, "a.png", 1024, 2048));
    awaitShown("file 1, a.png [##");
    awaitShown("50 % of 2.0 KiB");
    screen.progressEnded(1);
    type("lo\r");
    // then
    assertThat(line.get(20, TimeUnit.SECONDS)).contains("Hello");
  }

  @Test
  void the_prompt_leaves_room_and_takes_no_part_of_an_address_for_a_pattern() throws Exception {
    // given
    screen.prompt("100%d-" + "x".repeat(100) + "\033[2J", 3);
    // when
    var line = CompletableFuture.supplyAsync(screen::next);
    // then
    awaitShown("(3 unread) 100%d-xxxxxxxxxxxx…> ");
    type("\r");
    assertThat(line.get(20, TimeUnit.SECONDS)).contains("");
  }

  @Test
  void an_interrupted_line_is_forgotten_and_an_ended_one_is_the_last() throws Exception {
    // given
    var line = CompletableFuture.supplyAsync(screen::next);
    awaitShown("> ");
    // when
    type("no\003");
    await().untilAsserted(() -> assertThat(shown()).containsSubsequence("no", "> "));
    type("\003");
    awaitShown("/quit ends the program, and so does Control-D");
    type("\004");
    // then
    assertThat(line.get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void nothing_is_shown_on_a_terminal_that_is_closed() throws Exception {
    // given
    terminal.close();
    String before = shown();
    // when
    screen.show(Line.answer("too late"));
    screen.prompt("bob", 1);
    // then
    assertThat(shown()).isEqualTo(before);
  }
}
