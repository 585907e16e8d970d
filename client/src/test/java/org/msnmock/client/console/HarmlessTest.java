package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmlessTest {

  @ParameterizedTest
  @CsvSource({
    "1B, 241B",
    "00, 2400",
    "07, 2407",
    "0A, 240A",
    "0D, 240D",
    "7F, 2421",
    "09, 20",
    "9B, FFFD",
    "85, FFFD",
    "202E, FFFD",
    "2066, FFFD",
    "200B, FFFD",
    "FEFF, FFFD",
    "2028, FFFD",
    "2029, FFFD",
    "D800, FFFD",
    "E000, FFFD",
    "E0041, FFFD",
    "E9, E9",
    "65E5, 65E5",
    "1F600, 1F600"
  })
  void what_steers_or_hides_is_shown_as_what_it_is(String letter, String shown) {
    assertThat(Harmless.line("a" + text(letter) + "b")).isEqualTo("a" + text(shown) + "b");
  }

  private static String text(String hex) {
    return Character.toString(Integer.parseInt(hex, 16));
  }

  @Test
  void marks_do_not_pile_up() {
    assertThat(Harmless.line("a" + "\u0301".repeat(50) + "b")).isEqualTo("a\u0301\u0301\u0301b");
  }

  @Test
  void long_names_are_cut_but_not_within_a_letter() {
    assertThat(Harmless.line("😀😀😀", 2)).isEqualTo("😀…");
    assertThat(Harmless.line("abc", 3)).isEqualTo("abc");
  }

  @Test
  void a_line_has_a_bounded_text() {
    assertThat(Line.answer("x".repeat(5000)).text())
        .containsExactly("x".repeat(4000), "… (1000 more characters)");
    assertThat(Line.answer("x\n".repeat(50)).text())
        .hasSize(Line.MOST_LINES + 1)
        .endsWith("… (10 more lines)");
    assertThat(Line.answer("").text()).containsExactly("");
  }
}
