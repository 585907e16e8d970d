package org.msnmock.mockserver.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.msnmock.mockserver.dialogue.Outcome;

/**
 * A run as one page for a browser, the worst cases first: the overview, a filter, a part for each
 * case. It asks for nothing from outside, and is readable without its script.
 *
 * <p>Its policy lets in the one style sheet and the one script that belong to it, by their digests:
 * whatever a client might smuggle into the page, no browser would run it.
 */
public final class HtmlReport {
  /** Cases that are listed, and characters after which their parts only say where to read on. */
  private static final int MOST_CASES = 5000;

  private static final long MOST_CHARACTERS = 30_000_000;

  /** Failures that are open from the beginning. */
  private static final int OPEN = 3;

  private final Markup html;
  private final RunReport run;
  private final List<CaseReport> cases;
  private final String style = resource("report.css");
  private final String script = resource("report.js");

  private HtmlReport(Markup html, RunReport run) {
    this.html = html;
    this.run = run;
    this.cases =
        run.cases().stream()
            .sorted(Comparator.comparing(CaseReport::outcome).reversed())
            .limit(MOST_CASES)
            .toList();
  }

  /** Writes the page; the writer stays open. */
  public static void write(RunReport run, Writer out) throws IOException {
    new HtmlReport(new Markup(out), run).page();
  }

  /** The word for a verdict, with a sign for those who don't see its colour. */
  static void verdict(Markup html, Outcome outcome) throws IOException {
    html.element("span", outcome.word(), "class", "verdict " + outcome.word());
  }

  /** {@code 1 case}, {@code 2 cases}. */
  static String count(int number, String what) {
    return number == 1 ? "1 " + what : "%d %ss".formatted(number, what);
  }

  private void page() throws IOException {
    html.raw("<!DOCTYPE html>\n").start("html", "lang", "en");
    head();
    html.start("body");
    html.element("a", "Skip to the cases", "href", "#cases", "class", "skip");
    html.start("header").element("h1", "msnmock: " + count(run.cases().size(), "case") + " judged");
    about();
    html.end().start("main");
    overview();
    parts();
    html.end();
    html.start("script").raw(script).end();
    html.end().end().raw("\n");
  }

  private void head() throws IOException {
    html.start("head").empty("meta", "charset", "UTF-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy());
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty("meta", "name", "referrer", "content", "no-referrer");
    html.element("title", "msnmock: " + summary());
    html.start("style").raw(style).end().end().raw("\n");
  }

  private String policy() {
    return "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
        .formatted(digest(style), digest(script));
  }

  private String summary() {
    return new ConsoleText(ConsoleText.Colours.NONE, 1).summary(run);
  }

  private void about() throws IOException {
    html.element("p", summary());
    if (run.cases().size() < run.selected()) {
      String words = "This run was not played to its end (%s): %d of %d cases were judged.";
      String text = words.formatted(run.end().word(), run.cases().size(), run.selected());
      html.element("p", text, "class", "notice");
    }
    html.start("dl", "class", "facts");
    new HtmlFacts(html)
        .words("Began", run.began().truncatedTo(ChronoUnit.SECONDS).toString())
        .words("Seed", String.valueOf(run.seed()))
        .words("Fails on", run.failOn().word())
        .words("End", run.end().word());
    html.end();
  }

  private void overview() throws IOException {
    html.start("section", "id", "overview", "aria-labelledby", "overview-title");
    html.element("h2", "Overview", "id", "overview-title");
    counts();
    if (cases.isEmpty()) {
      html.element("p", "No case was judged.").end();
      return;
    }
    filter();
    html.start("table", "class", "overview");
    html.element("caption", "All cases, the worst verdict first", "class", "aside");
    html.start("thead").start("tr");
    for (String name : List.of("Verdict", "Case", "Time")) {
      html.element("th", name, "scope", "col");
    }
    html.end().end().start("tbody");
    for (int i = 0; i < cases.size(); i++) {
      row(i, cases.get(i));
    }
    html.end().end();
    if (cases.size() < run.cases().size()) {
      String words = "%d milder cases are left out; report.json has all";
      String text = words.formatted(run.cases().size() - cases.size());
      html.element("p", text, "class", "cut");
    }
    html.end();
  }

  private void counts() throws IOException {
    html.start("svg", "class", "bar", "aria-hidden", "true", "width", "100%", "height", "10");
    double from = 0;
    for (Map.Entry<Outcome, Integer> count : run.counts().entrySet()) {
      double share = 100.0 * count.getValue() / run.cases().size();
      String word = count.getKey().word();
      html.empty("rect", "class", word, "x", from + "%", "width", share + "%", "height", "10");
      from += share;
    }
    html.end();
    html.start("table", "class", "counts");
    html.element("caption", "Cases by verdict", "class", "aside");
    html.start("thead").start("tr");
    html.element("th", "Verdict", "scope", "col").element("th", "Cases", "scope", "col");
    html.end().end().start("tbody");
    for (Outcome outcome : Outcome.values()) {
      html.start("tr").start("th", "scope", "row");
      verdict(html, outcome);
      html.end();
      html.element("td", String.valueOf(run.counts().getOrDefault(outcome, 0))).end();
    }
    html.end().end();
  }

  /** Does nothing without the script, which is why that has to show it. */
  private void filter() throws IOException {
    html.start("form", "id", "filter", "role", "search", "hidden", "");
    html.start("p").element("label", "Cases with these words in any part", "for", "words");
    html.empty("input", "type", "search", "id", "words", "autocomplete", "off").end();
    html.start("fieldset").element("legend", "Verdicts");
    for (Outcome outcome : run.counts().keySet()) {
      html.start("label")
          .empty("input", "type", "checkbox", "checked", "", "value", outcome.word());
      html.text(" ");
      verdict(html, outcome);
      html.end();
    }
    html.end().start("p");
    html.element("button", "Open all", "type", "button", "id", "open").raw(" ");
    html.element("button", "Close all", "type", "button", "id", "close").raw(" ");
    html.element("output", "", "id", "shown").end().end();
  }

  private void row(int index, CaseReport one) throws IOException {
    html.start("tr").start("td");
    verdict(html, one.outcome());
    html.end().start("th", "scope", "row");
    html.element("a", one.name(), "href", "#" + id(index)).raw(" ");
    html.element("span", one.shown(one.result().dialogue().title()), "class", "title");
    if (!one.reason().isEmpty()) {
      html.raw(" ").element("span", one.reason(), "class", "reason");
    }
    html.end().element("td", ConsoleText.seconds(one.result().took())).end().raw("\n");
  }

  private void parts() throws IOException {
    html.start("section", "id", "cases", "tabindex", "-1", "aria-labelledby", "cases-title");
    html.element("h2", "Cases", "id", "cases-title");
    for (int i = 0; i < cases.size(); i++) {
      CaseReport one = cases.get(i);
      HtmlCase part = new HtmlCase(html, one);
      if (html.length() > MOST_CHARACTERS) {
        part.refer(id(i));
      } else {
        part.write(id(i), i < OPEN && run.fails(one) ? HtmlCase.Fold.OPEN : HtmlCase.Fold.CLOSED);
      }
    }
    html.end();
  }

  private static String id(int index) {
    return "case-" + (index + 1);
  }

  /** With the line ends of a page, whatever a checkout made of them: a digest is taken of it. */
  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new IllegalStateException(name + " is missing in this build of msnmock", e);
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
