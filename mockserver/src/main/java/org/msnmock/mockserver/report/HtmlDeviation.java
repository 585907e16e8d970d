package org.msnmock.mockserver.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.verdict.Deviation;

/** What went wrong: the place with its caret, both sides, why it matters and what to do. */
record HtmlDeviation(Markup html, CaseReport one, Deviation deviation) {

  void write() throws IOException {
    html.start("section", "class", "deviation " + deviation.outcome().word());
    html.start("h4");
    HtmlReport.verdict(html, deviation.outcome());
    html.text(" " + one.shown(deviation.summary())).end();
    Optional<Span> mismatch = deviation.mismatch().map(Mismatch::span);
    Optional<Span> place = mismatch.or(() -> deviation.step().map(StepInfo::span));
    if (place.isPresent()) {
      picture(place.get());
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
        html.element("li", one.shown(hint));
      }
      html.end();
    }
    html.end();
  }

  private void picture(Span span) throws IOException {
    html.start("figure").element("figcaption", span.place());
    html.start("pre", "class", "source", "tabindex", "0");
    String[] lines = span.picture().split("\n", -1);
    html.text(lines[0]).raw("\n").element("span", lines[1], "class", "caret");
    html.end().end();
  }

  private void sides(HtmlFacts facts) throws IOException {
    facts.words("On", deviation.connection().map(Object::toString).orElse(""));
    facts.code("Awaited line", one.shownLine(deviation.expected()));
    facts.code("Received line", one.shownLine(deviation.received()));
    if (deviation.mismatch().isPresent()) {
      Mismatch mismatch = deviation.mismatch().get();
      facts.code("Expected " + part(mismatch), side(mismatch, mismatch.expected()));
      facts.code("Received " + part(mismatch), side(mismatch, mismatch.received()));
    }
    facts.words("Origin", deviation.origin().map(one::shown).orElse(""));
    facts.words("Also right", one.shown(String.join("; ", deviation.elseOk())));
  }

  private static String part(Mismatch mismatch) {
    return switch (mismatch.part()) {
      case TOKEN, MISSING_TOKEN, EXTRA_TOKEN -> "token " + (mismatch.index() + 1);
      default -> mismatch.part().word();
    };
  }

  private String side(Mismatch mismatch, String text) {
    return mismatch.secret() ? Redaction.HIDDEN : text.isEmpty() ? "(nothing)" : one.shown(text);
  }

  private void step(StepInfo step, HtmlFacts facts) throws IOException {
    int steps = one.result().dialogue().stepCount();
    facts.words("Step", "%d of %d".formatted(step.number(), steps));
    facts.words("Why", step.why().map(one::shown).orElse(""));
    facts.words("Covers", String.join(", ", step.covers()));
    facts.words("Level", step.level().word());
    List<String> from = step.includedFrom().stream().map(Span::place).toList();
    facts.words("Included from", String.join(", ", from));
  }
}
