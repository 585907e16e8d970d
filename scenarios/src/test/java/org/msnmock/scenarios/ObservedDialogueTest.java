package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.Play;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;
import org.msnmock.mockserver.yaml.ObservedDialogue;

/**
 * What a run has observed is a dialogue, which the same client passes: each bundled dialogue is
 * played, its journal written down, loaded, and played again with the bytes of the first time.
 */
@Execution(ExecutionMode.CONCURRENT)
class ObservedDialogueTest {
  private static final Path DIALOGUES = Path.of("dialogues");
  private static final long SEED = 4711;

  /** Only servers that fall silent make the client wait for it. */
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(3);

  @TestFactory
  Stream<DynamicTest> passes_again() {
    return Loader.root(DIALOGUES).loadAll().dialogues().stream()
        .flatMap(
            dialogue ->
                dialogue.cases().stream()
                    .map(row -> DynamicTest.dynamicTest(row.id(), () -> check(dialogue, row))));
  }

  private void check(Dialogue dialogue, Dialogue.Case row) throws Exception {
    ServerSettings server = ServerSettings.onLoopback(Optional.empty());
    CaseSettings how =
        new CaseSettings(server, PlaySettings.Strictness.STRICT, 1, Duration.ofSeconds(30), SEED);
    Result result = new CaseRunner(how).run(dialogue, row, () -> client(dialogue)).result();

    String text = ObservedDialogue.of(result, "again").text();
    LoadResult loaded = Loader.root(DIALOGUES).loadText("again", text);

    assertThat(loaded.findings().stream().map(finding -> finding.text())).as(text).isEmpty();
    secrets(result).forEach(secret -> assertThat(text).doesNotContain(secret));
    Result again = replay(loaded.dialogues().get(0), result);
    assertThat(again.outcome().word()).as(text + Explanation.of(again)).isEqualTo("ok");
    assertThat(ObservedDialogue.of(again, "again").text().lines())
        .as("what is observed of the observed")
        .containsAll(text.lines().filter(line -> line.startsWith("  - C")).toList());
  }

  private static JavaClientAdapter client(Dialogue dialogue) {
    return dialogue.tags().contains(ConformanceTest.TLS)
        ? JavaClientAdapter.overTls(REPLY_TIMEOUT, UnaryOperator.identity())
        : new JavaClientAdapter(REPLY_TIMEOUT);
  }

  private static List<String> secrets(Result result) {
    return given(result).entrySet().stream()
        .filter(e -> e.getKey().equals("ticket") || e.getKey().equals("password"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static Map<String, String> given(Result result) {
    Map<String, String> given = new HashMap<>();
    for (Entry entry : result.journal()) {
      if (entry instanceof Entry.Named named && result.dialogue().given().contains(named.name())) {
        given.put(named.name().text(), named.value());
      }
    }
    return given;
  }

  private static Result replay(Dialogue dialogue, Result first) {
    Script script = Script.of(dialogue, dialogue.cases().get(0), given(first), SEED);
    PlaySettings settings =
        new PlaySettings(
            PlaySettings.Strictness.STRICT,
            1,
            Duration.ofSeconds(30),
            SEED,
            PlaySettings.Partner.ADAPTER,
            1000,
            Journal.Listener.NONE);
    Deque<Action.Dial> dials = new ArrayDeque<>();
    Play play = new Play(script, settings, action -> dialling(action).ifPresent(dials::add), 0);
    play.begin(0);
    for (Entry entry : first.journal()) {
      Optional<Event> event =
          entry instanceof Entry.Dialled dialled
              ? Optional.of(
                  new Event.Dialled(dials.remove().number(), dialled.connection().number()))
              : event(entry);
      if (event.isPresent()) {
        pass(play, entry.time());
        play.handle(event.get(), entry.time());
      }
    }
    pass(play, Duration.ofHours(1).toNanos());
    assertThat(play.isEnded()).isTrue();
    return play.result();
  }

  private static Optional<Action.Dial> dialling(Action action) {
    return action instanceof Action.Dial dial ? Optional.of(dial) : Optional.empty();
  }

  /** Lets time pass, with a tick at each moment that the play asks for. */
  private static void pass(Play play, long until) {
    while (!play.isEnded() && play.nextDue() <= until) {
      play.handle(Event.Tick.NOTHING_UNFINISHED, play.nextDue());
    }
  }

  private static Optional<Event> event(Entry entry) {
    if (entry instanceof Entry.Connected e) {
      return Optional.of(
          new Event.Connected(e.connection().number(), e.connection().service(), e.remote()));
    } else if (entry instanceof Entry.Heard e) {
      return Optional.of(new Event.Line(e.connection().number(), e.frame()));
    } else if (entry instanceof Entry.ClosedByClient e) {
      return Optional.of(new Event.Closed(e.connection().number(), e.manner(), ""));
    } else if (entry instanceof Entry.Requested e) {
      return Optional.of(
          new Event.Requested(e.number(), e.service(), withUsualPassword(e.request())));
    }
    return entry instanceof Entry.Told e
        ? Optional.of(new Event.Told(e.client(), e.event(), e.arguments()))
        : Optional.empty();
  }

  /** Passwords are not written down, so the account has the usual one. */
  private static Request withUsualPassword(Request request) {
    List<String[]> headers = new ArrayList<>();
    for (String[] header : request.headers()) {
      headers.add(new String[] {header[0], header[1].replaceAll("pwd=[^,]*", "pwd=s3cret")});
    }
    return new Request(request.method(), request.path(), request.version(), headers);
  }
}
