package org.msnmock.mockserver.report;

import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Transcript;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.yaml.Acceptance;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A run as one JSON document, for programs. {@code format} and {@code version} say what it is; keys
 * are added without a new version, and none changes its meaning.
 */
public final class JsonReport {
  /** The value of {@code format}. */
  static final String FORMAT = "msnmock-report";

  static final int VERSION = 1;

  private final JsonGenerator json;
  private final RunReport run;

  private JsonReport(JsonGenerator json, RunReport run) {
    this.json = json;
    this.run = run;
  }

  /** Writes the document; the writer stays open. */
  public static void write(RunReport run, Writer out) {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      new JsonReport(json, run).document();
    }
  }

  private void document() {
    json.writeStartObject();
    json.writeStringProperty("format", FORMAT);
    json.writeNumberProperty("version", VERSION);
    json.writeStringProperty("began", run.began().toString());
    json.writeNumberProperty("seconds", run.took().toNanos() / 1e9);
    json.writeStringProperty("end", run.end().word());
    json.writeNumberProperty("selected", run.selected());
    json.writeStringProperty("failOn", run.failOn().word());
    json.writeNumberProperty("seed", run.seed());
    json.writeObjectPropertyStart("counts");
    for (Outcome outcome : Outcome.values()) {
      json.writeNumberProperty(outcome.word(), run.counts().getOrDefault(outcome, 0));
    }
    json.writeEndObject();
    json.writeNumberProperty("asBaseline", run.asKnown());
    json.writeArrayPropertyStart("cases");
    run.cases().forEach(this::one);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void one(CaseReport one) {
    Result result = one.result();
    Dialogue dialogue = result.dialogue();
    json.writeStartObject();
    json.writeStringProperty("id", result.caseId());
    json.writeNumberProperty("round", one.round());
    json.writeStringProperty("title", dialogue.title());
    json.writeStringProperty("file", dialogue.file());
    texts("covers", dialogue.covers());
    texts("tags", dialogue.tags().stream().sorted().toList());
    json.writeStringProperty("verdict", result.outcome().word());
    json.writeBooleanProperty("failed", run.fails(one));
    json.writeStringProperty("reason", one.reason());
    one.known().ifPresent(this::known);
    json.writeStringProperty("began", one.began().toString());
    json.writeNumberProperty("seconds", result.took().toNanos() / 1e9);
    json.writeNumberProperty("seed", result.seed());
    json.writeNumberProperty("stepsDone", result.stepsDone());
    json.writeNumberProperty("steps", dialogue.stepCount());
    texts("branches", result.branches());
    json.writeObjectPropertyStart("rules");
    result.ruleUses().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> json.writeNumberProperty(e.getKey(), e.getValue()));
    json.writeEndObject();
    json.writeArrayPropertyStart("deviations");
    result.deviations().forEach(deviation -> deviation(deviation, one));
    json.writeEndArray();
    json.writeArrayPropertyStart("journal");
    result.journal().stream().filter(Entry::isTold).forEach(entry -> entry(entry, one));
    json.writeEndArray();
    json.writeNumberProperty("dropped", result.dropped());
    texts("client", one.shownClientLog());
    json.writeStringProperty("log", one.fileName());
    json.writeStringProperty("observed", one.observedName());
    json.writeStringProperty("again", one.shown(one.again()));
    Acceptance.of(result).ifPresent(this::acceptance);
    json.writeEndObject();
  }

  /** How the dialogue would have to change; for {@code msnmock accept}. */
  private void acceptance(Acceptance acceptance) {
    json.writeObjectPropertyStart("accept");
    acceptance.refusal().ifPresent(why -> json.writeStringProperty("refused", why));
    json.writeArrayPropertyStart("edits");
    for (Acceptance.Edit edit : acceptance.edits()) {
      json.writeStartObject();
      json.writeStringProperty("do", word(edit.kind()));
      json.writeStringProperty("file", edit.file());
      json.writeNumberProperty("line", edit.line());
      json.writeNumberProperty("column", edit.column());
      json.writeStringProperty("source", edit.source());
      json.writeStringProperty("text", edit.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static String word(Acceptance.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void known(Baseline.Known known) {
    json.writeObjectPropertyStart("baseline");
    json.writeStringProperty("verdict", known.outcome().word());
    known.why().ifPresent(why -> json.writeStringProperty("why", why));
    place(known.span());
    json.writeEndObject();
  }

  private void deviation(Deviation deviation, CaseReport one) {
    json.writeStartObject();
    json.writeStringProperty("kind", deviation.kind().name());
    json.writeStringProperty("verdict", deviation.outcome().word());
    seconds(deviation.time());
    json.writeStringProperty("summary", one.shown(deviation.summary()));
    deviation.step().ifPresent(this::step);
    deviation.connection().ifPresent(c -> json.writeStringProperty("connection", c.toString()));
    if (!deviation.received().isEmpty()) {
      json.writeStringProperty("received", one.shownLine(deviation.received()));
    }
    deviation.mismatch().ifPresent(mismatch -> mismatch(mismatch, one));
    deviation.origin().ifPresent(o -> json.writeStringProperty("origin", one.shown(o)));
    texts("elseOk", deviation.elseOk().stream().map(one::shown).toList());
    texts("hints", deviation.hints().stream().map(one::shown).toList());
    json.writeEndObject();
  }

  private void step(StepInfo step) {
    json.writeObjectPropertyStart("step");
    json.writeNumberProperty("number", step.number());
    place(step.span());
    json.writeStringProperty("text", step.text());
    step.why().ifPresent(why -> json.writeStringProperty("why", why));
    texts("covers", step.covers());
    json.writeStringProperty("level", step.level().word());
    json.writeEndObject();
  }

  private void mismatch(Mismatch mismatch, CaseReport one) {
    json.writeObjectPropertyStart("mismatch");
    json.writeStringProperty("part", mismatch.part().word());
    json.writeNumberProperty("index", mismatch.index());
    place(mismatch.span());
    json.writeStringProperty(
        "expected", mismatch.secret() ? Redaction.HIDDEN : one.shown(mismatch.expected()));
    json.writeStringProperty(
        "received", mismatch.secret() ? Redaction.HIDDEN : one.shown(mismatch.received()));
    json.writeEndObject();
  }

  private void entry(Entry entry, CaseReport one) {
    json.writeStartObject();
    seconds(entry.time());
    json.writeStringProperty("kind", kind(entry.getClass()));
    if (entry instanceof Entry.Heard heard) {
      frame(heard.connection(), one.shownLine(heard.frame().text()), heard.frame(), one);
    } else if (entry instanceof Entry.Taken taken) {
      frame(taken.connection(), one.shownLine(taken.frame().text()), taken.frame(), one);
      json.writeStringProperty("step", taken.step().place());
    } else if (entry instanceof Entry.PassedOver passed) {
      frame(passed.connection(), one.shownLine(passed.frame().text()), passed.frame(), one);
    } else if (entry instanceof Entry.Said said) {
      frame(said.connection(), one.shown(said.frame().text()), said.frame(), one);
      json.writeStringProperty("step", said.step().place());
      if (!said.fault().isEmpty()) {
        json.writeStringProperty("fault", said.fault());
      }
    } else {
      List<String> lines = new Transcript(one.result().redaction()).lines(entry);
      json.writeStringProperty("text", withoutTime(String.join("\n", lines)));
    }
    json.writeEndObject();
  }

  private void frame(Entry.Connection connection, String line, Frame frame, CaseReport one) {
    json.writeStringProperty("connection", connection.toString());
    json.writeStringProperty("line", line);
    if (frame.hasPayload()) {
      List<String> lines = List.of(frame.payloadText().split("\r\n", -1));
      texts("payload", lines.stream().map(one::shown).toList());
    }
  }

  private static String withoutTime(String line) {
    return line.replaceFirst("^\\s*[0-9.]+\\s+", "").replaceAll(" {3,}", "   ");
  }

  /** {@code closed-by-client}. */
  static String kind(Class<?> entry) {
    return entry.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private void place(Span span) {
    json.writeStringProperty("file", span.file());
    json.writeNumberProperty("line", span.line());
    json.writeNumberProperty("column", span.column());
  }

  private void seconds(long nanoseconds) {
    json.writeNumberProperty("time", nanoseconds / 1e9);
  }

  private void texts(String key, List<String> values) {
    json.writeArrayPropertyStart(key);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
