package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.console.Line.Tone;

class RowsTest {
  private static final Line SAID =
      Line.of(Tone.SAID, "20:15 [1] bob@example.com:", "one two three\n20:16 [2] carol: no");

  @Test
  void lines_end_between_words_and_go_on_indented() {
    assertThat(Rows.of(SAID, 36))
        .containsExactly(
            "20:15 [1] bob@example.com: one two", "      three", "      20:16 [2] carol: no");
  }

  @Test
  void no_text_looks_like_a_line_of_its_own_in_a_pipe_either() {
    assertThat(Rows.unlimited(SAID))
        .containsExactly("20:15 [1] bob@example.com: one two three", "      20:16 [2] carol: no");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 11, 17, 40, 79})
  void no_row_is_wider_than_the_terminal_and_no_letter_is_lost(int width) {
    // given
    String text = "日本語のテキスト and-a-very-long-word-without-any-blank-in-it 😀😀 end";
    // when
    List<String> rows = Rows.of(Line.of(Tone.SAID, "20:15 [1] bob@example.com:", text), width);
    // then
    assertThat(rows).allMatch(row -> Rows.columns(row) <= Math.max(width, 10));
    assertThat(String.join("", rows).replace(" ", ""))
        .isEqualTo(("20:15 [1] bob@example.com:" + text).replace(" ", ""));
  }

  @Test
  void the_writer_stands_out_in_colour_and_the_text_stays_as_it_is() {
    assertThat(Paint.COLOURED.rows(SAID, 80))
        .startsWith("\033[1;32m20:15 [1] bob@example.com:\033[m one two three");
    assertThat(Paint.COLOURED.rows(Line.of(Tone.TROUBLE, "20:15 !", "no"), 80))
        .containsExactly("\033[31m20:15 ! no\033[m");
    assertThat(Paint.PLAIN.rows(SAID, 80)).isEqualTo(Rows.of(SAID, 80));
    assertThat(Paint.PLAIN.prompt("> ")).isEqualTo("> ");
  }
}
