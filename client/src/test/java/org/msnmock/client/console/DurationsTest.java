package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"200ms, PT0.2S", "5s, PT5S", "2m, PT2M"})
  void durations_are_written_as_in_dialogues(String text, Duration duration) {
    assertThat(new Durations().convert(text)).isEqualTo(duration);
  }
}
