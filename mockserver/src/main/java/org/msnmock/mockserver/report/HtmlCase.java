package org.msnmock.mockserver.report;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.report.ReportDocument.Deviation;

/** The part of the page for one case, folded. */
final class HtmlCase {
  /** Deviations, and lines of the client's output, that are shown. */
  private static final int MOST_DEVIATIONS = 20;

  private static final int MOST_LINES = 200;

  private final Markup html;
  private final ReportDocument.Case one;
  private final Place place;

  HtmlCase(Markup html, ReportDocument.Case one, Place place) {
    this.html = html;
    this.one = one;
    this.place = place;
  }

  /**
   * Where a part stands.
   *
   * @param id by which it is linked
   * @param row of the overview, from 1
   * @param client its name, where there are several
   */
  record Place(String id, int row, Optional<String> client) {}

  /** Whether a part is folded until its reader opens it. */
  enum Fold {
    OPEN,
    CLOSED
  }

  /** All that is known. */
  void write(Fold fold) throws IOException {
    begin();
    html.start("details", fold == Fold.OPEN ? new String[] {"open", ""} : new String[0]);
    html.start("summary");
    head();
    html.end().start("div", "class", "body");
    facts();
    deviations();
    repeat();
    new HtmlChart(one).write(html);
    new HtmlSteps(html, one).write();
    output();
    html.start("p").element("a", "to the overview", "href", "#overview").end();
    html.end().end().end().raw("\n");
  }

  /** Where the page is full: where to read about it instead. */
  void refer() throws IOException {
    begin();
    head();
    String words = "This page is full. The log %s and report.json have this case.";
    html.element("p", words.formatted(one.log()), "class", "cut").end().raw("\n");
  }

  private void begin() throws IOException {
    String row = String.valueOf(place.row());
    String verdict = one.verdict().word();
    html.start(
        "article", "class", "case", "id", place.id(), "data-row", row, "data-verdict", verdict);
  }

  private void head() throws IOException {
    HtmlReport.verdict(html, one.verdict());
    html.raw(" ").element("h3", one.name()).raw(" ");
    if (place.client().isPresent()) {
      html.element("span", place.client().get(), "class", "client").raw(" ");
    }
    html.element("span", ConsoleText.seconds(one.took()), "class", "took").raw(" ");
    html.element("span", one.title(), "class", "title");
  }

  private void facts() throws IOException {
    html.start("dl", "class", "facts");
    new HtmlFacts(html)
        .words("Reason", one.reason())
        .words("Source", one.source().orElse(""))
        .code("Dialogue", one.file())
        .words("Covers", String.join(", ", one.covers()))
        .words("Tags", String.join(", ", one.tags()))
        .words("Ways taken", String.join("; ", one.branches()))
        .words("Background rules", rules())
        .words("Began", one.began().truncatedTo(ChronoUnit.MILLIS).toString())
        .code("Log", one.log());
    html.end();
  }

  private String rules() {
    return String.join(
        ", ",
        one.rules().entrySet().stream()
            .map(e -> "%s \u00d7 %s".formatted(e.getKey(), e.getValue()))
            .toList());
  }

  /** The one to look at first comes first. */
  private void deviations() throws IOException {
    List<Deviation> all = new ArrayList<>(one.deviations());
    all.sort(Comparator.comparing(Deviation::verdict).reversed());
    for (Deviation deviation : all.subList(0, Math.min(MOST_DEVIATIONS, all.size()))) {
      new HtmlDeviation(html, one, deviation).write();
    }
    if (all.size() > MOST_DEVIATIONS) {
      String words = "%s more deviations are left out".formatted(all.size() - MOST_DEVIATIONS);
      html.element("p", words, "class", "cut");
    }
  }

  private void repeat() throws IOException {
    html.element("h4", "Play it again");
    String command =
        one.again().isEmpty()
            ? "msnmock test '" + one.id().replace("'", "'\\''") + "' --seed " + one.seed()
            : one.again();
    html.start("pre", "class", "repeat").element("code", command).end();
  }

  private void output() throws IOException {
    List<String> lines = one.client();
    if (lines.isEmpty()) {
      return;
    }
    int from = Math.max(0, lines.size() - MOST_LINES);
    html.element("h4", "The client's output");
    html.start("details").element("summary", HtmlReport.count(lines.size(), "line")).start("pre");
    if (from > 0) {
      html.text("... %s lines before; the log of the case has them".formatted(from)).raw("\n");
    }
    html.lines(lines.subList(from, lines.size())).end().end();
  }
}
