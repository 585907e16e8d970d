package org.msnmock.mockserver.report;

import java.util.Optional;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.verdict.Deviation;

/**
 * A mark in a file, as GitHub's workflow commands want it: {@code ::error
 * file=a.yaml,line=3,col=5,title=...::message}.
 *
 * @param place the mark; its file is counted from the root of the dialogues
 */
public record GitHubAnnotation(Span place, String title, String message) {

  /** A case that failed: a mark in its dialogue, or at the line of the baseline it is against. */
  public static GitHubAnnotation of(CaseReport one) {
    Optional<Deviation> main = one.result().main();
    Span place =
        main.flatMap(Deviation::mismatch)
            .map(Mismatch::span)
            .or(() -> main.flatMap(Deviation::step).map(StepInfo::span))
            .or(() -> passed(one).map(Baseline.Known::span))
            .orElse(new Span(one.result().dialogue().file(), 1, 1, 1, ""));
    StringBuilder message = new StringBuilder(one.reason());
    main.ifPresent(deviation -> details(deviation, one, message));
    return new GitHubAnnotation(
        place, "%s: %s".formatted(one.name(), one.outcome().word()), message.toString());
  }

  private static Optional<Baseline.Known> passed(CaseReport one) {
    return one.known().filter(known -> one.outcome() == Outcome.OK);
  }

  private static void details(Deviation deviation, CaseReport one, StringBuilder out) {
    deviation
        .mismatch()
        .ifPresent(
            mismatch -> {
              out.append("\nexpected ").append(side(mismatch.expected(), mismatch, one));
              out.append("\nreceived ").append(side(mismatch.received(), mismatch, one));
            });
    deviation.hints().forEach(hint -> out.append("\nhint: ").append(one.shown(hint)));
    deviation.step().flatMap(StepInfo::why).ifPresent(why -> out.append("\nwhy: ").append(why));
  }

  private static String side(String text, Mismatch mismatch, CaseReport one) {
    if (text.isEmpty()) {
      return "(nothing)";
    }
    return mismatch.secret() ? Redaction.HIDDEN : one.shown(text);
  }

  /**
   * As it is printed, on a line of its own.
   *
   * @param file the path of the place's file, from the top of the checkout on
   */
  public String command(String file) {
    return "::error file=%s,line=%s,col=%s,title=%s::%s"
        .formatted(property(file), place.line(), place.column(), property(title), data(message));
  }

  /** A line end would end the command, and what follows it could be one of its own. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
