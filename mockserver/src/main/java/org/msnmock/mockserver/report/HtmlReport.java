package org.msnmock.mockserver.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;

/**
 * A run as one page for a browser, the worst cases first, or the runs of several clients side by
 * side: the overview, a filter, a part for each case. It asks for nothing from outside, and is
 * readable without its script.
 *
 * <p>Its policy lets in the one style sheet and the one script that belong to it, by their digests:
 * whatever a client might smuggle into the page, no browser would run it.
 */
final class HtmlReport {
  /** Cases that are listed, and characters after which their parts only say where to read on. */
  private static final int MOST_CASES = 5000;

  static final long MOST_CHARACTERS = 30_000_000;

  /** Failures that are open from the beginning. */
  private static final int OPEN = 3;

  private final Markup html;
  private final List<ClientReport> clients;
  private final List<PageRow> all;
  private final List<PageRow> rows;
  private final String style = resource("report.css");
  private final String script = resource("report.js");

  private HtmlReport(Markup html, List<ClientReport> clients) {
    this.html = html;
    this.clients = clients;
    this.all = PageRow.of(clients);
    this.rows = all.subList(0, Math.min(MOST_CASES, all.size()));
  }

  /** Writes the page of one run; the writer stays open. */
  static void write(ReportDocument run, Writer out) throws IOException {
    write(List.of(new ClientReport("", run)), out);
  }

  /** Writes a page with these clients side by side; of one alone, the page of its run. */
  static void write(List<ClientReport> clients, Writer out) throws IOException {
    new HtmlReport(new Markup(out), clients).page();
  }

  /** The word for a verdict, with a sign for those who don't see its colour. */
  static void verdict(Markup html, Outcome outcome) throws IOException {
    html.element("span", outcome.word(), "class", "verdict " + outcome.word());
  }

  /** {@code 1 case}, {@code 2 cases}. */
  static String count(int number, String what) {
    return number == 1 ? "1 " + what : "%s %ss".formatted(number, what);
  }

  private void page() throws IOException {
    html.raw("<!DOCTYPE html>\n").start("html", "lang", "en");
    head();
    html.start("body");
    html.element("a", "Skip to the cases", "href", "#cases", "class", "skip");
    html.start("header").element("h1", "msnmock: " + heading());
    about();
    html.end().start("main");
    new HtmlOverview(html, clients, rows).write(all.size() - rows.size());
    new HtmlRequirements(html, clients, rows).write();
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

  private boolean isAlone() {
    return clients.size() == 1;
  }

  private String heading() {
    return isAlone()
        ? count(all.size(), "case") + " judged"
        : count(clients.size(), "client") + " side by side";
  }

  private String summary() {
    if (isAlone()) {
      return clients.get(0).report().summary();
    }
    long differing = all.stream().filter(PageRow::differs).count();
    return "%s, %s with other verdicts for other clients"
        .formatted(count(all.size(), "case"), differing);
  }

  private void about() throws IOException {
    html.element("p", summary());
    for (ClientReport one : clients) {
      unfinished(one);
    }
    if (isAlone()) {
      ReportDocument run = clients.get(0).report();
      html.start("dl", "class", "facts");
      new HtmlFacts(html)
          .words("Began", run.began().truncatedTo(ChronoUnit.SECONDS).toString())
          .words("Seed", String.valueOf(run.seed()))
          .words("Fails on", run.failOn().word())
          .words("End", run.end().word());
      html.end();
    }
  }

  private void unfinished(ClientReport one) throws IOException {
    ReportDocument run = one.report();
    int judged = run.cases().size();
    if (judged < run.selected()) {
      String which = isAlone() ? "This run" : "The run of " + one.client();
      String words = "%s was not played to its end (%s): %s of %s cases were judged.";
      String text = words.formatted(which, run.end().word(), judged, run.selected());
      html.element("p", text, "class", "notice");
    }
  }

  private void parts() throws IOException {
    html.start("section", "id", "cases", "tabindex", "-1", "aria-labelledby", "cases-title");
    html.element("h2", "Cases", "id", "cases-title");
    int open = 0;
    for (PageRow row : rows) {
      for (int client = 0; client < clients.size(); client++) {
        Optional<ReportDocument.Case> one = row.cells().get(client);
        if (one.isPresent()) {
          boolean opens = open < OPEN && one.get().failed();
          open += opens ? 1 : 0;
          part(row, client, one.get(), opens ? HtmlCase.Fold.OPEN : HtmlCase.Fold.CLOSED);
        }
      }
    }
    html.end();
  }

  private void part(PageRow row, int client, ReportDocument.Case one, HtmlCase.Fold fold)
      throws IOException {
    Optional<String> name =
        isAlone() ? Optional.empty() : Optional.of(clients.get(client).client());
    HtmlCase part = new HtmlCase(html, one, new HtmlCase.Place(row.id(client), row.number(), name));
    if (html.length() > MOST_CHARACTERS) {
      part.refer();
    } else {
      part.write(fold);
    }
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
