package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.report.ReportFolder;
import org.msnmock.mockserver.report.RunReport;
import org.msnmock.mockserver.report.TestReports;

class ReportCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    RunReport bad =
        TestReports.run(TestReports.of("a.b", Outcome.FAILED), TestReports.of("a.c", Outcome.OK));
    ReportFolder.writeJson(bad, folder.resolve("amsn/report.json"));
    ReportFolder.writeJson(bad, folder.resolve("amsn.json"));
    ReportFolder.writeHtml(bad, folder.resolve("amsn/report.html"));
    RunReport good = TestReports.run(TestReports.of("a.b", Outcome.OK));
    ReportFolder.writeJson(good, folder.resolve("pidgin/report.json"));
    ReportFolder.writeJson(good, folder.resolve("a=b.json"));
    Files.writeString(folder.resolve("broken.json"), "{");
    Files.writeString(folder.resolve("other.json"), "{\"format\":\"x\"}");
    Files.writeString(
        folder.resolve("later.json"), "{\"format\":\"msnmock-report\",\"version\":2}");
  }

  @Test
  void one_report_gives_the_page_of_its_run() {
    assertThat(run("amsn/report.json --html page.html")).isEqualTo(0);

    assertThat(folder.resolve("page.html"))
        .hasSameTextualContentAs(folder.resolve("amsn/report.html"));
    assertThat(out.toString())
        .startsWith("2 cases in 4.20 s: 1 ok, 1 FAILED")
        .endsWith("page: page.html" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({
    "amsn.json pidgin/report.json, amsn, report",
    "amsn/report.json pidgin/report.json, amsn, pidgin",
    "before=amsn/report.json pidgin/report.json, before, report",
    "x=amsn/report.json y=amsn/report.json, x, y",
    "a=b.json amsn.json, a=b, amsn",
  })
  void several_stand_side_by_side_under_their_names(String files, String first, String second)
      throws IOException {
    assertThat(run(files + " --html new/page.html")).isEqualTo(0);

    assertThat(Files.readString(folder.resolve("new/page.html")))
        .contains("2 clients side by side")
        .contains(
            "<th scope=\"col\">Case</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
                .formatted(first, second));
    assertThat(out.toString()).contains(first + "   ", second + "   ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --html p.html                        | [NAME=]REPORT.json
          amsn.json                            | --html
          none.json --html p.html              | cannot read none.json: there is no such file
          broken.json --html p.html            | cannot read broken.json: it is no JSON
          other.json --html p.html             | cannot read other.json: it is no report of msnmock
          amsn.json later.json --html p.html   | version 2, and this msnmock reads version 1
          amsn --html p.html                   | cannot read amsn: it is no file
          amsn.json amsn.json --html p.html    | two reports have one name
          amsn.json --html amsn                | cannot write --html amsn: it is a folder
          """)
  void wrong_usage_is_64_and_nothing_is_written(String line, String words) {
    assertThat(run(line)).isEqualTo(64);

    assertThat(err.toString()).contains(words).doesNotContain("\tat ");
    assertThat(folder.resolve("p.html")).doesNotExist();
  }

  private int run(String line) {
    Console console =
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), folder);
    return Msnmock.run(console, ("report " + line).split(" "));
  }
}
