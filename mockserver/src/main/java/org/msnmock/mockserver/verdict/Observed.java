package org.msnmock.mockserver.verdict;

import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Text;

/**
 * The two sides of a comparison: the dialogue as it should have been, and as it was. What went as
 * it should stands alike on both, so that only the deviation differs.
 *
 * @param expected in the dialogue language, values filled in
 * @param actual in the dialogue language
 */
public record Observed(String expected, String actual) {

  public static Observed of(Result result) {
    StringBuilder expected = new StringBuilder();
    StringBuilder actual = new StringBuilder();
    Redaction redaction = result.redaction();
    for (Entry entry : result.journal()) {
      String line = line(entry, redaction);
      if (!line.isEmpty()) {
        expected.append(line).append('\n');
        actual.append(line).append('\n');
      }
    }
    for (Deviation deviation : result.deviations()) {
      deviation(deviation, redaction, expected, actual);
    }
    result.main().flatMap(Deviation::step).ifPresent(step -> rest(result, step, expected));
    return new Observed(expected.toString(), actual.toString());
  }

  private static String line(Entry entry, Redaction redaction) {
    if (entry instanceof Entry.Accepted e) {
      return "- accept: " + e.connection().service();
    } else if (entry instanceof Entry.Dialled e) {
      return "- dial: " + e.connection().service();
    } else if (entry instanceof Entry.Taken e) {
      return "- C %s: %s"
          .formatted(
              e.connection().service(), redaction.hideLine(Text.printable(e.frame().text())));
    } else if (entry instanceof Entry.Said e) {
      return "- S %s: %s"
          .formatted(e.connection().service(), redaction.hide(Text.printable(e.frame().text())));
    } else if (entry instanceof Entry.SentGarbage e) {
      return "- garbage %s: { text: \"%s\" }"
          .formatted(e.connection().service(), redaction.hide(Text.printable(e.text())));
    } else if (entry instanceof Entry.Requested e) {
      return "- C %s: %s"
          .formatted(
              e.service(),
              redaction.hide(Text.printable(e.request().method() + " " + e.request().path())));
    } else if (entry instanceof Entry.Answered e) {
      return "- S %s: %s %s".formatted(e.service(), e.answer().status(), e.answer().reason());
    }
    return entry instanceof Entry.ClosedByClient e
        ? "- expect-close: " + e.connection().service()
        : "";
  }

  private static void deviation(
      Deviation deviation, Redaction redaction, StringBuilder expected, StringBuilder actual) {
    String connection = deviation.connection().map(c -> " " + c.service()).orElse("");
    expected
        .append("- C%s: ".formatted(connection))
        .append(redaction.hideLine(Text.printable(deviation.expected())))
        .append('\n');
    String received =
        deviation.received().isEmpty()
            ? "# " + redaction.hide(Text.printable(deviation.summary()))
            : "- C%s: ".formatted(connection)
                + redaction.hideLine(Text.printable(deviation.received()));
    actual.append(received).append('\n');
  }

  /** The steps that were still to come, as they are written. */
  private static void rest(Result result, StepInfo from, StringBuilder expected) {
    for (Step step : Steps.all(result.dialogue().steps())) {
      if (step.info().number() > from.number()
          && !(step instanceof Step.Include)
          && !(step instanceof Step.Background)) {
        expected.append("- ").append(step.info().text()).append('\n');
      }
    }
  }
}
