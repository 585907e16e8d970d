package org.msnmock.mockserver.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void blanks_end_words_and_quotes_keep_them_together() {
    assertThat(Words.of("  ./my chat\t'a b'  \"c d\" e' f 'g "))
        .containsExactly("./my", "chat", "a b", "c d", "e f g");
  }

  @Test
  void an_empty_pair_of_quotes_is_an_empty_word() {
    assertThat(Words.of("a '' \"\"")).containsExactly("a", "", "");
  }

  @Test
  void a_backslash_takes_the_next_character_as_it_is() {
    assertThat(Words.of("a\\ b \"c\\\"d\\n\" 'e\\' \\'"))
        .containsExactly("a b", "c\"d\\n", "e\\", "'");
  }

  @Test
  void nothing_is_expanded() {
    assertThat(Words.of("$HOME ~ *.txt `date` $(date) a;b|c>d&"))
        .containsExactly("$HOME", "~", "*.txt", "`date`", "$(date)", "a;b|c>d&");
  }

  @Test
  void an_open_quote_is_refused_with_its_place() {
    assertThatThrownBy(() -> Words.of("a 'b c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("quote ' at character 3");
  }

  @Property
  void whatever_is_quoted_comes_out_again(@ForAll List<String> words) {
    String line =
        String.join(" ", words.stream().map(w -> "'" + w.replace("'", "'\\''") + "'").toList());

    assertThat(Words.of(line)).isEqualTo(words);
  }
}
