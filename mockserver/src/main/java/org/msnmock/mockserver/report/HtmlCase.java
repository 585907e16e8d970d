package org.msnmock.mockserver.report;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;

/** The part of the page for one case, folded. */
final class HtmlCase {
  /** Deviations, and lines of the client's output, that are shown. */
  private static final int MOST_DEVIATIONS = 20;

  private static final int MOST_LINES = 200;

  private final Markup html;
  private final CaseReport one;
  private final Result result;

  HtmlCase(Markup html, CaseReport one) {
    this.html = html;
    this.one = one;
    this.result = one.result();
  }

  /** Whether a part is folded until its reader opens it. */
  enum Fold {
    OPEN,
    CLOSED
  }

  /** All that is known. */
  void write(String id, Fold fold) throws IOException {
    begin(id);
    html.start("details", fold == Fold.OPEN ? new String[] {"open", ""} : new String[0]);
    html.start("summary");
    head();
    html.end().start("div", "class", "body");
    facts();
    deviations();
    repeat();
    StepTraces traces = new StepTraces(result);
    new HtmlChart(one, traces).write(html);
    new HtmlSteps(html, one, traces).write();
    output();
    html.start("p").element("a", "to the overview", "href", "#overview").end();
    html.end().end().end().raw("\n");
  }

  /** Where the page is full: where to read about it instead. */
  void refer(String id) throws IOException {
    begin(id);
    head();
    String words = "This page is full. The log %s and report.json have this case.";
    html.element("p", words.formatted(one.fileName()), "class", "cut").end().raw("\n");
  }

  private void begin(String id) throws IOException {
    String verdict = one.outcome().word();
    html.start("article", "class", "case", "id", id, "data-verdict", verdict);
  }

  private void head() throws IOException {
    HtmlReport.verdict(html, one.outcome());
    html.raw(" ").element("h3", one.name()).raw(" ");
    html.element("span", ConsoleText.seconds(result.took()), "class", "took").raw(" ");
    html.element("span", one.shown(result.dialogue().title()), "class", "title");
  }

  private void facts() throws IOException {
    Dialogue dialogue = result.dialogue();
    html.start("dl", "class", "facts");
    new HtmlFacts(html)
        .words("Reason", one.reason())
        .words("Source", dialogue.source().map(one::shown).orElse(""))
        .code("Dialogue", dialogue.file())
        .words("Covers", String.join(", ", dialogue.covers()))
        .words("Tags", String.join(", ", dialogue.tags().stream().sorted().toList()))
        .words("Ways taken", String.join("; ", result.branches()))
        .words("Background rules", rules())
        .words("Began", one.began().truncatedTo(ChronoUnit.MILLIS).toString())
        .code("Log", one.fileName());
    html.end();
  }

  private String rules() {
    return String.join(
        ", ",
        result.ruleUses().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> "%s \u00d7 %d".formatted(e.getKey(), e.getValue()))
            .toList());
  }

  /** The one to look at first comes first. */
  private void deviations() throws IOException {
    List<Deviation> all = new ArrayList<>(result.deviations());
    Optional<Deviation> main = result.main();
    if (main.isPresent()) {
      all.remove(main.get());
      all.add(0, main.get());
    }
    for (Deviation deviation : all.subList(0, Math.min(MOST_DEVIATIONS, all.size()))) {
      new HtmlDeviation(html, one, deviation).write();
    }
    if (all.size() > MOST_DEVIATIONS) {
      String words = "%d more deviations are left out".formatted(all.size() - MOST_DEVIATIONS);
      html.element("p", words, "class", "cut");
    }
  }

  private void repeat() throws IOException {
    html.element("h4", "Play it again");
    String command = "msnmock test '%s' --seed %d".formatted(result.caseId(), result.seed());
    html.start("pre", "class", "repeat").element("code", command).end();
  }

  private void output() throws IOException {
    List<String> lines = one.clientLog();
    if (lines.isEmpty()) {
      return;
    }
    int from = Math.max(0, lines.size() - MOST_LINES);
    html.element("h4", "The client's output");
    html.start("details").element("summary", HtmlReport.count(lines.size(), "line")).start("pre");
    if (from > 0) {
      html.text("... %d lines before; the log of the case has them".formatted(from)).raw("\n");
    }
    html.lines(lines.subList(from, lines.size()).stream().map(one::shown).toList()).end().end();
  }
}
