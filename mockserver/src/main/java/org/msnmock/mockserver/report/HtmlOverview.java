package org.msnmock.mockserver.report;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.msnmock.mockserver.dialogue.Outcome;

/**
 * The first part of the page: how many cases have which verdict, the filter, a row for each case.
 */
record HtmlOverview(Markup html, List<ClientReport> clients, List<PageRow> rows) {

  void write(int leftOut) throws IOException {
    html.start("section", "id", "overview", "aria-labelledby", "overview-title");
    html.element("h2", "Overview", "id", "overview-title");
    if (isAlone()) {
      bar(clients.get(0).report());
    }
    counts();
    if (rows.isEmpty()) {
      html.element("p", "No case was judged.").end();
      return;
    }
    filter();
    scroll();
    html.start("table", "class", isAlone() ? "overview" : "overview several");
    html.element("caption", "All cases, the worst verdict first", "class", "aside");
    heads(isAlone() ? List.of("Verdict", "Case", "Time") : names("Case"));
    html.start("tbody");
    for (PageRow row : rows) {
      if (isAlone()) {
        row(row, row.cells().get(0).orElseThrow());
      } else {
        row(row);
      }
    }
    html.end().end().end();
    if (leftOut > 0) {
      String text = "%s milder cases are left out; report.json has all".formatted(leftOut);
      html.element("p", text, "class", "cut");
    }
    html.end();
  }

  /** Columns may be many. What can be moved needs the focus, for those without a mouse. */
  private void scroll() throws IOException {
    html.start(
        "div", isAlone() ? new String[0] : new String[] {"class", "scroll", "tabindex", "0"});
  }

  private boolean isAlone() {
    return clients.size() == 1;
  }

  private List<String> names(String first) {
    List<String> out = new ArrayList<>(List.of(first));
    clients.forEach(one -> out.add(one.client()));
    return out;
  }

  private void heads(List<String> names) throws IOException {
    html.start("thead").start("tr");
    for (String name : names) {
      html.element("th", name, "scope", "col");
    }
    html.end().end();
  }

  private void bar(ReportDocument run) throws IOException {
    html.start("svg", "class", "bar", "aria-hidden", "true", "width", "100%", "height", "10");
    double from = 0;
    for (Outcome outcome : Outcome.values()) {
      double share = 100.0 * count(run, outcome) / Math.max(1, run.cases().size());
      if (share > 0) {
        String word = outcome.word();
        html.empty("rect", "class", word, "x", from + "%", "width", share + "%", "height", "10");
      }
      from += share;
    }
    html.end();
  }

  /** Counted anew: what a file says may be anything. */
  private static long count(ReportDocument run, Outcome outcome) {
    return run.cases().stream().filter(one -> one.verdict() == outcome).count();
  }

  private void counts() throws IOException {
    scroll();
    html.start("table", "class", isAlone() ? "counts" : "counts several");
    html.element("caption", "Cases by verdict", "class", "aside");
    heads(isAlone() ? List.of("Verdict", "Cases") : names("Verdict"));
    html.start("tbody");
    for (Outcome outcome : Outcome.values()) {
      html.start("tr").start("th", "scope", "row");
      HtmlReport.verdict(html, outcome);
      html.end();
      for (ClientReport one : clients) {
        html.element("td", String.valueOf(count(one.report(), outcome)));
      }
      html.end();
    }
    if (!isAlone()) {
      runs();
    }
    html.end().end().end();
  }

  /** What is said of a run at the top of the page where there is but one. */
  private void runs() throws IOException {
    fact("Time", one -> ConsoleText.seconds(one.took()));
    fact("Began", one -> one.began().truncatedTo(ChronoUnit.SECONDS).toString());
    fact("Seed", one -> String.valueOf(one.seed()));
    fact("Fails on", one -> one.failOn().word());
    fact("End", one -> one.end().word());
  }

  private void fact(String name, Function<ReportDocument, String> value) throws IOException {
    html.start("tr").element("th", name, "scope", "row");
    for (ClientReport one : clients) {
      html.element("td", value.apply(one.report()));
    }
    html.end();
  }

  /** Does nothing without the script, which is why that has to show it. */
  private void filter() throws IOException {
    html.start("form", "id", "filter", "class", "filter", "role", "search", "hidden", "");
    html.start("p").element("label", "Cases with these words in any part", "for", "words");
    html.empty("input", "type", "search", "id", "words", "class", "words", "autocomplete", "off")
        .end();
    html.start("fieldset").element("legend", "Verdicts");
    for (Outcome outcome : verdicts()) {
      html.start("label");
      html.empty("input", "type", "checkbox", "checked", "", "value", outcome.word()).text(" ");
      HtmlReport.verdict(html, outcome);
      html.end();
    }
    html.end();
    if (!isAlone()) {
      html.start("p").start("label").empty("input", "type", "checkbox", "id", "differs");
      html.text("differs: only cases with other verdicts for other clients").end().end();
    }
    html.start("p");
    html.element("button", "Open all", "type", "button", "id", "open").raw(" ");
    html.element("button", "Close all", "type", "button", "id", "close").raw(" ");
    html.element("output", "", "id", "shown").end().end();
  }

  private Set<Outcome> verdicts() {
    Set<Outcome> out = EnumSet.noneOf(Outcome.class);
    rows.forEach(row -> row.cells().forEach(cell -> cell.ifPresent(one -> out.add(one.verdict()))));
    return out;
  }

  private void row(PageRow row, ReportDocument.Case one) throws IOException {
    html.start("tr", "data-row", String.valueOf(row.number())).start("td");
    HtmlReport.verdict(html, one.verdict());
    html.end().start("th", "scope", "row");
    html.element("a", one.name(), "href", "#" + row.id(0)).raw(" ");
    html.element("span", one.title(), "class", "title");
    if (!one.reason().isEmpty()) {
      html.raw(" ").element("span", one.reason(), "class", "reason");
    }
    html.end().element("td", ConsoleText.seconds(one.took())).end().raw("\n");
  }

  private void row(PageRow row) throws IOException {
    String number = String.valueOf(row.number());
    html.start("tr", "data-row", number, "data-differs", row.differs() ? "yes" : "no");
    html.start("th", "scope", "row").element("span", row.name()).raw(" ");
    html.element("span", row.title(), "class", "title").end();
    for (int client = 0; client < clients.size(); client++) {
      Optional<ReportDocument.Case> one = row.cells().get(client);
      html.start("td");
      if (one.isPresent()) {
        html.start("a", "href", "#" + row.id(client));
        HtmlReport.verdict(html, one.get().verdict());
        html.end();
      } else {
        html.element("span", "not played", "class", "absent");
      }
      html.end();
    }
    html.end().raw("\n");
  }
}
