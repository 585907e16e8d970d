package org.msnmock.mockserver.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirement;

/** What became of each requirement in a run. */
final class Coverage {
  private final Map<String, List<ReportDocument.Showing>> showings = new LinkedHashMap<>();

  private Coverage(List<CaseReport> cases) {
    cases.forEach(this::add);
  }

  /** Empty where nothing is required. */
  static Optional<List<ReportDocument.Subject>> of(RunReport run) {
    Coverage coverage = new Coverage(run.cases());
    return run.requirements().isEmpty()
        ? Optional.empty()
        : Optional.of(
            run.requirements().subjects().stream()
                .map(
                    subject ->
                        new ReportDocument.Subject(
                            subject.title(),
                            subject.requirements().stream().map(coverage::of).toList()))
                .toList());
  }

  private void add(CaseReport one) {
    one.result()
        .requirements()
        .forEach(
            (id, verdict) ->
                showings
                    .computeIfAbsent(id, any -> new ArrayList<>())
                    .add(new ReportDocument.Showing(one.result().caseId(), one.round(), verdict)));
  }

  private ReportDocument.Requirement of(Requirement requirement) {
    List<ReportDocument.Showing> cases = showings.getOrDefault(requirement.id(), List.of());
    return new ReportDocument.Requirement(
        requirement.id(),
        requirement.level().word(),
        requirement.text(),
        requirement.source(),
        requirement.note(),
        requirement.uncovered(),
        cases.stream().flatMap(one -> one.verdict().stream()).reduce(Outcome::worse),
        cases);
  }

  /**
   * How many there are.
   *
   * @param covered those that a case of the run is about
   * @param judged those of them with a verdict, by verdict
   */
  record Count(int all, int covered, Map<Outcome, Integer> judged) {
    static Count of(List<ReportDocument.Subject> subjects) {
      List<ReportDocument.Requirement> all =
          subjects.stream().flatMap(subject -> subject.requirements().stream()).toList();
      Map<Outcome, Integer> judged = new EnumMap<>(Outcome.class);
      all.forEach(
          one -> one.verdict().ifPresent(outcome -> judged.merge(outcome, 1, Integer::sum)));
      int covered = (int) all.stream().filter(one -> !one.cases().isEmpty()).count();
      return new Count(all.size(), covered, judged);
    }

    /** Those that some case is about, which ended before it came to them. */
    int notJudged() {
      return covered - judged.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
