package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;

class GitHubAnnotationTest {

  @Test
  void marks_the_step_that_a_case_failed_at() {
    GitHubAnnotation mark = GitHubAnnotation.of(TestReports.of("signin.bad", Outcome.FAILED));

    assertThat(mark.command("dialogues/signin/bad.dialogue.yaml"))
        .startsWith(
            "::error file=dialogues/signin/bad.dialogue.yaml,line=7,col=5,title=signin.bad%3A failed::"
                + "token 2 of VER is not what was awaited%0Ahint: hint of ")
        .doesNotContain("s3cret");
  }

  @Test
  void what_ends_a_command_or_a_property_is_escaped() {
    Span place = new Span("x", 3, 5, 1, "");
    GitHubAnnotation mark = new GitHubAnnotation(place, "a:b,c", "100%\r\n::error::x, y: z");

    assertThat(mark.command("a,b:c%.yaml"))
        .isEqualTo(
            "::error file=a%2Cb%3Ac%25.yaml,line=3,col=5,title=a%3Ab%2Cc::"
                + "100%25%0D%0A::error::x, y: z");
  }

  @Test
  void a_pass_against_the_baseline_is_marked_in_the_baseline() {
    CaseReport one = TestReports.known(TestReports.of("signin.bad", Outcome.OK), Outcome.FAILED);

    assertThat(GitHubAnnotation.of(one).command("known.yaml"))
        .isEqualTo(
            "::error file=known.yaml,line=3,col=1,title=signin.bad%3A ok::"
                + "known.yaml:3:1 says failed, it is ok: remove that line");
  }
}
