package org.msnmock.mockserver.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void lines_end_with_LF_or_CR_LF_and_the_last_one_may_lack_it() throws Exception {
    assertThat(read("one\ntwo\r\n\nthree")).containsExactly("one", "two", "", "three");
  }

  @Test
  void what_goes_over_the_limit_is_counted_and_thrown_away() throws Exception {
    List<String> lines = read("x".repeat(Lines.LIMIT + 17) + "\nnext\n");

    assertThat(lines).hasSize(2).last().isEqualTo("next");
    assertThat(lines.get(0)).hasSizeLessThan(Lines.LIMIT + 40).endsWith("x [and 17 bytes more]");
  }

  @Test
  void a_log_keeps_both_ends_and_says_what_it_dropped() {
    ClientLog log = new ClientLog(12);
    for (int i = 1; i <= 9; i++) {
      log.add("line" + i);
    }

    assertThat(log.lines())
        .containsExactly("line1", "line2", "[5 lines were dropped here]", "line8", "line9");
  }

  private static List<String> read(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    new Lines(lines::add).readAll(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return lines;
  }
}
