package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.msnmock.mockserver.yaml.Folder.errors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.dialogue.Dialogue;

/** Roots, folders and what is found below them. */
class LoaderTest {
  @TempDir Path temporary;
  private Path top;
  private Folder folder;

  @BeforeEach
  void emptyFolder() throws IOException {
    top = temporary.toRealPath();
    folder = new Folder(top);
  }

  private static String dialogue(String id) {
    return "dialogue: 1\nid: " + id + "\nsteps:\n  - accept: ns\n";
  }

  @Test
  void a_folder_is_its_own_root() {
    assertThat(Loader.around(top).root()).isEqualTo(top);
  }

  @Test
  void the_root_of_a_file_is_the_nearest_folder_with_fragments() {
    // given
    folder
        .with("fragments/x.yaml", "fragment: 1\n")
        .with("a/fragments/x.yaml", "fragment: 1\n")
        .with("a/b/c.dialogue.yaml", dialogue("b.c"))
        .with("d/e.dialogue.yaml", dialogue("d.e"));
    // then
    assertThat(Loader.around(top.resolve("a/b/c.dialogue.yaml")).root())
        .isEqualTo(top.resolve("a"));
    assertThat(Loader.around(top.resolve("d/e.dialogue.yaml")).root()).isEqualTo(top);
  }

  @Test
  void without_fragments_the_root_of_a_file_is_its_folder() {
    // given
    folder.with("a/mine.dialogue.yaml", dialogue("mine"));
    Path file = top.resolve("a/mine.dialogue.yaml");
    // then
    assertThat(Loader.around(file).root()).isEqualTo(top.resolve("a"));
    assertThat(Loader.around(file).load(file).dialogues()).hasSize(1);
  }

  @Test
  void all_dialogues_below_a_folder_are_loaded_by_id() {
    // given
    folder
        .with("b/z.dialogue.yaml", dialogue("b.z"))
        .with("b/c/a.dialogue.yaml", dialogue("b.c.a"))
        .with("a.dialogue.yaml", dialogue("a"))
        .with("fragments/x.yaml", "no fragment at all")
        .with("notes.txt", "x");
    // then
    assertThat(Loader.root(top).loadAll().dialogues())
        .extracting(Dialogue::id)
        .containsExactly("a", "b.c.a", "b.z");
    assertThat(Loader.root(top).loadAll(top.resolve("b")).dialogues())
        .extracting(Dialogue::id)
        .containsExactly("b.c.a", "b.z");
  }

  @Test
  void a_wrong_file_does_not_keep_the_others_from_loading() {
    // given
    folder.with("a.dialogue.yaml", dialogue("a")).with("b.dialogue.yaml", "x");
    // when
    LoadResult result = Loader.root(top).loadAll();
    // then
    assertThat(result.hasErrors()).isTrue();
    assertThat(result.dialogues()).extracting(Dialogue::id).containsExactly("a");
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void both_spellings_of_an_id_name_its_file() {
    // given
    Loader loader = Loader.root(top);
    // then
    assertThat(loader.file("signin.redirect"))
        .isEqualTo(top.resolve("signin/redirect.dialogue.yaml"));
    assertThat(loader.file("signin/redirect")).isEqualTo(loader.file("signin.redirect"));
  }

  @Test
  void a_file_that_is_not_there_is_a_finding() {
    assertThat(errors(Loader.root(top).load(top.resolve("no.dialogue.yaml"))))
        .containsExactly("D111 1:1+1");
    assertThat(errors(Loader.root(top).loadAll(top.resolve("no")))).containsExactly("D111 1:1+1");
  }

  @Test
  void a_file_outside_of_the_root_is_not_read() throws IOException {
    // given
    folder.with("a.dialogue.yaml", dialogue("a"));
    Path inner = Files.createDirectory(top.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("a.dialogue.yaml"), top.resolve("a.dialogue.yaml"));
    // then
    assertThat(errors(Loader.root(inner).loadAll())).containsExactly("D111 1:1+1");
    assertThat(errors(Loader.root(inner).load(top.resolve("a.dialogue.yaml"))))
        .containsExactly("D111 1:1+1");
  }

  @Test
  void a_root_that_is_not_there_is_the_callers_mistake() {
    assertThatThrownBy(() -> Loader.root(top.resolve("no")))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void files_are_read_anew_by_each_call() {
    // given
    Loader loader = Loader.root(top);
    Path file = folder.with("a.dialogue.yaml", "x").path().resolve("a.dialogue.yaml");
    assertThat(loader.load(file).hasErrors()).isTrue();
    // when
    folder.with("a.dialogue.yaml", dialogue("a"));
    // then
    assertThat(loader.load(file).hasErrors()).isFalse();
  }
}
