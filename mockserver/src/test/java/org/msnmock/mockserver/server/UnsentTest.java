package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class UnsentTest {
  private static final int MOST = 3_200;

  private final Unsent unsent = new Unsent(MOST, Long.MAX_VALUE);

  @Test
  void one_may_have_so_much_and_no_more() {
    unsent.changes(MOST + 1);

    assertThat(unsent.isTooMuch(MOST)).isFalse();
    assertThat(unsent.isTooMuch(MOST + 1)).isTrue();
  }

  @Test
  void where_many_have_much_the_next_one_with_some_has_too_much() {
    unsent.changes(32 * MOST);
    assertThat(unsent.isTooMuch(MOST)).isFalse();
    unsent.changes(1);
    assertThat(unsent.isTooMuch(101)).isTrue();
    assertThat(unsent.isTooMuch(100)).isFalse();
    unsent.changes(-1);
    assertThat(unsent.isTooMuch(MOST)).isFalse();
  }

  @Test
  void all_together_have_a_quarter_of_the_memory_at_most() {
    Unsent small = new Unsent(MOST, 4_000);
    small.changes(1_001);

    assertThat(small.isTooMuch(101)).isTrue();
    assertThat(small.isTooMuch(100)).isFalse();
  }

  @Test
  void many_lines_that_wait_take_little_more_than_their_bytes() {
    Deque<ByteBuffer> waiting = new ArrayDeque<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) {
      byte[] line = "QNG %s\r\n".formatted(i).getBytes(StandardCharsets.US_ASCII);
      all.writeBytes(line);
      Unsent.append(waiting, ByteBuffer.wrap(line));
    }

    int room = waiting.stream().mapToInt(ByteBuffer::capacity).sum();
    assertThat(room).isBetween(all.size(), all.size() * 11 / 10);
    assertThat(taken(waiting)).isEqualTo(all.toByteArray());
  }

  @Test
  void what_waits_keeps_its_order_also_behind_what_was_sent_in_part() {
    Deque<ByteBuffer> waiting = new ArrayDeque<>();
    Unsent.append(waiting, ByteBuffer.wrap("one two".getBytes(StandardCharsets.US_ASCII), 4, 3));
    waiting.getFirst().get();
    byte[] large = new byte[5_000];
    Unsent.append(waiting, ByteBuffer.wrap(large));
    Unsent.append(waiting, ByteBuffer.wrap("three".getBytes(StandardCharsets.US_ASCII)));
    Unsent.append(waiting, ByteBuffer.wrap("four".getBytes(StandardCharsets.US_ASCII)));

    String text = new String(taken(waiting), StandardCharsets.US_ASCII);
    assertThat(text).startsWith("wo\0").endsWith("\0threefour").hasSize(5_011);
  }

  private static byte[] taken(Deque<ByteBuffer> waiting) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ByteBuffer one : waiting) {
      byte[] bytes = new byte[one.remaining()];
      one.get(bytes);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
