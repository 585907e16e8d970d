package org.msnmock.mockserver.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.msnmock.mockserver.dialogue.Outcome;

/** A run as people read it on a console: plain ASCII, colours only where they were asked for. */
public final class ConsoleText {
  /** Explanations that are shown; the rest is in the logs. */
  private static final int EXPLANATIONS = 20;

  private final Colours colours;
  private final int idWidth;

  /**
   * @param idWidth characters that ids are given, so that columns stand
   */
  public ConsoleText(Colours colours, int idWidth) {
    this.colours = colours;
    this.idWidth = Math.min(60, idWidth);
  }

  /** Whether escape sequences may be used. */
  public enum Colours {
    NONE,
    ANSI
  }

  /** The line of a case that is over. */
  public String line(CaseReport one) {
    String verdict = "%-13s".formatted(word(one));
    String reason = one.reason().isEmpty() ? "" : "   " + one.reason();
    return paint(mood(one), verdict)
        + ("  %-" + Math.max(1, idWidth) + "s  %8s%s")
            .formatted(one.name(), seconds(one.result().took()), reason);
  }

  /**
   * What went wrong, case after case; empty where nothing did.
   *
   * @param log where the log of a case is, for whoever reads this
   */
  public List<String> explanations(RunReport run, Function<CaseReport, String> log) {
    List<String> out = new ArrayList<>();
    List<CaseReport> failures = run.failures();
    for (CaseReport one : failures.subList(0, Math.min(EXPLANATIONS, failures.size()))) {
      out.add("");
      out.addAll(List.of(one.explanation().stripTrailing().split("\n", -1)));
      out.add("  log:   " + log.apply(one));
    }
    if (failures.size() > EXPLANATIONS) {
      out.add("");
      out.add("and %s more; each has a log of its own".formatted(failures.size() - EXPLANATIONS));
    }
    return out;
  }

  /** The whole run: a line a case, what went wrong, the summary. */
  String whole(RunReport run) {
    StringBuilder out = new StringBuilder();
    run.cases().forEach(one -> out.append(line(one).stripTrailing()).append('\n'));
    explanations(run, CaseReport::fileName).forEach(line -> out.append(line).append('\n'));
    out.append('\n').append(summary(run)).append('\n');
    requirements(run).ifPresent(line -> out.append(line).append('\n'));
    return out.toString();
  }

  /** {@code 17 cases in 4.2 s: 15 ok, 2 FAILED}. */
  public String summary(RunReport run) {
    return summary(run.cases().size(), run.selected(), run.took(), run.counts(), run.asKnown());
  }

  /** The same words without colours. */
  static String summary(ReportDocument run) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    run.counts().forEach((verdict, count) -> counts.merge(verdict, count, Integer::sum));
    counts.values().removeIf(count -> count == 0);
    return new ConsoleText(Colours.NONE, 1)
        .summary(run.cases().size(), run.selected(), run.took(), counts, run.asBaseline());
  }

  /** {@code 102 of 199 requirements covered: 99 ok, 2 FAILED}; empty where nothing is required. */
  public Optional<String> requirements(RunReport run) {
    return Coverage.of(run).map(this::counted);
  }

  /** The same words without colours. */
  static String requirements(List<ReportDocument.Subject> subjects) {
    return new ConsoleText(Colours.NONE, 1).counted(subjects);
  }

  private String counted(List<ReportDocument.Subject> subjects) {
    Coverage.Count count = Coverage.Count.of(subjects);
    List<String> parts = new ArrayList<>(counts(count.judged()));
    if (count.notJudged() > 0) {
      parts.add(count.notJudged() + " not judged");
    }
    return "%s of %s requirements covered%s"
        .formatted(
            count.covered(), count.all(), parts.isEmpty() ? "" : ": " + String.join(", ", parts));
  }

  private List<String> counts(Map<Outcome, Integer> numbers) {
    return numbers.entrySet().stream()
        .map(e -> paint(e.getKey(), e.getValue() + " " + word(e.getKey())))
        .toList();
  }

  private String summary(
      int judged, int selected, Duration took, Map<Outcome, Integer> numbers, int asKnown) {
    String counts = String.join(", ", counts(numbers));
    String known = asKnown == 0 ? "" : ", %s as the baseline says".formatted(asKnown);
    String of = judged < selected ? " of " + selected : "";
    String cases = judged == 1 && of.isEmpty() ? "case" : "cases";
    return "%s%s %s in %s%s%s"
        .formatted(judged, of, cases, seconds(took), counts.isEmpty() ? "" : ": " + counts, known);
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
  }

  /** Loud only where something is new. */
  private static String word(CaseReport one) {
    if (one.isAsKnown()) {
      return one.outcome().word();
    }
    return one.isAgainstBaseline() && one.outcome() == Outcome.OK ? "PASSED" : word(one.outcome());
  }

  /** The verdict whose colour a case is shown in. */
  private static Outcome mood(CaseReport one) {
    if (one.isAsKnown()) {
      return Outcome.UNSUPPORTED;
    }
    return one.isAgainstBaseline() ? Outcome.FAILED : one.outcome();
  }

  private static String word(Outcome outcome) {
    return outcome == Outcome.FAILED ? "FAILED" : outcome.word();
  }

  private String paint(Outcome outcome, String text) {
    if (colours == Colours.NONE) {
      return text;
    }
    int colour =
        switch (outcome) {
          case OK -> 32;
          case INFORMATIONAL -> 36;
          case NON_STRICT -> 33;
          case UNSUPPORTED -> 90;
          case FAILED -> 31;
        };
    return "\u001b[" + colour + "m" + text + "\u001b[0m";
  }
}
