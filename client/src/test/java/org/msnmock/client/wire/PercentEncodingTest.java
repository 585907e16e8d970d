package org.msnmock.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Bob%20B, Bob B",
        "%2520, %20",
        "a+b, a+b",
        "%c3%A4, \u00E4",
        "\u00E4%20\u20AC, \u00E4 \u20AC",
        "100%, 100%",
        "%zz%4, %zz%4",
        "%, %",
        "%\uFF14\uFF11, %\uFF14\uFF11",
      })
  void decodes_once_and_leaves_alone_what_is_no_escape(String encoded, String text) {
    assertThat(PercentEncoding.decode(encoded)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "alice@example.com, alice%40example%2Ecom",
    "100% \u20AC+1, 100%25%20%E2%82%AC%2B1",
    "aZ09, aZ09"
  })
  void encodes_all_but_letters_and_digits(String text, String encoded) {
    assertThat(PercentEncoding.encode(text)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b=c&d'e", "\u0000\u007F", "\uD83D\uDE00 na\u00EFve%20+"})
  void gets_back_what_it_encoded(String text) {
    assertThat(PercentEncoding.decode(PercentEncoding.encode(text))).isEqualTo(text);
  }
}
