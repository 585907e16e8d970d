package org.msnmock.client.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedWordsTest {
  @ParameterizedTest
  @CsvSource({
    "Plain text, Plain text",
    "=?\"us-ascii\"?Q?Just saying hello?=, Just saying hello",
    "=?utf-8?Q?caf=C3=A9_au_lait?=, café au lait",
    "=?iso-8859-1?q?caf=E9?= and more, café and more",
    "=?utf-8?B?Q2Fmw6k=?=, Café",
    "=?utf-8?Q?one?= =?utf-8?Q?_two?=, one two",
    "=?utf-8?Q?one?= and =?utf-8?Q?two?=, one and two",
    "=?utf-8*en?Q?one?=, one",
    "=?nosuch?Q?one?=, =?nosuch?Q?one?=",
    "=?utf-8?B?***?=, =?utf-8?B?***?=",
    "=?utf-8?Q?=4?=, =4",
    "=?utf-8?Q?=zz?=, =zz",
    "=?utf-8?Q?one, =?utf-8?Q?one"
  })
  void are_read_like_this(String text, String decoded) {
    assertThat(EncodedWords.decode(text)).isEqualTo(decoded);
  }
}
