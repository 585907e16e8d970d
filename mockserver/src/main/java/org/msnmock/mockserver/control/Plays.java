package org.msnmock.mockserver.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.control.Route.Asked;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Journal.Listener;
import org.msnmock.mockserver.report.CaseReport;
import org.msnmock.mockserver.report.JsonReport;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;
import tools.jackson.databind.util.RawValue;

/** Plays of dialogues that were sent, each on ports of its own. Thread-safe. */
final class Plays implements AutoCloseable {
  /** How many are kept, those that are over among them. */
  static final int MOST = 50;

  private static final String NAME = "sent.dialogue.yaml";
  private static final Duration LONGEST_START = Duration.ofMinutes(60);

  private final ServerSettings settings;
  private final Map<Integer, OnePlay> plays = new LinkedHashMap<>();
  private int latest;
  private boolean closed;

  /** One of them. */
  private record OnePlay(
      int number,
      String caseId,
      Instant began,
      Server server,
      Map<String, Map<String, String>> variables,
      CompletableFuture<Result> result) {

    boolean isOver() {
      return result.isDone();
    }

    /** By a fault of our own. */
    boolean isBroken() {
      return result.isCompletedExceptionally();
    }
  }

  Plays(ServerSettings settings) {
    this.settings = settings;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/plays", asked -> list()),
        new Route("POST", "/plays", this::begin),
        new Route("GET", "/plays/{number}", asked -> one(asked)),
        new Route("DELETE", "/plays/{number}", this::end));
  }

  // ---- to begin ----

  private Reply begin(Asked asked) {
    Body body = Body.of(asked.body());
    String text = body.text("dialogue");
    Optional<String> wanted = body.optionalText("case");
    long seed = body.optionalNumber("seed", 0, Integer.MAX_VALUE).orElse(1);
    int patience =
        body.optionalNumber("startSeconds", 1, (int) LONGEST_START.toSeconds()).orElse(600);
    body.end();
    Dialogue dialogue = load(text);
    OnePlay play = begin(dialogue, row(dialogue, wanted), seed, Duration.ofSeconds(patience));
    return Reply.of(201, json(play));
  }

  /** Includes find nothing: what is sent stands for itself. */
  private static Dialogue load(String text) {
    LoadResult read;
    try {
      Path nowhere = Files.createTempDirectory("msnmock-control");
      try {
        read = Loader.root(nowhere).loadText(NAME, text);
      } finally {
        Files.delete(nowhere);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (read.hasErrors() || read.dialogues().isEmpty()) {
      throw Failure.of(read.findings());
    }
    return read.dialogues().get(0);
  }

  private static Dialogue.Case row(Dialogue dialogue, Optional<String> wanted) {
    if (wanted.isEmpty()) {
      return dialogue.cases().get(0);
    }
    return dialogue.cases().stream()
        .filter(row -> row.id().equals(wanted.get()))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.of(
                    404,
                    "the dialogue has no case " + Text.printable(wanted.get()),
                    "body, case",
                    "name one of " + dialogue.cases().stream().map(Dialogue.Case::id).toList()));
  }

  private synchronized OnePlay begin(
      Dialogue dialogue, Dialogue.Case row, long seed, Duration patience) {
    if (closed) {
      throw Failure.of(503, "the service ends", "the service", "start it anew");
    }
    Optional<OnePlay> inTheWay = inTheWay();
    try {
      Server server = Server.open(settings.onFreePorts(), dialogue);
      OnePlay play;
      try {
        play = begin(server, dialogue, row, seed, patience);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
      inTheWay.ifPresent(this::forget);
      plays.put(play.number(), play);
      return play;
    } catch (IOException e) {
      throw Failure.of(
          503, "no ports for it: " + e.getMessage(), "the service", "end other plays first");
    }
  }

  private OnePlay begin(
      Server server, Dialogue dialogue, Dialogue.Case row, long seed, Duration patience)
      throws IOException {
    Map<String, String> addresses = server.texts(dialogue);
    Script script = Script.of(dialogue, row, addresses, seed);
    Instant began = Instant.now();
    PlaySettings how =
        new PlaySettings(
            PlaySettings.Strictness.STRICT,
            1,
            patience,
            seed,
            PlaySettings.Partner.PERSON,
            began.getEpochSecond(),
            Listener.NONE);
    CompletableFuture<Result> result = server.play(script, how, new Audience() {});
    Map<String, Map<String, String>> variables = variables(script, addresses);
    latest++;
    return new OnePlay(latest, row.id(), began, server, variables, result);
  }

  /** What has to go before one more comes, if anything: the first that is over. */
  private Optional<OnePlay> inTheWay() {
    if (plays.size() < MOST) {
      return Optional.empty();
    }
    Optional<OnePlay> over = plays.values().stream().filter(OnePlay::isOver).findFirst();
    if (over.isEmpty()) {
      throw Failure.of(429, "%s plays go on".formatted(MOST), "plays", "DELETE one of them first");
    }
    return over;
  }

  private void forget(OnePlay play) {
    plays.remove(play.number());
    play.server().close();
  }

  private static Map<String, Map<String, String>> variables(
      Script script, Map<String, String> addresses) {
    Map<String, Map<String, String>> out = new LinkedHashMap<>();
    for (Account account : script.accounts()) {
      out.put(
          script.dialogue().subject(account.client()),
          Briefing.of(script, account, addresses, Optional.empty()).environment());
    }
    return out;
  }

  // ---- to see ----

  private synchronized Reply list() {
    return Reply.of("plays", plays.values().stream().map(Plays::json).toList());
  }

  private Reply one(Asked asked) {
    return Reply.of(200, whole(find(asked)));
  }

  /** With its report, if there is one. */
  private static Map<String, Object> whole(OnePlay play) {
    Map<String, Object> out = json(play);
    if (play.isOver() && !play.isBroken()) {
      CaseReport report = new CaseReport(play.result().join(), 1, play.began(), List.of());
      out.put("report", new RawValue(JsonReport.text(report)));
    }
    return out;
  }

  private static Map<String, Object> json(OnePlay play) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("number", play.number());
    out.put("case", play.caseId());
    out.put("state", play.isBroken() ? "broken" : play.isOver() ? "over" : "playing");
    if (play.isOver() && !play.isBroken()) {
      out.put("verdict", play.result().join().outcome().word());
    }
    out.put("clients", play.variables());
    return out;
  }

  // ---- to end ----

  /** Ends it, if it goes on, and forgets it; its report is the answer. */
  private Reply end(Asked asked) {
    OnePlay play = find(asked);
    play.server().close();
    synchronized (this) {
      plays.remove(play.number());
    }
    return Reply.of(200, whole(play));
  }

  private synchronized OnePlay find(Asked asked) {
    OnePlay play = plays.get(asked.number("number"));
    if (play == null) {
      throw Failure.of(404, "there is no such play", "path, number", "see GET /plays");
    }
    return play;
  }

  @Override
  public synchronized void close() {
    closed = true;
    plays.values().forEach(play -> play.server().close());
    plays.clear();
  }
}
