package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.report.RunReport;
import org.msnmock.mockserver.report.TestReports;
import org.msnmock.mockserver.verdict.Baseline;

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
