package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.console.Input.Mistake;
import org.msnmock.client.console.Input.Nothing;
import org.msnmock.client.console.Input.Order;
import org.msnmock.client.console.Input.Text;

class InputTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "Hello there|Hello there",
        "`  indented  `|`  indented`",
        "//shrug|/shrug",
        "it's \"odd|it's \"odd"
      })
  void what_is_no_command_is_said(String line, String text) {
    assertThat(Input.from(line)).isEqualTo(new Text(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t"})
  void an_empty_line_is_nothing(String line) {
    assertThat(Input.from(line)).isEqualTo(new Nothing());
  }

  @Test
  void words_are_parted_by_blanks_outside_of_quotes() {
    assertThat(Input.from("/Add  bob@example.com \"Old friends\" "))
        .isEqualTo(new Order(Verb.ADD, List.of("bob@example.com", "Old friends")));
    assertThat(Input.from("/rmgroup \"\"")).isEqualTo(new Order(Verb.RMGROUP, List.of("")));
    assertThat(Input.from("/addgroup")).isInstanceOf(Mistake.class);
  }

  @Test
  void the_last_word_of_some_takes_the_rest() {
    assertThat(Input.from("/name Alice  \"the\" Great"))
        .isEqualTo(new Order(Verb.NAME, List.of("Alice  \"the\" Great")));
    assertThat(Input.from("/rename \"Old friends\" Very old ones"))
        .isEqualTo(new Order(Verb.RENAME, List.of("Old friends", "Very old ones")));
    assertThat(Input.from("/rename Old \"Very old\""))
        .isEqualTo(new Order(Verb.RENAME, List.of("Old", "Very old")));
  }

  @Test
  void words_in_brackets_can_be_left_out() {
    assertThat(Input.from("/status")).isEqualTo(new Order(Verb.STATUS, List.of()));
    assertThat(Input.from("/accept a.png")).isEqualTo(new Order(Verb.ACCEPT, List.of("a.png")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "/add|a word is missing; how it is used: /add ADDRESS [GROUP]",
        "/add a b c|there are too many words; how it is used: /add ADDRESS [GROUP] (a word with blanks",
        "/leave now|there are too many words; how it is used: /leave",
        "/add \"bob|a quote is missing at the end; how it is used: /add",
        "/lst|there is no /lst; did you mean /list? /help lists what there is",
        "/pic|there is no /pic; did you mean /picture? ",
        "/xyzzy|there is no /xyzzy; /help lists"
      })
  void a_mistake_tells_what_to_do(String line, String why) {
    assertThat(Input.from(line))
        .isInstanceOfSatisfying(
            Mistake.class, mistake -> assertThat(mistake.why()).startsWith(why));
  }
}
