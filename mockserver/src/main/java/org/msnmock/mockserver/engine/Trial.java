package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.RequestPattern;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Request;

/**
 * A line held against one step, without a play: would this line match?
 *
 * @param step a {@link Step.ClientLine} or {@link Step.ClientRequest}
 * @param rule the background rule that begins with it, where it is none of the steps
 * @param mismatch why it does not match; of a payload, of headers nothing is said
 * @param comparisons what a play would compare in addition
 */
public record Trial(
    Step.Awaiting step,
    Optional<Rule> rule,
    Optional<Mismatch> mismatch,
    List<Comparison> comparisons) {
  private static final Pattern REQUEST =
      Pattern.compile("([A-Z]+) (?:https?://[^/ ]+)?(/[^ ]*)(?: (HTTP/[0-9.]+))?");

  public Trial {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * A value that only a play knows.
   *
   * @param awaited as it is written: <code>{nick}</code>
   * @param received what it would be compared with
   * @param origin where the value will come from
   * @param secret whether what was received must not be shown
   */
  public record Comparison(String awaited, String received, String origin, boolean secret) {}

  /** Holds a line against all that a dialogue awaits: the steps in order, then the rules. */
  public static List<Trial> all(Dialogue dialogue, Dialogue.Case row, String line) {
    Foreknowledge known = Foreknowledge.of(dialogue, row);
    List<Trial> out = new ArrayList<>();
    for (Step step : Steps.all(dialogue.steps())) {
      if (step instanceof Step.Awaiting head) {
        of(head, Optional.empty(), line, known).ifPresent(out::add);
      }
    }
    for (Rule rule : Steps.rules(dialogue)) {
      of(rule.head(), Optional.of(rule), line, known).ifPresent(out::add);
    }
    return out;
  }

  private static Optional<Trial> of(
      Step.Awaiting head, Optional<Rule> rule, String line, Foreknowledge known) {
    Assumption assumption = new Assumption(known);
    Captures captures = new Captures();
    if (head instanceof Step.ClientLine awaited) {
      Optional<Mismatch> mismatch =
          assumption
              .line(awaited.line())
              .match(Frame.line(line), LinePattern.Surplus.REFUSED, known, captures);
      return Optional.of(trial(head, rule, mismatch, assumption, captures));
    }
    Optional<Request> request = request(line);
    if (head instanceof Step.ClientRequest awaited && request.isPresent()) {
      Optional<Mismatch> mismatch =
          withoutHeaders(awaited.request(), assumption).match(request.get(), known, captures);
      return Optional.of(trial(head, rule, mismatch, assumption, captures));
    }
    return Optional.empty();
  }

  private static Trial trial(
      Step.Awaiting head,
      Optional<Rule> rule,
      Optional<Mismatch> mismatch,
      Assumption assumption,
      Captures captures) {
    return new Trial(
        head, rule, mismatch.map(assumption::reworded), assumption.comparisons(captures));
  }

  private static RequestPattern withoutHeaders(RequestPattern pattern, Assumption assumption) {
    return new RequestPattern(
        pattern.method(), assumption.text(pattern.path()), List.of(), List.of(), pattern.span());
  }

  private static Optional<Request> request(String line) {
    Matcher form = REQUEST.matcher(line);
    return form.matches()
        ? Optional.of(
            new Request(
                form.group(1),
                form.group(2),
                Optional.ofNullable(form.group(3)).orElse(""),
                List.of()))
        : Optional.empty();
  }

  /** Whether the step takes the line, as far as it can be known. */
  public boolean matches() {
    return mismatch.isEmpty();
  }

  /** What was not looked at, since it does not stand in the line. */
  public Optional<String> leftOut() {
    if (step instanceof Step.ClientRequest request) {
      return request.request().headers().isEmpty() && request.request().authorization().isEmpty()
          ? Optional.empty()
          : Optional.of("the headers of a request do not stand in its line: not looked at");
    }
    return step instanceof Step.ClientLine line && line.payload().isPresent()
        ? Optional.of("the payload does not stand in the line: not looked at")
        : Optional.empty();
  }

  /** How far a match came that failed in the end. */
  public int progress() {
    return mismatch.map(Mismatch::progress).orElse(Integer.MAX_VALUE);
  }
}
