package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.adapter.ProgramUnderTest;
import org.msnmock.mockserver.report.CheckedReport;
import org.msnmock.mockserver.report.ReportSchema;
import org.msnmock.mockserver.yaml.AccountsReader;
import org.msnmock.mockserver.yaml.DialogueSchema;

@Timeout(180)
class MsnmockTest {
  private static final String GREETS =
      """
      dialogue: 1
      id: a.greets
      title: Greets
      tags: [greeting]
      steps:
        - accept: ns
        - C: VER {trid} MSNP9 {**}
          within: 30s
        - S: VER {trid} MSNP9 CVR0
        - expect-close: ns
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> variables = new HashMap<>();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("d/a"));
    Files.createDirectories(folder.resolve("d/fragments"));
    Files.writeString(folder.resolve("d/a/greets.dialogue.yaml"), GREETS);
    variables.put("MSNMOCK_TIME_SCALE", "4");
  }

  @Test
  void a_client_that_does_right_is_green() throws IOException {
    assertThat(
            test("greets", "--junit", "out/x.xml", "--html", "out/x.html", "--json", "out/x.json"))
        .isEqualTo(0);

    assertThat(out.toString())
        .contains(
            "ok             a.greets",
            "1 case in",
            "a log for each case), out/x.xml, out/x.json, out/x.html\n",
            "exit 0: all well");
    assertThat(folder.resolve("msnmock-report/report.json")).exists();
    assertThat(folder.resolve("msnmock-report/a.greets.txt"))
        .content()
        .contains("C  VER 1 MSNP9 CVR0", "out  heard VER 1 MSNP9 CVR0");
    assertThat(folder.resolve("out/x.xml")).exists();
    assertThat(folder.resolve("out/x.html"))
        .content()
        .contains("VER 1 MSNP9 CVR0", "</html>")
        .isEqualTo(Files.readString(folder.resolve("msnmock-report/report.html")));
  }

  @Test
  void a_client_that_does_wrong_is_1_and_explained_and_played_again_on_demand() {
    assertThat(test("greets 'VER 1 MSNP8 CVR0'")).isEqualTo(1);

    assertThat(out.toString())
        .contains("FAILED         a.greets", "a/greets.dialogue.yaml:7", "exit 1: a case failed");
    assertThat(test("greets", "--rerun-failed")).isEqualTo(0);
    assertThat(test("greets", "--rerun-failed")).isEqualTo(3);
    assertThat(err.toString()).contains("nothing failed in the last run", "report.json");
  }

  @Test
  void what_failed_and_was_not_played_again_has_not_passed() throws IOException {
    for (String id : List.of("b", "c")) {
      Files.writeString(
          folder.resolve("d/a/%s.dialogue.yaml".formatted(id)),
          GREETS.replace("a.greets", "a." + id));
    }
    String wrong = "greets 'VER 1 MSNP8 CVR0'";
    assertThat(test(wrong, "-j", "1")).isEqualTo(1);
    assertThat(out.toString()).contains("3 cases in").contains("3 FAILED");

    assertThat(test(wrong, "-j", "1", "--rerun-failed", "--fail-fast")).isEqualTo(1);
    assertThat(out.toString()).contains("1 of 3 cases in");
    out.getBuffer().setLength(0);
    assertThat(test("greets", "-j", "1", "--rerun-failed")).isEqualTo(0);

    assertThat(out.toString()).contains("3 cases in");
  }

  @Test
  void what_was_not_played_for_want_of_a_client_has_not_passed() {
    assertThat(test("greets 'VER 1 MSNP8 CVR0'")).isEqualTo(1);
    assertThat(run("test", "d", "--client", "/no/such/program", "--rerun-failed")).isEqualTo(5);

    assertThat(test("greets", "--rerun-failed")).isEqualTo(0);
  }

  @Test
  void a_failure_tells_the_command_that_plays_it_again_and_all_that_decides_it() {
    String[] typed =
        "a.greets --time-scale 4 --plain --dalogin https --seed 5 --out o --fail-fast -j 1"
            .split(" ");
    assertThat(test("greets 'VER 1 MSNP8 CVR0'", typed)).isEqualTo(1);

    String again =
        out.toString().lines().filter(line -> line.startsWith("  again: ")).findFirst().orElse("");
    assertThat(again)
        .startsWith("  again: msnmock test d a.greets --client ''\\''")
        .contains("'\\''VER 1 MSNP8 CVR0'\\'''")
        .contains(" --time-scale 4", " --plain", " --dalogin https")
        .endsWith(" --seed 5")
        .doesNotContain("--out", "--jobs", "--fail-fast");
    assertThat(folder.resolve("o/report.txt")).content().contains(again);
  }

  @Test
  void a_client_that_breaks_down_is_shown_with_its_last_words() throws IOException {
    assertThat(test("complains")).isEqualTo(3);

    String report = Files.readString(folder.resolve("msnmock-report/report.txt"));
    for (String text : List.of(out.toString(), report)) {
      assertThat(text.lines().filter(line -> line.startsWith("  client says  ")))
          .hasSize(5)
          .startsWith("  client says  line 4 \\x1b[31m [hidden]")
          .endsWith("  client says  " + "x".repeat(200) + "...");
    }
  }

  @Test
  void a_client_that_says_77_is_unsupported() {
    assertThat(test("exits 77")).isEqualTo(3);

    assertThat(out.toString()).contains("unsupported    a.greets", "all cases are unsupported");
  }

  @Test
  void a_client_that_connects_and_then_says_77_is_unsupported_too() {
    rewrite(GREETS.replace("- expect-close: ns", "- C: CVR {trid} {**}"));

    assertThat(test("greets-and-exits 77")).isEqualTo(3);
  }

  @Test
  void a_client_that_never_comes_is_3() {
    assertThat(test("exits 0")).isEqualTo(3);

    assertThat(out.toString()).contains("no client came in any case");
  }

  @Test
  void a_client_that_hangs_after_the_end_is_ended_and_not_judged() {
    assertThat(test("greets-and-hangs")).isEqualTo(0);
  }

  @Test
  void a_program_that_cannot_be_started_is_5() {
    assertThat(run("test", "d", "--client", "/no/such/program")).isEqualTo(5);

    assertThat(err.toString()).contains("could not be started", "/no/such/program");
    assertThat(out.toString()).contains("0 of 1 cases");
  }

  @Test
  void a_taken_port_is_5() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run("test", "d", "--client", "true", "--listen", "0.0.0.0", "--ns", port))
          .isEqualTo(5);
      assertThat(err.toString()).contains(port);
    }
  }

  @Test
  void the_port_of_peers_is_taken_where_a_dialogue_speaks_of_them() throws Exception {
    rewrite(GREETS.replace("steps:\n", "steps:\n  - accept: peer\n"));
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run("test", "d", "--client", "true", "--listen", "0.0.0.0", "--peer", port))
          .isEqualTo(5);
      assertThat(err.toString()).contains(port, "peer");
    }
  }

  @Test
  void a_wrong_dialogue_is_4_and_nothing_starts() {
    rewrite(GREETS.replace("accept: ns", "acept: ns"));

    assertThat(run("test", "d", "--client", "/no/such/program")).isEqualTo(4);
    assertThat(err.toString())
        .contains("d/a/greets.dialogue.yaml:6", "1 error; nothing was started");
    assertThat(run("lint", "d")).isEqualTo(4);
    assertThat(run("lint", "d", "--format", "json")).isEqualTo(4);
    assertThat(out.toString())
        .contains("\"severity\":\"error\",\"file\":\"d/a/greets.dialogue.yaml\"");
  }

  @Test
  void lint_is_0_without_errors() {
    assertThat(run("lint", "d")).isEqualTo(0);

    assertThat(out.toString()).contains("1 dialogue without errors; 0 errors, 0 warnings");
  }

  @Test
  void lint_tells_all_its_exit_codes() {
    assertThat(run("lint", "--help")).isEqualTo(0);

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("3 no dialogue was found; 4 with errors; 64 wrong usage.");
  }

  @Test
  void lint_of_nothing_is_not_all_well() throws IOException {
    Files.createDirectory(folder.resolve("empty"));

    assertThat(run("lint", "empty")).isEqualTo(3);

    assertThat(out.toString()).contains("0 dialogues without errors");
  }

  @Test
  void the_times_of_all_rounds_stand_in_one_column() {
    assertThat(run("test", "d", "--repeat", "10", "--client", ProgramUnderTest.command("greets")))
        .isEqualTo(0);

    assertThat(out.toString().lines().filter(line -> line.startsWith("ok ")))
        .hasSize(10)
        .anyMatch(line -> line.contains(" #10 "))
        .extracting(line -> line.lastIndexOf('.'))
        .containsOnly(out.toString().lines().findFirst().orElseThrow().lastIndexOf('.'));
  }

  @Test
  void lint_counts_one_as_one() {
    rewrite(GREETS.replace("accept: ns", "accept: ns\n  - note: \"{nobody}\""));

    assertThat(run("lint", "d")).isEqualTo(4);

    assertThat(out.toString()).contains("0 dialogues without errors; 1 error, 0 warnings");
  }

  @Test
  void a_mistyped_command_is_told_with_the_nearest() {
    assertThat(run("tset", "d")).isEqualTo(64);

    assertThat(err.toString()).contains("'tset'").contains("Did you mean: msnmock test");
  }

  @Test
  void a_dialogue_that_needs_an_adapter_is_unsupported_before_it_starts() {
    rewrite(GREETS.replace("- expect-close: ns", "- do: typing\n  - expect-close: ns"));

    assertThat(run("test", "d", "--client", "/no/such/program")).isEqualTo(3);
    assertThat(out.toString()).contains("unsupported    a.greets", "do: typing", "--adapter stdio");
  }

  @Test
  void a_run_that_is_interrupted_ends_its_clients_and_says_so_with_130() throws Exception {
    Path id = folder.resolve("id");
    Process run =
        new ProcessBuilder(
                ProgramUnderTest.javaProgram(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Msnmock.class.getName(),
                "test",
                folder.resolve("d").toString(),
                "--out",
                folder.resolve("reports").toString(),
                "--plain",
                "--client",
                ProgramUnderTest.command("leaves-its-id-and-hangs '" + id + "'"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(id));
    long client = Long.parseLong(Files.readString(id));

    run.toHandle().destroy(); // Process.destroy() would close its output, too

    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).as(said).isEqualTo(130);
    assertThat(said).contains("exit 130: interrupted after 0 of 1 cases");
    assertThat(folder.resolve("reports/report.json")).content().contains("\"end\":\"interrupted\"");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ProcessHandle.of(client).flatMap(p -> p.info().command()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.greets", "a/greets", "a", "a.*", "*.gre?ts", "--tag greeting", "--no-slow"})
  void cases_are_chosen_by_id_folder_glob_and_tag(String choice) {
    assertThat(run(("test d --client x --list " + choice).split(" "))).isEqualTo(0);

    assertThat(out.toString().lines()).containsExactly("a.greets");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.greets", "greets", "b.*", "--tag slow"})
  void a_choice_that_means_nothing_is_3(String choice) {
    assertThat(run(("test d --client x " + choice).split(" "))).isEqualTo(3);
    assertThat(run(("test d --client x --list " + choice).split(" "))).isEqualTo(3);

    assertThat(err.toString()).contains("no case was selected");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void an_id_that_nobody_has_is_told_with_the_nearest_and_where_it_was_looked_for() {
    assertThat(run("test", "d", "a/greest", "quite.other")).isEqualTo(3);

    assertThat(err.toString())
        .contains("no dialogue in d has the id a/greest; did you mean a.greets?")
        .contains("no dialogue in d has the id quite.other; msnmock test --list shows");
    assertThat(run("serve", "d", "--play", "a.gretes")).isEqualTo(64);
    assertThat(err.toString()).contains("has the id a.gretes; did you mean a.greets?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/greest", "a.greets a.greest", "a.greets b.*", "a.greets a.greest --list"})
  void an_id_that_means_no_case_stops_all(String ids) {
    assertThat(run(("test d --client /no/such/program " + ids).split(" "))).isEqualTo(3);

    assertThat(err.toString())
        .contains("no dialogue in d has the id ", "nothing was judged: ")
        .doesNotContain("could not be started");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tset",
        "test d",
        "test d --client {usr}",
        "test d --client 'x",
        "test d --client x --jobs 0",
        "test d --client x --time-scale 0",
        "test d --client x --fail-on ok",
        "test d --client x --start-timeout 5",
        "test d --client x --ns 1 --jobs 2",
        "test d --client x --ns 70000",
        "test d --adapter stdio",
        "test d --attach --client x",
        "test no.yaml --client x",
        "test d --client x --rerun-failed",
        "serve nothing",
        "serve d --play b.greets",
        "lint",
      })
  void wrong_usage_is_64_and_told_in_few_lines(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(64);

    assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"test d --client x --tls-dir ", "serve d --tls-dir "})
  void a_place_where_keys_cannot_be_kept_is_64_and_told_with_what_to_do(String line)
      throws IOException {
    Files.createDirectories(folder.resolve("tree/.git"));
    assertWrong(line + "tree/keys", "inside the git work tree", "Name a directory outside");
    assertWrong(line + "d/a/greets.dialogue.yaml", "is a file", "Name a folder");
    assertWrong(line + "d/a/greets.dialogue.yaml/keys", "/keys cannot be used", "Name a folder");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertWrong(line + "/proc/nope", "--tls-dir /proc/nope", "no such place", "Name a folder");
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Path open = Files.createDirectory(folder.resolve("open"));
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertWrong(line + "open", "is open to others", "chmod 700");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"test d --client x --tls-dir tls", "serve d --tls-dir tls"})
  void a_damaged_authority_is_64_and_kept_as_it_is(String line) throws IOException {
    Path kept = Files.createDirectory(folder.resolve("tls"));
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwx------"));
    }
    Files.writeString(kept.resolve("authority.pem"), "half");

    assertWrong(line, "authority.pem is damaged", "delete the files in", "new authority");
    assertThat(kept.resolve("authority.pem")).content().isEqualTo("half");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--junit", "--json", "--html", "--out"})
  void a_report_that_cannot_be_written_is_64_before_anything_is_played(String option) {
    String line = "test d --client /no/such/program " + option + " ";
    String file = "d/a/greets.dialogue.yaml";

    assertWrong(line + file + "/deep/x", option, file, "Name a f");
    if (!option.equals("--out")) {
      assertWrong(line + "d/a", option + " d/a: it is a folder");
    }
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertWrong(line + "/proc/nope/x", option, "/proc/nope/x: there is no such place");
    }
  }

  @Test
  void a_report_that_cannot_be_written_takes_no_other_with_it() throws IOException {
    assertThat(test("greets", "--junit", "x.xml")).isEqualTo(0);
    obstruct("msnmock-report/.report.html.draft");
    obstruct("msnmock-report/.junit.xml.draft");
    obstruct(".x.xml.draft");
    out.getBuffer().setLength(0);

    assertThat(test("greets", "--junit", "x.xml", "--json", "x.json")).isEqualTo(64);

    Path reports = folder.resolve("msnmock-report");
    assertThat(err.toString())
        .contains("msnmock: %s is not written: ".formatted(reports.resolve("report.html")))
        .contains("msnmock: %s is not written: ".formatted(reports.resolve("junit.xml")))
        .contains("msnmock: %s is not written: ".formatted(folder.resolve("x.xml")))
        .doesNotContain("\tat ");
    assertThat(out.toString()).contains("1 case in", "a log for each case), x.json\n", "exit 64: ");
    assertThat(reports.resolve("report.txt")).exists();
    assertThat(reports.resolve("report.json")).exists();
    assertThat(folder.resolve("x.json")).exists();
    assertThat(reports.resolve("report.html")).doesNotExist();
    assertThat(reports.resolve("junit.xml")).doesNotExist();
    assertThat(folder.resolve("x.xml")).doesNotExist();
    assertThat(test("greets 'VER 1 MSNP8 CVR0'")).isEqualTo(1);
  }

  @Test
  void what_a_link_leads_to_is_written_to_and_the_link_stays() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path link = Files.createSymbolicLink(folder.resolve("x.json"), file);

    assertThat(test("greets", "--json", "x.json")).isEqualTo(0);

    assertThat(link).isSymbolicLink();
    assertThat(file).content().startsWith("{");
  }

  /** Nothing can be written to a folder. */
  private void obstruct(String file) throws IOException {
    Files.createDirectories(folder.resolve(file).resolve("x"));
  }

  @Test
  void addresses_that_cannot_be_written_are_64() {
    assertThat(run("serve", "d", "--plain", "--addresses", "none/such/file")).isEqualTo(64);

    assertThat(err.toString()).contains("--addresses none/such/file").doesNotContain("Exception");
  }

  /** Wrong usage, told in one line, behind which only the way to the help stands. */
  private void assertWrong(String line, String... told) {
    err.getBuffer().setLength(0);

    assertThat(run(line.split(" "))).as(line).isEqualTo(64);

    assertThat(err.toString().lines()).hasSize(2).last().asString().startsWith("Try: msnmock ");
    assertThat(err.toString()).startsWith("msnmock: ").contains(told).doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "test --help",
        "serve --help",
        "lint --help",
        "requirements --help",
        "explain --help",
        "import --help",
        "--version"
      })
  void help_is_no_error(String line) {
    assertThat(run(line.split(" "))).isEqualTo(0);

    assertThat(out.toString()).isNotBlank().isASCII();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "test --help"})
  void help_is_told_once(String line) {
    assertThat(run(line.split(" "))).isEqualTo(0);

    assertThat(out.toString()).containsOnlyOnce("Usage: msnmock");
  }

  @Test
  void the_version_is_told_once() {
    assertThat(run("--version")).isEqualTo(0);

    assertThat(out.toString().lines()).hasSize(1);
  }

  @Test
  void help_tells_where_the_launcher_has_its_reports() {
    assertThat(run("test", "--help")).isEqualTo(0);

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("MSNMOCK_REPORT_DIR (bin/msnmock sets it to target/msnmock of its checkout)");
  }

  @Test
  void serves_one_client_after_another_until_it_is_ended() throws Exception {
    Path told = folder.resolve("addresses.env");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread serving =
        new Thread(
            () -> exit.complete(run("serve", "d", "--plain", "--addresses", told.toString())));
    serving.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told));

    assertThat(greet(told)).isEqualTo("VER 7 MSNP9 CVR0");
    assertThat(greet(told)).isEqualTo("VER 7 MSNP9 CVR0");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> out.toString().contains("a.greets #2 over, as it was written"));
    try (Socket stays = connect(told)) {
      assertThat(greet(stays)).isEqualTo("VER 7 MSNP9 CVR0");
      serving.interrupt();
      assertThat(exit.get()).isEqualTo(0);
    }
    assertThat(out.toString())
        .contains("ready;", "a.greets #1", "C  VER 7 MSNP9")
        .contains("a.greets #3 over, broken off: the server was closed")
        .doesNotContainIgnoringCase("failed");
    assertThat(told).doesNotExist();
  }

  @Test
  void serves_a_moment_with_the_emulator_around_it_to_whoever_comes() throws Exception {
    Files.writeString(
        folder.resolve("d/a/rings.dialogue.yaml"),
        """
        dialogue: 1
        id: a.rings
        title: Somebody rings who does not exist
        otherwise: emulator
        steps:
          - C ns: CVR {trid} {**}
          - S ns: RNG 1 {sb.addr} CKI 1.2.3 nobody@example.com Nobody
          - C sb: ANS {trid} {**}
          - S sb: 911 {trid}
        """);
    Path told = folder.resolve("addresses.env");
    Thread serving =
        new Thread(
            () ->
                run("serve", "d/a/rings.dialogue.yaml", "--plain", "--addresses", told.toString()));
    serving.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told));

    for (int i = 0; i < 2; i++) {
      try (Socket ns = dial(told, "MSN_NS=")) {
        assertThat(say(ns, "VER 0 MSNP9\r\nCVR 1 a b\r\n", 2))
            .containsExactly(
                "VER 0 MSNP9 CVR0",
                "RNG 1 %s CKI 1.2.3 nobody@example.com Nobody"
                    .formatted(variable(told, "MSN_SB=")));
        assertThat(say(told, "MSN_SB=", "ANS 7 alice@example.com 1.2.3 1\r\n", 1))
            .containsExactly("911 7");
      }
    }
    serving.interrupt();
    serving.join();
  }

  @Test
  void is_a_whole_service_where_no_dialogue_is_named() throws Exception {
    Path told = folder.resolve("addresses.env");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread serving =
        new Thread(() -> exit.complete(run("serve", "--plain", "--addresses", told.toString())));
    serving.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told));

    assertThat(greet(told)).isEqualTo("VER 7 MSNP9 CVR0");

    await().atMost(Duration.ofSeconds(60)).until(() -> out.toString().contains("ds #1  closed"));
    serving.interrupt();
    assertThat(exit.get()).isEqualTo(0);
    assertThat(out.toString())
        .contains(
            "4 accounts: alice@example.com, bob@example.com, carol@example.com, dave@example.com, each with the password s3cret",
            "ready;",
            "ds #1  127.0.0.1:",
            "ds #1  C: VER 7 MSNP9",
            "ds #1  S: VER 7 MSNP9 CVR0")
        .containsPattern("MSN_NEXUS_URL +http://127");
    assertThat(told).doesNotExist();
  }

  @Test
  void does_what_is_typed_while_it_serves_and_goes_on_when_nothing_more_is() throws Exception {
    PipedWriter typed = new PipedWriter();
    BufferedReader in = new BufferedReader(new PipedReader(typed));
    Console console =
        new Console(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of(),
            folder,
            () -> Optional.of(in));
    Path told = folder.resolve("addresses.env");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread serving =
        new Thread(
            () ->
                exit.complete(
                    Msnmock.run(console, "serve", "--plain", "--addresses", told.toString())));
    serving.start();
    typed.write("add eve@example.com hunter2 Eve\nwhat\n\n" + "x".repeat(70_000) + "\nwho");
    typed.close();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> out.toString().contains("  0 of 5 accounts are signed in"));
    assertThat(greet(told)).isEqualTo("VER 7 MSNP9 CVR0");
    serving.interrupt();
    assertThat(exit.get()).isEqualTo(0);
    assertThat(out.toString())
        .contains(
            "  eve@example.com may sign in",
            "  there is no command \"what\"",
            "  not done: a line has 65536 letters at the most")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --hold | 64 | --hold is for the lines of a dialogue",
        "serve --accounts none.yaml | 64 | there is no file none.yaml",
        "serve --accounts wrong.yaml | 4 | \"bob\" is no e-mail address",
        "serve --style odd | 64 | 'odd' is none of classic, lenient, strict-count",
        "serve --strictness lenient | 64 | --strictness, --late and --time-scale are for dialogues, and none is named",
        "serve --late ok | 64 | --strictness, --late and --time-scale are for dialogues, and none is named",
        "serve --time-scale 2 | 64 | --strictness, --late and --time-scale are for dialogues, and none is named",
        "serve --peer 6891 | 64 | --peer is for a dialogue in which the server is a peer, and none is named",
        "serve --idle 0s | 64 | --idle must be longer than nothing",
        "serve d --open | 64 | are for a service without a dialogue",
        "serve d --accounts wrong.yaml | 64 | are for a service without a dialogue",
      })
  void what_a_whole_service_can_not_do_is_told(String line, int code, String message)
      throws IOException {
    Files.writeString(folder.resolve("wrong.yaml"), "bob: {}\n");

    assertThat(run(line.split(" "))).isEqualTo(code);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void a_seed_makes_the_same_whole_service_again() throws Exception {
    String first = signatureOf("serve", "--plain", "--seed", "7");

    assertThat(first).matches("[0-9a-f]{32}");
    assertThat(signatureOf("serve", "--plain", "--seed", "7")).isEqualTo(first);
    assertThat(signatureOf("serve", "--plain", "--seed", "8")).isNotEqualTo(first);
  }

  /** What the notification server of a service says first that nobody is to guess. */
  private String signatureOf(String... line) throws Exception {
    Path told = folder.resolve("addresses.env");
    String[] all = Arrays.copyOf(line, line.length + 2);
    all[line.length] = "--addresses";
    all[line.length + 1] = told.toString();
    Thread serving = new Thread(() -> run(all));
    serving.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told));
    List<String> said = say(told, "MSN_NS=", "VER 0 MSNP9\r\nUSR 1 TWN I alice@example.com\r\n", 2);
    serving.interrupt();
    serving.join();
    return said.get(1).replaceFirst(".*,tpf=", "");
  }

  @Test
  void a_whole_service_may_have_several_servers_of_a_kind() throws Exception {
    Path told = folder.resolve("addresses.env");
    Thread serving =
        new Thread(() -> run("serve", "--plain", "--servers", "2", "--addresses", told.toString()));
    serving.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told));
    String hello = "VER 0 MSNP9\r\nUSR 1 TWN I alice@example.com\r\n";
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      sent.add(say(told, "MSN_SERVER=", hello, 2).get(1).split(" ")[3]);
    }

    assertThat(sent)
        .containsExactly(variable(told, "MSN_NS="), variable(told, "MSN_NS_2="))
        .doesNotHaveDuplicates();
    assertThat(say(told, "MSN_NS_2=", hello, 1)).containsExactly("VER 0 MSNP9 CVR0");
    assertThat(say(told, "MSN_SB_2=", "ANS 1 alice@example.com x 1\r\n", 1))
        .containsExactly("911 1");
    serving.interrupt();
    serving.join();
  }

  @Test
  void no_service_has_none_or_very_many_servers() {
    assertThat(run("serve", "--servers", "0")).isEqualTo(64);
    assertThat(run("serve", "--servers", "21")).isEqualTo(64);
    assertThat(err.toString()).contains("--servers takes 1 to 20");
  }

  @Test
  void maps_only_stated_ports_of_roles_that_there_are() {
    assertThat(run("serve", "--advertise-port", "ns=11863")).isEqualTo(64);
    assertThat(run("serve", "--advertise-port", "np=11863")).isEqualTo(64);
    assertThat(run("serve", "--ns", "1", "--advertise-port", "ns=65536")).isEqualTo(64);
    assertThat(run("serve", "--ns", "1863", "--advertise-port", "ns=65535", "--servers", "2"))
        .isEqualTo(64);
    assertThat(err.toString())
        .contains("--advertise-port ns=11863 needs --ns PORT")
        .contains("'np' is none of ds, ns, sb, nexus, login, peer")
        .contains("'65536' is no port from 1 to 65535")
        .contains(
            "--servers 2 takes the ports 65535 to 65536 for ns, and there is none behind 65535");
  }

  @Test
  void several_servers_have_ports_of_their_own() {
    assertThat(run("serve", "--ns", "1863", "--sb", "1864", "--servers", "2")).isEqualTo(64);
    assertThat(
            run(
                "serve",
                "--ns",
                "1863",
                "--sb",
                "2863",
                "--servers",
                "2",
                "--advertise-port",
                "ns=2862"))
        .isEqualTo(64);
    assertThat(err.toString())
        .contains("--servers 2 takes the ports 1863 to 1864 for ns, and 1864 is that of sb")
        .contains("--servers 2 takes the ports 2862 to 2863 for ns, and 2863 is that of sb");
  }

  @Test
  void shows_accounts_to_begin_with() throws IOException {
    assertThat(run("serve", "--show-accounts")).isEqualTo(0);
    Path file = Files.writeString(folder.resolve("people.yaml"), out.toString());
    assertThat(AccountsReader.read(file, "people.yaml").accounts())
        .isEqualTo(AccountsReader.bundled());
  }

  @Test
  void tells_each_of_several_clients_where_its_servers_are() throws Exception {
    Files.writeString(folder.resolve("d/a/two.dialogue.yaml"), TWO);
    Path told = folder.resolve("addresses.env");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread serving =
        new Thread(
            () ->
                exit.complete(
                    run(
                        "serve",
                        "d",
                        "--play",
                        "a.two",
                        "--plain",
                        "--addresses",
                        told.toString())));
    serving.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told));

    assertThat(greet(told, "BOB_")).isEqualTo("VER 7 MSNP9 CVR0");
    assertThat(greet(told, "ALICE_")).isEqualTo("VER 7 MSNP9 CVR0");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> out.toString().contains("a.two #1 over, as it was written"));
    serving.interrupt();
    assertThat(exit.get()).isEqualTo(0);
    assertThat(out.toString())
        .containsPattern("BOB_MSN_USER +bob@example.com")
        .contains("please, as bob: typing", "alice.ns #");
  }

  private static final String TWO =
      """
      dialogue: 1
      id: a.two
      title: Two greet
      clients: { alice: {}, bob: {} }
      background:
        greets: [{ C ns: "VER {trid} MSNP9 {**}" }, { S: "VER {trid} MSNP9 CVR0" }]
      steps:
        - accept: bob.ns
        - accept: alice.ns
        - do bob: typing
        - expect-close: alice.ns
      """;

  @Test
  void a_dialogue_with_several_clients_is_unsupported_with_fixed_ports() throws IOException {
    Files.writeString(folder.resolve("d/a/two.dialogue.yaml"), TWO);

    assertThat(run("test", "d", "a.two", "--client", "x", "--adapter", "stdio", "--ns", "4711"))
        .isEqualTo(3);

    assertThat(out.toString()).contains("each with ports of its own");
  }

  @Test
  void no_port_is_fixed_for_several_clients() throws IOException {
    Files.writeString(folder.resolve("d/a/two.dialogue.yaml"), TWO);

    assertThat(run("serve", "d", "--play", "a.two", "--ds", "4711")).isEqualTo(64);

    assertThat(err.toString())
        .contains(
            "a.two has several clients (alice, bob)", "leave --ds, --peer and their like out");
  }

  private static String greet(Path told) throws IOException {
    return greet(told, "");
  }

  private static String greet(Path told, String prefix) throws IOException {
    try (Socket socket = connect(told, prefix)) {
      return greet(socket);
    }
  }

  private static String greet(Socket socket) throws IOException {
    return say(socket, "VER 7 MSNP9\r\n", 1).get(0);
  }

  /** Says something to a server, and gets the first lines of its answer. */
  private static List<String> say(Path told, String variable, String text, int lines)
      throws IOException {
    try (Socket socket = dial(told, variable)) {
      return say(socket, text, lines);
    }
  }

  private static List<String> say(Socket socket, String text, int lines) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
        .lines()
        .limit(lines)
        .toList();
  }

  private static Socket connect(Path told) throws IOException {
    return connect(told, "");
  }

  private static Socket connect(Path told, String prefix) throws IOException {
    return dial(told, prefix + "MSN_SERVER=");
  }

  private static String variable(Path told, String variable) throws IOException {
    return Files.readAllLines(told).stream()
        .filter(line -> line.startsWith(variable))
        .map(line -> line.substring(variable.length()))
        .findFirst()
        .orElseThrow();
  }

  private static Socket dial(Path told, String variable) throws IOException {
    String[] parts = variable(told, variable).split(":", -1);
    return new Socket(parts[0], Integer.parseInt(parts[1]));
  }

  @Test
  void the_schemas_are_printed() {
    assertThat(run("schema")).isEqualTo(0);
    assertThat(out.toString()).isEqualTo(DialogueSchema.schema().toJson());

    out.getBuffer().setLength(0);
    assertThat(run("schema", "report")).isEqualTo(0);
    assertThat(out.toString()).isEqualTo(ReportSchema.schema().toJson());

    assertThat(run("schema", "client")).isEqualTo(64);
    assertThat(err.toString()).contains("client", "Try: msnmock schema --help");
  }

  private int test(String manner, String... more) {
    String[] line = new String[more.length + 4];
    line[0] = "test";
    line[1] = "d";
    line[2] = "--client";
    line[3] = ProgramUnderTest.command(manner);
    System.arraycopy(more, 0, line, 4, more.length);
    return run(line);
  }

  /** Whatever is run, the report that it writes is as the schema says. */
  private int run(String... line) {
    int code =
        Msnmock.run(
            new Console(new PrintWriter(out, true), new PrintWriter(err, true), variables, folder),
            line);
    Path report = folder.resolve("msnmock-report/report.json");
    if (Files.exists(report)) {
      assertThat(CheckedReport.faults(text(report))).isEmpty();
    }
    return code;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rewrite(String text) {
    try {
      Files.writeString(folder.resolve("d/a/greets.dialogue.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
