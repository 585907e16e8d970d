package org.msnmock.mockserver.junit;

import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Transcript;

/** Tells, beside the failure of a test's body, how far the play had come. It has no stack. */
final class UnfinishedPlay extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnfinishedPlay(Result result) {
    super(
        "the play of %s was not over, and nothing was wrong so far: %s of %s steps were done\n%s"
            .formatted(
                result.caseId(),
                result.stepsDone(),
                result.dialogue().stepCount(),
                new Transcript(result.dialogue(), result.redaction())
                    .of(result.journal())
                    .stripTrailing()),
        null,
        false,
        false);
  }
}
