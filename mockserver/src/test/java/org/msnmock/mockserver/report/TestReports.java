package org.msnmock.mockserver.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirement;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Shown;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.Loader;

/** Cases that were judged, made by hand. */
public final class TestReports {
  /** Bytes that break terminals, XML and JSON, and a secret among them. */
  static final String HOSTILE =
      "]]><x a=\"\\'&amp;\u0000\u001b[31m\u0007\uFFFF\uFFFE \uD83D\uDE00 s3cret";

  private static final Entry.Connection NS =
      new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));
  private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");

  private TestReports() {}

  /** A case of a dialogue with this id. */
  public static CaseReport of(String id, Outcome outcome) {
    return of(id, outcome, List.of(new Entry.Connected(1_000_000, NS, "127.0.0.1:4000")));
  }

  /** A case in which this happened. */
  public static CaseReport of(String id, Outcome outcome, List<Entry> journal) {
    Dialogue dialogue = dialogue(id.replaceAll("\\[.*", ""));
    String reason = outcome == Outcome.OK ? "" : "token 2 of VER is not what was awaited";
    return new CaseReport(
        new Result(
            dialogue,
            id,
            outcome,
            reason,
            outcome == Outcome.OK ? List.of() : List.of(deviation(dialogue, outcome)),
            List.of(),
            Map.of("ping", 2),
            shown(dialogue, outcome),
            4711,
            Duration.ofMillis(1840),
            1,
            journal,
            0,
            Redaction.of("s3cret")),
        1,
        BEGAN,
        List.of("out  my password is s3cret"));
  }

  private static Map<String, Optional<Outcome>> shown(Dialogue dialogue, Outcome outcome) {
    Shown shown = new Shown(dialogue);
    if (outcome == Outcome.OK) {
      shown.cameToItsEnd();
    } else {
      shown.deviated(deviation(dialogue, outcome));
    }
    return shown.verdicts();
  }

  /** A case that is ok, in which these ways were taken. */
  static CaseReport by(String... branches) {
    CaseReport one = of("signin.redirect", Outcome.OK);
    Result result = one.result();
    return new CaseReport(
        new Result(
            result.dialogue(),
            result.caseId(),
            result.outcome(),
            result.reason(),
            result.deviations(),
            List.of(branches),
            result.ruleUses(),
            result.requirements(),
            result.seed(),
            result.took(),
            result.stepsDone(),
            result.journal(),
            result.dropped(),
            result.redaction()),
        one.round(),
        one.began(),
        one.clientLog());
  }

  /** The same case, of which a baseline says this verdict. */
  public static CaseReport known(CaseReport one, Outcome outcome) {
    Span place = new Span("known.yaml", 3, 1, 1, one.name() + ": " + outcome.word());
    Baseline.Known known =
        new Baseline.Known(one.name(), outcome, Optional.of("told in May"), place);
    return new CaseReport(
        one.result(), one.round(), one.began(), one.clientLog(), Optional.of(known), one.again());
  }

  /** The same case with these steps. */
  static ReportDocument.Case withScript(ReportDocument.Case one, List<ReportDocument.Step> script) {
    return new ReportDocument.Case(
        one.id(),
        one.round(),
        one.title(),
        one.source(),
        one.file(),
        one.covers(),
        one.tags(),
        one.verdict(),
        one.failed(),
        one.reason(),
        one.baseline(),
        one.began(),
        one.seconds(),
        one.seed(),
        one.stepsDone(),
        one.steps(),
        script,
        one.branches(),
        one.rules(),
        one.deviations(),
        one.journal(),
        one.dropped(),
        one.client(),
        one.log(),
        one.observed(),
        one.again(),
        one.accept());
  }

  static CaseReport hostile() {
    byte[] payload = (HOSTILE + "\r\nMSPAuth: abc\r\n").getBytes(StandardCharsets.UTF_8);
    Frame frame = new Frame("MSG 1 N " + HOSTILE, LineEnd.LF, payload);
    return of(
        "chat.hostile",
        Outcome.FAILED,
        List.of(
            new Entry.Heard(2_000_000, NS, frame),
            new Entry.Told(3_000_000, "", "message", Map.of("text", HOSTILE))));
  }

  /** A case whose every text is this. */
  static CaseReport named(String text) {
    Result bad = of("chat.bad", Outcome.FAILED).result();
    Dialogue dialogue = bad.dialogue();
    Dialogue named =
        new Dialogue(
            text,
            text,
            text,
            Optional.of(text),
            List.of(text),
            Set.of(text),
            dialogue.clients(),
            dialogue.names(),
            dialogue.given(),
            dialogue.vars(),
            dialogue.cases(),
            dialogue.background(),
            dialogue.otherwise(),
            dialogue.payloadCommands(),
            dialogue.certificates(),
            dialogue.ports(),
            dialogue.aliases(),
            dialogue.steps(),
            dialogue.stepCount());
    Result result =
        new Result(
            named,
            text,
            bad.outcome(),
            text,
            bad.deviations(),
            List.of(text),
            Map.of(text, 1),
            bad.requirements(),
            bad.seed(),
            bad.took(),
            bad.stepsDone(),
            List.of(
                new Entry.HandshakeFailed(1, Service.of(Role.LOGIN), text, text),
                new Entry.Malformed(2, NS, text, text),
                new Entry.ClientEnded(3, "", text)),
            0,
            bad.redaction());
    return new CaseReport(result, 1, BEGAN, List.of(text));
  }

  /** A run that played these cases to the end. */
  public static RunReport run(CaseReport... cases) {
    return run(RunReport.End.FINISHED, Outcome.FAILED, cases.length, cases);
  }

  /** A run that ended so. */
  public static RunReport run(
      RunReport.End end, Outcome failOn, int selected, CaseReport... cases) {
    return new RunReport(
        BEGAN,
        Duration.ofMillis(4200),
        end,
        selected,
        failOn,
        4711,
        List.of(cases),
        List.of(),
        Requirements.NONE);
  }

  /** The same run, which did not come to these cases. */
  static RunReport without(RunReport run, String... notJudged) {
    return new RunReport(
        run.began(),
        run.took(),
        run.end(),
        run.selected(),
        run.failOn(),
        run.seed(),
        run.cases(),
        List.of(notJudged),
        run.requirements());
  }

  /** The same run, of clients of which this is required. */
  static RunReport requiring(RunReport run, Requirement... requirements) {
    return new RunReport(
        run.began(),
        run.took(),
        run.end(),
        run.selected(),
        run.failOn(),
        run.seed(),
        run.cases(),
        run.notJudged(),
        new Requirements(List.of(new Requirements.Subject("Signing in", List.of(requirements)))));
  }

  /** {@code LOGIN-01} is what all of these cases cover. */
  static Requirement requirement(String id, Level level, String text) {
    return new Requirement(
        id,
        level,
        text,
        Optional.of("source of " + id),
        Optional.of("note of " + id),
        Optional.of("why " + id),
        new Span("../requirements.yaml", 4, 5, 8, ""));
  }

  private static Deviation deviation(Dialogue dialogue, Outcome outcome) {
    Step step = dialogue.steps().get(1);
    return new Deviation(
        Deviation.Kind.UNEXPECTED,
        outcome,
        Optional.of(step.info()),
        2_000_000,
        "token 2 of VER is not what was awaited",
        Optional.of(NS),
        "VER 1 MSNP9",
        "VER 1 " + HOSTILE,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of("hint of " + HOSTILE));
  }

  private static Dialogue dialogue(String id) {
    String text =
        """
        dialogue: 1
        id: %s
        title: Greets
        covers: [LOGIN-01]
        steps:
          - accept: ns
          - C: VER {trid} MSNP9 {**}
            why: a client says first which protocols it knows
        source: hypothetic.org, Notification Server
        """
            .formatted(id);
    try {
      Path root = Files.createTempDirectory("msnmock-test");
      Path file = root.resolve(id.replace('.', '/') + Loader.SUFFIX);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
      Dialogue dialogue = Loader.root(root).load(file).dialogues().get(0);
      Files.delete(file);
      return dialogue;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
