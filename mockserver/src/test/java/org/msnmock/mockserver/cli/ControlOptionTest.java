package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.control.Control;

/** {@code serve --control}, and the examples of its manual. */
class ControlOptionTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private Thread serving;

  private Console console() {
    return new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), folder);
  }

  /** What the service tells those who are to find it. */
  private Map<String, String> serve() throws IOException {
    Path told = folder.resolve("here.env");
    serving =
        new Thread(
            () ->
                exit.complete(
                    Msnmock.run(
                        console(), "serve", "--plain", "--control", "--addresses", "here.env")));
    serving.start();
    await().atMost(DEADLINE).until(() -> Files.exists(told));
    return Files.readAllLines(told).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @AfterEach
  void end() throws Exception {
    if (serving != null) {
      serving.interrupt();
      assertThat(exit.get(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(0);
    }
  }

  @Test
  void tells_where_it_is_steered_and_with_what() throws Exception {
    Map<String, String> told = serve();

    assertThat(told.get("MSN_CONTROL_URL")).matches("http://127\\.0\\.0\\.1:[0-9]+");
    assertThat(told.get("MSN_CONTROL_TOKEN")).matches("[0-9a-f]{48}");
    assertThat(out.toString())
        .contains("MSN_CONTROL_URL", told.get("MSN_CONTROL_TOKEN"))
        .contains("MSN_NS");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("here.env"))))
        .isEqualTo("rw-------");
  }

  @Test
  void says_why_it_cannot_be_steered() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int code =
          Msnmock.run(
              console(), "serve", "--plain", "--control", String.valueOf(taken.getLocalPort()));

      assertThat(code).isEqualTo(5);
      assertThat(err.toString())
          .contains("cannot listen for control on 127.0.0.1:" + taken.getLocalPort());
    }
    assertThat(Msnmock.run(console(), "serve", "--control", "70000")).isEqualTo(64);
    assertThat(err.toString()).contains("--control takes a port from 0 to 65535");
  }

  @Test
  void its_description_is_printed() {
    assertThat(Msnmock.run(console(), "schema", "openapi")).isEqualTo(0);

    assertThat(out).hasToString(Control.description());
  }

  // ---- the manual ----

  private static String example(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)```\n")
            .matcher(Files.readString(Path.of("CONTROL.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private String run(List<String> command, String script) throws Exception {
    Path file = Files.writeString(folder.resolve("example"), script);
    List<String> words = new ArrayList<>(command);
    words.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(serve());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void the_example_with_curl_runs() throws Exception {
    assumeTrue(runs("curl", "--fail-with-body", "--version"), "there is no curl 7.76 or newer");

    String output = run(List.of("sh", "-eu"), example("sh"));

    assertThat(output.lines().filter(line -> !line.isEmpty()))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"accounts\":4", "MSN_NS"),
            line -> assertThat(line).startsWith("{\"address\":\"eve@example.com\""),
            line -> assertThat(line).isEqualTo("{\"mailbox\":1}"),
            line -> assertThat(line).isEqualTo("{\"connections\":[]}"));
  }

  @Test
  void the_example_in_Python_runs() throws Exception {
    assumeTrue(runs("python3", "--version"), "there is no python3 on this machine");

    assertThat(run(List.of("python3"), example("python")).lines())
        .containsExactly("VER 0 MSNP9 CVR0", "ok");
  }

  @Test
  void the_manual_names_everything_that_can_be_asked_for() throws Exception {
    String manual = Files.readString(Path.of("CONTROL.md"));

    for (String path : Control.description().split("\n")) {
      Matcher key = Pattern.compile("    \"(/[^\"]+)\": \\{").matcher(path);
      if (key.matches()) {
        assertThat(manual).contains(key.group(1));
      }
    }
  }
}
