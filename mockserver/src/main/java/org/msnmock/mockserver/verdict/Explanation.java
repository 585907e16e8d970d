package org.msnmock.mockserver.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Text;

/** A result as text that says what happened, where, and what to do. Ends in a line feed. */
public final class Explanation {
  private static final int ENTRIES_BEFORE = 14;

  private final Result result;
  private final List<String> clientSays;
  private final Redaction redaction;
  private final StringBuilder out = new StringBuilder();

  private Explanation(Result result, List<String> clientSays) {
    this.result = result;
    this.clientSays = clientSays;
    this.redaction = result.redaction();
  }

  /** The whole explanation; one line when all is well. */
  public static String of(Result result) {
    return of(result, List.of());
  }

  /** With the client's own words, which may be shown as they are, below the deviation. */
  public static String of(Result result, List<String> clientSays) {
    Explanation explanation = new Explanation(result, clientSays);
    explanation.write();
    return explanation.out.toString();
  }

  private void write() {
    Optional<Deviation> main = result.main();
    head(main);
    if (main.isPresent()) {
      deviation(main.get());
      for (Deviation other : result.deviations()) {
        if (!other.equals(main.get())) {
          row("also", hide(other.summary()) + other.step().map(this::at).orElse(""));
        }
      }
      clientSays.forEach(line -> out.append("  client says  ").append(line).append('\n'));
      conversation(main.get());
    } else if (!result.reason().isEmpty()) {
      row("reason", hide(result.reason()));
    }
  }

  private String at(StepInfo step) {
    return " (" + step.span().place() + ")";
  }

  private void head(Optional<Deviation> main) {
    out.append(String.format("%-12s ", result.outcome().word().toUpperCase(Locale.ROOT)));
    out.append(result.caseId());
    main.flatMap(Deviation::step)
        .ifPresent(
            step -> {
              if (step.number() > 0) { // what a background rule does has no number
                out.append("   step ").append(step.number());
                out.append(" of ").append(result.dialogue().stepCount());
              }
              if (!step.covers().isEmpty()) {
                out.append("   ").append(String.join(", ", step.covers()));
              }
            });
    out.append(
        String.format(Locale.ROOT, "   %.2f s   seed %s%n", seconds(), result.seed())
            .replace("\r\n", "\n"));
  }

  private double seconds() {
    return result.took().toNanos() / 1e9;
  }

  private void deviation(Deviation deviation) {
    Optional<Span> place = deviation.mismatch().map(Mismatch::span);
    if (place.isEmpty()) {
      place = deviation.step().map(StepInfo::span);
    }
    place.ifPresent(
        span -> out.append("  ").append(span.place()).append('\n').append(span.picture()));
    deviation.step().ifPresent(this::includes);
    row("what", hide(deviation.summary()) + connection(deviation));
    deviation.mismatch().ifPresent(mismatch -> mismatch(mismatch, deviation));
    if (!deviation.received().isEmpty()) {
      row("the line", redaction.hideLine(Text.printable(deviation.received())));
    }
    deviation
        .step()
        .flatMap(StepInfo::why)
        .filter(why -> !why.equals(deviation.summary()))
        .ifPresent(why -> row("why", why));
    deviation.hints().forEach(hint -> row("hint", hide(hint)));
    if (!deviation.elseOk().isEmpty()) {
      row("else ok", String.join("; ", deviation.elseOk()));
    }
  }

  private static String connection(Deviation deviation) {
    return deviation.connection().map(connection -> ", on " + connection).orElse("");
  }

  private void includes(StepInfo step) {
    for (Span from : step.includedFrom()) {
      row("included", "from " + from.place());
    }
  }

  private void mismatch(Mismatch mismatch, Deviation deviation) {
    String label =
        switch (mismatch.part()) {
          case TOKEN, MISSING_TOKEN, EXTRA_TOKEN -> "token " + (mismatch.index() + 1);
          default -> mismatch.part().word();
        };
    String origin = deviation.origin().map(from -> "     " + hide(from)).orElse("");
    row(label, "expected  " + shown(mismatch.expected(), mismatch) + origin);
    row("", "received  " + shown(mismatch.received(), mismatch));
  }

  private String shown(String text, Mismatch mismatch) {
    if (text.isEmpty()) {
      return "(nothing)";
    }
    if (mismatch.secret()) {
      return Redaction.HIDDEN + ", " + text.length() + " characters";
    }
    return hide(text);
  }

  private void row(String label, String text) {
    out.append("  %-10s %s%n".formatted(label, text).replace("\r\n", "\n"));
  }

  /** What was said before and at the deviation, all connections together. */
  private void conversation(Deviation deviation) {
    List<Entry> journal = result.journal().stream().filter(Entry::isTold).toList();
    int end = 0;
    while (end < journal.size() && journal.get(end).time() <= deviation.time()) {
      end++;
    }
    int from = Math.max(0, end - ENTRIES_BEFORE);
    Transcript transcript = new Transcript(result.dialogue(), redaction);
    if (from > 0) {
      out.append("    ... ").append(from).append(" entries before\n");
    }
    for (Entry entry : journal.subList(from, end)) {
      if (!(entry instanceof Entry.ClosedByUs) && !(entry instanceof Entry.Judged)) {
        transcript.lines(entry).forEach(line -> out.append(line.stripTrailing()).append('\n'));
      }
    }
  }

  private String hide(String text) {
    return redaction.hide(Text.printable(text));
  }
}
