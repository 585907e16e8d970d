package org.msnmock.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.protocol.ProtocolViolationException;

class FrameReaderTest {
  private static final String STREAM =
      """
      LST bob@example.com B\u00F6b%20\u20AC 11 0\r
      MSG Hotmail Hotmail 18\r
      OUT OTH\r
      CHL 0 1\u00E9\r
      QNG 50\r
      """;

  /** Gives one byte at a time, however many are asked for. */
  private static final class Drip extends InputStream {
    private final InputStream bytes;

    Drip(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return bytes.read(into, offset, Math.min(1, length));
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Frame> readAll(InputStream in) throws IOException {
    FrameReader reader = new FrameReader(in);
    List<Frame> frames = new ArrayList<>();
    for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
      frames.add(frame.get());
    }
    return frames;
  }

  @Test
  void reads_lines_and_payloads_that_came_together() throws IOException {
    // when
    List<Frame> frames = readAll(bytes(STREAM));
    // then
    assertThat(frames)
        .containsExactly(
            Frame.of("LST", "bob@example.com", "B\u00F6b%20\u20AC", "11", "0"),
            Frame.of("MSG", "Hotmail", "Hotmail", "18")
                .withPayload(Payload.of("OUT OTH\r\nCHL 0 1\u00E9")),
            Frame.of("QNG", "50"));
  }

  @Test
  void reads_the_same_when_every_byte_comes_alone() throws IOException {
    assertThat(readAll(new Drip(bytes(STREAM)))).isEqualTo(readAll(bytes(STREAM)));
  }

  @Test
  void reads_on_right_behind_a_payload() throws IOException {
    assertThat(readAll(bytes("NOT 0\r\nIPG 2\r\nabQNG\r\n")))
        .containsExactly(
            Frame.of("NOT", "0"),
            Frame.of("IPG", "2").withPayload(Payload.of("ab")),
            Frame.of("QNG"));
  }

  @Test
  void bears_bare_line_feeds_blanks_at_the_end_and_empty_lines() throws IOException {
    assertThat(readAll(bytes("\r\n\n \r\nPRP PHH \r\nQNG\n")))
        .containsExactly(Frame.of("PRP", "PHH"), Frame.of("QNG"));
  }

  @Test
  void keeps_white_space_of_other_scripts_in_names() throws IOException {
    assertThat(readAll(bytes("REA name\u3000\r\n"))).containsExactly(Frame.of("REA", "name\u3000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"VER 1 MSNP9", "MSG Hotmail Hotmail 10\r\nshort"})
  void tells_an_end_in_the_middle_from_an_end_between_frames(String beginning) {
    assertThatThrownBy(() -> readAll(bytes(beginning))).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MSG Hotmail Hotmail\r\n",
        "MSG Hotmail Hotmail many\r\n",
        "MSG Hotmail Hotmail -1\r\n",
        "NOT 1048577\r\n",
        "IPG 99999999999999999999\r\n"
      })
  void does_not_believe_a_length_that_is_none(String line) {
    assertThatThrownBy(() -> readAll(bytes(line))).isInstanceOf(ProtocolViolationException.class);
  }

  @Test
  void reads_a_long_line_but_not_an_endless_one() throws IOException {
    // given
    String longest = "X".repeat(FrameReader.LONGEST_LINE - 1);
    // when, then
    assertThat(readAll(bytes(longest + "\r\n"))).containsExactly(Frame.of(longest));
    assertThatThrownBy(() -> readAll(bytes(longest + "XX\r\n")))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining("65536");
  }
}
