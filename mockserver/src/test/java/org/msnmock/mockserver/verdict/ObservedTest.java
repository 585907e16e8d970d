package org.msnmock.mockserver.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.report.TestReports;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

class ObservedTest {
  @Test
  void a_request_shows_no_password_in_its_path() {
    Request request = new Request("GET", "/login2.srf?pwd=hunter2&\u001b[31m", "", List.of());
    Entry asked = new Entry.Requested(1, 1, Service.of(Role.LOGIN), request);

    Observed sides = Observed.of(TestReports.of("a.ok", Outcome.OK, List.of(asked)).result());

    assertThat(sides.actual())
        .isEqualTo(sides.expected())
        .startsWith("- C login: GET /login2.srf?pwd=[hidden]")
        .doesNotContain("hunter2", "\u001b");
  }

  @Test
  void why_a_client_does_not_act_stays_on_one_line_and_shows_no_secret() {
    Result failed = TestReports.of("a.bad", Outcome.FAILED, List.of()).result();
    Deviation refused =
        new Deviation(
            Deviation.Kind.REFUSED_TO_ACT,
            Outcome.FAILED,
            Optional.empty(),
            1,
            "the client did not sign in: s3cret\n- S: OK \u001b[31m",
            Optional.empty(),
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());

    assertThat(Observed.of(with(failed, refused)).actual())
        .isEqualTo("# the client did not sign in: [hidden]\\n- S: OK \\x1b[31m\n");
  }

  private static Result with(Result result, Deviation deviation) {
    return new Result(
        result.dialogue(),
        result.caseId(),
        result.outcome(),
        result.reason(),
        List.of(deviation),
        result.branches(),
        result.ruleUses(),
        result.requirements(),
        result.seed(),
        result.took(),
        result.stepsDone(),
        result.journal(),
        result.dropped(),
        result.redaction());
  }
}
