package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.yaml.Loader;

/**
 * The examples of the description of the language, which stand among the tests of the mock server,
 * with the bundled client. Where it does not pass, it does not yet do what the example asks for;
 * once it does, the line here has to be mended.
 */
class ExamplesTest {
  private static final Path EXAMPLES =
      Path.of("..", "mockserver/src/test/resources/org/msnmock/mockserver/yaml/dialogues");

  /** What comes of each case, and why where that is not ok. */
  private static final Map<String, String> VERDICTS =
      Map.ofEntries(
          Map.entry("chat.mime-formats", "ok"),
          Map.entry("contacts.edit-session", "ok"),
          Map.entry("contacts.sync", "ok"),
          Map.entry("chat.two-clients", "ok"),
          Map.entry(
              "faults.transport", "informational: it skipped the garbage instead of hanging up"),
          Map.entry("presence.nicknames", "ok"),
          Map.entry("quick.pasted", "ok"),
          Map.entry("signin.bad-password", "ok"),
          Map.entry("signin.no-common-version", "ok"),
          Map.entry("signin.redirect", "ok"),
          Map.entry("timing.keepalive", "ok"));

  @Test
  void the_client_passes_what_it_can_do() throws Exception {
    Map<String, String> verdicts = new TreeMap<>();
    StringBuilder explanations = new StringBuilder();
    for (Dialogue dialogue : Loader.root(EXAMPLES).loadAll().dialogues()) {
      Dialogue.Case row = dialogue.cases().get(0);
      Result result =
          new CaseRunner(settings())
              .run(dialogue, row, () -> new JavaClientAdapter(Duration.ofSeconds(8)))
              .result();
      verdicts.put(dialogue.id(), verdict(result));
      explanations.append(Explanation.of(result));
    }

    assertThat(verdicts).as("%s", explanations).isEqualTo(VERDICTS);
  }

  private static String verdict(Result result) {
    String why = result.main().map(Deviation::summary).orElse(result.reason());
    return result.outcome().word() + (why.isEmpty() ? "" : ": " + why);
  }

  private static CaseSettings settings() {
    ServerSettings server = ServerSettings.onLoopback(Optional.empty());
    return new CaseSettings(
        server, Strictness.STRICT, 1, Duration.ofSeconds(30), 4711, Optional.empty());
  }
}
