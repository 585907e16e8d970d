package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
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

  /** Of dialogues about certificates, which can't go by virtual time. */
  static final String TLS = "tls";

  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(8);

  @TestFactory
  Stream<DynamicTest> the_client_passes(TestReporter reporter) {
    return Dialogues.in(DIALOGUES)
        .notTagged(TLS)
        .reportingTo(reporter)
        .playedBy(() -> new JavaClientAdapter(REPLY_TIMEOUT));
  }

  @TestFactory
  Stream<DynamicTest> the_client_passes_over_TLS(TestReporter reporter) {
    return Dialogues.in(DIALOGUES)
        .tagged(TLS)
        .reportingTo(reporter)
        .playedBy(() -> JavaClientAdapter.overTls(REPLY_TIMEOUT, UnaryOperator.identity()));
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
