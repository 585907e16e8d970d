package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msnmock.mockserver.dialogue.Outcome;

/** Where nothing comes, and what that ends (dialogue language, 4.3 and 5.4). */
class SilenceTest {
  @Test
  void what_comes_after_a_quiet_breaks_it_not_even_where_nobody_looked_at_the_clock() {
    String steps =
        """
        steps:
          - accept: ns
          - quiet: 2s
          - C: PNG
        """;
    TestPlay right = TestPlay.of(steps).connect(1, "ns").passes(Duration.ofMillis(2500));
    TestPlay wrong = TestPlay.of(steps).connect(1, "ns").passes(Duration.ofMillis(1900));

    assertThat(right.says(1, "PNG").outcome()).isEqualTo("ok");
    assertThat(wrong.says(1, "PNG").outcome()).isEqualTo("failed");
  }

  @Test
  void the_way_of_silence_is_taken_before_what_comes_after_it() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - one-of:
                      patient: [{ quiet: 5s }]
                      hasty: [{ C: CHG }, { verdict: failed }]
                  - C: CHG
                """)
            .connect(1, "ns");

    assertThat(play.passes(Duration.ofMillis(5100)).says(1, "CHG").outcome()).isEqualTo("ok");
  }

  @Test
  void what_comes_after_a_quiet_is_for_rules_where_no_step_reads_then() {
    TestPlay play =
        TestPlay.of(
                """
                background: { ping: [{ C ns: PNG }, { S: QNG 50 }] }
                steps:
                  - accept: ns
                  - quiet: 5s
                  - accept: sb
                """)
            .connect(1, "ns");

    play.passes(Duration.ofMillis(5100)).says(1, "PNG");

    assertThat(play.did).containsExactly("#1 QNG 50\\r\\n");
  }

  @Test
  void what_comes_after_a_quiet_is_for_the_emulator_where_no_step_reads_then() {
    TestPlay play =
        TestPlay.of(
                """
                otherwise: emulator
                steps:
                  - quiet: { for: ns }
                  - accept: sb
                """
                    .replace("quiet: { for: ns }", "quiet: 5s\n    for: ns"))
            .connect(1, "ns");

    play.passes(Duration.ofMillis(5100)).says(1, "VER 1 MSNP9 CVR0");

    assertThat(play.did).containsExactly("#1 VER 1 MSNP9 CVR0\\r\\n");
  }

  @Test
  void what_comes_after_the_silence_that_ends_a_block_is_for_what_follows() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - optional: [{ C: CHG }]
                    until: quiet 1s
                  - C: OUT
                """)
            .connect(1, "ns");
    assertThat(play.passes(Duration.ofMillis(1100)).says(1, "OUT").outcome()).isEqualTo("ok");

    TestPlay peer =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - optional: [{ C: "{blocks}", blocks: { total: 6 } }]
                    until: quiet 1s
                  - C: BYE {**}
                """)
            .connect(1, "peer");
    peer.passes(Duration.ofMillis(1100)).sends(1, "BY").sends(1, "E 1\r\n");
    assertThat(peer.outcome()).isEqualTo("ok");
  }

  @Test
  void a_file_that_is_under_way_is_no_silence() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - optional:
                      - C: "{blocks}"
                        blocks: { total: 6 }
                      - S: BYE 16777989
                    until: quiet 1s
                  - expect-close: peer
                """)
            .connect(1, "peer");
    for (int i = 0; i < 2; i++) {
      play.wait(Duration.ofMillis(800)).sends(1, new byte[] {0, 3, 0, 1, 2, 3});
    }
    assertThat(play.did).containsExactly("#1 BYE 16777989\\r\\n");
    assertThat(play.closes(1).outcome()).isEqualTo("ok");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void rounds_of_files_without_a_byte_come_to_an_end() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - C: FIL {size=int}
                  - repeat: 2..*
                    steps: [{ C: "{blocks}", blocks: { total: "{size}" } }]
                    until: quiet 1s
                  - C: BYE {**}
                """)
            .connect(1, "peer");

    play.sends(1, "FIL 0\r\n").sends(1, "BYE 16777989\r\n");

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void rounds_that_come_at_one_moment_are_all_taken() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - C sb: USR
                  - repeat: 1..*
                    steps: [{ C ns: PNG }, { S ns: QNG 50 }]
                  - C ns: OUT
                """
                    .replace("- C sb", "- accept: sb\n  - C sb"))
            .connect(1, "ns")
            .connect(2, "sb")
            .says(1, "PNG")
            .says(1, "PNG")
            .says(1, "PNG")
            .says(1, "OUT");

    assertThat(play.says(2, "USR").outcome()).isEqualTo("ok");
    assertThat(play.did).filteredOn("#1 QNG 50\\r\\n"::equals).hasSize(3);
  }

  @Test
  void a_peer_that_has_hung_up_says_nothing_more_beside_an_emulator_either() {
    TestPlay play =
        TestPlay.of(
                """
                otherwise: emulator
                steps:
                  - accept: peer
                  - C peer: VER MSNFTP
                """)
            .connect(1, "peer");

    assertThat(play.closes(1).explanation()).contains("closed");
  }

  private static final String ASKS =
      """
      steps:
        - accept: ns
        - one-of:
            tries: [{ C: CHG 7 AWY, within: 4s }, { C: OUT }]
            waits:
              - quiet: 4s
              - %s
      """;

  @Test
  void what_deviates_after_a_silence_tells_what_that_has_decided() {
    String decided =
        "4.0 s of quiet decided the way (test.dialogue.yaml:9:11); until then this was awaited, too:"
            + " C: CHG 7 AWY (test.dialogue.yaml:7:17)";

    TestPlay missing = TestPlay.of(ASKS.formatted("C: PNG")).connect(1, "ns").wait(seconds(10));
    TestPlay other = TestPlay.of(ASKS.formatted("C: PNG")).connect(1, "ns").wait(seconds(5));
    TestPlay stated = TestPlay.of(ASKS.formatted("verdict: failed")).connect(1, "ns");

    assertThat(missing.explanation()).contains("hint       " + decided);
    assertThat(other.says(1, "CHG 7 AWY").explanation()).contains("hint       " + decided);
    assertThat(stated.wait(seconds(5)).explanation()).contains("hint       " + decided);
  }

  @Test
  void what_comes_after_that_decides_anew() {
    String steps = ASKS.formatted("C: PNG\n        - C: OUT");

    TestPlay play =
        TestPlay.of(steps).connect(1, "ns").wait(seconds(5)).says(1, "PNG").says(1, "PNG");

    assertThat(play.explanation()).contains("PNG came, OUT was awaited").doesNotContain("decided");
  }

  @Test
  void a_silence_that_ends_a_block_tells_what_was_awaited_in_it() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - optional: [{ C: REA }]
                    until: quiet 1s
                  - C: CHG
                """)
            .connect(1, "ns")
            .wait(seconds(2));

    assertThat(play.says(1, "REA").explanation())
        .contains(
            "1.0 s of silence decided the way (test.dialogue.yaml:6:5); until then this was awaited,"
                + " too: C: REA (test.dialogue.yaml:6:18)");
  }

  @Test
  void a_silence_beside_which_nothing_was_awaited_has_decided_nothing() {
    TestPlay play =
        TestPlay.of("steps: [{ accept: ns }, { quiet: 1s }, { C: CHG }]")
            .connect(1, "ns")
            .wait(seconds(2));

    assertThat(play.says(1, "REA").explanation()).doesNotContain("decided");
  }

  @Test
  void a_line_that_breaks_a_quiet_as_its_own_limit_is_over_is_told_so() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - one-of:
                      tries: [{ C: CHG }]
                      waits: [{ quiet: 30s }]
                """)
            .connect(1, "ns")
            .wait(seconds(10));

    assertThat(play.says(1, "CHG").explanation())
        .contains("CHG came where nothing may come")
        .contains("C: CHG (test.dialogue.yaml:7:17) takes it, but only for 5.0 s, which are over");
  }

  @Test
  void a_word_that_is_told_otherwise_is_told_of() {
    TestPlay play =
        TestPlay.withAdapter(
                "steps:\n  - { see: message, args: { from: bob@example.com, text: Hi, font: A } }\n")
            .tells("message", Map.of("from", "carol@example.com", "text", "Ho"))
            .tells("message", Map.of("from", "bob@example.com", "text", "Ho"))
            .tells("message", Map.of("from", "dave@example.com", "text", "Ho"))
            .wait(seconds(6));

    assertThat(play.explanation())
        .contains("the client did not tell \"message\" within 5.0 s")
        .contains("it told \"message\" without font, where \"A\" was awaited")
        .contains("it told \"message\" with text \"Ho\", where \"Hi\" was awaited")
        .doesNotContain("with from");
  }

  @Test
  void of_many_that_silence_passed_over_some_are_named_and_the_others_counted() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - one-of:
                      a: [{ C: PNG }]
                      b: [{ C: SYN }]
                      c: [{ C: REA }]
                      d: [{ C: ADD }]
                      e: [{ C: REM }]
                      none: [{ quiet: 5s }, { verdict: failed, why: it says nothing }]
                """)
            .connect(1, "ns")
            .wait(seconds(5));

    assertThat(play.explanation()).contains("C: REA (test.dialogue.yaml:9:13); and 2 more\n");
  }

  @Test
  void words_that_would_do_are_told_apart() {
    TestPlay play =
        TestPlay.withAdapter(
                """
                steps:
                  - one-of:
                      hi: [{ see: message, args: { text: Hi, from: "{user}" } }]
                      ho: [{ see: message, args: { text: Ho } }]
                      any: [{ see: message }]
                """)
            .wait(seconds(6));

    assertThat(play.explanation())
        .contains("else ok    see: message with text Ho (7:14); see: message (8:15)\n");
  }

  @Test
  void who_is_waited_for_ten_times_as_long_is_told_so() {
    TestPlay play =
        TestPlay.late(Outcome.INFORMATIONAL, "steps: [{ accept: ns }, { C: CHG }]")
            .connect(1, "ns")
            .wait(seconds(60));

    assertThat(play.explanation()).contains("nothing came within 5.0 s, nor in ten times that");
  }

  @Test
  void a_silence_that_had_no_time_left_to_pass_is_not_told_as_passed() {
    String steps = ASKS.formatted("{ C: PNG, within: 2s }");

    TestPlay ended = TestPlay.of(steps).connect(1, "ns").event(new Event.ClientEnded("", 0, false));

    assertThat(ended.explanation())
        .contains("hint       that nothing more could come decided the way")
        .doesNotContain("4.0 s");
  }

  @Test
  void branches_side_by_side_know_how_silence_decided_and_forget_it_together() {
    String steps =
        """
        steps:
          - accept: ns
          - one-of:
              tries: [{ C: CHG, within: 4s }]
              waits: [{ quiet: 4s }]
          - any-order:
              a: [{ C: PNG }]
              b: [{ C: REA }]
          - C: OUT
        """;
    TestPlay first = TestPlay.of(steps).connect(1, "ns").wait(seconds(5)).says(1, "CHG");
    TestPlay last = TestPlay.of(steps).connect(1, "ns").wait(seconds(5));

    assertThat(first.explanation()).contains("4.0 s of quiet decided");
    assertThat(last.says(1, "PNG").says(1, "REA").says(1, "CHG").explanation())
        .contains("CHG came, OUT was awaited")
        .doesNotContain("decided");
  }

  @Test
  void who_has_left_before_a_see_is_told_of() {
    TestPlay play =
        TestPlay.withAdapter("steps: [{ accept: ns }, { quiet: 2s }, { see: signed-in }]")
            .connect(1, "ns")
            .closes(1)
            .wait(seconds(9));

    assertThat(play.explanation())
        .contains("the client did not tell \"signed-in\" within 5.0 s")
        .contains("hint       the client has closed ns #1, which is not awaited here");
  }

  @Test
  void what_breaks_a_silence_everywhere_deviates_from_that_and_not_from_what_stands_before() {
    String steps =
        """
        steps:
          - accept: ns
          - one-of:
              tries: [{ C: PNG, within: 10s }]
              waits: [{ quiet: 10s, for: any, level: quirk, why: some do }]
        """;
    TestPlay play = TestPlay.of(steps).connect(1, "ns").connect(2, "ds");

    assertThat(play.outcome()).isEqualTo("informational");
    assertThat(play.explanation())
        .startsWith("INFORMATIONAL test ")
        .contains("connected to the dispatch server where nothing may come")
        .contains("why        some do", "else ok    C: PNG");
  }

  @Test
  void a_client_that_has_not_started_had_the_time_to_start_and_no_other() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - parallel:
                      d: [{ accept: ds }, { expect-close: ds, within: 2m }]
                      n: [{ accept: ns, within: 20s }]
                """)
            .connect(1, "ds")
            .wait(seconds(40));

    assertThat(play.explanation()).contains("no connection to the notification server came for 30");
  }

  @Test
  void the_reason_of_a_block_within_a_block_is_that_of_its_steps() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - optional:
                      - one-of:
                          pings: [{ C: PNG }]
                          adds: [{ C: ADD }]
                        why: it has heard of it
                  - { C: OUT, why: it is over }
                """)
            .connect(1, "ns")
            .says(1, "PNG 4");

    assertThat(play.explanation()).contains("why        it has heard of it");
  }

  @Test
  void a_client_that_had_its_time_to_start_is_not_said_to_have_had_less() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - parallel:
                      d: [{ accept: ds }, { expect-close: ds, within: 2m }]
                      n: [{ accept: ns }]
                """)
            .wait(seconds(1))
            .connect(1, "ds")
            .wait(seconds(40));

    assertThat(play.explanation())
        .contains("no connection to the notification server came for 30.0 s");
  }

  @Test
  void the_reason_of_a_block_is_that_of_the_steps_that_begin_it() {
    String steps =
        """
        steps:
          - accept: ns
          - one-of:
              leaves: [{ C: OUT }]
              closes: [{ expect-close: ns, why: it may just go }]
            why: nobody is left to read it
        """;
    TestPlay wrong = TestPlay.of(steps).connect(1, "ns").says(1, "PNG");
    TestPlay silent = TestPlay.of(steps).connect(1, "ns").wait(seconds(6));

    assertThat(wrong.explanation()).contains("why        nobody is left to read it");
    assertThat(silent.explanation()).contains("why        nobody is left to read it");
    TestPlay early =
        TestPlay.of(steps.replace("C: OUT", "C: OUT, not-before: 5s")).connect(1, "ns");
    assertThat(early.says(1, "OUT").explanation())
        .contains("OUT came", "why        nobody is left to read it");
  }

  @Test
  void the_reason_of_a_block_is_not_that_of_the_step_behind_it() {
    String steps =
        """
        steps:
          - accept: ns
          - optional: [{ C: PNG }]
            why: some clients ping
          - C: CHG
        """;

    assertThat(TestPlay.of(steps).connect(1, "ns").says(1, "CHG x").explanation())
        .doesNotContain("some clients ping");
  }

  @Test
  void a_close_that_a_step_took_is_no_hint_where_a_see_finds_nothing() {
    TestPlay play =
        TestPlay.withAdapter("steps: [{ accept: ns }, { expect-close: ns }, { see: signed-in }]")
            .connect(1, "ns")
            .closes(1)
            .wait(seconds(9));

    assertThat(play.explanation()).contains("did not tell").doesNotContain("has closed");
  }

  @Test
  void a_limit_from_an_earlier_moment_that_is_over_already_is_told_as_it_is() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - mark: begun
                  - { C: PNG, within: 30s }
                  - { C: OUT, within: 2s, since: begun }
                """)
            .connect(1, "ns")
            .wait(seconds(7))
            .says(1, "PNG");

    assertThat(play.explanation()).contains("nothing came within 2.0 s after \"begun\"");
  }

  @Test
  void what_was_no_longer_awaited_when_silence_decided_is_not_told() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - one-of:
                      tries: [{ C: CHG, within: 1s }]
                      leaves: [{ C: OUT, within: 4s }]
                      waits: [{ quiet: 4s }]
                  - C: PNG
                """)
            .connect(1, "ns")
            .wait(seconds(5));

    assertThat(play.says(1, "OUT").explanation())
        .contains("until then this was awaited, too: C: OUT (")
        .doesNotContain("C: CHG");
  }

  @Test
  void a_block_that_is_over_as_its_client_has_left_had_no_silence() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - optional: [{ C: REA }]
                    until: quiet 5s
                  - C: CHG
                """)
            .connect(1, "ns")
            .closes(1);

    assertThat(play.explanation())
        .contains("hint       that nothing more could come decided the way")
        .doesNotContain("of silence");
  }

  private static final String REASONED =
      """
      steps:
        - accept: ns
        - one-of:
            leaves: [{ C ns: OUT 7 }]
            %s
          why: nobody is left to read it
      """;

  @Test
  void whatever_goes_wrong_where_a_block_begins_its_reason_is_told() {
    String pings = REASONED.formatted("pings: [{ C ns: PNG }]");
    String waits = REASONED.formatted("waits: [{ quiet: 5s }]");
    String emulated = "otherwise: emulator\n" + pings.replace("  - accept: ns\n", "");
    TestPlay closed = TestPlay.of(pings).connect(1, "ns").closes(1);
    TestPlay ended = TestPlay.of(pings).connect(1, "ns").event(new Event.ClientEnded("", 0, false));
    TestPlay broken = TestPlay.of(waits.replace("C ns: OUT 7", "expect-close: ns"));
    TestPlay left = TestPlay.of(emulated).connect(1, "ns").says(1, "OUT 8").wait(seconds(9));
    TestPlay late = TestPlay.late(Outcome.INFORMATIONAL, pings).connect(1, "ns").wait(seconds(8));

    String why = "why        nobody is left to read it";
    assertThat(closed.explanation()).contains("the client closed the connection", why);
    assertThat(ended.explanation()).contains("the client ended", why);
    assertThat(broken.connect(1, "ns").says(1, "PNG").explanation())
        .contains("PNG came where the client was to close", why);
    assertThat(left.explanation()).contains("what came nearest was left to the emulator", why);
    assertThat(late.says(1, "OUT 7").explanation()).contains("at most 5.00 s were allowed", why);
  }

  @Test
  void the_reason_of_a_step_goes_before_that_of_its_block() {
    String steps = REASONED.formatted("pings: [{ C ns: PNG 1, why: some ping first }]");

    assertThat(TestPlay.of(steps).connect(1, "ns").says(1, "PNG 2").explanation())
        .contains("why        some ping first")
        .doesNotContain("nobody is left to read it");
  }

  @Test
  void a_reason_that_is_all_there_is_to_say_is_said_once() {
    TestPlay play = TestPlay.of("steps: [{ verdict: failed, why: it never answers }]");

    assertThat(play.explanation()).containsOnlyOnce("it never answers\n");
  }

  @Test
  void who_is_judged_leniently_is_not_said_to_have_had_ten_times_the_limit() {
    TestPlay play =
        TestPlay.lateAndLenient(Outcome.INFORMATIONAL, "steps: [{ accept: ns }, { accept: sb }]")
            .connect(1, "ns")
            .wait(seconds(60));

    assertThat(play.explanation())
        .contains("no connection to the switchboard came within 5.0 s")
        .doesNotContain("ten times");
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }
}
