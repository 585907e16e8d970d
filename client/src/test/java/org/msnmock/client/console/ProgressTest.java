package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

  @Test
  void a_bar_shows_how_far_a_file_is() {
    assertThat(new Progress(1, "a.png", 1 << 20, 2 << 20).bar(60))
        .isEqualTo("file 1, a.png [#############--------------]  50 % of 2.0 MiB");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 20, 30, 40, 80, 200})
  void a_bar_is_no_wider_than_it_may_be(int width) {
    assertThat(Rows.columns(new Progress(7, "日本語\033.png", 500, 1000).bar(width)))
        .isLessThanOrEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"0, 10, 0", "9, 10, 90", "10, 10, 100", "20, 10, 100", "-1, 10, 0", "0, 0, 100"})
  void the_share_is_from_0_to_100(long bytes, long size, int percent) {
    assertThat(new Progress(1, "a", bytes, size).percent()).isEqualTo(percent);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 bytes", "1023, 1023 bytes", "1536, 1.5 KiB", "3221225472, 3.0 GiB"})
  void amounts_are_told_in_words(long bytes, String words) {
    assertThat(Progress.amount(bytes)).isEqualTo(words);
  }

  @Test
  void a_pipe_gets_a_line_for_each_tenth() {
    // given
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PlainScreen screen = new PlainScreen(new PrintStream(out, true, StandardCharsets.UTF_8));
    // when
    for (int bytes = 0; bytes <= 100; bytes += 4) {
      screen.progress(new Progress(1, "a", bytes, 100));
    }
    screen.progressEnded(1);
    // then
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(10)
        .startsWith("file 1, a: 10 %", "file 1, a: 20 %")
        .endsWith("file 1, a: 100 %");
  }
}
