package org.msnmock.mockserver.cli;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.report.CaseReport;
import org.msnmock.mockserver.report.RunReport;

/**
 * How a test run ends: the exit code, and why in a sentence.
 *
 * @param why for people, without a full stop
 */
record Ending(Exit exit, String why) {
  static Ending of(RunReport run) {
    if (run.end() == RunReport.End.INTERRUPTED) {
      return new Ending(
          Exit.INTERRUPTED,
          "interrupted after %s of %s cases".formatted(run.cases().size(), run.selected()));
    }
    if (run.end() == RunReport.End.STOPPED) {
      return new Ending(Exit.NOT_STARTED, Exit.NOT_STARTED.meaning());
    }
    if (run.hasLostCases()) {
      return new Ending(
          Exit.INTERNAL,
          "only %s of %s cases were judged, by a fault of msnmock itself"
              .formatted(run.cases().size(), run.selected()));
    }
    return judged(run);
  }

  private static Ending judged(RunReport run) {
    Optional<String> nothing = run.nothingJudged();
    if (nothing.isPresent()) {
      return new Ending(Exit.NOTHING_JUDGED, nothing.get());
    }
    return run.failures().isEmpty() ? green(run) : red(run.failures());
  }

  private static Ending green(RunReport run) {
    String known = run.asKnown() == 0 ? "" : ", or as the baseline says";
    return new Ending(Exit.OK, Exit.OK.meaning() + known);
  }

  private static Ending red(List<CaseReport> failures) {
    if (failures.stream().anyMatch(one -> one.outcome() == Outcome.FAILED)) {
      return new Ending(Exit.FAILED, Exit.FAILED.meaning());
    }
    return failures.stream().anyMatch(CaseReport::isAgainstBaseline)
        ? new Ending(Exit.FAILED, "a case is not as the baseline says")
        : new Ending(Exit.MILDER, Exit.MILDER.meaning());
  }
}
