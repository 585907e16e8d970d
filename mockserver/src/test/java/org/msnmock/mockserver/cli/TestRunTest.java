package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.adapter.ClientCommand;
import org.msnmock.mockserver.adapter.ClientProcess;
import org.msnmock.mockserver.adapter.ClientProcesses;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.report.RunReport;
import org.msnmock.mockserver.report.TestReports;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.yaml.Loader;

@Timeout(60)
class TestRunTest {
  @Test
  void an_error_in_a_worker_stops_the_run_and_is_told() {
    Dialogue dialogue = TestReports.of("a.ok", Outcome.OK).result().dialogue();
    Selected one = new Selected(dialogue, dialogue.cases().get(0));
    TestRun.Plan plan =
        new TestRun.Plan(
            List.of(one, one),
            1,
            1,
            TestRun.FailFast.NO,
            Outcome.FAILED,
            1,
            () -> {
              throw new StackOverflowError("meant by a test");
            },
            round -> {
              throw new StackOverflowError("meant by a test");
            },
            Baseline.NONE,
            new Again(List.of(), List.of()),
            Requirements.NONE);
    TestRun run = new TestRun(plan, finished -> {});

    RunReport report = withoutAlarm(run);

    assertThat(report.end()).isEqualTo(RunReport.End.STOPPED);
    assertThat(run.fault())
        .map(Throwable::getMessage)
        .hasValueSatisfying(message -> assertThat(message).contains("StackOverflowError"));
  }

  @Test
  void a_run_is_given_up_while_a_worker_hangs_on_the_console(@TempDir Path folder)
      throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    TestRun run =
        new TestRun(
            threeRounds(acting(folder)),
            finished -> {
              hangs.countDown();
              awaitUnmoved(read);
            });
    CompletableFuture<RunReport> report = CompletableFuture.supplyAsync(run::play);
    hangs.await();

    run.giveUp();

    read.countDown();
    assertThat(report.get().end()).isEqualTo(RunReport.End.INTERRUPTED);
    assertThat(report.get().cases()).hasSize(1);
    assertThat(report.get().notJudged()).containsExactly("acts");
  }

  private static void awaitUnmoved(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A dialogue for which no client is started, as it could not act. */
  private static Dialogue acting(Path folder) throws IOException {
    Path file = folder.resolve("acts.dialogue.yaml");
    Files.writeString(
        file, "dialogue: 1\nid: acts\ntitle: Acts\nsteps:\n  - accept: ns\n  - do: typing\n");
    return Loader.root(folder).load(file).dialogues().get(0);
  }

  private static TestRun.Plan threeRounds(Dialogue dialogue) {
    ClientCommand none = ClientCommand.parse("none");
    CaseSettings settings =
        new CaseSettings(
            ServerSettings.onLoopback(Optional.empty()),
            Strictness.STRICT,
            1,
            Duration.ofSeconds(30),
            4711);
    return new TestRun.Plan(
        List.of(new Selected(dialogue, dialogue.cases().get(0))),
        3,
        1,
        TestRun.FailFast.NO,
        Outcome.FAILED,
        1,
        () -> new ClientProcess(none, ClientProcess.Adapter.NONE, new ClientProcesses()),
        round -> new CaseRunner(settings),
        Baseline.NONE,
        new Again(List.of(), List.of()),
        Requirements.NONE);
  }

  /** The thread that ends of it tells standard error, which is for people. */
  private static RunReport withoutAlarm(TestRun run) {
    PrintStream usual = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream caught = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setErr(caught);
      return run.play();
    } finally {
      System.setErr(usual);
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("meant by a test");
    }
  }
}
