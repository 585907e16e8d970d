package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tab looks like a blank, and is none. */
class TabTest {
  private static final String VER = "- accept: ns\n- C: VER {trid} MSNP9 {**}\n";

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = {"C", "S"})
  void a_tab_in_a_line_is_shown_with_its_column_and_the_fix_and_nothing_else_is_told(String kind) {
    LoadResult result = load(VER + "- " + kind + ": VER {trid}\tMSNP9 CVR0\n");

    assertThat(Folder.texts(result))
        .singleElement()
        .asString()
        .contains("a.dialogue.yaml:6:16  error D107  a tab inside of a line, in column 16\n")
        .contains("      6 | - " + kind + ": VER {trid}\\tMSNP9 CVR0\n")
        .contains("        | " + " ".repeat(15) + "^^\n")
        .contains("fix: write one blank");
  }

  @Test
  void what_stands_behind_a_tab_is_marked_in_the_right_place() {
    LoadResult result = load(VER + "- S: \"VER {trid} \tMSNP9 {nobody}\"\n");

    assertThat(Folder.texts(result))
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("{nobody} is not known here")
                    .contains("\\tMSNP9 {nobody}\"\n")
                    .contains("        | " + " ".repeat(25) + "^^^^^^^^\n"));
  }

  @Test
  void a_tab_that_is_meant_is_written_in_quotes() {
    LoadResult result = load(VER + "- S: \"VER {trid} MSNP9 a\\tb\"\n");

    assertThat(Folder.texts(result)).isEmpty();
  }

  private LoadResult load(String steps) {
    return new Folder(root).steps(steps);
  }
}
