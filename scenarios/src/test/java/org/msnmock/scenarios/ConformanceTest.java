package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.msnmock.mockserver.junit.Dialogues;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/** The bundled client does in each case of each dialogue what the protocol wants. */
@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
  private static final String DIALOGUES = "dialogues";

  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(8);

  @TestFactory
  Stream<DynamicTest> the_client_passes(TestReporter reporter) {
    return Dialogues.in(DIALOGUES)
        .reportingTo(reporter)
        .playedBy(() -> new JavaClientAdapter(REPLY_TIMEOUT));
  }

  @Test
  void no_dialogue_has_got_lost() {
    LoadResult loaded = Loader.root(Path.of(DIALOGUES)).loadAll();
    assertThat(loaded.errors()).isEmpty();
    assertThat(loaded.dialogues()).hasSizeGreaterThan(90);
    assertThat(loaded.dialogues().stream().mapToInt(dialogue -> dialogue.cases().size()).sum())
        .isGreaterThan(150);
  }
}
