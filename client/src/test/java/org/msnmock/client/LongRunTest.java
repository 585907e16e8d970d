package org.msnmock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Nothing is kept of each line, message or person beyond a bound. */
class LongRunTest {
  /** What the client needs to sign in is a third of it. */
  private static final String HEAP = "-Xmx24m";

  @Test
  void a_hundred_thousand_of_each_thing_fit_into_a_small_heap()
      throws IOException, InterruptedException {
    // given
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LongRun.class.getName())
            .redirectErrorStream(true)
            .start();
    // when
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // then
    assertThat(run.waitFor()).as(said).isZero();
    assertThat(said).contains("messages said: 100000");
  }
}
