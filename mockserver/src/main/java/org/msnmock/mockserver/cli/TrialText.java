package org.msnmock.mockserver.cli;

import java.util.function.UnaryOperator;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.engine.Trial;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Text;

/** A trial as text: who takes the line or why not, with the place in the file. */
final class TrialText {
  private final Dialogue dialogue;
  private final Redaction redaction;
  private final UnaryOperator<String> path;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param path makes a path below the root of the dialogues one that an editor opens
   */
  TrialText(Dialogue dialogue, Redaction redaction, UnaryOperator<String> path) {
    this.dialogue = dialogue;
    this.redaction = redaction;
    this.path = path;
  }

  /** Several lines, each ended by a line feed. */
  String of(Trial trial) {
    out.setLength(0);
    out.append(trial.matches() ? "taken by " : "not by ").append(who(trial)).append('\n');
    Span place = trial.mismatch().map(Mismatch::span).orElse(trial.step().info().span());
    out.append("  ").append(place(place)).append('\n').append(place.picture());
    trial.step().info().includedFrom().forEach(from -> row("included", "from " + place(from)));
    trial.mismatch().ifPresent(this::mismatch);
    trial.comparisons().forEach(this::comparison);
    if (trial.matches()) {
      trial.leftOut().ifPresent(what -> row("note", what));
    }
    return out.toString();
  }

  private String place(Span span) {
    return "%s:%s:%s".formatted(path.apply(span.file()), span.line(), span.column());
  }

  private String who(Trial trial) {
    return trial
            .rule()
            .map(rule -> "background rule \"%s\"".formatted(rule.name()))
            .orElseGet(
                () -> "step %s of %s".formatted(trial.step().info().number(), dialogue.stepCount()))
        + where(trial);
  }

  /** Whose connection it is, where that is a question: a fragment does not show it. */
  private String where(Trial trial) {
    return dialogue.clients().size() > 1
            && trial.step() instanceof Step.ClientLine line
            && !(line.target() instanceof Target.Current)
        ? ", on " + line.target()
        : "";
  }

  private void mismatch(Mismatch mismatch) {
    String label =
        switch (mismatch.part()) {
          case TOKEN, MISSING_TOKEN, EXTRA_TOKEN -> "token " + (mismatch.index() + 1);
          default -> mismatch.part().word();
        };
    row(label, "expected  " + shown(mismatch.expected(), mismatch.secret()));
    row("", "received  " + shown(mismatch.received(), mismatch.secret()));
  }

  private void comparison(Trial.Comparison one) {
    row(
        "if",
        "%s is %s   (%s)"
            .formatted(one.awaited(), shown(one.received(), one.secret()), one.origin()));
  }

  private String shown(String text, boolean secret) {
    if (text.isEmpty()) {
      return "(nothing)";
    }
    return secret
        ? "%s, %s characters".formatted(Redaction.HIDDEN, text.length())
        : redaction.hide(Text.printable(text));
  }

  private void row(String label, String text) {
    out.append("  ").append("%-10s".formatted(label)).append(' ').append(text).append('\n');
  }
}
