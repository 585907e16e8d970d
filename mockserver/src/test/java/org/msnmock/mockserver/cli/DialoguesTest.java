package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a command takes, and how it calls them. */
class DialoguesTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private void dialogue(String file, String id) throws IOException {
    write(file, "dialogue: 1\nid: %s\nsteps:\n  - accept: ns\n".formatted(id));
  }

  private int run(String line) {
    return Msnmock.run(
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), folder),
        line.split(" "));
  }

  // ---- ids ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test e/y.dialogue.yaml f/y.dialogue.yaml --client x",
        "test e f --client x",
        "serve e f",
        "requirements e f"
      })
  void two_files_with_one_id_are_an_error_and_nothing_starts(String line) throws IOException {
    // given
    dialogue("e/y.dialogue.yaml", "y");
    dialogue("f/y.dialogue.yaml", "y");
    // then
    assertThat(run(line)).isEqualTo(4);
    assertThat(err.toString())
        .contains(
            "f/y.dialogue.yaml:1:1  error D108  the id y is that of e/y.dialogue.yaml, too",
            "fix: name them in two commands, or give one of them another name",
            "1 error; nothing was started");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void two_files_of_one_folder_can_have_one_id() throws IOException {
    // given
    dialogue("d/sub/a.dialogue.yaml", "sub.a");
    dialogue("d/sub.a.dialogue.yaml", "sub.a");
    // then
    assertThat(run("lint d")).isEqualTo(4);
    assertThat(out.toString())
        .contains(
            "d/sub/a.dialogue.yaml:1:1  error D108  the id sub.a is that of sub.a.dialogue.yaml, too",
            "1 dialogue without errors; 1 error");
  }

  @Test
  void a_file_that_is_named_twice_is_one() throws IOException {
    // given
    dialogue("d/a.dialogue.yaml", "a");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("d"));
    // then
    assertThat(run("test d d/a.dialogue.yaml d/../d link --client x --list")).isZero();
    assertThat(out.toString().lines()).containsExactly("a");
  }

  @Test
  void a_dialogue_is_counted_from_the_folder_that_was_named_with_it() throws IOException {
    // given
    dialogue("e/y.dialogue.yaml", "y");
    dialogue("e/z.dialogue.yaml", "z");
    dialogue("f/z.dialogue.yaml", "z");
    Console console =
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), folder);
    // when
    Dialogues dialogues =
        Dialogues.load(console, List.of("e/y.dialogue.yaml", "f/z.dialogue.yaml"));
    // then
    assertThat(dialogues.loaded())
        .extracting(dialogues::root)
        .containsExactly(folder.resolve("e").toRealPath(), folder.resolve("f").toRealPath());
  }

  // ---- paths ----

  @ParameterizedTest
  @CsvSource({
    "lint d/a/x.dialogue.yaml, d/a/x.dialogue.yaml:4:5",
    "lint d/a, d/a/x.dialogue.yaml:4:5",
    "test d/a/x.dialogue.yaml --client x, d/a/x.dialogue.yaml:4:5",
    "serve d/a/x.dialogue.yaml, d/a/x.dialogue.yaml:4:5",
    "explain d/a/x.dialogue.yaml PNG, d/a/x.dialogue.yaml:4:5",
    "requirements d/a/x.dialogue.yaml, d/a/x.dialogue.yaml:4:5"
  })
  void a_mistake_is_told_with_a_path_that_an_editor_opens(String line, String place)
      throws IOException {
    write("d/a/x.dialogue.yaml", "dialogue: 1\nid: x\nsteps:\n  - acept: ns\n");

    assertThat(run(line)).isEqualTo(4);

    assertThat(out.toString() + err).startsWith(place + "  error D102");
  }

  @Test
  void a_mistake_in_a_fragment_has_such_paths_too() throws IOException {
    // given
    write("d/a/x.dialogue.yaml", "dialogue: 1\nid: a.x\nsteps:\n  - include: fragments/y.yaml\n");
    write("d/fragments/y.yaml", "fragment: 1\nsteps:\n  - acept: ns\n");
    // then
    assertThat(run("lint d/a/x.dialogue.yaml")).isEqualTo(4);
    assertThat(out.toString())
        .startsWith("d/fragments/y.yaml:3:5  error")
        .contains("included from d/a/x.dialogue.yaml:4:5");
  }

  @Test
  void json_has_the_same_paths() throws IOException {
    write("d/a/x.dialogue.yaml", "dialogue: 1\nid: x\nsteps:\n  - acept: ns\n");

    assertThat(run("lint --format json d/a/x.dialogue.yaml")).isEqualTo(4);

    assertThat(out.toString()).contains("\"file\":\"d/a/x.dialogue.yaml\",\"line\":4");
  }

  @Test
  void the_same_mistake_in_two_files_is_two() throws IOException {
    // given
    String wrong = "dialogue: 1\nid: x\nsteps:\n  - acept: ns\n";
    write("a/x.dialogue.yaml", wrong);
    write("b/x.dialogue.yaml", wrong);
    // then
    assertThat(run("lint a/x.dialogue.yaml b/x.dialogue.yaml")).isEqualTo(4);
    assertThat(out.toString())
        .contains("a/x.dialogue.yaml:4:5", "b/x.dialogue.yaml:4:5", "; 2 errors");
  }

  @Test
  void what_lies_elsewhere_has_its_whole_path() throws IOException {
    // given
    write("d/x.dialogue.yaml", "dialogue: 1\nid: x\nsteps:\n  - acept: ns\n");
    Path file = folder.resolve("d/x.dialogue.yaml").toRealPath();
    Console console =
        new Console(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of(),
            Files.createDirectory(folder.resolve("here")));
    // when
    int code = Msnmock.run(console, "lint", "../d");
    // then
    assertThat(code).isEqualTo(4);
    assertThat(out.toString()).startsWith(file.toString().replace('\\', '/') + ":4:5  error");
  }
}
