package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.report.CaseReport;
import org.msnmock.mockserver.report.RunReport;
import org.msnmock.mockserver.report.RunReport.End;
import org.msnmock.mockserver.report.TestReports;

class EndingTest {
  private static final CaseReport OK = TestReports.of("a.ok", Outcome.OK);
  private static final CaseReport MILD = TestReports.of("a.mild", Outcome.NON_STRICT);
  private static final CaseReport FAILED = TestReports.of("a.bad", Outcome.FAILED);
  private static final CaseReport UNSUPPORTED = TestReports.of("a.not", Outcome.UNSUPPORTED);
  private static final CaseReport NOBODY = TestReports.of("a.nobody", Outcome.FAILED, List.of());

  @Test
  void all_ok_is_0_and_milder_verdicts_are_too() {
    assertThat(exit(TestReports.run(OK, MILD, UNSUPPORTED))).isEqualTo(Exit.OK);
  }

  @Test
  void a_failure_is_1_whatever_else_there_is() {
    assertThat(exit(TestReports.run(OK, FAILED, MILD, NOBODY))).isEqualTo(Exit.FAILED);
  }

  @Test
  void a_run_that_lost_cases_on_its_way_is_not_green() {
    assertThat(exit(TestReports.run(End.FINISHED, Outcome.NON_STRICT, 3, OK, OK)))
        .isEqualTo(Exit.INTERNAL);
  }

  @Test
  void a_milder_verdict_that_reaches_fail_on_is_2() {
    assertThat(exit(TestReports.run(End.FINISHED, Outcome.NON_STRICT, 2, OK, MILD)))
        .isEqualTo(Exit.MILDER);
    assertThat(exit(TestReports.run(End.FINISHED, Outcome.UNSUPPORTED, 2, OK, MILD)))
        .isEqualTo(Exit.OK);
  }

  @Test
  void a_known_failure_is_0_and_a_pass_against_the_baseline_1() {
    Ending known = Ending.of(TestReports.run(OK, TestReports.known(FAILED, Outcome.FAILED)));

    assertThat(known).isEqualTo(new Ending(Exit.OK, "all well, or as the baseline says"));
    assertThat(Ending.of(TestReports.run(OK, TestReports.known(OK, Outcome.FAILED))))
        .isEqualTo(new Ending(Exit.FAILED, "a case is not as the baseline says"));
    assertThat(exit(TestReports.run(OK, TestReports.known(MILD, Outcome.FAILED))))
        .isEqualTo(Exit.FAILED);
    assertThat(exit(TestReports.run(FAILED, TestReports.known(FAILED, Outcome.FAILED))))
        .isEqualTo(Exit.FAILED);
    assertThat(
            exit(
                TestReports.run(
                    End.FINISHED,
                    Outcome.NON_STRICT,
                    1,
                    TestReports.known(MILD, Outcome.NON_STRICT))))
        .isEqualTo(Exit.OK);
  }

  @Test
  void nobody_came_is_3_whatever_the_baseline_says() {
    assertThat(exit(TestReports.run(TestReports.known(NOBODY, Outcome.FAILED))))
        .isEqualTo(Exit.NOTHING_JUDGED);
  }

  @Test
  void nothing_judged_is_3() {
    assertThat(exit(TestReports.run())).isEqualTo(Exit.NOTHING_JUDGED);
    assertThat(exit(TestReports.run(UNSUPPORTED, UNSUPPORTED))).isEqualTo(Exit.NOTHING_JUDGED);
    assertThat(exit(TestReports.run(NOBODY, NOBODY, UNSUPPORTED))).isEqualTo(Exit.NOTHING_JUDGED);
  }

  @Test
  void a_run_that_was_interrupted_is_130_even_when_all_was_well() {
    Ending ending = Ending.of(TestReports.run(End.INTERRUPTED, Outcome.FAILED, 17, OK));

    assertThat(ending).isEqualTo(new Ending(Exit.INTERRUPTED, "interrupted after 1 of 17 cases"));
  }

  @Test
  void the_codes_are_those_of_the_manual() {
    assertThat(Exit.values()).extracting(Exit::code).containsExactly(0, 1, 2, 3, 4, 5, 64, 70, 130);
  }

  private static Exit exit(RunReport run) {
    return Ending.of(run).exit();
  }
}
