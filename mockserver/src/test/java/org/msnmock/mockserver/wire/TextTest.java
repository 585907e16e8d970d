package org.msnmock.mockserver.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextTest {

  @Property
  void any_bytes_survive_the_way_to_text_and_back(@ForAll byte[] bytes) {
    String text = Text.decode(bytes);

    assertThat(Text.encode(text)).isEqualTo(bytes);
    assertThat(Text.length(text)).isEqualTo(bytes.length);
  }

  @Property
  void valid_text_reads_as_what_it_is(@ForAll("valid") String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(Text.decode(bytes)).isEqualTo(text);
    assertThat(Text.hasStray(text)).isFalse();
  }

  @Provide
  Arbitrary<String> valid() {
    return Arbitraries.strings()
        .all()
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  @Test
  void a_byte_that_is_no_utf_8_is_told_apart() {
    String text = Text.decode(new byte[] {'a', (byte) 0xff, 'b'});

    assertThat(Text.hasStray(text)).isTrue();
    assertThat(Text.printable(text)).isEqualTo("a\\xffb");
  }

  @Test
  void what_could_move_a_terminal_or_turn_a_line_round_is_shown_as_an_escape() {
    assertThat(Text.printable("a\u001b[31m\r\n\t\u202eb\u0085"))
        .isEqualTo("a\\x1b[31m\\r\\n\\t\\u202eb\\x85");
  }

  @Test
  void ordinary_letters_are_shown_as_they_are() {
    assertThat(Text.printable("Zo\u00eb \ud83d\ude00 100%"))
        .isEqualTo("Zo\u00eb \ud83d\ude00 100%");
  }
}
