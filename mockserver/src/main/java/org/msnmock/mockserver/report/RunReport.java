package org.msnmock.mockserver.report;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirements;

/**
 * One run, over or broken off.
 *
 * @param selected how many cases were to be judged
 * @param failOn the mildest verdict that makes the run fail
 * @param seed what the generated values of the run were made from
 * @param notJudged the ids of the cases to which it did not come, or not in all rounds
 * @param requirements what is required of clients; none where nobody wrote it down
 */
public record RunReport(
    Instant began,
    Duration took,
    End end,
    int selected,
    Outcome failOn,
    long seed,
    List<CaseReport> cases,
    List<String> notJudged,
    Requirements requirements) {
  /** Why nothing was judged where there was nothing to play. */
  public static final String NO_CASE = "nothing was judged: no case was selected";

  public RunReport {
    cases = List.copyOf(cases);
    notJudged = List.copyOf(notJudged);
  }

  /** How a run ended. */
  public enum End implements ReportDocument.Word {
    /** All selected cases were judged. */
    FINISHED,
    /** At the first failure, as was asked for. */
    FAILED_FAST,
    /** From outside. */
    INTERRUPTED,
    /** The client could not be started, or a port was taken. */
    STOPPED
  }

  /** Whether this case alone makes the run fail. What is as the baseline says does not. */
  public boolean fails(CaseReport one) {
    return one.isAgainstBaseline() || reachesFailOn(one) && !one.isAsKnown();
  }

  private boolean reachesFailOn(CaseReport one) {
    return one.outcome() == Outcome.FAILED || one.outcome().compareTo(failOn) >= 0;
  }

  /** Whether it says that it came to its end, and did not judge all: a fault of ours. */
  public boolean hasLostCases() {
    return end == End.FINISHED && cases.size() < selected;
  }

  /**
   * Why its cases say nothing about the client, whatever their verdicts, in a sentence; empty where
   * they do.
   */
  public Optional<String> nothingJudged() {
    if (selected == 0) {
      return Optional.of(NO_CASE);
    }
    List<CaseReport> supported =
        cases.stream().filter(one -> one.outcome() != Outcome.UNSUPPORTED).toList();
    if (supported.isEmpty()) {
      return Optional.of("nothing was judged: all cases are unsupported");
    }
    return supported.stream().allMatch(CaseReport::hadNobody)
        ? Optional.of("nothing was judged: no client came in any case")
        : Optional.empty();
  }

  /** How many cases have the verdict that the baseline says. */
  public int asKnown() {
    return (int) cases.stream().filter(CaseReport::isAsKnown).count();
  }

  public List<CaseReport> failures() {
    return cases.stream().filter(this::fails).toList();
  }

  /** How many cases have each verdict; verdicts that nobody has are missing. */
  public Map<Outcome, Integer> counts() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    cases.forEach(one -> counts.merge(one.outcome(), 1, Integer::sum));
    return counts;
  }
}
