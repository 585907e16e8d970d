package org.msnmock.mockserver.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Transcript;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.yaml.Acceptance;

/** Makes the document of a run: here, texts of the client lose their secrets. */
final class ReportMaker {
  private static final double NANOSECONDS = 1e9;

  private final CaseReport one;
  private final Result result;
  private final StepTraces traces;
  private final ChartRow.Maker rows;
  private final Transcript transcript;
  private final IdentityHashMap<Frame, Entry.Taken> taken = new IdentityHashMap<>();
  private final Set<Frame> left = Collections.newSetFromMap(new IdentityHashMap<>());

  private ReportMaker(CaseReport one) {
    this.one = one;
    this.result = one.result();
    this.traces = new StepTraces(result);
    this.rows = new ChartRow.Maker(one);
    this.transcript = new Transcript(result.dialogue(), result.redaction());
    for (Entry entry : result.journal()) {
      if (entry instanceof Entry.Taken e) {
        taken.put(e.frame(), e);
      } else if (entry instanceof Entry.Left e) {
        left.add(e.frame());
      }
    }
  }

  static ReportDocument document(RunReport run) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, run.counts().getOrDefault(outcome, 0));
    }
    return new ReportDocument(
        ReportDocument.FORMAT,
        ReportDocument.VERSION,
        run.began(),
        ReportDocument.seconds(run.took()),
        run.end(),
        run.selected(),
        run.failOn(),
        run.seed(),
        counts,
        run.asKnown(),
        run.cases().stream().map(one -> new ReportMaker(one).whole(run.fails(one))).toList(),
        Optional.of(run.notJudged()).filter(ids -> !ids.isEmpty()),
        Coverage.of(run));
  }

  private ReportDocument.Case whole(boolean failed) {
    Dialogue dialogue = result.dialogue();
    return new ReportDocument.Case(
        result.caseId(),
        one.round(),
        one.shown(dialogue.title()),
        dialogue.source().map(one::shown),
        dialogue.file(),
        dialogue.covers(),
        dialogue.tags().stream().sorted().toList(),
        result.outcome(),
        failed,
        one.reason(),
        one.known().map(ReportMaker::known),
        one.began(),
        ReportDocument.seconds(result.took()),
        result.seed(),
        result.stepsDone(),
        dialogue.stepCount(),
        script(),
        result.branches(),
        new TreeMap<>(result.ruleUses()),
        result.deviations().stream().map(this::deviation).toList(),
        result.journal().stream().filter(Entry::isTold).map(this::entry).toList(),
        result.dropped(),
        one.shownClientLog(),
        one.fileName(),
        one.observedName(),
        one.shown(one.again()),
        Acceptance.of(result).map(ReportMaker::acceptance));
  }

  private static ReportDocument.Acceptance acceptance(Acceptance acceptance) {
    return new ReportDocument.Acceptance(
        acceptance.refusal(), acceptance.edits().stream().map(ReportMaker::edit).toList());
  }

  private static ReportDocument.Edit edit(Acceptance.Edit edit) {
    return new ReportDocument.Edit(
        word(edit.kind()), edit.file(), edit.line(), edit.column(), edit.source(), edit.text());
  }

  static String word(Acceptance.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static ReportDocument.Known known(Baseline.Known known) {
    Span span = known.span();
    return new ReportDocument.Known(
        known.outcome(), known.why(), span.file(), span.line(), span.column());
  }

  // ---- the steps ----

  private List<ReportDocument.Step> script() {
    List<ReportDocument.Step> out = new ArrayList<>();
    list(result.dialogue().steps(), 0, out);
    return out;
  }

  private void list(List<Step> steps, int depth, List<ReportDocument.Step> out) {
    for (Step step : steps) {
      out.add(step(step, depth));
      List<Step.Branch> branches = Steps.branches(step);
      for (Step.Branch branch : branches) {
        out.add(branch(branch, depth + 1));
        list(branch.steps(), depth + 1, out);
      }
      if (branches.isEmpty()) {
        list(Steps.children(step), depth + 1, out);
      }
    }
  }

  private ReportDocument.Step step(Step step, int depth) {
    StepInfo info = step.info();
    boolean isBlock = !Steps.children(step).isEmpty();
    return new ReportDocument.Step(
        ReportDocument.Step.Sort.STEP,
        depth,
        one.shown(info.text()),
        Optional.of(info.number()),
        isBlock ? Optional.empty() : Optional.of(traces.fate(info)),
        Optional.of(info.span().file()),
        Optional.of(info.span().line()),
        info.why().map(one::shown));
  }

  private ReportDocument.Step branch(Step.Branch branch, int depth) {
    return new ReportDocument.Step(
        ReportDocument.Step.Sort.BRANCH,
        depth,
        one.shown(branch.name()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  // ---- the deviations ----

  private ReportDocument.Deviation deviation(Deviation deviation) {
    Optional<Span> place =
        deviation.mismatch().map(Mismatch::span).or(() -> deviation.step().map(StepInfo::span));
    return new ReportDocument.Deviation(
        deviation.kind().name(),
        deviation.outcome(),
        seconds(deviation.time()),
        one.shown(deviation.summary()),
        deviation.step().map(this::awaiting),
        deviation.connection().map(Object::toString),
        line(deviation.expected()),
        line(deviation.received()),
        deviation.mismatch().map(this::mismatch),
        place.map(span -> List.of(span.picture().split("\n"))).orElse(List.of()),
        deviation.origin().map(one::shown),
        deviation.elseOk().stream().map(one::shown).toList(),
        deviation.hints().stream().map(one::shown).toList());
  }

  private Optional<String> line(String line) {
    return line.isEmpty() ? Optional.empty() : Optional.of(one.shownLine(line));
  }

  private ReportDocument.Awaiting awaiting(StepInfo step) {
    Span span = step.span();
    return new ReportDocument.Awaiting(
        step.number(),
        span.file(),
        span.line(),
        span.column(),
        one.shown(step.text()),
        step.why().map(one::shown),
        step.covers(),
        step.level().word(),
        step.includedFrom().stream().map(Span::place).toList());
  }

  private ReportDocument.Mismatch mismatch(Mismatch mismatch) {
    Span span = mismatch.span();
    return new ReportDocument.Mismatch(
        mismatch.part().word(),
        mismatch.index(),
        span.file(),
        span.line(),
        span.column(),
        mismatch.secret() ? Redaction.HIDDEN : one.shown(mismatch.expected()),
        mismatch.secret() ? Redaction.HIDDEN : one.shown(mismatch.received()));
  }

  // ---- the journal ----

  private ReportDocument.Entry entry(Entry entry) {
    Optional<ChartRow> row = rows.row(entry);
    Optional<Said> said = said(entry);
    Optional<Frame> frame = said.map(Said::frame).filter(Frame::hasPayload);
    Optional<String> line = said.map(Said::line);
    return new ReportDocument.Entry(
        seconds(entry.time()),
        kind(entry.getClass()),
        said.map(s -> s.connection().toString()),
        line,
        frame.map(this::payload),
        frame.flatMap(Frame::payload).map(payload -> payload.length),
        said.flatMap(Said::step).map(Span::place),
        some(said.map(Said::fault)),
        said.isPresent() ? Optional.empty() : Optional.of(text(entry)),
        row.map(ChartRow::way),
        row.flatMap(ChartRow::client),
        row.flatMap(ChartRow::lane),
        row.map(ChartRow::look),
        some(row.map(ChartRow::words).filter(w -> said.filter(s -> s.fault().equals(w)).isEmpty())),
        some(row.map(ChartRow::code).filter(code -> !line.equals(Optional.of(code)))),
        row.map(ChartRow::folded).filter(lines -> !lines.isEmpty() && frame.isEmpty()),
        row.flatMap(r -> by(entry)));
  }

  /** A line that crossed a connection. */
  private record Said(
      Entry.Connection connection, String line, Frame frame, Optional<Span> step, String fault) {}

  private Optional<Said> said(Entry entry) {
    if (entry instanceof Entry.Heard e) {
      return Optional.of(heard(e.connection(), e.frame(), Optional.empty()));
    } else if (entry instanceof Entry.Taken e) {
      return Optional.of(heard(e.connection(), e.frame(), Optional.of(e.step())));
    } else if (entry instanceof Entry.PassedOver e) {
      return Optional.of(heard(e.connection(), e.frame(), Optional.empty()));
    } else if (entry instanceof Entry.Left e) {
      return Optional.of(heard(e.connection(), e.frame(), Optional.empty()));
    } else if (entry instanceof Entry.Emulated e) {
      String line = one.shown(e.frame().text());
      return Optional.of(new Said(e.connection(), line, e.frame(), Optional.empty(), ""));
    } else if (entry instanceof Entry.Said e) {
      String line = one.shown(e.frame().text());
      return Optional.of(
          new Said(e.connection(), line, e.frame(), Optional.of(e.step()), e.fault()));
    }
    return Optional.empty();
  }

  private Said heard(Entry.Connection connection, Frame frame, Optional<Span> step) {
    return new Said(connection, one.shownLine(frame.text()), frame, step, "");
  }

  private List<String> payload(Frame frame) {
    return List.of(frame.payloadText().split("\r\n", -1)).stream().map(one::shown).toList();
  }

  private String text(Entry entry) {
    return String.join("\n", transcript.lines(entry))
        .replaceFirst("^\\s*[0-9.]+\\s+", "")
        .replaceAll(" {3,}", "   ");
  }

  /** {@code step 4, ns-hello.yaml:7}; of a background rule, its place. */
  private Optional<String> by(Entry entry) {
    if (entry instanceof Entry.Heard heard && left.contains(heard.frame())) {
      return Optional.of("left to the emulator");
    }
    Optional<Entry.Taken> taking =
        entry instanceof Entry.Heard heard
            ? Optional.ofNullable(taken.get(heard.frame()))
            : Optional.empty();
    if (taking.filter(t -> t.taker() != Entry.Taker.SCRIPT).isPresent()) {
      Span rule = taking.get().step();
      return Optional.of("background rule, %s:%s".formatted(rule.file(), rule.line()));
    }
    return traces
        .step(taking.isPresent() ? taking.get() : entry)
        .map(s -> "step %s, %s:%s".formatted(s.number(), s.span().file(), s.span().line()));
  }

  private static Optional<String> some(Optional<String> text) {
    return text.filter(t -> !t.isEmpty());
  }

  /** {@code closed-by-client}. */
  static String kind(Class<?> entry) {
    return entry.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static double seconds(long nanoseconds) {
    return nanoseconds / NANOSECONDS;
  }
}
