package org.msnmock.mockserver.junit;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Observed;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.ObservedDialogue;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What a result means for a test. */
final class Verdicts {
  /** The key under which the explanation of a milder verdict is published. */
  static final String REPORT = "msnmock";

  /** The key under which the observed dialogue is published. */
  static final String OBSERVED = "msnmock observed dialogue";

  /** It fits a file {@code observed.dialogue.yaml} on the top of a folder. */
  private static final String OBSERVED_ID = "observed";

  private static final int MOST_CLIENT_LINES = 20;

  private Verdicts() {}

  /**
   * Ends the test where it has to end: by a failure with the two sides of a diff, or by an abortion
   * where the client can't do what the dialogue is about.
   *
   * @throws AssertionFailedError for a failed play
   * @throws TestAbortedException for an unsupported one
   */
  static void demandPassed(Result result) {
    demandPassed(result, List.of());
  }

  /**
   * Likewise, and shows the last lines that the client wrote.
   *
   * @throws AssertionFailedError for a failed play
   * @throws TestAbortedException for an unsupported one
   */
  static void demandPassed(Result result, List<String> clientLog) {
    if (result.outcome() == Outcome.FAILED) {
      Observed sides = Observed.of(result);
      throw new AssertionFailedError(
          explained(result) + told(result, clientLog), sides.expected(), sides.actual());
    }
    if (result.outcome() == Outcome.UNSUPPORTED) {
      throw new TestAbortedException(explained(result));
    }
  }

  /**
   * Tells what is worth knowing about a play that was not quite right: the explanation where no
   * failure carries it, and what happened, as a dialogue.
   *
   * @param reader is given the key of an entry and its text
   */
  static void tell(Result result, BiConsumer<String, String> reader) {
    if (result.outcome() == Outcome.OK || result.outcome() == Outcome.UNSUPPORTED) {
      return;
    }
    if (result.outcome() != Outcome.FAILED) {
      reader.accept(REPORT, explained(result));
    }
    reader.accept(OBSERVED, ObservedDialogue.of(result, OBSERVED_ID).text());
  }

  private static String told(Result result, List<String> clientLog) {
    return clientLog.stream()
        .skip(Math.max(0, clientLog.size() - MOST_CLIENT_LINES))
        .map(line -> "\n  client     " + result.redaction().hide(Text.printable(line)))
        .collect(Collectors.joining());
  }

  private static String explained(Result result) {
    return Explanation.of(result).stripTrailing();
  }
}
