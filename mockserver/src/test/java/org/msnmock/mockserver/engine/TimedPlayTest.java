package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Deviation;

/** Conditions, moments and limits in play. */
class TimedPlayTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }

  private static Deviation deviation(TestPlay play) {
    return play.result().main().orElseThrow();
  }

  @Nested
  class Choices {
    private static final String BY_STATUS =
        """
        steps:
          - accept: ns
          - C: CHG {trid} {status=status}
          - if: status == "NLN" or status == "BSY"
            then:
              - S: CHG {trid} {status}
              - set: { told: "yes" }
            else:
              - set: { told: "no" }
          - S: QNG {told}
        """;

    @Test
    void the_way_is_taken_that_the_condition_says() {
      TestPlay yes = TestPlay.of(BY_STATUS).connect(1, "ns").says(1, "CHG 1 BSY");
      assertThat(yes.did).startsWith("#1 CHG 1 BSY\\r\\n", "#1 QNG yes\\r\\n");
      assertThat(yes.result().branches()).containsExactly("7:5 if: then");

      TestPlay no = TestPlay.of(BY_STATUS).connect(1, "ns").says(1, "CHG 1 AWY");
      assertThat(no.did).startsWith("#1 QNG no\\r\\n");
      assertThat(no.outcome()).isEqualTo("ok");
      assertThat(no.result().branches()).containsExactly("7:5 if: else");
      assertThat(no.result().journal())
          .filteredOn(Entry.Noted.class::isInstance)
          .extracting(entry -> ((Entry.Noted) entry).text())
          .containsExactly(
              "the else way is taken: status == \"NLN\" does not hold: the left side is \"AWY\"");
    }

    @Test
    void a_condition_without_else_may_be_passed_over() {
      String steps =
          """
          steps:
            - accept: ns
            - if: user == "bob@example.com"
              then: [{ C: OUT }]
            - S: QNG 1
          """;
      assertThat(TestPlay.of(steps).connect(1, "ns").did).startsWith("#1 QNG 1\\r\\n");
    }
  }

  @Nested
  class Checks {
    private static final String CHECKED =
        """
        steps:
          - accept: ns
          - C: CHG {trid} {status=status} {name=*}
          - check: status == "NLN" or name == user
            level: should
            why: the account is its own name
            covers: [PRES-01]
          - S: QNG 1
        """;

    @Test
    void a_check_that_holds_is_passed() {
      TestPlay play = TestPlay.of(CHECKED).connect(1, "ns").says(1, "CHG 1 NLN x");
      assertThat(play.outcome()).isEqualTo("ok");
      assertThat(play.did).startsWith("#1 QNG 1\\r\\n");
    }

    @Test
    void a_check_that_does_not_hold_ends_the_play_with_its_level_and_shows_both_sides() {
      TestPlay play = TestPlay.of(CHECKED).connect(1, "ns").says(1, "CHG 1 AWY bob");

      assertThat(play.outcome()).isEqualTo("non-strict");
      assertThat(play.did).containsExactly("close #1", "ended");
      assertThat(deviation(play).kind()).isEqualTo(Deviation.Kind.CHECK_FAILED);
      assertThat(play.explanation())
          .contains("test.dialogue.yaml:7:12")
          .contains("what       the check does not hold")
          .contains("check      expected  status == \"NLN\"")
          .contains("received  \"AWY\"")
          .contains("why        the account is its own name")
          .contains(
              "hint       name == \"alice@example.com\" does not hold: the left side is \"bob\"");
    }

    @Test
    void a_collected_list_has_elements_and_is_counted() {
      String steps =
          """
          steps:
            - accept: ns
            - repeat: 2
              steps: [{ C: "CHG {trid} {s=status}" }]
              collect: { all: "{s}" }
            - repeat: 0..3
              steps: [{ C: PNG, as: ping }]
              collect: { none: "{ping.line}" }
              until: quiet 1s
            - check: all contains "BSY" and not all contains "BS" and "NLN" in all
            - check: count(all) == 2 and count(none) == 0
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "CHG 1 NLN");
      assertThat(play.says(1, "CHG 2 BSY").wait(SECOND).outcome()).isEqualTo("ok");
    }

    @Test
    void an_address_in_a_list_is_compared_without_regard_to_capitals() {
      String steps =
          """
          steps:
            - accept: ns
            - repeat: 1
              steps: [{ C: "ADD {trid} {who=email}" }]
              collect: { added: "{who}" }
            - check: added contains "bob@example.com" and "BOB@example.com" in added
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "ADD 1 Bob@example.com");
      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void secrets_are_not_shown() {
      String steps = "steps: [{ accept: ns }, { check: password == \"open sesame\" }]\n";
      TestPlay play = TestPlay.of(steps).connect(1, "ns");
      assertThat(play.explanation())
          .contains("check      expected  ")
          .doesNotContain(play.play().script().accounts().get(0).password());
    }

    @Test
    void the_time_since_a_moment_is_divided_by_the_time_scale() {
      String steps =
          """
          steps:
            - accept: ns
            - mark: challenged
            - C: PNG
            - check: elapsed(challenged) < 2s
          """;
      assertThat(TestPlay.of(steps).connect(1, "ns").wait(millis(1990)).says(1, "PNG").outcome())
          .isEqualTo("ok");
      TestPlay slow = TestPlay.of(steps).connect(1, "ns").wait(millis(2500)).says(1, "PNG");
      assertThat(slow.explanation())
          .contains("expected  elapsed(challenged) < 2s")
          .contains("received  2.500 s");
      assertThat(
              TestPlay.scaled(2, steps)
                  .connect(1, "ns")
                  .wait(millis(2500))
                  .says(1, "PNG")
                  .outcome())
          .isEqualTo("ok");
    }
  }

  @Nested
  class Kept {
    private static final String KEPT =
        """
        steps:
          - accept: ns
          - C: QRY {trid} {=*} {len}
            as: answer
          - pause: 1s
          - S: QRY {trid}
            as: thanks
          - note: "{answer.line}/{answer.body}/{answer.time}/{answer.time:epoch}"
          - note: "{thanks.line}/{thanks.body}/{thanks.time}"
          - check: answer.time < thanks.time and len(answer.body) == 2
        """;

    @Test
    void a_line_is_kept_with_its_payload_and_time() {
      TestPlay play = TestPlay.of(KEPT).connect(1, "ns").wait(millis(1500));
      play.says(1, "QRY 7 p 2|ab").wait(SECOND);

      assertThat(play.outcome()).isEqualTo("ok");
      assertThat(play.result().journal())
          .filteredOn(Entry.Noted.class::isInstance)
          .extracting(entry -> ((Entry.Noted) entry).text())
          .containsExactly("QRY 7 p 2/ab/1.500/1001", "QRY 7//2.500");
    }

    @Test
    void a_line_has_the_time_at_which_it_came_and_not_at_which_it_was_taken() {
      String steps =
          """
          steps:
            - accept: ns
            - mark: start
            - pause: 3s
            - { C: PNG, as: ping }
            - check: elapsed(ping) > 1s and elapsed(start) >= 3s
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").wait(SECOND).says(1, "PNG");
      assertThat(play.wait(millis(3000)).outcome()).isEqualTo("ok");
    }

    @Test
    void a_rule_keeps_lines_too() {
      String steps =
          """
          background:
            ping: [{ C: PNG, as: ping }, { S: "QNG {ping.line}" }]
          steps: [{ accept: ns }, { C: OUT }]
          """;
      assertThat(TestPlay.of(steps).connect(1, "ns").says(1, "PNG").did)
          .containsExactly("#1 QNG PNG\\r\\n");
    }

    @Test
    void a_line_that_could_not_be_sent_has_no_time() {
      String steps =
          """
          steps:
            - accept: ns
            - C: PNG
            - pause: 1s
            - { S: QNG 50, as: pong }
            - check: not elapsed(pong) > 5s
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG").closes(1);
      assertThat(play.wait(SECOND).explanation()).contains("there is no such moment");
    }
  }

  @Nested
  class Limits {
    private static String ping(String companions) {
      return "steps: [{ accept: ns }, { C: PNG, " + companions + " }]\n";
    }

    @Test
    void too_early_is_a_deviation_that_tells_both_times() {
      TestPlay play = TestPlay.of(ping("not-before: 2s")).connect(1, "ns");
      play.wait(millis(1500)).says(1, "PNG");

      assertThat(deviation(play).kind()).isEqualTo(Deviation.Kind.TOO_EARLY);
      assertThat(deviation(play).received()).isEqualTo("PNG");
      assertThat(play.explanation())
          .contains(
              "PNG came 1.50 s after this step became the next one, at least 2.00 s were asked for"
                  + ", on ns #1");
    }

    @Test
    void a_lower_limit_has_a_tolerance_of_a_tenth_or_50_ms() {
      assertThat(after("not-before: 2s", 1790)).isEqualTo("failed");
      assertThat(after("not-before: 2s", 1810)).isEqualTo("ok");
      assertThat(after("not-before: 100ms", 40)).isEqualTo("failed");
      assertThat(after("not-before: 100ms", 60)).isEqualTo("ok");
    }

    @Test
    void between_has_both_limits() {
      assertThat(after("between: 2s..4s", 1000)).isEqualTo("failed");
      assertThat(after("between: 2s..4s", 3000)).isEqualTo("ok");
      assertThat(after("between: 2s..4s", 4390)).isEqualTo("ok");
      assertThat(after("between: 2s..4s", 4410)).isEqualTo("failed");
    }

    @Test
    void a_lower_limit_alone_leaves_the_default_after_it() {
      assertThat(after("not-before: 10s", 16_510)).isEqualTo("failed");
      assertThat(after("not-before: 10s", 16_490)).isEqualTo("ok");
    }

    private static String after(String companions, int millis) {
      return TestPlay.of(ping(companions))
          .connect(1, "ns")
          .wait(millis(millis))
          .says(1, "PNG")
          .outcome();
    }

    @Test
    void only_upper_limits_are_scaled() {
      TestPlay early = TestPlay.scaled(3, ping("between: 1s..2s")).connect(1, "ns");
      assertThat(early.wait(millis(1100)).says(1, "PNG").outcome()).isEqualTo("ok");
      TestPlay late = TestPlay.scaled(3, ping("between: 1s..2s")).connect(1, "ns");
      assertThat(late.wait(millis(6500)).says(1, "PNG").outcome()).isEqualTo("ok");
      TestPlay never = TestPlay.scaled(3, ping("between: 1s..2s")).connect(1, "ns");
      assertThat(never.wait(millis(6700)).outcome()).isEqualTo("failed");
    }

    @Test
    void what_was_there_before_took_no_time() {
      String steps =
          "steps: [{ accept: ns }, { pause: 3s }, { C: PNG, not-before: 1s, level: quirk }]\n";
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG").wait(millis(3000));

      assertThat(play.outcome()).isEqualTo("informational");
      assertThat(play.explanation()).contains("PNG came 0.00 s after this step");
      String patient = steps.replace("not-before", "within");
      assertThat(TestPlay.of(patient).connect(1, "ns").says(1, "PNG").wait(millis(3000)).outcome())
          .isEqualTo("ok");
    }

    @Test
    void limits_hold_for_connections_closes_words_and_requests() {
      String accept = "steps: [{ accept: ns }, { accept: sb, not-before: 1s }]\n";
      assertThat(TestPlay.of(accept).connect(1, "ns").connect(2, "sb").explanation())
          .contains("the connection to the switchboard came 0.00 s after");
      assertThat(TestPlay.of(accept).connect(1, "ns").wait(SECOND).connect(2, "sb").outcome())
          .isEqualTo("ok");

      String close = "steps: [{ accept: ns }, { expect-close: ns, not-before: 1s }]\n";
      assertThat(TestPlay.of(close).connect(1, "ns").closes(1).explanation())
          .contains("the close of ns #1 came 0.00 s after");
      assertThat(TestPlay.of(close).connect(1, "ns").wait(SECOND).closes(1).outcome())
          .isEqualTo("ok");

      String see = "steps: [{ accept: ns }, { see: typing, not-before: 1s }]\n";
      TestPlay told = TestPlay.withAdapter(see).connect(1, "ns").tells("typing", Map.of());
      assertThat(told.explanation()).contains("\"typing\" came 0.00 s after");

      String request = "steps: [{ accept: ns }, { C login: GET /x, not-before: 1s }]\n";
      assertThat(TestPlay.of(request).connect(1, "ns").asks("login", "GET", "/x").explanation())
          .contains("the request came 0.00 s after");
    }
  }

  @Nested
  class SinceAMark {
    private static String lost(String companions) {
      return """
          steps:
            - accept: ns
            - mark: lost
            - pause: 3s
            - C: PNG
              %s
              since: lost
          """
          .formatted(companions);
    }

    @Test
    void limits_count_from_the_mark() {
      TestPlay play = TestPlay.of(lost("within: 5s")).connect(1, "ns").wait(millis(5490));
      assertThat(play.says(1, "PNG").outcome()).isEqualTo("ok");

      TestPlay late = TestPlay.of(lost("within: 5s")).connect(1, "ns").wait(millis(5510));
      assertThat(late.explanation()).contains("nothing came within 5.0 s after \"lost\"");

      TestPlay early = TestPlay.of(lost("not-before: 5s")).connect(1, "ns").wait(millis(3500));
      assertThat(early.says(1, "PNG").explanation())
          .contains("PNG came 3.50 s after \"lost\", at least 5.00 s were asked for");
    }

    @Test
    void what_came_in_time_before_the_step_was_next_is_right() {
      TestPlay play = TestPlay.of(lost("between: 1s..2s")).connect(1, "ns").wait(millis(1500));
      assertThat(play.says(1, "PNG").wait(millis(2000)).outcome()).isEqualTo("ok");
    }

    @Test
    void what_came_too_late_before_the_step_was_next_is_late() {
      TestPlay play = TestPlay.of(lost("within: 1s")).connect(1, "ns").wait(millis(2500));
      play.says(1, "PNG").wait(millis(1000));

      assertThat(deviation(play).kind()).isEqualTo(Deviation.Kind.TOO_LATE);
      assertThat(play.explanation())
          .contains("PNG came 2.50 s after \"lost\", at most 1.00 s were allowed");
    }

    @Test
    void a_scaled_limit_behind_a_lower_one_is_told_as_it_was_applied() {
      TestPlay play = TestPlay.scaled(4, lost("not-before: 10s").replace("3s", "40s"));
      play.connect(1, "ns").wait(millis(34_000)).says(1, "PNG").wait(millis(6000));

      assertThat(play.explanation())
          .contains("PNG came 34.00 s after \"lost\", at most 30.00 s were allowed");
    }

    @Test
    void a_branch_that_is_late_leaves_the_line_to_the_next() {
      String steps =
          """
          steps:
            - accept: ns
            - mark: lost
            - pause: 3s
            - one-of:
                soon: [{ C: PNG, within: 1s, since: lost }]
                later: [{ C: "{=PNG|OUT}", within: 10s, since: lost }, { S: QNG 1 }]
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").wait(millis(2500));
      play.says(1, "PNG").wait(millis(1000));

      assertThat(play.outcome()).isEqualTo("ok");
      assertThat(play.result().branches()).containsExactly("10:7 later");
    }

    @Test
    void a_lenient_judge_waits_on_and_still_minds_the_lower_limit() {
      TestPlay late = TestPlay.lenient(lost("within: 1s")).connect(1, "ns").wait(millis(9000));
      assertThat(late.says(1, "PNG").outcome()).isEqualTo("ok");
      TestPlay early = TestPlay.lenient(lost("not-before: 9s")).connect(1, "ns").wait(millis(3500));
      assertThat(early.says(1, "PNG").outcome()).isEqualTo("failed");
    }
  }

  /** {@code --late}: what is right but late is told apart from what is wrong. */
  @Nested
  class Late {
    private static final String STEPS =
        """
        steps:
          - accept: ns
          - C: VER {trid} MSNP9 {**}
            within: 2s
            why: nothing keeps it
          - S: QNG 1
        """;

    @Test
    void what_comes_within_its_limit_is_not_late() {
      TestPlay play = TestPlay.late(Outcome.INFORMATIONAL, STEPS).connect(1, "ns");
      play.wait(SECOND).says(1, "VER 1 MSNP9 CVR0");
      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void what_comes_within_ten_times_its_limit_sets_the_verdict_and_the_play_goes_on() {
      TestPlay play = TestPlay.late(Outcome.INFORMATIONAL, STEPS).connect(1, "ns");
      play.wait(Duration.ofSeconds(15)).says(1, "VER 1 MSNP9 CVR0");

      assertThat(play.did).contains("#1 QNG 1\\r\\n");
      assertThat(play.outcome()).isEqualTo("informational");
      assertThat(deviation(play).kind()).isEqualTo(Deviation.Kind.TOO_LATE);
      assertThat(deviation(play).summary())
          .isEqualTo(
              "VER came 15.00 s after this step became the next one, at most 2.00 s were allowed");
    }

    @Test
    void what_is_wrong_after_something_late_is_wrong_as_well() {
      TestPlay play =
          TestPlay.late(Outcome.INFORMATIONAL, STEPS + "  - C: CVR {trid} {**}\n").connect(1, "ns");
      play.wait(Duration.ofSeconds(15)).says(1, "VER 1 MSNP9 CVR0").says(1, "OUT");

      assertThat(play.outcome()).isEqualTo("failed");
      assertThat(play.result().deviations()).hasSize(2);
    }

    @Test
    void what_is_late_teaches_what_it_says_whatever_else_was_awaited() {
      TestPlay play =
          TestPlay.late(
                  Outcome.INFORMATIONAL,
                  """
                  steps:
                    - accept: ns
                    - one-of:
                        answers: [{ C: "QRY {trid} {product=*}", within: 1s }, { S: "QRY {trid} {product}" }]
                        hangs-up: [{ C: OUT }]
                  """)
              .connect(1, "ns");
      play.wait(Duration.ofSeconds(2)).says(1, "QRY 7 msmsgs");

      assertThat(play.did).contains("#1 QRY 7 msmsgs\\r\\n");
      assertThat(play.outcome()).isEqualTo("informational");
    }

    @Test
    void nobody_waits_longer_for_what_nobody_can_tell() {
      TestPlay play =
          TestPlay.late(
                  Outcome.INFORMATIONAL,
                  """
                  steps:
                    - accept: ns
                    - optional: [{ C: PNG }]
                      until: quiet 1s
                    - { see: signed-in, within: 5s }
                    - S: QNG 1
                  """)
              .connect(1, "ns");
      play.wait(Duration.ofSeconds(8));
      assertThat(play.did).contains("#1 QNG 1\\r\\n");
    }

    @Test
    void a_limit_beyond_all_time_is_none() {
      TestPlay play =
          TestPlay.late(Outcome.INFORMATIONAL, STEPS.replace("within: 2s", "within: 99999999m"))
              .connect(1, "ns");
      assertThat(play.outcome()).isEqualTo("still playing");
    }

    @Test
    void what_is_wrong_stays_wrong() {
      TestPlay play = TestPlay.late(Outcome.INFORMATIONAL, STEPS).connect(1, "ns");
      play.wait(Duration.ofSeconds(15)).says(1, "VER 1 MSNP8 CVR0");
      assertThat(play.outcome()).isEqualTo("failed");
    }

    @Test
    void what_has_not_come_after_ten_times_its_limit_never_came() {
      TestPlay play = TestPlay.late(Outcome.INFORMATIONAL, STEPS).connect(1, "ns");
      play.wait(Duration.ofSeconds(21));
      assertThat(play.outcome()).as("the limit has a tolerance").isEqualTo("still playing");
      play.wait(Duration.ofSeconds(2));
      assertThat(play.outcome()).isEqualTo("failed");
    }

    @Test
    void it_makes_no_step_heavier_than_its_level() {
      TestPlay play =
          TestPlay.late(Outcome.FAILED, STEPS.replace("within: 2s", "within: 2s\n    level: quirk"))
              .connect(1, "ns");
      play.wait(Duration.ofSeconds(15)).says(1, "VER 1 MSNP9 CVR0");
      assertThat(play.outcome()).isEqualTo("informational");
    }

    @Test
    void the_first_connection_has_the_time_of_a_start() {
      TestPlay play = TestPlay.late(Outcome.INFORMATIONAL, STEPS);
      play.wait(Duration.ofSeconds(29)).connect(1, "ns").says(1, "VER 1 MSNP9 CVR0");
      assertThat(play.outcome()).isEqualTo("ok");
    }
  }
}
