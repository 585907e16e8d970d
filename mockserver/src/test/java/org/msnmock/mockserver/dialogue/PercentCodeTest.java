package org.msnmock.mockserver.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PercentCodeTest {

  @Property
  void what_was_encoded_decodes_to_itself(@ForAll String text) {
    byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String clean = new String(utf8, java.nio.charset.StandardCharsets.UTF_8);

    assertThat(PercentCode.decode(PercentCode.encode(clean))).isEqualTo(clean);
  }

  @Test
  void a_plus_stays_a_plus_and_a_blank_never_becomes_one() {
    assertThat(PercentCode.decode("A+B")).isEqualTo("A+B");
    assertThat(PercentCode.encode("A+B C")).isEqualTo("A%2BB%20C");
  }

  @Test
  void decodes_once() {
    assertThat(PercentCode.decode("%2520")).isEqualTo("%20");
  }

  @Test
  void shows_a_broken_escape_as_it_stands() {
    assertThat(PercentCode.decode("100%")).isEqualTo("100%");
    assertThat(PercentCode.decode("%zz%4")).isEqualTo("%zz%4");
    assertThat(PercentCode.isWellFormed("100%")).isFalse();
    assertThat(PercentCode.isWellFormed("100%25")).isTrue();
  }

  @Test
  void letters_beyond_ascii_are_utf_8() {
    assertThat(PercentCode.encode("\u00e4")).isEqualTo("%C3%A4");
    assertThat(PercentCode.decode("%c3%A4")).isEqualTo("\u00e4");
  }
}
