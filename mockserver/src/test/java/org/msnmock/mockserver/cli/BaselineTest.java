package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.adapter.ProgramUnderTest;

@Timeout(180)
class BaselineTest {
  private static final String GREETS =
      """
      dialogue: 1
      id: a.greets
      title: Greets
      cases:
        - { case: new, version: MSNP9 }
        - { case: old, version: MSNP8 }
      steps:
        - accept: ns
        - C: VER {trid} {version} {**}
          within: 30s
        - S: VER {trid} {version} CVR0
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
  void a_known_failure_is_not_red_and_not_played_again() throws IOException {
    assertThat(test("a.greets[old]: failed")).isEqualTo(0);

    assertThat(out.toString())
        .contains(
            "failed         a.greets[old]",
            "(as the baseline says)",
            "1 as the baseline says",
            "exit 0: all well, or as the baseline says");
    assertThat(folder.resolve("msnmock-report/junit.xml")).content().contains("<skipped");
    assertThat(test("a.greets[old]: failed", "--rerun-failed")).isEqualTo(3);
  }

  @Test
  void without_its_line_the_same_failure_is_red() throws IOException {
    assertThat(test("# nothing is known")).isEqualTo(1);
  }

  @Test
  void a_pass_is_red_until_its_line_is_removed() throws IOException {
    assertThat(test("a.greets[old]: failed\na.greets[new]: failed")).isEqualTo(1);

    assertThat(out.toString())
        .contains(
            "PASSED         a.greets[new]",
            "known.yaml:2:1 says failed, it is ok: remove that line",
            "exit 1: a case is not as the baseline says");
  }

  @Test
  void another_verdict_is_red() throws IOException {
    assertThat(test("a.greets[old]: non-strict")).isEqualTo(1);

    assertThat(out.toString()).contains("known.yaml:1:1 says non-strict, it is failed");
  }

  @Test
  void an_id_without_a_case_means_each_of_its_cases() throws IOException {
    assertThat(test("a.greets: failed", "a.greets[old]")).isEqualTo(0);
    assertThat(test("a.greets: failed")).isEqualTo(1);
  }

  @Test
  void a_line_about_no_case_is_told_and_harms_nobody() throws IOException {
    assertThat(test("a.greets[old]: failed\na.greets[odl]: failed\nb: failed")).isEqualTo(0);

    assertThat(err.toString())
        .contains(
            "known.yaml:2:1  a.greets[odl] is no case of these dialogues",
            "known.yaml:3:1  b is no case of these dialogues")
        .doesNotContain("[old] is no case");
  }

  @Test
  void a_wrong_baseline_is_4_with_its_place_and_a_missing_one_64() throws IOException {
    assertThat(test("a.greets[old]: faild")).isEqualTo(4);

    assertThat(err.toString()).contains("known.yaml:1:16  error D107  \"faild\" is none of");
    assertThat(run("test", "d", "--client", "x", "--baseline", "none.yaml")).isEqualTo(64);
  }

  @Test
  void on_GitHub_a_failure_leaves_an_annotation() throws IOException {
    test("# nothing is known");
    assertThat(out.toString()).doesNotContain("::error");
    variables.put("GITHUB_ACTIONS", "true");
    variables.put("GITHUB_WORKSPACE", folder.toString());

    test("# nothing is known");

    assertThat(out.toString().lines())
        .filteredOn(line -> line.startsWith("::"))
        .singleElement()
        .asString()
        .startsWith(
            "::error file=d/a/greets.dialogue.yaml,line=9,col=19,title=a.greets[old]%3A failed::")
        .contains("%0Aexpected MSNP8%0Areceived MSNP9");
  }

  @Test
  void on_GitHub_a_wrong_dialogue_leaves_an_annotation_too() throws IOException {
    variables.put("GITHUB_ACTIONS", "true");
    Files.writeString(
        folder.resolve("d/a/greets.dialogue.yaml"), GREETS.replace("accept:", "acept:"));

    assertThat(test("# nothing is known")).isEqualTo(4);
    assertThat(out.toString()).contains("::error file=d/a/greets.dialogue.yaml,line=8,col=5,");
  }

  @Test
  void a_baseline_that_is_a_folder_is_told_as_such() {
    assertThat(run("test", "d", "--client", "x", "--baseline", "d")).isEqualTo(64);

    assertThat(err.toString()).contains("--baseline d is a folder; name a file");
  }

  private int test(String baseline, String... more) throws IOException {
    Files.writeString(folder.resolve("known.yaml"), baseline + "\n");
    String[] line = new String[more.length + 7];
    line[0] = "test";
    line[1] = "d";
    line[2] = "--client";
    line[3] = ProgramUnderTest.command("greets");
    line[4] = "--baseline";
    line[5] = "known.yaml";
    line[6] = "--plain";
    System.arraycopy(more, 0, line, 7, more.length);
    return run(line);
  }

  private int run(String... line) {
    return Msnmock.run(
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), variables, folder),
        line);
  }
}
