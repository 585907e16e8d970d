package org.msnmock.mockserver.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.report.ReportDocument.Awaiting;
import org.msnmock.mockserver.report.ReportDocument.Deviation;
import org.msnmock.mockserver.report.ReportDocument.Mismatch;

/** What went wrong: the place with its caret, both sides, why it matters and what to do. */
record HtmlDeviation(Markup html, ReportDocument.Case one, Deviation deviation) {

  void write() throws IOException {
    html.start("section", "class", "deviation " + deviation.verdict().word());
    html.start("h4");
    HtmlReport.verdict(html, deviation.verdict());
    html.text(" " + deviation.summary()).end();
    Optional<String> mismatch = deviation.mismatch().map(Mismatch::place);
    Optional<String> place = mismatch.or(() -> deviation.step().map(Awaiting::place));
    if (place.isPresent()) {
      picture(place.get(), deviation.picture());
    }
    html.start("dl", "class", "facts");
    HtmlFacts facts = new HtmlFacts(html);
    sides(facts);
    if (deviation.step().isPresent()) {
      step(deviation.step().get(), facts);
    }
    html.end();
    if (!deviation.hints().isEmpty()) {
      html.element("h5", "Hints").start("ul");
      for (String hint : deviation.hints()) {
        html.element("li", hint);
      }
      html.end();
    }
    html.end();
  }

  private void picture(String place, List<String> lines) throws IOException {
    html.start("figure").element("figcaption", place);
    html.start("pre", "class", "source", "tabindex", "0");
    for (int i = 0; i < lines.size(); i++) {
      if (i == 0) {
        html.text(lines.get(i));
      } else {
        html.raw("\n").element("span", lines.get(i), "class", "caret");
      }
    }
    html.end().end();
  }

  private void sides(HtmlFacts facts) throws IOException {
    facts.words("On", deviation.connection().orElse(""));
    facts.code("Awaited line", deviation.expected().orElse(""));
    facts.code("Received line", deviation.received().orElse(""));
    if (deviation.mismatch().isPresent()) {
      Mismatch mismatch = deviation.mismatch().get();
      facts.code("Expected " + part(mismatch), side(mismatch.expected()));
      facts.code("Received " + part(mismatch), side(mismatch.received()));
    }
    facts.words("Origin", deviation.origin().orElse(""));
    facts.words("Also right", String.join("; ", deviation.elseOk()));
  }

  private static String part(Mismatch mismatch) {
    return mismatch.part().equals("token") ? "token " + (mismatch.index() + 1L) : mismatch.part();
  }

  private static String side(String text) {
    return text.isEmpty() ? "(nothing)" : text;
  }

  private void step(Awaiting step, HtmlFacts facts) throws IOException {
    facts.words("Step", "%s of %s".formatted(step.number(), one.steps()));
    facts.words("Why", step.why().orElse(""));
    facts.words("Covers", String.join(", ", step.covers()));
    facts.words("Level", step.level());
    facts.words("Included from", String.join(", ", step.includedFrom()));
  }
}
