package org.msnmock.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.protocol.ProtocolViolationException;

class FrameTest {
  @Test
  void is_written_as_a_line_and_a_payload_with_nothing_behind() {
    // given
    Frame frame =
        Frame.of("QRY", "18", "msmsgs@msnmsgr.com", "3").withPayload(Payload.of("\u20AC"));
    // when
    byte[] bytes = FrameWriter.toBytes(frame);
    // then
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo("QRY 18 msmsgs@msnmsgr.com 3\r\n\u20AC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nOUT", "a\tb", "a\u007F"})
  void is_not_written_when_a_field_would_break_the_line(String field) {
    assertThatThrownBy(() -> FrameWriter.toBytes(Frame.of("USR", "1", field)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shows_itself_without_secrets_payloads_and_control_characters() {
    assertThat(Frame.of("USR", "4", "TWN", "S", "t=1&p=2").withSecretLastArgument())
        .hasToString("USR 4 TWN S [hidden]");
    assertThat(Frame.of("ANS", "1", "bob@example.com", "84.9", "117").withSecretThirdArgument())
        .hasToString("ANS 1 bob@example.com [hidden] 117");
    assertThat(Frame.of("RNG", "117", "10.0.0.5", "CKI", "84.9", "bob@example.com"))
        .hasToString("RNG 117 10.0.0.5 CKI [hidden] bob@example.com");
    assertThat(Frame.of("MSG", "a\u001B[2J", "5").withPayload(Payload.of("words")))
        .hasToString("MSG a\uFFFD[2J 5");
    assertThat(Frame.of("X", "y".repeat(1000)).toString()).hasSizeLessThan(400).endsWith("...");
  }

  @Test
  void names_the_field_that_is_missing_or_no_number() {
    // given
    Frame frame = Frame.of("LST", "bob@example.com", "Bob", "eleven");
    // when, then
    assertThatThrownBy(() -> frame.argument(3))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("Field 4 is missing in: LST bob@example.com Bob eleven");
    assertThatThrownBy(() -> frame.number(2, 15))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("0 to 15");
    assertThat(frame.optionalArgument(3)).isEmpty();
  }
}
