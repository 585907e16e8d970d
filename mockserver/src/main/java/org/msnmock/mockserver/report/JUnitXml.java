package org.msnmock.mockserver.report;

import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.msnmock.mockserver.dialogue.Outcome;

/**
 * A run as the XML that CI servers read: a suite for each folder, a test case for each case.
 *
 * <pre>
 * testsuites ─ testsuite ─ testcase ─ failure | skipped, system-out (the conversation),
 *                                     system-err (the client's output)
 * </pre>
 *
 * A run that did not come to its end, or that judged nothing, has one suite more, with an error in
 * it: no CI server shall take it for green.
 */
public final class JUnitXml {
  private final XMLStreamWriter xml;
  private final RunReport run;

  private JUnitXml(XMLStreamWriter xml, RunReport run) {
    this.xml = xml;
    this.run = run;
  }

  /** Writes the document; the writer stays open. */
  public static void write(RunReport run, Writer out) throws XMLStreamException {
    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    new JUnitXml(xml, run).document();
    xml.close();
  }

  private void document() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    newline();
    xml.writeStartElement("testsuites");
    attribute("name", "msnmock");
    Optional<String> fault = fault();
    counts(run.cases(), fault.isPresent() ? 1 : 0, run.took());
    newline();
    Map<String, List<CaseReport>> suites = new LinkedHashMap<>();
    run.cases().forEach(c -> suites.computeIfAbsent(c.folder(), f -> new ArrayList<>()).add(c));
    for (Map.Entry<String, List<CaseReport>> suite : suites.entrySet()) {
      suite(suite.getKey(), suite.getValue());
    }
    if (fault.isPresent()) {
      error(fault.get());
    }
    xml.writeEndElement();
    newline();
    xml.writeEndDocument();
  }

  /** What is wrong with the run itself, whatever its cases say. */
  private Optional<String> fault() {
    boolean whole = run.end() == RunReport.End.FINISHED || run.end() == RunReport.End.FAILED_FAST;
    if (!whole || run.hasLostCases()) {
      return Optional.of(
          "%s after %s of %s cases"
              .formatted(run.end().word(), run.cases().size(), run.selected()));
    }
    return run.nothingJudged();
  }

  private void suite(String folder, List<CaseReport> cases) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", folder);
    Duration took =
        cases.stream().map(c -> c.result().took()).reduce(Duration.ZERO, Duration::plus);
    counts(cases, 0, took);
    attribute("timestamp", cases.get(0).began().toString());
    newline();
    for (CaseReport one : cases) {
      testCase(one);
    }
    xml.writeEndElement();
    newline();
  }

  private void counts(List<CaseReport> cases, int errors, Duration took) throws XMLStreamException {
    attribute("tests", String.valueOf(cases.size() + errors));
    attribute("failures", String.valueOf(cases.stream().filter(run::fails).count()));
    attribute("errors", String.valueOf(errors));
    attribute("skipped", String.valueOf(cases.stream().filter(this::isSkipped).count()));
    attribute("time", seconds(took));
  }

  private boolean isSkipped(CaseReport one) {
    return !run.fails(one) && (one.outcome() == Outcome.UNSUPPORTED || one.isAsKnown());
  }

  private void testCase(CaseReport one) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("name", one.name());
    attribute("classname", one.folder());
    attribute("time", seconds(one.result().took()));
    newline();
    if (run.fails(one)) {
      failure(one);
    } else if (isSkipped(one)) {
      xml.writeEmptyElement("skipped");
      attribute("message", one.reason());
      newline();
    }
    text("system-out", systemOut(one));
    text("system-err", String.join("\n", one.shownClientLog()));
    xml.writeEndElement();
    newline();
  }

  private void failure(CaseReport one) throws XMLStreamException {
    xml.writeStartElement("failure");
    attribute("message", one.reason());
    attribute("type", type(one));
    characters(one.explanation());
    xml.writeEndElement();
    newline();
  }

  private static String type(CaseReport one) {
    String otherwise = one.isAgainstBaseline() ? "BASELINE" : one.outcome().name();
    return one.result().main().map(deviation -> deviation.kind().name()).orElse(otherwise);
  }

  private static String systemOut(CaseReport one) {
    String reason = one.reason().isEmpty() ? "" : ": " + one.reason();
    return "verdict %s%s, seed %s\n%s"
        .formatted(one.outcome().word(), reason, one.result().seed(), one.transcript());
  }

  private void error(String message) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", "msnmock");
    counts(List.of(), 1, Duration.ZERO);
    xml.writeStartElement("testcase");
    attribute("name", "the run judges the client");
    attribute("classname", "msnmock");
    attribute("time", "0");
    xml.writeEmptyElement("error");
    attribute("message", message);
    xml.writeEndElement();
    xml.writeEndElement();
    newline();
  }

  private void text(String element, String text) throws XMLStreamException {
    if (!text.isEmpty()) {
      xml.writeStartElement(element);
      characters(text);
      xml.writeEndElement();
      newline();
    }
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private void characters(String text) throws XMLStreamException {
    xml.writeCharacters(legal(text));
  }

  private void newline() throws XMLStreamException {
    xml.writeCharacters("\n");
  }

  /** What XML 1.0 can't hold at all, not even escaped, becomes a question mark. */
  private static String legal(String text) {
    if (text.codePoints().allMatch(JUnitXml::isLegal)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isLegal(c) ? c : '?'));
    return out.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }
}
