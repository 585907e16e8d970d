package org.msnmock.mockserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.yaml.Loader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one more play in a JVM costs: its ports taken, armed with a dialogue, and closed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SetUpBenchmark {
  private static final PlaySettings SETTINGS =
      new PlaySettings(
          PlaySettings.Strictness.STRICT,
          1,
          Duration.ofSeconds(30),
          1,
          PlaySettings.Partner.NONE,
          0,
          Journal.Listener.NONE);

  private Authority authority;
  private Dialogue dialogue;

  @Setup
  public void load() throws IOException {
    authority = Authority.temporary();
    authority.await();
    Path folder = Files.createTempDirectory("dialogue");
    Path file = folder.resolve("a.dialogue.yaml");
    Files.writeString(
        file, "dialogue: 1\nid: a\ntitle: A benchmark\nsteps:\n  - accept: ns\n  - C: OUT\n");
    dialogue = Loader.root(folder).load(file).dialogues().get(0);
    Files.delete(file);
    Files.delete(folder);
  }

  @Benchmark
  public boolean one_more_play() throws IOException {
    try (MockMsnServer server = MockMsnServer.builder().authority(authority).start()) {
      CompletableFuture<Result> result =
          server.play(server.script(dialogue, dialogue.cases().get(0), 1), SETTINGS);
      return result.isDone();
    }
  }
}
