package org.msnmock.mockserver.junit;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Observed;
import org.msnmock.mockserver.verdict.Result;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What a result means for a test. */
final class Verdicts {
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

  /** Tells what is worth knowing about a play that was not quite right, and does no harm. */
  static void tell(Result result, Consumer<String> reader) {
    if (result.outcome() == Outcome.INFORMATIONAL || result.outcome() == Outcome.NON_STRICT) {
      reader.accept(explained(result));
    }
  }

  private static String told(Result result, List<String> clientLog) {
    return clientLog.stream()
        .skip(Math.max(0, clientLog.size() - MOST_CLIENT_LINES))
        .map(line -> "\n  client     " + result.redaction().hide(line))
        .collect(Collectors.joining());
  }

  private static String explained(Result result) {
    return Explanation.of(result).stripTrailing();
  }
}
