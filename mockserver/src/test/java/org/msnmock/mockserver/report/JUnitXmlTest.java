package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Outcome;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitXmlTest {

  @Test
  void a_suite_for_each_folder_and_a_test_case_for_each_case() throws Exception {
    Element root =
        written(
            TestReports.run(
                TestReports.of("signin.redirect", Outcome.OK),
                TestReports.of("signin.bad", Outcome.FAILED),
                TestReports.of("chat.two", Outcome.UNSUPPORTED)));

    assertThat(root.getTagName()).isEqualTo("testsuites");
    assertThat(counts(root)).isEqualTo("tests 3 failures 1 errors 0 skipped 1");
    assertThat(root.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
    Element signin = element(root, "testsuite", 0);
    assertThat(signin.getAttribute("name")).isEqualTo("signin");
    assertThat(counts(signin)).isEqualTo("tests 2 failures 1 errors 0 skipped 0");
    Element redirect = element(root, "testcase", 0);
    assertThat(redirect.getAttribute("name")).isEqualTo("signin.redirect");
    assertThat(redirect.getAttribute("classname")).isEqualTo("signin");
    assertThat(redirect.getAttribute("time")).isEqualTo("1.840");
    assertThat(element(root, "system-out", 0).getTextContent())
        .contains("seed 4711", "connected from 127.0.0.1:4000");
  }

  @Test
  void a_failure_has_its_reason_kind_and_explanation() throws Exception {
    Element root = written(TestReports.run(TestReports.of("signin.bad", Outcome.FAILED)));

    Element failure = element(root, "failure", 0);
    assertThat(failure.getAttribute("message")).isEqualTo("token 2 of VER is not what was awaited");
    assertThat(failure.getAttribute("type")).isEqualTo("UNEXPECTED");
    assertThat(failure.getTextContent()).contains("signin/bad.dialogue.yaml:7", "signin.bad");
  }

  @Test
  void a_milder_verdict_passes_unless_the_run_fails_on_it() throws Exception {
    CaseReport mild = TestReports.of("signin.mild", Outcome.NON_STRICT);

    Element passes = written(TestReports.run(mild));
    Element fails =
        written(TestReports.run(RunReport.End.FINISHED, Outcome.INFORMATIONAL, 1, mild));

    assertThat(counts(passes)).isEqualTo("tests 1 failures 0 errors 0 skipped 0");
    assertThat(counts(fails)).isEqualTo("tests 1 failures 1 errors 0 skipped 0");
  }

  @Test
  void a_known_failure_is_skipped_and_a_pass_against_the_baseline_a_failure() throws Exception {
    CaseReport failed = TestReports.of("signin.bad", Outcome.FAILED);
    CaseReport ok = TestReports.of("signin.redirect", Outcome.OK);

    Element known = written(TestReports.run(TestReports.known(failed, Outcome.FAILED)));
    Element passed = written(TestReports.run(TestReports.known(ok, Outcome.FAILED)));

    assertThat(counts(known)).isEqualTo("tests 1 failures 0 errors 0 skipped 1");
    assertThat(element(known, "skipped", 0).getAttribute("message"))
        .isEqualTo("token 2 of VER is not what was awaited (as the baseline says: told in May)");
    assertThat(counts(passed)).isEqualTo("tests 1 failures 1 errors 0 skipped 0");
    Element failure = element(passed, "failure", 0);
    assertThat(failure.getAttribute("type")).isEqualTo("BASELINE");
    assertThat(failure.getAttribute("message"))
        .isEqualTo("known.yaml:3:1 says failed, it is ok: remove that line");
  }

  @Test
  void what_a_client_sends_neither_breaks_the_XML_nor_shows_a_secret() throws Exception {
    StringWriter out = new StringWriter();
    JUnitXml.write(TestReports.run(TestReports.hostile()), out);

    Element root = parsed(out.toString());
    assertThat(element(root, "system-out", 0).getTextContent())
        .contains("]]><x a=\"", "\\x00\\x1b[31m", "\uD83D\uDE00 [hidden]", "MSPAuth: [hidden]");
    assertThat(out.toString()).doesNotContain("s3cret");
  }

  @Test
  void a_run_that_was_interrupted_is_never_green() throws Exception {
    Element root =
        written(
            TestReports.run(
                RunReport.End.INTERRUPTED,
                Outcome.FAILED,
                17,
                TestReports.of("signin.redirect", Outcome.OK)));

    assertThat(counts(root)).isEqualTo("tests 2 failures 0 errors 1 skipped 0");
    assertThat(element(root, "error", 0).getAttribute("message"))
        .isEqualTo("interrupted after 1 of 17 cases");
  }

  @Test
  void a_run_that_judged_nothing_is_never_green() throws Exception {
    CaseReport not = TestReports.of("a.not", Outcome.UNSUPPORTED);
    CaseReport nobody =
        TestReports.known(TestReports.of("a.b", Outcome.FAILED, List.of()), Outcome.FAILED);

    Element unsupported = written(TestReports.run(not, not));
    Element empty = written(TestReports.run(nobody, not));

    assertThat(counts(unsupported)).isEqualTo("tests 3 failures 0 errors 1 skipped 2");
    assertThat(element(unsupported, "error", 0).getAttribute("message"))
        .isEqualTo("nothing was judged: all cases are unsupported");
    assertThat(counts(empty)).isEqualTo("tests 3 failures 0 errors 1 skipped 2");
    assertThat(element(empty, "error", 0).getAttribute("message"))
        .isEqualTo("nothing was judged: no client came in any case");
  }

  @Test
  void a_run_that_lost_cases_on_its_way_is_never_green() throws Exception {
    CaseReport ok = TestReports.of("a.ok", Outcome.OK);

    Element root = written(TestReports.run(RunReport.End.FINISHED, Outcome.FAILED, 3, ok));

    assertThat(counts(root)).isEqualTo("tests 2 failures 0 errors 1 skipped 0");
    assertThat(element(root, "error", 0).getAttribute("message"))
        .isEqualTo("finished after 1 of 3 cases");
  }

  private static String counts(Element element) {
    return "tests %s failures %s errors %s skipped %s"
        .formatted(
            element.getAttribute("tests"),
            element.getAttribute("failures"),
            element.getAttribute("errors"),
            element.getAttribute("skipped"));
  }

  private static Element element(Element root, String name, int index) {
    return (Element) root.getElementsByTagName(name).item(index);
  }

  private static Element written(RunReport run) throws Exception {
    StringWriter out = new StringWriter();
    JUnitXml.write(run, out);
    return parsed(out.toString());
  }

  private static Element parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }
}
