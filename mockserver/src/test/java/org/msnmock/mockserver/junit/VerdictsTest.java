package org.msnmock.mockserver.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.report.TestReports;
import org.msnmock.mockserver.verdict.Result;
import org.opentest4j.AssertionFailedError;

class VerdictsTest {
  @Test
  void what_the_client_wrote_is_shown_without_secrets_and_control_characters() {
    Result failed = TestReports.of("a.bad", Outcome.FAILED).result();

    assertThatThrownBy(() -> Verdicts.demandPassed(failed, List.of("out  s3cret \u001b[31mred")))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageEndingWith("\n  client     out  [hidden] \\x1b[31mred");
  }
}
