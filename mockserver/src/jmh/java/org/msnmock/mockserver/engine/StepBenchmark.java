package org.msnmock.mockserver.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a step costs as dialogues, their names and their background rules grow; and what loading
 * costs. One operation is a whole play, or the load of a folder: divide by the number of steps. Of
 * background rules it is 100 lines of a play that goes on: each rule costs something when it comes
 * into force, once a play, and that is measured apart.
 *
 * <pre>
 * mvn -P quick,jmh -pl mockserver test-compile exec:exec -Djmh.args=StepBenchmark.play_steps
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StepBenchmark {
  private static final Frame CHANGE = Frame.line("CHG 1 NLN 0");
  private static final Frame RULE = Frame.line(command(0) + " x");
  private static final String HEAD = "dialogue: 1\nid: %s\ntitle: A benchmark\n";
  private static final Service NS = Service.of(Role.NOTIFICATION_SERVER);

  /** A play of a number of exchanges, each two steps. */
  @State(Scope.Benchmark)
  public static class OfSteps {
    @Param({"10", "100", "1000", "10000"})
    int steps;

    Script script;

    @Setup
    public void load() throws IOException {
      script = script(HEAD.formatted("a") + "steps:\n  - accept: ns\n" + exchanges(steps / 2, "NLN"));
    }
  }

  /** A play of 100 steps with so many names. */
  @State(Scope.Benchmark)
  public static class OfNames {
    @Param({"1", "100", "1000"})
    int names;

    Script script;

    @Setup
    public void load() throws IOException {
      StringBuilder text = new StringBuilder(HEAD.formatted("a") + "vars:\n");
      StringBuilder used = new StringBuilder();
      for (int i = 0; i < names; i++) {
        text.append("  name%s: NLN\n".formatted(i));
        used.append("{name%s}".formatted(i));
      }
      text.append("steps:\n  - note: \"%s\"\n  - accept: ns\n".formatted(used));
      script = script(text + exchanges(50, "{name0}"));
    }
  }

  /**
   * A play under way, with lines for the last of so many rules. Its journal is full before anything
   * is measured, and has one size from then on.
   */
  @State(Scope.Benchmark)
  public static class OfRules {
    @Param({"1", "100", "1000"})
    int rules;

    Script script;
    Play play;
    long now;

    @Setup
    public void load() throws IOException {
      StringBuilder text = new StringBuilder(HEAD.formatted("a") + "background:\n");
      for (int i = rules - 1; i >= 0; i--) {
        text.append("  rule%s: [{ C ns: %s x }, { S: QNG 50 }]\n".formatted(i, command(i)));
      }
      script = script(text + "steps:\n  - accept: ns\n  - C: OUT\n");
      play = played(script, RULE, Journal.LIMIT);
      now = Journal.LIMIT + 1;
    }

    @TearDown
    public void end() {
      play.handle(new Event.Line(1, Frame.line("OUT")), ++now);
      ok(play);
    }
  }

  /** A folder of 1,000 dialogues of 50 steps. */
  @State(Scope.Benchmark)
  public static class OfFiles {
    Path folder;

    @Setup
    public void write() throws IOException {
      folder = Files.createTempDirectory("files");
      for (int i = 0; i < 1000; i++) {
        String text =
            HEAD.formatted("d" + i) + "steps:\n  - accept: ns\n" + exchanges(25, "NLN");
        Path file = folder.resolve("d%s.dialogue.yaml".formatted(i));
        Files.writeString(file, text);
        file.toFile().deleteOnExit();
      }
      folder.toFile().deleteOnExit();
    }
  }

  /** One of 17,576 commands. */
  private static String command(int number) {
    return "%c%c%c"
        .formatted('A' + number / 676 % 26, 'A' + number / 26 % 26, 'A' + number % 26);
  }

  private static String exchanges(int count, String status) {
    return "  - C: CHG {trid} %s {=int}\n  - S: CHG {trid} NLN\n".formatted(status).repeat(count);
  }

  private static Script script(String text) throws IOException {
    Path folder = Files.createTempDirectory("dialogue");
    Path file = Files.writeString(folder.resolve("a.dialogue.yaml"), text);
    LoadResult loaded = Loader.root(folder).load(file);
    Files.delete(file);
    Files.delete(folder);
    if (!loaded.errors().isEmpty()) {
      throw new IllegalStateException(loaded.errors().get(0).text());
    }
    Dialogue dialogue = loaded.dialogues().get(0);
    Map<String, String> addresses = new HashMap<>();
    return Script.of(dialogue, dialogue.cases().get(0), addresses, 1);
  }

  private static Play begun(Script script) {
    PlaySettings settings =
        new PlaySettings(
            PlaySettings.Strictness.STRICT,
            1,
            Duration.ofSeconds(30),
            1,
            PlaySettings.Partner.NONE,
            0,
            Journal.Listener.NONE);
    Play play = new Play(script, settings, action -> {}, 0);
    play.begin(0);
    play.handle(new Event.Connected(1, NS, "127.0.0.1:1"), 1);
    return play;
  }

  private static Play played(Script script, Frame line, int times) {
    Play play = begun(script);
    long now = 1;
    for (int i = 0; i < times; i++) {
      play.handle(new Event.Line(1, line), ++now);
    }
    return play;
  }

  private static Outcome ok(Play play) {
    if (play.result().outcome() != Outcome.OK) {
      throw new IllegalStateException(play.result().reason());
    }
    return play.result().outcome();
  }

  @Benchmark
  public Outcome play_steps(OfSteps of) {
    return ok(played(of.script, CHANGE, of.steps / 2));
  }

  @Benchmark
  public Outcome play_100_steps_with_names(OfNames of) {
    return ok(played(of.script, CHANGE, 50));
  }

  @Benchmark
  public Play hear_100_lines_for_a_rule(OfRules of) {
    for (int i = 0; i < 100; i++) {
      of.play.handle(new Event.Line(1, RULE), ++of.now);
    }
    return of.play;
  }

  @Benchmark
  public Play begin_with_rules_and_hear_a_line(OfRules of) {
    return played(of.script, RULE, 1);
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public int load_1000_files(OfFiles of) {
    LoadResult loaded = Loader.root(of.folder).loadAll();
    if (!loaded.errors().isEmpty()) {
      throw new IllegalStateException(loaded.errors().get(0).text());
    }
    return loaded.dialogues().size();
  }
}
