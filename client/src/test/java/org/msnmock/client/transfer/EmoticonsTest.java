package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;

class EmoticonsTest {
  private final Emoticons emoticons = new Emoticons(new Principal("alice@example.com"));

  @Test
  void a_text_uses_those_whose_shortcut_is_in_it() {
    MsnObject beer = emoticons.add("(b)", new byte[] {1, 2, 3});
    emoticons.add("(i)", new byte[] {4});

    assertThat(emoticons.usedIn(TextMessage.of("A (b), (b)")).emoticons())
        .hasSize(1)
        .containsEntry("(b)", beer);
    assertThat(beer.type()).isEqualTo(MsnObject.EMOTICON);
    assertThat(beer.isConsistent()).isTrue();
  }

  @Test
  void what_somebody_has_seen_can_be_fetched_after_it_was_taken_away() {
    MsnObject beer = emoticons.add("(b)", new byte[] {1, 2, 3});
    emoticons.remove("(b)");

    assertThat(emoticons.usedIn(TextMessage.of("(b)")).emoticons()).isEmpty();
    assertThat(emoticons.content(beer).orElseThrow().toBytes()).containsExactly(1, 2, 3);
  }

  @Test
  void nothing_else_can_be_fetched() {
    MsnObject beer = emoticons.add("(b)", new byte[] {1, 2, 3});

    assertThat(emoticons.content(MsnObject.of(new Principal("a@b"), 3, "", new byte[] {1, 2, 3})))
        .as("another kind")
        .isEmpty();
    assertThat(emoticons.fetched(beer)).as("of others").isEmpty();
  }

  @Test
  void of_other_peoples_the_latest_are_kept() {
    Principal bob = new Principal("bob@example.com");
    for (int i = 0; i < 500; i++) {
      emoticons.keep(MsnObject.of(bob, 2, "", new byte[] {(byte) i, (byte) (i >> 8)}), new byte[0]);
    }

    assertThat(emoticons.fetched(MsnObject.of(bob, 2, "", new byte[] {0, 0}))).isEmpty();
    assertThat(emoticons.fetched(MsnObject.of(bob, 2, "", new byte[] {(byte) 499, 1}))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " b", "b\t", "a\tb", "a\nb", "123456789012345678901234567890123"})
  void a_shortcut_is_what_can_stand_between_tabs(String shortcut) {
    assertThatThrownBy(() -> emoticons.add(shortcut, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_537})
  void an_emoticon_is_not_empty_and_not_large(int size) {
    assertThatThrownBy(() -> emoticons.add("(b)", new byte[size]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void there_are_a_hundred_at_the_most() {
    for (int i = 0; i < 100; i++) {
      emoticons.add("e" + i, new byte[] {1});
    }

    emoticons.add("e5", new byte[] {2});
    assertThatThrownBy(() -> emoticons.add("e100", new byte[1]))
        .isInstanceOf(IllegalStateException.class);
  }
}
