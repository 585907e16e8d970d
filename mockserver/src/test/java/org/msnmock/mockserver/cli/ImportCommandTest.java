package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.yaml.ImportedDialogue;
import picocli.CommandLine;

class ImportCommandTest {
  private static final String PASTED =
      """
      C: VER 0 MSNP8 CVR0
      S: VER 0 MSNP8
      C: USR 1 TWN I me@example.org
      """;
  private static final String STEPS =
      """
      steps:
        - accept: ns
        - C: VER {trid} MSNP8 {**}
        - S: VER {trid} MSNP8
        - C: USR {trid} TWN I {user}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("page.txt"), PASTED);
    Files.createDirectories(folder.resolve("d/fragments"));
    Files.createDirectories(folder.resolve("d/quick"));
  }

  @Test
  void a_file_becomes_a_dialogue_on_standard_output() {
    assertThat(run("import", "page.txt", "--title", "One: two", "--id", "a.b")).isEqualTo(0);

    assertThat(out.toString()).isEqualTo("dialogue: 1\nid: a.b\ntitle: \"One: two\"\n" + STEPS);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-"})
  void standard_input_is_read_by_default(String argument) {
    ImportCommand command =
        new ImportCommand(
            console(), new ByteArrayInputStream(PASTED.getBytes(StandardCharsets.UTF_8)));

    int code =
        new CommandLine(command)
            .execute(argument.isEmpty() ? new String[0] : new String[] {argument});

    assertThat(code).isEqualTo(0);
    assertThat(out.toString()).endsWith(STEPS).contains("id: pasted\n");
  }

  @Test
  void a_mark_of_the_byte_order_at_the_beginning_is_no_part_of_the_first_line() throws IOException {
    Files.writeString(folder.resolve("page.txt"), "\uFEFF" + PASTED);

    assertThat(run("import", "page.txt")).isEqualTo(0);

    assertThat(out.toString()).endsWith(STEPS);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "d/.dialogue.yaml, would make the id \"\"",
    "d/a b.dialogue.yaml, would make the id \"a b\"",
    "d/.yaml, would make the id \"\"",
    "d/-.dialogue.yaml, would make the id \"-\""
  })
  void the_place_of_a_file_has_to_make_an_id(String target, String message) {
    assertThat(run("import", "--to", target, "page.txt")).isEqualTo(64);

    assertThat(err.toString()).contains(message, "an id is made of letters, digits and . _ -");
    assertThat(folder.resolve(target)).doesNotExist();
  }

  @Test
  void a_file_that_is_not_there_is_told_in_words() {
    assertThat(run("import", "none.txt")).isEqualTo(64);

    assertThat(err.toString()).contains("none.txt cannot be read: there is no such file");
  }

  @Test
  void a_new_file_gets_the_id_of_its_place_and_can_be_linted() {
    assertThat(run("import", "--to", "d/quick/pasted.dialogue.yaml", "page.txt")).isEqualTo(0);

    assertThat(folder.resolve("d/quick/pasted.dialogue.yaml"))
        .content()
        .contains("id: quick.pasted\n")
        .endsWith(STEPS);
    assertThat(run("lint", "d")).isEqualTo(0);
  }

  @Test
  void nothing_is_overwritten() throws IOException {
    Path target = Files.writeString(folder.resolve("d/there.dialogue.yaml"), "mine");

    assertThat(run("import", "--to", "d/there.dialogue.yaml", "page.txt")).isEqualTo(64);
    assertThat(target).hasContent("mine");
    assertThat(err.toString()).contains("d/there.dialogue.yaml exists; nothing is overwritten");
  }

  @Test
  void what_makes_no_sense_is_reported_and_the_rest_written() throws IOException {
    Files.writeString(folder.resolve("page.txt"), "Look:\n" + PASTED);

    assertThat(run("import", "page.txt")).isEqualTo(1);
    assertThat(err.toString()).startsWith("page.txt:1  left out: it begins neither with C:");
    assertThat(out.toString()).endsWith(STEPS);
  }

  @Test
  void a_flood_of_reports_is_cut_short() throws IOException {
    Files.writeString(folder.resolve("page.txt"), PASTED + "words\n".repeat(60));

    assertThat(run("import", "page.txt")).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(51).last().isEqualTo("and 10 more");
  }

  @Test
  void a_file_without_any_line_is_4() throws IOException {
    Files.writeString(folder.resolve("page.txt"), "words\n");

    assertThat(run("import", "page.txt")).isEqualTo(4);
    assertThat(err.toString()).contains("page.txt: no line begins with C:");
  }

  @Test
  void what_is_too_long_or_no_text_is_64() throws IOException {
    Files.writeString(folder.resolve("page.txt"), "x".repeat(ImportedDialogue.MOST + 1));
    assertThat(run("import", "page.txt")).isEqualTo(64);
    assertThat(err.toString()).contains("over the limit");
    Files.write(folder.resolve("page.txt"), new byte[] {'C', ':', (byte) 0xff});
    assertThat(run("import", "page.txt")).isEqualTo(64);
    assertThat(err.toString()).contains("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import none.txt",
        "import d",
        "import page.txt --user me",
        "import page.txt --id a/b",
        "import page.txt --id a.b --to d/a.dialogue.yaml",
        "import page.txt --to d/a.txt",
        "import page.txt --to none/a.dialogue.yaml",
        "import page.txt more.txt",
      })
  void wrong_usage_is_64(String line) {
    assertThat(run(line.split(" "))).isEqualTo(64);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  private int run(String... line) {
    return Msnmock.run(console(), line);
  }

  private Console console() {
    return new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), folder);
  }
}
