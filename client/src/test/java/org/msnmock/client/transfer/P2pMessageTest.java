package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.client.wire.Payload;

class P2pMessageTest {
  /** Of an invitation with 650 bytes, identifier 1160. */
  private static final String HEADER =
      "00000000 88040000 0000000000000000 8a02000000000000 8a020000 00000000 78563412 00000000"
          + " 0000000000000000";

  /** Of what acknowledges it, identifier 5000. */
  private static final String ACKNOWLEDGEMENT =
      "00000000 88130000 0000000000000000 8a02000000000000 00000000 02000000 88040000 78563412"
          + " 8a02000000000000 00000000";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] invitation() {
    byte[] bytes = Arrays.copyOf(hex(HEADER), 48 + 650 + 4);
    bytes[bytes.length - 1] = 1;
    return bytes;
  }

  @Test
  void reads_the_header_in_one_order_of_bytes_and_the_footer_in_the_other() {
    P2pMessage message = P2pMessage.read(invitation()).orElseThrow();

    assertThat(message.id()).isEqualTo(1160);
    assertThat(message.total()).isEqualTo(650);
    assertThat(message.ackId()).isEqualTo(0x12345678);
    assertThat(message.footer()).isEqualTo(1);
    assertThat(message.isLast()).isTrue();
    assertThat(message.toBytes()).isEqualTo(invitation());
  }

  @Test
  void acknowledges_the_whole() {
    P2pMessage message = P2pMessage.read(invitation()).orElseThrow();

    assertThat(message.acknowledgement(5000).toBytes()).isEqualTo(hex(ACKNOWLEDGEMENT));
    assertThat(P2pMessage.read(hex(ACKNOWLEDGEMENT)).orElseThrow().isAcknowledgement()).isTrue();
  }

  @Test
  void is_cut_into_chunks_of_one_whole() {
    P2pMessage whole = new P2pMessage(5, 77, 0, 1203, 0x20, 9, 0, 0, Payload.EMPTY, 1);

    P2pMessage first = whole.carrying(Payload.of(new byte[1202]), 0);
    P2pMessage last = whole.carrying(Payload.of(new byte[1]), 1202);

    assertThat(first.isLast()).isFalse();
    assertThat(last.offset()).isEqualTo(1202);
    assertThat(last.id()).isEqualTo(77);
    assertThat(last.total()).isEqualTo(1203);
    assertThat(last.isLast()).isTrue();
  }

  /** The byte at an offset of the header set to a value. */
  @ParameterizedTest
  @CsvSource({
    "24, 0x8b, more data than there are",
    "27, 0x80, a length beyond all bounds",
    "8,  0x01, data that go on behind the total",
    "15, 0x80, a negative offset",
    "23, 0x80, a negative total",
    "16, 0x01, a total of less than the data",
  })
  void what_does_not_fit_together_is_no_message(int at, String value, String why) {
    byte[] bytes = invitation();
    bytes[at] = (byte) (int) Integer.decode(value);
    if (at == 16) {
      bytes[17] = 0;
    }

    assertThat(P2pMessage.read(bytes)).as(why).isEmpty();
  }

  @Test
  void what_is_too_short_is_no_message() {
    assertThat(P2pMessage.read(new byte[51])).isEmpty();
    assertThat(P2pMessage.read(new byte[0])).isEmpty();
    assertThat(P2pMessage.read(new byte[52])).isPresent();
  }
}
