package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class JsonReportTest {

  @Test
  void the_document_says_what_it_is_and_what_the_run_was() {
    JsonNode report =
        written(
            TestReports.run(
                TestReports.of("signin.redirect", Outcome.OK),
                TestReports.of("signin.bad", Outcome.FAILED)));

    assertThat(report.path("format").asString()).isEqualTo("msnmock-report");
    assertThat(report.path("version").asInt()).isEqualTo(1);
    assertThat(report.path("end").asString()).isEqualTo("finished");
    assertThat(report.path("seed").asLong()).isEqualTo(4711);
    assertThat(report.path("counts").path("ok").asInt()).isEqualTo(1);
    assertThat(report.path("counts").path("failed").asInt()).isEqualTo(1);
    assertThat(report.path("cases")).hasSize(2);
  }

  @Test
  void a_case_has_its_verdict_deviations_and_journal() {
    JsonNode one =
        written(TestReports.run(TestReports.of("signin.bad", Outcome.FAILED))).at("/cases/0");

    assertThat(one.path("id").asString()).isEqualTo("signin.bad");
    assertThat(one.path("verdict").asString()).isEqualTo("failed");
    assertThat(one.path("failed").asBoolean()).isTrue();
    assertThat(one.at("/rules/ping").asInt()).isEqualTo(2);
    assertThat(one.at("/deviations/0/step/line").asInt()).isEqualTo(7);
    assertThat(one.at("/deviations/0/kind").asString()).isEqualTo("UNEXPECTED");
    assertThat(one.at("/journal/0/kind").asString()).isEqualTo("connected");
    assertThat(one.at("/journal/0/text").asString()).contains("connected from 127.0.0.1:4000");
  }

  @Test
  void what_the_server_did_wrong_on_purpose_is_told() {
    Entry.Connection ns = new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));
    Span span = new Span("a.dialogue.yaml", 7, 5, 3, "  - S: QNG 50");
    CaseReport one =
        TestReports.of(
            "wire.cut",
            Outcome.OK,
            List.of(
                new Entry.SentGarbage(1_000_000, ns, 3, "\u0000\r\n", span),
                new Entry.Said(2_000_000, ns, Frame.line("QNG 50"), span, "ends in LF alone"),
                new Entry.Said(3_000_000, ns, Frame.line("QNG 51"), span, "")));

    JsonNode journal = written(TestReports.run(one)).at("/cases/0/journal");

    assertThat(journal.at("/0/kind").asString()).isEqualTo("sent-garbage");
    assertThat(journal.at("/0/text").asString()).contains("garbage, 3 bytes: \\x00\\r\\n");
    assertThat(journal.at("/1/fault").asString()).isEqualTo("ends in LF alone");
    assertThat(journal.get(2).has("fault")).isFalse();
  }

  @Test
  void what_the_emulator_took_and_said_is_told_as_such() {
    Entry.Connection ns = new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));
    Frame ping = Frame.line("PNG");
    CaseReport one =
        TestReports.of(
            "a.b",
            Outcome.OK,
            List.of(
                new Entry.Heard(1_000_000, ns, ping),
                new Entry.Left(1_000_000, ns, ping),
                new Entry.Emulated(2_000_000, ns, Frame.line("XFR 1 SB CKI s3cret"))));

    JsonNode journal = written(TestReports.run(one)).at("/cases/0/journal");

    assertThat(journal.at("/0/by").asString()).isEqualTo("left to the emulator");
    assertThat(journal.at("/1/kind").asString()).isEqualTo("left");
    assertThat(journal.get(1).has("way")).isFalse();
    assertThat(journal.at("/2/kind").asString()).isEqualTo("emulated");
    assertThat(journal.at("/2/words").asString()).isEqualTo("emulator");
    assertThat(journal.at("/2/way").asString()).isEqualTo("to-client");
    assertThat(journal.at("/2/line").asString()).startsWith("XFR 1 SB").doesNotContain("s3cret");
  }

  @Test
  void what_the_baseline_says_stands_beside_the_verdict() {
    CaseReport known =
        TestReports.known(TestReports.of("signin.bad", Outcome.FAILED), Outcome.FAILED);
    CaseReport passed = TestReports.known(TestReports.of("signin.b", Outcome.OK), Outcome.FAILED);
    JsonNode report = written(TestReports.run(known, passed));

    assertThat(report.path("asBaseline").asInt()).isEqualTo(1);
    assertThat(report.at("/cases/0/failed").asBoolean()).isFalse();
    assertThat(report.at("/cases/0/baseline/verdict").asString()).isEqualTo("failed");
    assertThat(report.at("/cases/0/baseline/why").asString()).isEqualTo("told in May");
    assertThat(report.at("/cases/0/baseline/line").asInt()).isEqualTo(3);
    assertThat(report.at("/cases/1/failed").asBoolean()).isTrue();
  }

  @Test
  void what_a_client_sends_neither_breaks_the_JSON_nor_shows_a_secret() {
    StringWriter out = new StringWriter();
    JsonReport.write(ReportMaker.document(TestReports.run(TestReports.hostile())), out);

    JsonNode heard = JsonMapper.shared().readTree(out.toString()).at("/cases/0/journal/0");
    assertThat(heard.path("line").asString()).startsWith("MSG 1 N ]]><x a=\"").endsWith("[hidden]");
    assertThat(heard.path("payload")).hasSize(3);
    assertThat(heard.at("/payload/1").asString()).isEqualTo("MSPAuth: [hidden]");
    assertThat(out.toString()).doesNotContain("s3cret");
  }

  @Test
  void the_last_run_tells_what_failed(@TempDir Path folder) throws Exception {
    ReportFolder reports = new ReportFolder(folder.resolve("new/one"));
    reports.prepare();
    ReportFolder.writeJson(
        TestReports.run(
            TestReports.of("signin.redirect", Outcome.OK),
            TestReports.of("signin.names[ascii]", Outcome.FAILED),
            TestReports.of("chat.two", Outcome.UNSUPPORTED)),
        reports.json());

    assertThat(LastRun.failed(reports.json())).containsExactly("signin.names[ascii]");
    assertThat(folder.resolve("new/one")).isDirectoryContaining("glob:**/report.json");
  }

  @Test
  void the_last_run_tells_what_it_did_not_come_to(@TempDir Path folder) throws Exception {
    ReportFolder reports = new ReportFolder(folder);
    CaseReport failed = TestReports.of("a.bad", Outcome.FAILED);
    RunReport run = TestReports.run(RunReport.End.FAILED_FAST, Outcome.FAILED, 3, failed);
    ReportFolder.writeJson(TestReports.without(run, "b.known", "b.other[x]"), reports.json());

    assertThat(LastRun.failed(reports.json())).containsExactly("a.bad", "b.known", "b.other[x]");
    assertThat(written(run).has("notJudged")).isFalse();
    assertThat(JsonReport.read(reports.json()).notJudged())
        .hasValue(List.of("b.known", "b.other[x]"));
  }

  @Test
  void a_full_disk_is_no_fault_of_ours(@TempDir Path folder) throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a system with a device that is always full");
    Files.createSymbolicLink(folder.resolve(".x.json.draft"), full);
    RunReport run = TestReports.run(TestReports.of("a.ok", Outcome.OK));

    assertThatThrownBy(() -> ReportFolder.writeJson(run, folder.resolve("x.json")))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void another_file_is_no_last_run(@TempDir Path folder) throws Exception {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"format\":\"x\"}");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{");

    assertThatThrownBy(() -> LastRun.failed(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no msnmock-report");
    assertThatThrownBy(() -> LastRun.failed(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no JSON");
  }

  @Test
  void a_report_read_back_makes_the_page_of_the_run(@TempDir Path folder) throws Exception {
    RunReport run = TestReports.run(ReportSchemaTest.everything());
    ReportFolder reports = new ReportFolder(folder);
    ReportFolder.writeHtml(run, folder.resolve("run.html"));
    ReportFolder.writeJson(run, reports.json());

    ReportFolder.writeHtml(
        List.of(new ClientReport("", JsonReport.read(reports.json()))),
        folder.resolve("read.html"));

    assertThat(folder.resolve("read.html")).hasSameTextualContentAs(folder.resolve("run.html"));
    assertThat(folder.resolve("read.html")).content().hasSizeGreaterThan(100_000);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          `{`                                             | it is no JSON: line 1, column 2: Unexpected end-of-input
          `[]`                                            | it is no JSON object
          `{"format":"x","version":1}`                    | its format is no msnmock-report
          `{"version":1}`                                 | its format is no msnmock-report
          `{"format":"msnmock-report","version":2}`       | version 2, and this msnmock reads version 1
          `{"format":"msnmock-report"}`                   | version (none), and
          `{"format":"msnmock-report","version":1}`       | it is no whole report
          `{"format":"msnmock-report","version":1,"x":`   | it is no whole report
          """)
  void another_file_is_no_report(String text, String words, @TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("x.json"), text);

    assertThatThrownBy(() -> JsonReport.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words)
        .message()
        .doesNotContain("Source", "REDACTED");
  }

  @ParameterizedTest
  @CsvSource({
    "/cases/0, verdict, undecided, cases[0].verdict",
    "/cases/0, verdict, , cases[0]",
    "/cases/0, script, , cases[0]",
    "/cases/0, round, x, cases[0].round",
    "/cases/0, round, , cases[0]",
    "/cases/0/journal/0, way, up, cases[0].journal[0].way",
    "/cases/0/deviations/0/mismatch, index, , cases[0].deviations[0].mismatch",
    "'', seed, , it is no whole report",
    "'', end, x, end"
  })
  void what_is_wrong_in_a_report_is_told_with_its_place(
      String place, String property, String value, String words, @TempDir Path folder)
      throws Exception {
    JsonNode report = written(TestReports.run(ReportSchemaTest.everything()));
    ObjectNode object = (ObjectNode) report.at(place);
    assertThat(object.remove(property)).isNotNull();
    if (value != null) {
      object.put(property, value);
    }
    Path file = Files.writeString(folder.resolve("x.json"), report.toString());

    assertThatThrownBy(() -> JsonReport.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words);
  }

  @Test
  void keys_that_a_later_version_adds_are_passed_over(@TempDir Path folder) throws Exception {
    JsonNode report = written(TestReports.run(TestReports.of("a.b", Outcome.OK)));
    ((ObjectNode) report.at("/cases/0")).putObject("mood").put("colour", "blue");
    Path file = Files.writeString(folder.resolve("x.json"), report.toString());

    assertThat(JsonReport.read(file).cases()).hasSize(1);
  }

  private static JsonNode written(RunReport run) {
    StringWriter out = new StringWriter();
    JsonReport.write(ReportMaker.document(run), out);
    assertThat(CheckedReport.faults(out.toString())).isEmpty();
    return JsonMapper.shared().readTree(out.toString());
  }
}
