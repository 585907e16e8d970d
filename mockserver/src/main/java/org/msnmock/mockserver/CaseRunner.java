package org.msnmock.mockserver;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.adapter.ClientNotStartedException;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Shown;

/**
 * Plays one case with its clients, from binding the ports to the end of the clients. Any number of
 * threads may enter: each case has a server of its own.
 */
public final class CaseRunner {
  private final CaseSettings settings;

  public CaseRunner(CaseSettings settings) {
    this.settings = settings;
  }

  /**
   * Plays a case and judges it. However it ends, its clients are stopped then.
   *
   * @throws ClientNotStartedException if the client's program can't be started
   * @throws IOException if a port is taken, or no certificate can be made
   * @throws InterruptedException if this thread is interrupted; the clients are stopped then, too
   */
  public PlayedCase run(Dialogue dialogue, Dialogue.Case row, ClientUnderTest.Factory factory)
      throws IOException, InterruptedException {
    Instant began = Instant.now();
    List<ClientUnderTest> clients =
        dialogue.clients().stream().map(client -> factory.create()).toList();
    PlaySettings.Partner partner = clients.get(0).partner();
    if (partner == PlaySettings.Partner.NONE && dialogue.needsAdapter()) {
      return new PlayedCase(unsupported(dialogue, row, cannotAct(dialogue)), began, List.of());
    }
    Optional<VirtualTime> time =
        clients.stream().allMatch(ClientUnderTest::goesByGivenTime)
            ? Optional.of(new VirtualTime())
            : Optional.empty();
    ServerSettings how = time.map(settings.server()::on).orElse(settings.server());
    Optional<String> obstacle = how.obstacle(dialogue);
    if (obstacle.isPresent()) {
      return new PlayedCase(unsupported(dialogue, row, obstacle.get()), began, List.of());
    }
    if (how.authority().isPresent()) {
      how.authority().get().await(how.advertise(), dialogue.certificates().values());
    }
    try (Server server = Server.open(how, dialogue)) {
      Optional<String> missing = server.obstacle(dialogue);
      if (missing.isPresent()) {
        return new PlayedCase(unsupported(dialogue, row, missing.get()), began, List.of());
      }
      Map<String, String> addresses = server.texts(dialogue);
      Script script = Script.of(dialogue, row, addresses, settings.seed());
      CaseRun run = new CaseRun(server, script, addresses, clients, time);
      Result result = run.play(playSettings(partner, began), Patience.with(dialogue, settings));
      return new PlayedCase(result, began, run.clientLog());
    }
  }

  private PlaySettings playSettings(PlaySettings.Partner partner, Instant began) {
    return new PlaySettings(
        settings.strictness(),
        settings.timeScale(),
        settings.startTimeout(),
        settings.seed(),
        partner,
        began.getEpochSecond(),
        Journal.Listener.NONE,
        settings.late(),
        PlaySettings.Sending.BY_ITSELF);
  }

  private static String cannotAct(Dialogue dialogue) {
    String verb =
        Steps.all(dialogue.steps()).stream()
            .filter(Step.Do.class::isInstance)
            .map(step -> ((Step.Do) step).verb())
            .filter(word -> !word.equals("sign-in"))
            .findFirst()
            .orElse("");
    return "the client would have to act (do: %s), which takes an adapter: --adapter stdio"
        .formatted(verb);
  }

  private Result unsupported(Dialogue dialogue, Dialogue.Case row, String why) {
    return new Result(
        dialogue,
        row.id(),
        Outcome.UNSUPPORTED,
        why,
        List.of(),
        List.of(),
        Map.of(),
        new Shown(dialogue).verdicts(),
        settings.seed(),
        Duration.ZERO,
        0,
        List.of(),
        0,
        Account.redaction(Script.accounts(dialogue, row, settings.seed())));
  }
}
