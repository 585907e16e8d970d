package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.dialogue.Dialogue;

/** Dialogues that stand in no file. */
class LoadTextTest {
  @TempDir private Path root;

  private LoadResult load(String... lines) {
    return Loader.root(root).loadText("SignInTest.signs_in", String.join("\n", lines) + "\n");
  }

  @Test
  void needs_no_id() {
    assertThat(load("dialogue: 1", "title: A line", "steps:", "- accept: ns").dialogues())
        .extracting(Dialogue::id, Dialogue::file)
        .containsExactly(tuple("SignInTest.signs_in", "SignInTest.signs_in"));
  }

  @Test
  void may_have_any_id() {
    assertThat(load("dialogue: 1", "id: my.own", "title: A line", "steps:", "- accept: ns"))
        .satisfies(result -> assertThat(result.findings()).isEmpty())
        .satisfies(
            result -> assertThat(result.dialogues()).extracting(Dialogue::id).contains("my.own"));
  }

  @Test
  void includes_files_from_the_root_on() throws IOException {
    Files.createDirectory(root.resolve("fragments"));
    Files.writeString(
        root.resolve("fragments/hello.yaml"),
        "fragment: 1\ntitle: Come\nsteps:\n- accept: ns\n- C: OUT\n");

    LoadResult result =
        load("dialogue: 1", "title: All", "steps:", "- include: fragments/hello.yaml");

    assertThat(result.findings()).isEmpty();
    assertThat(result.dialogues()).extracting(Dialogue::stepCount).containsExactly(3);
  }

  @Test
  void tells_of_no_folder_where_a_fragment_is_missing() {
    LoadResult result = load("dialogue: 1", "title: All", "steps:", "- include: fragments/x.yaml");

    assertThat(result.findings().get(0).hints()).containsExactly("searched: fragments/x.yaml");
  }

  @Test
  void tells_what_is_wrong_by_the_name_it_was_given() {
    LoadResult result = load("dialogue: 1", "title: A line", "steps:", "- sends: OUT");

    assertThat(result.dialogues()).isEmpty();
    assertThat(result.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.span().place()).isEqualTo("SignInTest.signs_in:4:3");
              assertThat(error.span().source()).isEqualTo("- sends: OUT");
            });
  }
}
