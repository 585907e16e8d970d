package org.msnmock.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.message.TextFormat.Direction;
import org.msnmock.client.message.TextFormat.Effect;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

class TextMessageTest {
  private static final String HEAD =
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
          + "X-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=22\r\n\r\n";

  private static TextMessage read(String payload) {
    return TextMessage.from(MimeMessage.from(Payload.of(payload))).orElseThrow();
  }

  @Test
  void is_written_with_headers_an_empty_line_and_line_breaks_of_the_wire() {
    assertThat(TextMessage.of("one\ntwo\r\nthree").toPayloads())
        .containsExactly(Payload.of(HEAD + "one\r\ntwo\r\nthree"));
  }

  @Test
  void says_how_it_looks() {
    // given
    TextFormat format =
        TextFormat.USUAL
            .withFont("MS Sans Serif")
            .withEffects(Set.of(Effect.UNDERLINE, Effect.BOLD))
            .withColour(Colour.fromRgb("ff8000"))
            .withDirection(Direction.RIGHT_TO_LEFT);
    // when
    TextMessage message = new TextMessage("Hi", format);
    // then
    assertThat(message.toPayloads().get(0).text())
        .contains(
            "\r\nX-MMS-IM-Format: FN=MS%20Sans%20Serif; EF=BU; CO=80ff; CS=0; PF=22; RL=1\r\n");
    assertThat(read(message.toPayloads().get(0).text())).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00E9", "\u20AC", "\uD83D\uDE00", "\n"})
  void is_split_between_letters_where_it_is_too_long(String letter) {
    // given
    String text = "y" + letter.repeat(3000);
    // when
    List<Payload> payloads = TextMessage.of(text).toPayloads();
    // then
    assertThat(payloads).hasSizeGreaterThan(1).allMatch(payload -> payload.length() <= 1664);
    assertThat(payloads.get(0).length()).isGreaterThan(1660);
    assertThat(
            payloads.stream()
                .map(payload -> payload.text().substring(HEAD.length()))
                .collect(Collectors.joining()))
        .isEqualTo(text.replace("\n", "\r\n"));
  }

  @Test
  void fills_a_payload_to_its_last_byte() {
    int room = 1664 - HEAD.getBytes(StandardCharsets.UTF_8).length;
    assertThat(TextMessage.of("x".repeat(room)).toPayloads()).hasSize(1);
    assertThat(TextMessage.of("x".repeat(room + 1)).toPayloads()).hasSize(2);
  }

  @Test
  void has_a_greatest_length() {
    assertThat(TextMessage.of("x".repeat(50_000)).toPayloads()).hasSizeGreaterThan(30);
    assertThatThrownBy(() -> TextMessage.of("x".repeat(50_001)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'FN=Arial; EF=; CO=ff; CS=0; PF=22', ff0000",
    "'FN=Arial;EF=B;CO=0', 000000",
    "'FN=Arial; EF=I; CO=ff0000', 0000ff",
    "'FN=Arial; CO=8000', 008000",
    "'CO=123456', 563412",
    "'CO=', 000000",
    "'CO=1234567', 000000",
    "'CO=-1', 000000",
    "'nonsense', 000000",
  })
  void has_its_colour_with_blue_first_and_without_zeros(String header, String rgb) {
    assertThat(TextFormat.from(header).colour().toRgb()).isEqualTo(rgb);
  }

  @Test
  void is_read_whatever_of_its_looks_is_missing() {
    assertThat(TextFormat.from("")).isEqualTo(TextFormat.USUAL);
    assertThat(TextFormat.from("EF=sbiu; RL=1; fn=" + "x".repeat(65)))
        .isEqualTo(
            TextFormat.USUAL
                .withEffects(Set.of(Effect.values()))
                .withDirection(Direction.RIGHT_TO_LEFT));
  }

  @Test
  void is_read_without_any_header_that_it_needs() {
    assertThat(read("X-Unknown: a:b\r\n\r\nHi").text()).isEqualTo("Hi");
    assertThat(read("content-type: TEXT/Plain\r\n\r\n\r\nHi").text()).isEqualTo("\nHi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no header, and no body",
        "Content-Type: text/x-clientcaps\r\n\r\nClient-Name: Demo/1.0",
        "Content-Type: text/x-msnmsgr-datacast\r\n\r\nID: 1"
      })
  void is_nothing_else(String payload) {
    assertThat(TextMessage.from(MimeMessage.from(Payload.of(payload)))).isEmpty();
  }

  @Test
  void hides_what_people_write() {
    assertThat(TextMessage.of("between us")).asString().doesNotContain("between");
  }

  @Test
  void typing_is_known_by_its_field() {
    Payload typing = TypingMessage.by(new Principal("alice@example.com"));
    assertThat(typing.text())
        .isEqualTo(
            "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgscontrol\r\nTypingUser: alice@example.com\r\n\r\n\r\n");
    assertThat(TypingMessage.isIn(MimeMessage.from(typing))).isTrue();
    assertThat(
            TypingMessage.isIn(
                new MimeMessage(Map.of("Content-Type", "text/x-msmsgscontrol"), "Other: x")))
        .isFalse();
  }
}
