package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/**
 * The bundled client with the emulator as its partner: all that users do and see, without a script
 * where the emulator does it, and single moments that only a script can bring about.
 */
class EmulatedTest {
  private static final Path EMULATED = Path.of("src/test/resources/emulated");
  private static final Path CATALOGUE = Path.of("dialogues");

  @TestFactory
  Stream<DynamicTest> the_client_passes() {
    return load(EMULATED).stream().map(one -> dynamicTest(one.id(), () -> play(one)));
  }

  @Test
  void all_that_the_catalogue_asks_and_hears_is_done_with_the_emulator_too() {
    Set<String> emulated = words(load(EMULATED));
    Set<String> catalogue = words(load(CATALOGUE));

    assertThat(emulated).containsAll(catalogue);
    assertThat(catalogue).hasSizeGreaterThan(40);
  }

  private static List<Dialogue> load(Path folder) {
    LoadResult loaded = Loader.root(folder).loadAll();
    assertThat(loaded.hasErrors()).isFalse();
    assertThat(loaded.dialogues()).isNotEmpty();
    return loaded.dialogues();
  }

  private static Set<String> words(List<Dialogue> dialogues) {
    Set<String> words = new TreeSet<>();
    for (Dialogue dialogue : dialogues) {
      for (Step step : Steps.all(dialogue.steps())) {
        if (step instanceof Step.Do act) {
          words.add("do " + act.verb());
        } else if (step instanceof Step.See see) {
          words.add("see " + see.event());
        }
      }
    }
    return words;
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
