package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.journal.Entry;

/** Branches that are all played, and loops (dialogue language, 5.4 and 5.6). */
class ForkTest {

  @Nested
  class AnyOrder {
    private static final String SETTINGS =
        """
        steps:
          - accept: ns
          - any-order:
              privacy:
                - C: BLP {trid} {mode=AL|BL}
                - S: BLP {trid} 28 {mode}
              prompting:
                - C: GTC {trid} {ask=A|N}
                - S: GTC {trid} 29 {ask}
          - C: OUT
          - note: "{mode} {ask}"
        """;

    @Test
    void a_line_goes_to_the_branch_that_it_fits() {
      TestPlay play = TestPlay.of(SETTINGS).connect(1, "ns");

      play.says(1, "GTC 4 N").says(1, "BLP 5 BL");

      assertThat(play.did).containsExactly("#1 GTC 4 29 N\\r\\n", "#1 BLP 5 28 BL\\r\\n");
      assertThat(play.says(1, "OUT").outcome()).isEqualTo("ok");
    }

    @Test
    void lines_of_one_segment_go_to_their_branches() {
      TestPlay play = TestPlay.of(SETTINGS).connect(1, "ns");

      play.saysTogether(1, "BLP 4 BL", "GTC 5 N", "OUT");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void what_fits_no_branch_is_unexpected() {
      TestPlay play = TestPlay.of(SETTINGS).connect(1, "ns").says(1, "BLP 4 BL");

      play.says(1, "BLP 5 AL");

      assertThat(play.outcome()).isEqualTo("failed");
      assertThat(play.explanation()).contains("BLP came, GTC was awaited");
    }

    @Test
    void it_ends_with_its_last_branch() {
      TestPlay play = TestPlay.of(SETTINGS).connect(1, "ns").says(1, "BLP 4 BL");

      play.says(1, "OUT");

      assertThat(play.outcome()).isEqualTo("failed");
    }

    @Test
    void nothing_in_time_fails_and_tells_where_the_other_branch_stands() {
      TestPlay play = TestPlay.of(SETTINGS).connect(1, "ns").wait(Duration.ofSeconds(6));

      assertThat(play.explanation())
          .contains("nothing came within 5.0 s")
          .contains("also waiting, in \"prompting\" at test.dialogue.yaml:11:11: C: GTC {trid}");
    }

    @Test
    void lines_with_which_branches_begin_are_sent_in_file_order() {
      TestPlay play =
          TestPlay.of(
                  """
                  steps:
                    - accept: ns
                    - any-order:
                        one: [{ S: CHL 0 1 }, { C: "QRY {trid} a {len}", body: "1" }]
                        two: [{ S: CHL 0 2 }, { C: "QRY {trid} b {len}", body: "2" }]
                  """)
              .connect(1, "ns");
      assertThat(play.did).containsExactly("#1 CHL 0 1\\r\\n", "#1 CHL 0 2\\r\\n");

      play.says(1, "QRY 1 b 1|2").says(1, "QRY 2 a 1|1");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void each_branch_answers_with_its_own_transaction_id() {
      TestPlay play =
          TestPlay.of(
                  """
                  steps:
                    - accept: ns
                    - any-order:
                        slow: [{ C: "BLP {trid} BL" }, { S: "BLP {trid} 1 BL", after: 1s }]
                        fast: [{ C: "GTC {trid} N" }, { S: "GTC {trid} 2 N" }]
                  """)
              .connect(1, "ns");

      play.says(1, "BLP 8 BL").says(1, "GTC 9 N").wait(Duration.ofSeconds(2));

      assertThat(play.did).contains("#1 GTC 9 2 N\\r\\n", "#1 BLP 8 1 BL\\r\\n");
      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void an_answer_in_another_branch_makes_no_line_early() {
      TestPlay play =
          TestPlay.of(
                  """
                  steps:
                    - accept: ns
                    - any-order:
                        one: [{ C: "BLP {trid} BL" }, { S: "BLP {trid} 1 BL" }]
                        two: [{ C: "GTC {trid} N", early: fail }]
                  """)
              .connect(1, "ns");

      play.saysTogether(1, "BLP 8 BL", "GTC 9 N");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void it_ends_an_optional_block_before_it() {
      String steps =
          """
          steps:
            - accept: ns
            - optional: [{ C: "REA {trid} {**}" }]
            - any-order:
                privacy: [{ C: "BLP {trid} BL" }]
                prompting: [{ C: "GTC {trid} N" }]
          """;

      TestPlay without = TestPlay.of(steps).connect(1, "ns");
      assertThat(without.says(1, "GTC 1 N").says(1, "BLP 2 BL").outcome()).isEqualTo("ok");

      TestPlay with = TestPlay.of(steps).connect(1, "ns").says(1, "REA 1 x y");
      assertThat(with.says(1, "BLP 2 BL").says(1, "GTC 3 N").outcome()).isEqualTo("ok");
    }
  }

  @Nested
  class Parallel {
    private static final String TWO =
        """
        steps:
          - { accept: ns }
          - { accept: sb }
          - parallel:
              presence:
                - C ns: CHG {trid} {what=status}
                - S ns: CHG {trid} {what}
              talk:
                - C sb: CAL {trid} {what=email}
                - S sb: CAL {trid} RINGING 1
                - S sb: JOI {what} Bob
          - C: OUT
        """;

    private TestPlay both() {
      return TestPlay.of(TWO).connect(1, "ns").connect(2, "sb");
    }

    @Test
    void each_branch_reads_its_own_connection_and_keeps_its_own_names() {
      TestPlay play = both();

      play.says(2, "CAL 1 bob@example.com").says(1, "CHG 7 AWY").says(2, "OUT");

      assertThat(play.did).contains("#2 JOI bob@example.com Bob\\r\\n", "#1 CHG 7 AWY\\r\\n");
      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void the_connection_of_the_fork_is_current_after_it() {
      TestPlay play = both();

      play.says(1, "CHG 7 AWY").says(2, "CAL 1 bob@example.com").says(2, "OUT");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void a_wrong_line_is_judged_by_the_branch_that_reads_it() {
      TestPlay play = both().says(2, "CAL 1 bob");

      assertThat(play.outcome()).isEqualTo("failed");
      assertThat(play.explanation()).contains("test.dialogue.yaml:12:");
    }

    @Test
    void what_an_ended_client_has_said_is_taken_in_every_branch() {
      TestPlay play = both();
      play.says(2, "CAL 1 bob@example.com").says(1, "CHG 7 AWY").says(2, "OUT");

      assertThat(play.event(new Event.ClientEnded("", 0, false)).outcome()).isEqualTo("ok");
    }

    @Test
    void a_client_that_ends_leaves_no_branch_waiting() {
      TestPlay play = both().says(1, "CHG 7 AWY").event(new Event.ClientEnded("", 1, false));

      assertThat(play.outcome()).isEqualTo("failed");
      assertThat(play.explanation()).contains("the client ended, exit code 1");
    }
  }

  @Nested
  class Repeat {
    private static String adds(String times, String rest) {
      return """
          steps:
            - accept: ns
            - repeat: %s
              collect: { added: "{who}" }
              steps:
                - C: ADD {trid} FL {who=email} {nick=*}
                - S: ADD {trid} FL 1 {who} {nick}
            %s
          """
          .formatted(times, rest);
    }

    private static TestPlay start(String times, String rest) {
      return TestPlay.of(adds(times, rest)).connect(1, "ns");
    }

    @Test
    void it_plays_as_often_as_it_says() {
      TestPlay play = start("2", "- S: \"NOT {added}\"");

      assertThat(play.says(1, "ADD 1 FL a@b A").outcome()).isEqualTo("still playing");
      assertThat(play.says(1, "ADD 2 FL c@d C").outcome()).isEqualTo("ok");
      assertThat(play.did).contains("#1 NOT a@b,c@d\\r\\n");
    }

    @Test
    void a_list_is_written_down_where_its_text_is_asked_for_not_at_each_round() {
      TestPlay play = start("3", "- S: \"NOT {added}\"");
      play.says(1, "ADD 1 FL a@b A").says(1, "ADD 2 FL c@d C").says(1, "ADD 3 FL e@f E");

      assertThat(play.result().journal())
          .filteredOn(
              entry -> entry instanceof Entry.Named named && named.name().text().equals("added"))
          .extracting(entry -> ((Entry.Named) entry).value())
          .containsExactly("", "a@b,c@d,e@f");
    }

    @Test
    void too_few_rounds_fail() {
      TestPlay play = start("2..5", "- C: OUT").says(1, "ADD 1 FL a@b A").says(1, "OUT");

      assertThat(play.outcome()).isEqualTo("failed");
      assertThat(play.explanation()).contains("OUT came, ADD was awaited");
    }

    @Test
    void above_its_minimum_what_follows_ends_it() {
      TestPlay play = start("1..5", "- C: OUT").says(1, "ADD 1 FL a@b A").says(1, "OUT");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void at_its_maximum_another_round_is_unexpected() {
      TestPlay play = start("0..1", "- C: OUT").says(1, "ADD 1 FL a@b A");

      assertThat(play.says(1, "ADD 2 FL c@d C").outcome()).isEqualTo("failed");
    }

    @Test
    void silence_ends_it_where_the_dialogue_says_so() {
      TestPlay play =
          TestPlay.of(
                  adds("1..*", "- S: \"NOT {added}\"")
                      .replace("    steps:", "    until: quiet 1s\n    steps:"))
              .connect(1, "ns");
      play.says(1, "ADD 1 FL a@b A").wait(Duration.ofMillis(900)).says(1, "ADD 2 FL c@d C");
      assertThat(play.outcome()).isEqualTo("still playing");

      play.wait(Duration.ofSeconds(2));

      assertThat(play.outcome()).isEqualTo("ok");
      assertThat(play.did).contains("#1 NOT a@b,c@d\\r\\n");
    }

    @Test
    void a_round_begins_without_what_the_one_before_learned() {
      TestPlay play =
          TestPlay.of(
                  """
                  steps:
                    - accept: ns
                    - repeat: 2
                      steps:
                        - one-of:
                            named: [{ C: "ADG {trid} {group=*}" }]
                            nameless: [{ C: "RMG {trid}" }]
                        - S: ADG {trid} {group?none}
                  """)
              .connect(1, "ns");

      play.says(1, "ADG 1 Friends").says(1, "RMG 2");

      assertThat(play.did).contains("#1 ADG 1 Friends\\r\\n", "#1 ADG 2 none\\r\\n");
    }

    @Test
    void an_inner_loop_counts_anew_in_each_round_of_the_outer_one() {
      TestPlay play =
          TestPlay.of(
                  """
                  steps:
                    - accept: ns
                    - repeat: 2
                      steps:
                        - C: SYN {trid} {=int}
                        - repeat: 2
                          steps: [{ C: PNG }, { S: QNG 50 }]
                  """)
              .connect(1, "ns");

      play.says(1, "SYN 1 0").says(1, "PNG").says(1, "PNG");
      play.says(1, "SYN 2 0").says(1, "PNG");
      assertThat(play.outcome()).isEqualTo("still playing");

      assertThat(play.says(1, "PNG").outcome()).isEqualTo("ok");
    }

    @Test
    void rounds_of_silence_end_with_the_client() {
      TestPlay play =
          TestPlay.of(
                  """
                  steps:
                    - accept: ns
                    - repeat: 0..20
                      steps: [{ quiet: 1s }]
                    - expect-close: ns
                  """)
              .connect(1, "ns")
              .wait(Duration.ofMillis(2500));

      play.event(new Event.ClientEnded("", 0, false));

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void branches_inside_a_loop_are_played_in_each_round() {
      TestPlay play =
          TestPlay.of(
                  """
                  steps:
                    - accept: ns
                    - repeat: 2
                      steps:
                        - C: SYN {trid} {=int}
                        - any-order:
                            a: [{ C: PNG }]
                            b: [{ C: "URL {trid} INBOX" }]
                  """)
              .connect(1, "ns");

      play.says(1, "SYN 1 0").says(1, "URL 2 INBOX").says(1, "PNG");
      play.says(1, "SYN 3 0").says(1, "PNG").says(1, "URL 4 INBOX");

      assertThat(play.outcome()).isEqualTo("ok");
    }
  }

  @Test
  void a_see_that_nobody_tells_does_not_end_a_loop_early() {
    TestPlay play =
        TestPlay.withAdapter(
                """
                steps:
                  - accept: ns
                  - repeat: 1..3
                    steps: [{ C: PNG }]
                  - see: signed-in
                """)
            .connect(1, "ns");

    play.says(1, "PNG").says(1, "PNG").tells("signed-in", Map.of("user", "alice@example.com"));

    assertThat(play.outcome()).isEqualTo("ok");
  }
}
