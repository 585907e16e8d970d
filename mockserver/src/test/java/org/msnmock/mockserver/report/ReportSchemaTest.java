package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the schema says of a report is what is written, no more and no less. */
class ReportSchemaTest {
  private static final String REGENERATE =
      "mockserver/bin/msnmock schema report > scenarios/report.schema.json";
  private static final JsonNode SCHEMA =
      JsonMapper.shared().readTree(ReportSchema.schema().toJson());
  private static final Span SPAN = new Span("a.dialogue.yaml", 7, 5, 3, "  - C: VER");
  private static final Entry.Connection NS =
      new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));

  @Test
  void the_file_in_the_tree_is_what_the_model_says() throws IOException {
    Path file = Path.of("..", "scenarios", "report.schema.json");
    boolean same = Files.readString(file).equals(ReportSchema.schema().toJson());

    assertThat(same)
        .as("The model has changed. Write it anew, in the checkout: %s", REGENERATE)
        .isTrue();
  }

  @Test
  void it_is_a_schema_of_draft_07() {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"))
                .validate(SCHEMA.toString(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void every_property_has_a_text_and_no_object_has_others() {
    List<JsonNode> objects = objects(SCHEMA);

    assertThat(objects).hasSize(14);
    for (JsonNode object : objects) {
      assertThat(object.path("additionalProperties").isBoolean()).isTrue();
      object
          .get("properties")
          .properties()
          .forEach(
              one ->
                  assertThat(one.getValue().path("description").asString(""))
                      .as(one.getKey())
                      .endsWith("."));
    }
  }

  @Test
  void whatever_happens_in_a_run_the_report_is_as_it_says() {
    for (RunReport.End end : RunReport.End.values()) {
      for (Outcome failOn : Outcome.values()) {
        String report = written(TestReports.run(end, failOn, 40, everything()));

        assertThat(CheckedReport.faults(report)).isEmpty();
      }
    }
    assertThat(CheckedReport.faults(written(requiring()))).isEmpty();
    assertThat(CheckedReport.faults(written(TestReports.run()))).isEmpty();
    assertThat(CheckedReport.faults(written(TestReports.run(TestReports.hostile())))).isEmpty();
    assertThat(CheckedReport.faults(written(TestReports.run(TestReports.named("\u0000<&")))))
        .isEmpty();
  }

  @Test
  void every_property_and_kind_of_entry_is_written() {
    JsonNode report = JsonMapper.shared().readTree(written(requiring()));
    Set<String> described = new TreeSet<>();
    describe(SCHEMA, "", described);
    Set<String> seen = new TreeSet<>();
    see(report, "", seen);
    seen.removeIf(place -> place.startsWith("/cases/rules/"));

    assertThat(seen).isEqualTo(described);
    assertThat(report.findValue("journal").findValuesAsString("kind"))
        .containsExactlyInAnyOrderElementsOf(
            SCHEMA
                .at("/definitions/entry/properties/kind/enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList());
  }

  /** A property more, one less, and a value that is none of its words. */
  @ParameterizedTest
  @CsvSource({
    "'', surprise, 5",
    "/counts, undecided, 0",
    "/cases/0, surprise, 5",
    "/cases/0, verdict, undecided",
    "/cases/0/baseline, surprise, 5",
    "/cases/0/deviations/0, kind, ODD",
    "/cases/0/deviations/0/step, surprise, 5",
    "/cases/0/deviations/0/mismatch, line, seven",
    "/cases/0/journal/0, kind, odd",
    "/cases/0/journal/0, surprise, 5",
    "/cases/0/journal/0, way, up",
    "/cases/0/script/0, surprise, 5",
    "/cases/0/script/0, kind, leap",
    "'', began, ",
    "/counts, ok, ",
    "/cases/0, dropped, ",
    "/cases/0/baseline, line, ",
    "/cases/0/deviations/0, hints, ",
    "/cases/0/deviations/0/step, level, ",
    "/cases/0/deviations/0/mismatch, expected, ",
    "/cases/0/journal/0, time, ",
    "/cases/0/script/0, depth, "
  })
  void another_report_is_refused(String place, String property, String value) {
    JsonNode report = JsonMapper.shared().readTree(written(TestReports.run(everything())));
    ObjectNode object = (ObjectNode) report.at(place);
    if (value == null) {
      assertThat(object.remove(property)).isNotNull();
    } else {
      object.put(property, value);
    }

    assertThat(CheckedReport.faults(report.toString()))
        .anyMatch(
            fault ->
                fault.startsWith(place) && fault.contains(property)
                    || fault.startsWith(place + "/" + property + ": "));
  }

  /** All objects of a schema that have properties, however deep. */
  private static List<JsonNode> objects(JsonNode schema) {
    List<JsonNode> out = new ArrayList<>();
    if (schema.path("properties").isObject()) {
      out.add(schema);
    }
    schema.forEach(inner -> out.addAll(objects(inner)));
    return out;
  }

  private static void describe(JsonNode schema, String place, Set<String> described) {
    schema
        .path("properties")
        .properties()
        .forEach(
            one -> {
              String name = place + "/" + one.getKey();
              described.add(name);
              describe(one.getValue(), name, described);
            });
    String definition = schema.path("items").path("$ref").asString("");
    if (!definition.isEmpty()) {
      describe(SCHEMA.at(definition.substring(1)), place, described);
    }
  }

  private static void see(JsonNode node, String place, Set<String> seen) {
    node.properties()
        .forEach(
            one -> {
              seen.add(place + "/" + one.getKey());
              see(one.getValue(), place + "/" + one.getKey(), seen);
            });
    node.valueStream()
        .filter(element -> node.isArray())
        .forEach(element -> see(element, place, seen));
  }

  private static RunReport requiring() {
    return TestReports.requiring(
        TestReports.without(TestReports.run(everything()), "signin.last"),
        TestReports.requirement("LOGIN-01", Level.MUST, "VER is the first line."),
        TestReports.requirement("X-1", Level.QUIRK, "Nobody knows."));
  }

  private static String written(RunReport run) {
    StringWriter out = new StringWriter();
    JsonReport.write(ReportMaker.document(run), out);
    return out.toString();
  }

  // ---- a case of each sort, the first with everything in it ----

  static CaseReport[] everything() {
    List<CaseReport> cases = new ArrayList<>();
    cases.add(full());
    for (Outcome outcome : Outcome.values()) {
      CaseReport one = TestReports.of("signin." + outcome.word(), outcome);
      cases.add(one);
      cases.add(TestReports.known(one, Outcome.FAILED));
      cases.add(new CaseReport(one.result(), 2, one.began(), List.of()));
      Baseline.Known unexplained =
          new Baseline.Known(one.name(), Outcome.NON_STRICT, Optional.empty(), SPAN);
      cases.add(
          new CaseReport(one.result(), 1, one.began(), List.of(), Optional.of(unexplained), ""));
    }
    return cases.toArray(CaseReport[]::new);
  }

  private static CaseReport full() {
    CaseReport plain = TestReports.of("signin.names[full]", Outcome.FAILED, journal());
    Result result = plain.result();
    List<Deviation> deviations = new ArrayList<>();
    for (Deviation.Kind kind : Deviation.Kind.values()) {
      for (Mismatch.Part part : Mismatch.Part.values()) {
        deviations.add(deviation(kind, Optional.of(part)));
      }
      deviations.add(deviation(kind, Optional.empty()));
    }
    Result full =
        new Result(
            result.dialogue(),
            result.caseId(),
            result.outcome(),
            result.reason(),
            deviations,
            List.of("7:5 one-of: leaves"),
            result.ruleUses(),
            result.requirements(),
            -1,
            result.took(),
            2,
            journal(),
            3,
            result.redaction());
    CaseReport report = new CaseReport(full, 1, plain.began(), List.of("out  hello"));
    return TestReports.known(report, Outcome.NON_STRICT);
  }

  private static Deviation deviation(Deviation.Kind kind, Optional<Mismatch.Part> part) {
    boolean bare = part.isEmpty();
    StepInfo step =
        new StepInfo(
            4, SPAN, "C: VER", Optional.of("it is"), List.of("LOGIN-01"), Level.SHOULD, List.of());
    return new Deviation(
        kind,
        Outcome.NON_STRICT,
        bare ? Optional.empty() : Optional.of(step),
        2_000_000,
        "something else came",
        bare ? Optional.empty() : Optional.of(NS),
        "VER 1 MSNP9",
        bare ? "" : "VER 1 MSNP8",
        part.map(one -> new Mismatch(one, 2, SPAN, "MSNP9", "MSNP8", Optional.empty(), false)),
        bare ? Optional.empty() : Optional.of("learned at 12:5"),
        List.of("nothing on ds"),
        List.of("a hint"));
  }

  /** An entry of each kind; the schema has to know them all. */
  private static List<Entry> journal() {
    byte[] payload = "a: b\r\n\r\nc".getBytes(StandardCharsets.UTF_8);
    Frame frame = new Frame("MSG 1 N 9", LineEnd.CRLF, payload);
    Optional<Span> step = Optional.of(SPAN);
    return List.of(
        new Entry.Connected(1, NS, "127.0.0.1:4000"),
        new Entry.Accepted(2, NS, SPAN),
        new Entry.Dialled(2, NS, "127.0.0.1:6891", SPAN),
        new Entry.Heard(3, NS, frame),
        new Entry.Taken(4, NS, frame, Entry.Taker.BACKGROUND, SPAN),
        new Entry.PassedOver(5, NS, frame),
        new Entry.Left(5, NS, frame),
        new Entry.Emulated(5, NS, frame),
        new Entry.Malformed(6, NS, "no frame", "x"),
        new Entry.Said(7, NS, frame, SPAN, "ends in LF alone"),
        new Entry.SentGarbage(8, NS, 3, "abc", SPAN),
        new Entry.NotDelivered(9, NS, "QNG 50", SPAN),
        new Entry.ClosedByClient(10, NS, Entry.Manner.FIN),
        new Entry.ClosedByUs(11, NS, Entry.Manner.RST, step),
        new Entry.Refused(12, Service.of(Role.SWITCHBOARD), SPAN),
        new Entry.Requested(
            13,
            1,
            Service.of(Role.LOGIN),
            new Request("GET", "/", "HTTP/1.1", List.<String[]>of(new String[] {"Host", "a"}))),
        new Entry.Answered(
            14,
            1,
            Service.of(Role.LOGIN),
            new Answer(200, "OK", List.of(), new byte[0]),
            Entry.Taker.PASSPORT,
            step,
            ""),
        new Entry.HandshakeFailed(
            15, Service.of(Role.LOGIN), "127.0.0.1:4001", "unknown authority"),
        new Entry.Asked(16, 1, "alice", "set-status", Map.of("status", "AWY"), SPAN),
        new Entry.Told(17, "", "presence", Map.of("who", "bob@example.com")),
        new Entry.ClientEnded(18, "", "exit code 0"),
        new Entry.Noted(19, "a note", step),
        new Entry.Judged(20, Outcome.INFORMATIONAL, "it is", step),
        new Entry.AfterTheEnd(21, NS, "OUT"));
  }
}
