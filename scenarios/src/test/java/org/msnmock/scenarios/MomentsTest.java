package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/** Dialogues about one moment, with the emulator around it, played by the bundled client. */
class MomentsTest {
  private static final Path MOMENTS = Path.of("src/test/resources/moments");

  @TestFactory
  Stream<DynamicTest> the_client_passes() {
    LoadResult loaded = Loader.root(MOMENTS).loadAll();
    assertThat(loaded.findings()).isEmpty();
    assertThat(loaded.dialogues()).hasSize(3);
    return loaded.dialogues().stream().map(one -> dynamicTest(one.id(), () -> play(one)));
  }

  private static void play(Dialogue dialogue) throws Exception {
    CaseSettings settings =
        new CaseSettings(
            ServerSettings.onLoopback(Optional.empty()),
            Strictness.STRICT,
            1,
            Duration.ofSeconds(30),
            4711,
            Optional.empty());
    Result result =
        new CaseRunner(settings)
            .run(
                dialogue,
                dialogue.cases().get(0),
                () -> new JavaClientAdapter(Duration.ofSeconds(8)))
            .result();
    assertThat(result.outcome()).as("%s", Explanation.of(result)).isEqualTo(Outcome.OK);
  }
}
