package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.adapter.ProgramUnderTest;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Timeout(180)
class AcceptCommandTest {
  private static final String GREETS =
      """
      dialogue: 1
      id: a.greets
      title: Greets
      steps:
        - include: hello.yaml
        # only then
        - S: VER {trid} MSNP9 CVR0
        - expect-close: ns
      """;
  private static final String HELLO =
      """
      fragment: 1
      title: Hello
      steps:
        - accept: ns
        - C: VER {trid} MSNP7 {**}
          within: 60s
      """;
  private static final String FLAT =
      GREETS.replace("  - include: hello.yaml\n", HELLO.substring(HELLO.indexOf("  - accept")));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("d/a"));
    Files.createDirectories(folder.resolve("d/fragments"));
    Files.writeString(folder.resolve("d/hello.yaml"), HELLO);
    file = folder.resolve("d/a/greets.dialogue.yaml");
    Files.writeString(file, FLAT);
  }

  @Test
  void the_difference_is_shown_and_with_yes_written() throws IOException {
    assertThat(test()).isEqualTo(1);

    assertThat(run("accept", "a.greets")).isEqualTo(1);

    assertThat(out.toString())
        .isEqualTo(
            """
            --- d/a/greets.dialogue.yaml
            +++ d/a/greets.dialogue.yaml (accepted)
            @@ -3,7 +3,7 @@
             title: Greets
             steps:
               - accept: ns
            -  - C: VER {trid} MSNP7 {**}
            +  - C: VER {trid} MSNP9 {**}
                 within: 60s
               # only then
               - S: VER {trid} MSNP9 CVR0
            nothing was written; --yes writes it
            """);
    assertThat(file).hasContent(FLAT);
    assertThat(run("accept", "--yes", "d/a/greets.dialogue.yaml")).isEqualTo(0);
    assertThat(out.toString()).endsWith("written: d/a/greets.dialogue.yaml\n");
    assertThat(file).hasContent(FLAT.replace("MSNP7", "MSNP9"));
    try (Stream<Path> left = Files.list(file.resolveSibling(""))) {
      assertThat(left).containsExactly(file);
    }
    assertThat(test()).isEqualTo(0);
    assertThat(run("accept")).isEqualTo(0);
    assertThat(out.toString()).isEqualTo("nothing to accept: no line deviated in 1 case\n");
  }

  @Test
  void a_run_leaves_the_observed_dialogue_which_passes_and_is_in_no_folder() throws IOException {
    test();
    String observed = "msnmock-report/a.greets.observed.dialogue.yaml";

    assertThat(Files.readString(folder.resolve(observed)))
        .contains("id: a.greets.observed\n", "  - C: VER {trid} MSNP9 {**}\n");
    assertThat(run("lint", observed)).isEqualTo(0);
    assertThat(run("test", observed, "--client", ProgramUnderTest.command("greets"), "--plain"))
        .isEqualTo(0);
    assertThat(run("lint", "msnmock-report")).isEqualTo(3);
    assertThat(out.toString()).startsWith("0 dialogues without errors");
  }

  @Test
  void at_a_terminal_a_person_decides() throws IOException {
    test();

    assertThat(asked("n\n")).isEqualTo(1);
    assertThat(file).hasContent(FLAT);
    assertThat(out.toString()).endsWith("write it? [y/N] nothing was written\n");
    assertThat(asked("y\n")).isEqualTo(0);
    assertThat(file).hasContent(FLAT.replace("MSNP7", "MSNP9"));
  }

  @Test
  void a_file_that_changes_while_a_person_reads_is_left_alone() throws IOException {
    test();
    BufferedReader person =
        new BufferedReader(new StringReader("y\n")) {
          @Override
          public String readLine() throws IOException {
            Files.writeString(file, "dialogue: 1 # mine\n");
            return super.readLine();
          }
        };

    int code = new CommandLine(new AcceptCommand(console(), Optional.of(person))).execute();

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("is not written: it has changed");
    assertThat(file).hasContent("dialogue: 1 # mine\n");
  }

  @Test
  void a_fragment_changes_only_where_that_is_asked_for() throws IOException {
    Files.writeString(file, GREETS);
    test();

    assertThat(run("accept", "--yes")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "hello.yaml:5 stands in a fragment", "--fragments changes it", "nothing was written");
    assertThat(folder.resolve("d/hello.yaml")).hasContent(HELLO);
    assertThat(run("accept", "--yes", "--fragments")).isEqualTo(0);
    assertThat(folder.resolve("d/hello.yaml")).hasContent(HELLO.replace("MSNP7", "MSNP9"));
    assertThat(file).hasContent(GREETS);
  }

  @Test
  void rows_that_disagree_change_nothing() throws IOException {
    String rows = "cases: [{ case: old, version: MSNP7 }, { case: new, version: MSNP9 }]\nsteps:";
    String text = FLAT.replace("steps:", rows).replace("MSNP7 {**}", "{version} {**}");
    Files.writeString(file, text);
    test();

    assertThat(run("accept", "--yes")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "a.greets[old] cannot be accepted", "a.greets[new], too, which passes as they are");
    assertThat(file).hasContent(text);
  }

  @Test
  void a_case_that_passed_in_another_round_changes_nothing() throws IOException {
    test("--repeat", "2");
    Path report = folder.resolve("msnmock-report/report.json");
    JsonNode run = JsonMapper.shared().readTree(Files.readString(report));
    ((ObjectNode) run.at("/cases/1")).remove("accept");
    Files.writeString(report, run.toString());

    assertThat(run("accept", "--yes")).isEqualTo(1);
    assertThat(err.toString())
        .contains("a.greets cannot be accepted: it passed in another round, as its steps are");
    assertThat(file).hasContent(FLAT);
  }

  @Test
  void what_the_loader_would_refuse_is_not_written() throws IOException {
    String text =
        FLAT.replace("MSNP7 {**}", "MSNP9 CVR0 {extra=int}").replace("MSNP9 CVR0\n", "{extra}\n");
    Files.writeString(file, text);
    test();

    assertThat(run("accept", "--yes")).isEqualTo(4);
    assertThat(err.toString()).contains("would have these errors", "D201  {extra} is not known");
    assertThat(file).hasContent(text);
  }

  @Test
  void without_a_report_or_a_case_there_is_nothing_to_accept() throws IOException {
    assertThat(run("accept")).isEqualTo(64);
    assertThat(err.toString()).contains("Run msnmock test first");

    test();
    assertThat(run("accept", "b.other")).isEqualTo(3);
    Files.writeString(file, FLAT.replace("steps:", "stps:"));
    assertThat(run("accept")).isEqualTo(4);
    assertThat(run("accept", "d/a/greets.dialogue.yaml")).isEqualTo(4);
    assertThat(err.toString()).contains("stps").doesNotContain("no such case");
    assertThat(run("accept", "--report", "nowhere")).isEqualTo(64);
  }

  @Test
  void a_report_that_cannot_be_read_is_told_with_what_is_wrong_and_where() throws IOException {
    assertThat(run("accept")).isEqualTo(64);
    assertThat(err.toString()).contains("report.json cannot be read (there is no such file)");
    assertThat(run("test", "d", "--client", "x", "--rerun-failed", "--out", "nix")).isEqualTo(64);
    assertThat(err.toString()).contains("report.json cannot be read (there is no such file)");

    Path report = Files.createDirectory(folder.resolve("r")).resolve("report.json");
    Files.writeString(report, "{\n  \"format\" \"x\" }");
    assertThat(run("accept", "--report", "r")).isEqualTo(64);
    assertThat(err.toString())
        .contains("(it is no JSON: line 2, column 12: Unexpected character")
        .doesNotContain("Source", "REDACTED");
    assertThat(run("report", "r/report.json", "--html", "p.html")).isEqualTo(64);
    assertThat(err.toString())
        .contains("cannot read r/report.json: it is no JSON: line 2, column 12: Unexpected")
        .doesNotContain("Source", "REDACTED");

    Files.writeString(report, "{");
    assertThat(run("accept", "--report", "r")).isEqualTo(64);
    assertThat(err.toString())
        .contains(
            "(it is no JSON: line 1, column 2: Unexpected end-of-input: expected close marker")
        .contains("marker for Object).");

    Files.write(report, new byte[] {(byte) 0xff, 0, 1});
    assertThat(run("accept", "--report", "r")).isEqualTo(64);
    assertThat(err.toString()).contains("(it is no text in UTF-8, and so no report)");
  }

  private int test(String... more) {
    List<String> line = new ArrayList<>(List.of("test", "d", "--plain", "--client"));
    line.add(ProgramUnderTest.command("greets"));
    line.addAll(List.of(more));
    return run(line.toArray(String[]::new));
  }

  private int run(String... line) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Msnmock.run(console(), line);
  }

  private int asked(String answer) {
    out.getBuffer().setLength(0);
    BufferedReader person = new BufferedReader(new StringReader(answer));
    return new CommandLine(new AcceptCommand(console(), Optional.of(person))).execute();
  }

  private Console console() {
    return new Console(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Map.of("MSNMOCK_TIME_SCALE", "4"),
        folder);
  }
}
