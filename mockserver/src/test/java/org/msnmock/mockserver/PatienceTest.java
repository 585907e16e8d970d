package org.msnmock.mockserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/** How long a play may take before it is stuck. */
class PatienceTest {
  @TempDir private Path folder;

  private Duration with(String steps) {
    LoadResult loaded =
        Loader.root(folder).loadText("a.dialogue.yaml", "dialogue: 1\nid: a\nsteps:\n" + steps);
    assertThat(loaded.errors()).isEmpty();
    return Patience.with(loaded.dialogues().get(0), Duration.ZERO, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'  - { dial: peer, to: 127.0.0.1:9, within: 5m }', 11m",
    "'  - { dial: peer, to: 127.0.0.1:9 }', 70s",
    "'  - accept: peer\n  - { S: \"{blocks}\", blocks: { random: 600000 }, wire: { every: 1000, gap: 1s } }', 21m",
    "'  - accept: peer\n  - { S: \"{blocks}\", blocks: { text: ab, total: 600000 }, wire: { every: 1000, gap: 1s } }', 21m",
    "'  - accept: peer\n  - C: FIL {n=int}\n  - { S: \"{blocks}\", blocks: { random: 600000, total: \"{n}\" }, wire: { every: 1000, gap: 1s } }', 21m",
  })
  void a_play_has_the_time_that_its_steps_may_take(String steps, String least) {
    Duration limit = Duration.parse("PT" + least);

    assertThat(with(steps.replace("\\n", "\n") + "\n"))
        .isBetween(limit, limit.plus(Duration.ofMinutes(1)));
  }
}
