package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.adapter.ProgramUnderTest;
import org.msnmock.mockserver.report.CheckedReport;

/** What is required of clients, in {@code msnmock requirements} and {@code msnmock test}. */
@Timeout(180)
class RequirementsCommandTest {
  private static final String LIST =
      """
      requirements: 1
      subjects:
        Greeting:
          HI-01: { must: VER is the first line. }
          HI-02: { should: The offer ends with CVR0. }
        Leaving:
          BYE-01: { quirk: OUT may be sent., uncovered: nobody has written it }
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("d"));
    Files.writeString(folder.resolve("requirements.yaml"), LIST);
    Files.writeString(
        folder.resolve("d/greets.dialogue.yaml"),
        """
        dialogue: 1
        id: greets
        title: Greets
        covers: [HI-01, HI-02]
        steps:
          - accept: ns
          - { C: "VER {trid} {**}", within: 30s, covers: [HI-01] }
          - S: VER {trid} MSNP9 CVR0
          - { expect-close: ns, within: 30s, level: should, covers: [HI-02] }
        """);
  }

  // ---- msnmock requirements ----

  @Test
  void each_is_listed_with_the_dialogues_that_cover_it() {
    assertThat(run("requirements", "d")).isEqualTo(0);

    assertThat(out.toString())
        .isEqualTo(
            """
            Greeting
              HI-01  must    VER is the first line.
                             greets
              HI-02  should  The offer ends with CVR0.
                             greets

            Leaving
              BYE-01  quirk   OUT may be sent.
                              no dialogue: nobody has written it

            2 of 3 requirements covered
            """);
  }

  @Test
  void those_without_a_dialogue_are_listed_alone() {
    assertThat(run("requirements", "--uncovered", "d")).isEqualTo(0);

    assertThat(out.toString()).contains("BYE-01").doesNotContain("Greeting", "HI-01");
  }

  @Test
  void lists_of_several_folders_are_one() throws IOException {
    Files.createDirectories(folder.resolve("other/e"));
    Files.writeString(
        folder.resolve("other/requirements.yaml"),
        LIST.replace("HI-02", "HI-03").replace("  Leaving:\n", "  Other:\n"));

    assertThat(run("requirements", "d", "other/e", "d")).isEqualTo(0);

    assertThat(out.toString())
        .contains("HI-03", "\n2 of 4 requirements covered\n")
        .containsOnlyOnce("HI-01")
        .doesNotContain("Other");
  }

  @Test
  void without_a_list_it_is_64_and_with_a_wrong_one_4() throws IOException {
    Files.writeString(folder.resolve("requirements.yaml"), LIST.replace("quirk", "qirk"));
    assertThat(run("requirements", "d")).isEqualTo(4);
    assertThat(err.toString())
        .startsWith("requirements.yaml:7:5  error D107")
        .contains("BYE-01 says not one of");

    Files.delete(folder.resolve("requirements.yaml"));
    assertThat(run("requirements", "d")).isEqualTo(64);
    assertThat(err.toString()).contains("there is no requirements.yaml in the folder");
  }

  // ---- msnmock test ----

  @Test
  void a_run_tells_how_many_are_covered_and_what_became_of_them() throws IOException {
    assertThat(test("greets")).isEqualTo(0);

    assertThat(out.toString()).contains("\n2 of 3 requirements covered: 2 ok\nreports: ");
    assertThat(report("report.txt")).endsWith("\n2 of 3 requirements covered: 2 ok\n");
    assertThat(CheckedReport.faults(report("report.json"))).isEmpty();
    assertThat(report("report.json")).contains("\"BYE-01\"", "\"nobody has written it\"");
    assertThat(report("report.html")).contains("VER is the first line.", "2 of 3 requirements");
  }

  @Test
  void what_a_failed_case_did_not_come_to_is_not_judged() {
    assertThat(test("greets 'USR 1 TWN I alice'")).isEqualTo(1);

    assertThat(out.toString()).contains("\n2 of 3 requirements covered: 1 FAILED, 1 not judged\n");
  }

  @Test
  void a_project_without_a_list_hears_nothing_of_it() throws IOException {
    Files.delete(folder.resolve("requirements.yaml"));

    assertThat(test("greets")).isEqualTo(0);

    assertThat(out.toString() + report("report.txt") + report("report.json"))
        .doesNotContain("requirement");
    assertThat(report("report.html")).doesNotContain("<h2 id=\"requirements-title\"");
  }

  @Test
  void a_wrong_list_is_4_and_nothing_starts() throws IOException {
    Files.writeString(folder.resolve("requirements.yaml"), "requirements: 7\n");

    assertThat(run("test", "d", "--client", "/no/such/program")).isEqualTo(4);
    assertThat(err.toString()).contains("error D109", "nothing was started");
  }

  private String report(String name) throws IOException {
    return Files.readString(folder.resolve("msnmock-report").resolve(name));
  }

  private int test(String client) {
    return run("test", "d", "--client", ProgramUnderTest.command(client));
  }

  private int run(String... arguments) {
    Console console =
        new Console(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of("MSNMOCK_TIME_SCALE", "4"),
            folder);
    return Msnmock.run(console, arguments);
  }
}
