package org.msnmock.mockserver.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class P2pMessageTest {
  /** Protocol notes, 5.7: the header of an INVITE of 650 bytes. */
  private static final String INVITE =
      "000000008804000000000000000000008a020000000000008a02000000000000785634120000000000000000"
          + "00000000";

  /** Protocol notes, 5.7: its acknowledgement. */
  private static final String ACK =
      "000000008813000000000000000000008a020000000000000000000002000000880400007856341"
          + "28a02000000000000";

  private static byte[] payload(String header, int size, String footer) {
    return HexFormat.of().parseHex("410d0a0d0a" + header + "00".repeat(size) + footer);
  }

  @Test
  void reads_the_header_of_the_protocol_notes() {
    P2pMessage message = P2pMessage.inside(payload(INVITE, 650, "00000001")).orElseThrow();

    assertThat(message.number(P2pField.SESSION)).isZero();
    assertThat(message.number(P2pField.ID)).isEqualTo(1160);
    assertThat(message.number(P2pField.OFFSET)).isZero();
    assertThat(message.number(P2pField.TOTAL)).isEqualTo(650);
    assertThat(message.number(P2pField.LENGTH)).isEqualTo(650);
    assertThat(message.number(P2pField.FLAGS)).isZero();
    assertThat(message.number(P2pField.ACK_ID)).isEqualTo(0x12345678);
    assertThat(message.number(P2pField.ACK_UID)).isZero();
    assertThat(message.number(P2pField.ACK_SIZE)).isZero();
    assertThat(message.number(P2pField.FOOTER)).isEqualTo(1);
    assertThat(message.data()).hasSize(650);
  }

  @Test
  void writes_the_acknowledgement_of_the_protocol_notes() {
    P2pMessage message =
        P2pMessage.of(
            Map.of(
                P2pField.ID, 5000L,
                P2pField.TOTAL, 650L,
                P2pField.FLAGS, 2L,
                P2pField.ACK_ID, 1160L,
                P2pField.ACK_UID, 0x12345678L,
                P2pField.ACK_SIZE, 650L),
            new byte[0]);

    assertThat(HexFormat.of().formatHex(message.bytes())).isEqualTo(ACK + "00000000");
  }

  @Test
  void the_footer_is_big_endian() {
    byte[] bytes = P2pMessage.of(Map.of(P2pField.FOOTER, 2L), new byte[] {7}).bytes();

    assertThat(Arrays.copyOfRange(bytes, 48, 53)).containsExactly(7, 0, 0, 0, 2);
  }

  @Test
  void numbers_are_unsigned() {
    String most = "f".repeat(96);
    P2pMessage message = P2pMessage.inside(payload(most, 0, "ffffffff")).orElseThrow();

    assertThat(message.text(P2pField.SESSION)).isEqualTo("4294967295");
    assertThat(message.text(P2pField.TOTAL)).isEqualTo("18446744073709551615");
    assertThat(message.text(P2pField.FOOTER)).isEqualTo("4294967295");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\r\n\r", "\r\n\r\n", "A: b\r\nC: d\r\n"})
  void there_is_no_message_where_too_little_comes(String payload) {
    assertThat(P2pMessage.inside(payload.getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }

  @Test
  void header_and_footer_are_the_least() {
    byte[] least = payload("00".repeat(48), 0, "00000000");

    assertThat(P2pMessage.inside(least)).isPresent();
    assertThat(P2pMessage.inside(Arrays.copyOf(least, least.length - 1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0x20, 32",
    "0X01000030, 16777264",
    "007, 7",
    "4294967295, 4294967295",
    "4294967296, ",
    "0x100000000, ",
    "-1, ",
    "+1, ",
    "1e3, ",
    "0x, ",
    "0x-1, ",
    "'', ",
    "' 1', ",
    "٣, ",
    "99999999999999999999999999999999, ",
  })
  void numbers_of_four_bytes_are_decimal_or_hexadecimal(String text, Long number) {
    assertThat(P2pField.FLAGS.parse(text))
        .isEqualTo(number == null ? OptionalLong.empty() : OptionalLong.of(number));
  }

  @Test
  void numbers_of_eight_bytes_are_larger() {
    assertThat(P2pField.TOTAL.parse("18446744073709551615")).hasValue(-1);
    assertThat(P2pField.TOTAL.parse("0xffffffffffffffff")).hasValue(-1);
    assertThat(P2pField.TOTAL.parse("18446744073709551616")).isEmpty();
  }
}
