package org.msnmock.mockserver.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FramerTest {
  private final List<String> out = new ArrayList<>();
  private final Framer framer =
      new Framer(Role.NOTIFICATION_SERVER, PayloadCommands.BUILT_IN, new Limits(64, 1000));

  @Test
  void cuts_lines_at_cr_lf() {
    feed("VER 1 MSNP9 CVR0\r\nCVR 2 x\r\n");

    assertThat(out).containsExactly("VER 1 MSNP9 CVR0|CRLF", "CVR 2 x|CRLF");
  }

  @Test
  void tells_a_line_that_ends_in_lf_alone() {
    feed("VER 1 MSNP9\n");

    assertThat(out).containsExactly("VER 1 MSNP9|LF");
  }

  @Test
  void keeps_a_carriage_return_inside_a_line() {
    feed("VER 1\rMSNP9\r\n");

    assertThat(out).containsExactly("VER 1\rMSNP9|CRLF");
  }

  @Test
  void takes_a_payload_by_its_count_even_if_it_looks_like_lines() {
    feed("MSG 3 N 11\r\nOUT\r\nVER 1\nPNG\r\n");

    assertThat(out).containsExactly("MSG 3 N 11|CRLF|OUT\r\nVER 1\n", "PNG|CRLF");
  }

  @Test
  void takes_a_payload_of_no_bytes() {
    feed("MSG 6 U 0\r\nPNG\r\n");

    assertThat(out).containsExactly("MSG 6 U 0|CRLF|", "PNG|CRLF");
  }

  @Test
  void reads_the_length_before_a_trailing_blank() {
    feed("QRY 3 msmsgs@msnmsgr.com 2 \r\nabPNG\r\n");

    assertThat(out).containsExactly("QRY 3 msmsgs@msnmsgr.com 2 |CRLF|ab", "PNG|CRLF");
  }

  @Test
  void breaks_off_at_a_length_that_is_no_number() {
    feed("MSG 3 N many\r\nPNG\r\n");

    assertThat(out)
        .containsExactly("malformed: the payload length \"many\" is no number from 0 to 1000");
  }

  @Test
  void breaks_off_at_a_negative_or_huge_length() {
    feed("MSG 3 N -1\r\n");
    assertThat(out)
        .containsExactly("malformed: the payload length \"-1\" is no number from 0 to 1000");

    Framer other = new Framer(Role.SWITCHBOARD, PayloadCommands.BUILT_IN, new Limits(64, 1000));
    feed(other, "MSG 3 N 1001\r\n");
    assertThat(out).hasSize(2);
  }

  @Test
  void breaks_off_at_a_line_over_the_limit_before_its_end_has_come() {
    feed("x".repeat(200));

    assertThat(out).containsExactly("malformed: a line of more than 64 bytes without an end");
  }

  @Test
  void breaks_off_at_a_line_over_the_limit_that_came_whole() {
    feed("x".repeat(65) + "\r\n");

    assertThat(out).containsExactly("malformed: a line of 65 bytes; the limit is 64");
  }

  @Test
  void takes_a_line_of_just_the_limit() {
    feed("x".repeat(64) + "\r\n");

    assertThat(out).containsExactly("x".repeat(64) + "|CRLF");
  }

  @Test
  void says_what_has_come_of_an_unfinished_frame() {
    feed("VER 1");
    assertThat(framer.unfinished()).isEqualTo("\"VER 1\" without a line end");

    feed(" MSNP9\r\nMSG 3 N 11\r\nabc");
    assertThat(framer.unfinished()).isEqualTo("MSG 3 N 11: 3 of 11 bytes of its payload have come");
  }

  @Test
  void a_payload_that_is_announced_and_never_comes_takes_no_memory() {
    Framer big =
        new Framer(Role.SWITCHBOARD, PayloadCommands.BUILT_IN, new Limits(64, 900_000_000));

    feed(big, "MSG 3 N 900000000\r\nab");

    assertThat(big.unfinished()).contains("2 of 900000000 bytes");
  }

  @Property
  void the_same_bytes_give_the_same_frames_wherever_they_are_cut(
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 40) Integer> cuts) {
    String all =
        "VER 1 MSNP9\r\nMSG 3 N 11\r\nOUT\r\nVER 1\nPNG\r\nREA 4 a@b.c Zo\u00eb\r\nMSG 5 U 0\r\nPNG\n";
    List<String> whole = frames(all, List.of());

    assertThat(whole).hasSize(6);
    assertThat(frames(all, cuts)).isEqualTo(whole);
  }

  @Property
  void no_bytes_make_it_throw(@ForAll @Size(max = 300) byte[] bytes) {
    Framer any = new Framer(Role.NOTIFICATION_SERVER, PayloadCommands.BUILT_IN, new Limits(64, 99));

    any.feed(ByteBuffer.wrap(bytes), new Noting(new ArrayList<>()));
  }

  private static List<String> frames(String text, List<Integer> cuts) {
    List<String> frames = new ArrayList<>();
    Framer framer =
        new Framer(Role.NOTIFICATION_SERVER, PayloadCommands.BUILT_IN, new Limits(64, 1000));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    for (int cut : cuts) {
      int size = Math.min(cut, bytes.length - at);
      framer.feed(ByteBuffer.wrap(bytes, at, size), new Noting(frames));
      at += size;
    }
    framer.feed(ByteBuffer.wrap(bytes, at, bytes.length - at), new Noting(frames));
    return frames;
  }

  private void feed(String text) {
    feed(framer, text);
  }

  private void feed(Framer into, String text) {
    into.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), new Noting(out));
  }

  private record Noting(List<String> out) implements Framer.Sink {
    @Override
    public void frame(Frame frame) {
      out.add(
          frame.text() + "|" + frame.end() + (frame.hasPayload() ? "|" + frame.payloadText() : ""));
    }

    @Override
    public void malformed(String what, String line) {
      out.add("malformed: " + what);
    }
  }
}
