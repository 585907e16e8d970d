package org.msnmock.mockserver.cli;

import java.util.List;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.report.CaseReport;
import org.msnmock.mockserver.report.RunReport;

/**
 * How a test run ends: the exit code, and why in a sentence.
 *
 * @param why for people, without a full stop
 */
record Ending(Exit exit, String why) {

  static final String NO_CASE = "nothing was judged: no case was selected";

  static Ending of(RunReport run) {
    if (run.end() == RunReport.End.INTERRUPTED) {
      return new Ending(
          Exit.INTERRUPTED,
          "interrupted after %s of %s cases".formatted(run.cases().size(), run.selected()));
    }
    if (run.end() == RunReport.End.STOPPED) {
      return new Ending(Exit.NOT_STARTED, Exit.NOT_STARTED.meaning());
    }
    if (run.selected() == 0) {
      return new Ending(Exit.NOTHING_JUDGED, NO_CASE);
    }
    if (run.end() == RunReport.End.FINISHED && run.cases().size() < run.selected()) {
      return new Ending(
          Exit.INTERNAL,
          "only %s of %s cases were judged, by a fault of msnmock itself"
              .formatted(run.cases().size(), run.selected()));
    }
    return judged(run);
  }

  private static Ending judged(RunReport run) {
    List<CaseReport> supported =
        run.cases().stream().filter(one -> one.outcome() != Outcome.UNSUPPORTED).toList();
    if (supported.isEmpty()) {
      return new Ending(Exit.NOTHING_JUDGED, "nothing was judged: all cases are unsupported");
    }
    if (supported.stream().allMatch(Ending::nobodyCame)) {
      return new Ending(Exit.NOTHING_JUDGED, "nothing was judged: no client came in any case");
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

  /**
   * A refused connection is none: a case that is ok without one has seen its client all the same.
   */
  private static boolean nobodyCame(CaseReport one) {
    return one.outcome() == Outcome.FAILED
        && one.result().journal().stream().noneMatch(Ending::isContact);
  }

  private static boolean isContact(Entry entry) {
    return entry instanceof Entry.Connected
        || entry instanceof Entry.Requested
        || entry instanceof Entry.HandshakeFailed;
  }
}
