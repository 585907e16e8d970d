package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.verdict.Deviation;

/** Judges when something came: too early, or too late after the moment that was named. */
final class Timekeeper {
  private final Stage stage;

  Timekeeper(Stage stage) {
    this.stage = stage;
  }

  /**
   * Whether what was found came later than its step allows. As a rule {@link Wait} does not wait
   * any longer; but a limit that counts from a mark can be over before that, and somebody may want
   * to tell late from wrong.
   */
  boolean isLate(Step.Awaiting step, Found found, Wait wait) {
    boolean canBe = step.timing().since().isPresent() || stage.settings.late().isPresent();
    return canBe
        && stage.isStrict()
        && !wait.isStart(step)
        && !wait.hasNoLimit(step)
        && Window.of(step, wait.since(), stage).isTooLate(found.time());
  }

  /** The deviation of something that fits its step and came at the wrong time. */
  Optional<Deviation> judge(Step.Awaiting step, Found found, Wait wait) {
    if (step instanceof Step.Quiet) {
      return Optional.empty();
    }
    Window window = Window.of(step, wait.since(), stage);
    if (isLate(step, found, wait)) {
      String limit = "at most %s were allowed".formatted(seconds(window.most()));
      Draft draft = draft(Deviation.Kind.TOO_LATE, step, found, wait, limit);
      stage.settings.late().ifPresent(draft::atMost);
      return Optional.of(draft.done());
    }
    if (!window.isTooEarly(found.time())) {
      return Optional.empty();
    }
    Duration least = step.timing().notBefore().orElse(Duration.ZERO);
    String limit = "at least %s were asked for".formatted(seconds(least.toNanos()));
    return Optional.of(draft(Deviation.Kind.TOO_EARLY, step, found, wait, limit).done());
  }

  private Draft draft(
      Deviation.Kind kind, Step.Awaiting step, Found found, Wait wait, String limit) {
    long nanos = Window.of(step, wait.since(), stage).took(found.time());
    String took = seconds(nanos) + " after " + start(step);
    Draft draft =
        new Draft(
                kind, stage.elapsed(), "%s came %s, %s".formatted(title(step, found), took, limit))
            .at(Judge.reasoned(wait, step))
            .received(received(found));
    return found instanceof Found.Line line ? draft.on(line.conn()) : draft;
  }

  /** From what the limits of a step count, in words. */
  static String start(Step.Awaiting step) {
    return step.timing()
        .since()
        .map(mark -> "\"" + mark.text().substring(0, mark.text().lastIndexOf('.')) + "\"")
        .orElse("this step became the next one");
  }

  private static String seconds(long nanos) {
    return String.format(java.util.Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  private static String received(Found found) {
    if (found instanceof Found.Line line) {
      return line.conn().inbox.getFirst().frame().text();
    }
    return found instanceof Found.Call call
        ? call.asked().content().method() + " " + call.asked().content().path()
        : "";
  }

  private static String title(Step.Awaiting step, Found found) {
    if (found instanceof Found.Line line) {
      return line.conn().inbox.getFirst().frame().command();
    } else if (found instanceof Found.Arrival arrival) {
      return "the connection to the " + arrival.conn().service().title();
    } else if (found instanceof Found.Closing closing) {
      return "the close of " + closing.conn().name;
    }
    return step instanceof Step.See see ? "\"" + see.event() + "\"" : "the request";
  }
}
