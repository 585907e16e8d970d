package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.yaml.ObservedDialogue;

/** What blocks, loops and background rules do to one another (dialogue language, 5.2 to 5.5). */
class NeighboursTest {
  private static TestPlay play(String steps) {
    return TestPlay.of(steps).connect(1, "ns");
  }

  // ---- blocks behind blocks ----

  private static final String ROUNDS_BEHIND_A_BLOCK =
      """
      steps:
        - accept: ns
        - optional: [{ C: PNG }, { S: QNG 50 }]
        - repeat: 1..3
          collect: { added: "{who}" }
          until: quiet 1s
          steps:
            - C: ADD {trid} FL {who=email}
            - S: ADD {trid} FL 31 {who}
        - S: NOT {added}
      """;

  @Test
  void the_first_round_behind_a_block_that_is_left_out_keeps_what_it_learns() {
    TestPlay play = play(ROUNDS_BEHIND_A_BLOCK).says(1, "ADD 1 FL bob@example.com");

    play.wait(Duration.ofSeconds(2));

    assertThat(play.did)
        .contains("#1 ADD 1 FL 31 bob@example.com\\r\\n", "#1 NOT bob@example.com\\r\\n");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void silence_that_ends_a_block_ends_the_open_one_before_it_too() {
    String steps =
        """
        steps:
          - accept: ns
          - optional: [{ C: PNG }]
          - background: { pings: [{ C: URL }, { S: NOT 0 }] }
            steps:
              - optional: [{ C: OUT }]
                until: quiet 1s
        """;
    assertThat(play(steps).wait(Duration.ofSeconds(5)).outcome()).isEqualTo("still playing");
    assertThat(play(steps).wait(Duration.ofSeconds(6)).outcome()).isEqualTo("ok");
    TestPlay late = play(steps).wait(Duration.ofSeconds(4)).says(1, "PNG");
    assertThat(late.wait(Duration.ofMillis(1100)).outcome()).isEqualTo("ok");
    assertThat(play(steps).says(1, "PNG").says(1, "OUT").outcome()).isEqualTo("ok");
    assertThat(play(steps).says(1, "OUT").outcome()).isEqualTo("ok");
    assertThat(play(steps).says(1, "SYN 1 0").outcome()).isEqualTo("failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C: PNG", "see: signed-in"})
  void a_lenient_judge_ends_a_block_before_another_s_silence_too(String own) {
    String steps =
        """
        steps:
          - accept: ns
          - optional: [{ %s }]
          - optional: [{ C: OUT }]
            until: quiet 1s
          - S: QNG 1
        """
            .formatted(own);
    TestPlay play = TestPlay.lenientWithAdapter(steps).connect(1, "ns");

    assertThat(play.wait(Duration.ofSeconds(6)).outcome()).isEqualTo("ok");
  }

  @Test
  void a_connection_that_closes_ends_no_block_on_another() {
    TestPlay play =
        play(
            """
            steps:
              - accept: ns
              - accept: sb
              - optional: [{ C sb: OUT }]
              - optional: [{ C ns: PNG }, { S ns: QNG 50 }]
                until: quiet 2s
              - C ns: OUT
            """);
    play.connect(2, "sb").closes(2).wait(Duration.ofSeconds(1)).says(1, "PNG").says(1, "OUT");

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void what_comes_before_the_silence_is_over_comes_in_time() {
    TestPlay play =
        play(
            """
            steps:
              - accept: ns
              - optional: [{ C: "REA {trid} {n=*}" }, { S: "REA {trid} {n}" }]
                until: quiet 10s
              - C: OUT
            """);
    play.wait(Duration.ofSeconds(7)).says(1, "REA 1 A");

    assertThat(play.did).containsExactly("#1 REA 1 A\\r\\n");
    assertThat(play.says(1, "OUT").outcome()).isEqualTo("ok");
  }

  @Test
  void a_line_for_another_branch_breaks_the_silence() {
    TestPlay play =
        play(
            """
            steps:
              - accept: ns
              - any-order:
                  adds:
                    - repeat: 1..9
                      until: quiet 1s
                      steps: [{ C: "ADD {trid}" }]
                  pings:
                    - repeat: 3
                      steps: [{ C: PNG }]
            """);
    play.says(1, "ADD 1").wait(Duration.ofMillis(800)).says(1, "PNG");
    play.wait(Duration.ofMillis(800)).says(1, "ADD 2").says(1, "PNG").says(1, "PNG");
    play.wait(Duration.ofSeconds(2));

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_round_begins_without_what_parts_of_the_one_before_learned() {
    TestPlay play =
        play(
            """
            steps:
              - accept: ns
              - repeat: 2
                steps:
                  - C: SYN {trid}
                  - parallel:
                      groups:
                        - one-of:
                            named: [{ C: "ADG {trid} {group=*}" }]
                            nameless: [{ C: "RMG {trid}" }]
                        - S: ADG {trid} {group?none}
                      nothing: [ pause: 0s ]
            """);
    play.says(1, "SYN 1").says(1, "ADG 2 Friends").says(1, "SYN 3").says(1, "RMG 4");

    assertThat(play.did).contains("#1 ADG 2 Friends\\r\\n", "#1 ADG 4 none\\r\\n");
  }

  @Test
  void a_fragment_in_a_round_keeps_its_parameters_and_forgets_the_rest() {
    TestPlay play =
        TestPlay.withFragment(
                """
                fragment: 1
                title: A part
                params: { word: { type: text } }
                steps:
                  - one-of:
                      named: [{ C: "ADG {trid} {group=*}" }]
                      nameless: [{ C: "RMG {trid}" }]
                  - S: ADG {trid} {word} {group?none}
                """,
                """
                steps:
                  - accept: ns
                  - optional: [{ C: PNG }]
                  - repeat: 1..2
                    steps:
                      - { include: fragments/part.yaml, with: { word: ok } }
                  - C: OUT
                """)
            .connect(1, "ns");
    play.says(1, "ADG 2 Friends").says(1, "RMG 4");

    assertThat(play.did).containsExactly("#1 ADG 2 ok Friends\\r\\n", "#1 ADG 4 ok none\\r\\n");
  }

  // ---- background rules ----

  @Test
  void a_rule_knows_what_was_learned_on_some_ways_only() {
    String steps =
        """
        steps:
          - accept: ns
          - one-of:
              a: [{ C: "VER {trid} {v=*}" }]
              b: [{ C: "CVR {trid}" }]
          - background:
              ping: [{ C ns: PNG }, { S: "QNG {v?none}", after: 1s }]
            steps:
              - C: OUT
        """;
    TestPlay with = TestPlay.of(steps).connect(1, "ns").says(1, "VER 1 MSNP9").says(1, "PNG");
    TestPlay without = TestPlay.of(steps).connect(1, "ns").says(1, "CVR 1").says(1, "PNG");

    assertThat(with.wait(Duration.ofSeconds(2)).did).containsExactly("#1 QNG MSNP9\\r\\n");
    assertThat(without.wait(Duration.ofSeconds(2)).did).containsExactly("#1 QNG none\\r\\n");
  }

  @Test
  void a_rule_forgets_what_may_be_there_and_is_not() {
    TestPlay play =
        play(
            """
            background:
              phones:
                - C ns: PRP {trid} {key=PHH|PHM} {number=*?}
                - S: PRP {trid} 27 {key} {number?}
            steps: [{ accept: ns }, { C: OUT }]
            """);
    play.says(1, "PRP 5 PHH 123").says(1, "PRP 6 PHM");

    assertThat(play.did).containsExactly("#1 PRP 5 27 PHH 123\\r\\n", "#1 PRP 6 27 PHM\\r\\n");
  }

  @Test
  void a_use_that_waits_keeps_that_something_was_not_there() {
    TestPlay play =
        play(
            """
            background:
              phones:
                - C ns: PRP {trid} {key=PHH|PHM} {number=*?}
                - S: PRP {trid} 27 {key} {number?}
                  after: 1s
            steps: [{ accept: ns, within: 9s }, { C: OUT, within: 9s }]
            """);
    play.says(1, "PRP 5 PHM").says(1, "PRP 6 PHH 123").wait(Duration.ofSeconds(2));

    assertThat(play.did).containsExactly("#1 PRP 5 27 PHM\\r\\n", "#1 PRP 6 27 PHH 123\\r\\n");
  }

  private static final String SLOW_IN_A_FRAGMENT =
      """
      fragment: 1
      title: A part
      params: { word: { type: text } }
      background:
        late:
          - C sb: CAL {trid}
          - S: CAL {trid} {word}
            after: 3s
      steps:
        - C ns: SYN {trid} {number=*}
        - background:
            slow:
              - C ns: URL {trid} {what=*}
              - S: URL {trid} {word} {number} {what}
                after: 2s
          steps: [{ C ns: PNG, within: 9s }]
        - S ds: NOT {word} {number}
      """;

  private static final String ROUNDS_OF_A_FRAGMENT =
      """
      steps:
        - accept: ns
        - accept: sb
        - accept: ds
        - repeat: 2
          steps:
            - { C ns: "VER {trid} {version=*}", within: 9s }
            - { include: fragments/part.yaml, with: { word: "{version}" } }
        - { C ns: OUT, within: 9s }
      """;

  private static TestPlay playRounds() {
    return TestPlay.withFragment(SLOW_IN_A_FRAGMENT, ROUNDS_OF_A_FRAGMENT)
        .connect(1, "ns")
        .connect(2, "sb")
        .connect(3, "ds");
  }

  @Test
  void a_use_that_outlives_its_round_keeps_the_names_around_it() {
    TestPlay play = playRounds().says(1, "VER 1 A").says(1, "SYN 2 one").says(1, "URL 3 mail");
    play.says(2, "CAL 4").says(1, "PNG").wait(Duration.ofMillis(2500));

    assertThat(play.did).containsExactly("#3 NOT A one\\r\\n", "#1 URL 3 A one mail\\r\\n");
    play.says(1, "VER 5 B").says(1, "SYN 6 two").wait(Duration.ofSeconds(1)).says(1, "PNG");

    assertThat(play.did).endsWith("#2 CAL 4 A\\r\\n", "#3 NOT B two\\r\\n");
    assertThat(play.says(1, "OUT").outcome()).isEqualTo("ok");
  }

  @Test
  void uses_of_two_rounds_that_overlap_keep_apart() {
    TestPlay play = playRounds().says(1, "VER 1 A").says(1, "SYN 2 one").says(1, "URL 3 mail");
    play.says(1, "PNG").says(1, "VER 5 B").says(1, "SYN 6 two").says(1, "URL 7 chat");
    play.wait(Duration.ofSeconds(5)).says(1, "PNG").says(1, "OUT");

    assertThat(play.did)
        .containsSequence(
            "#3 NOT A one\\r\\n",
            "#1 URL 3 A one mail\\r\\n",
            "#1 URL 7 B two chat\\r\\n",
            "#3 NOT B two\\r\\n");
    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(ObservedDialogue.of(play.result(), "again").text())
        .contains(
            "S: NOT {version} {number}",
            "S ns: URL {id1} A {number} {what}",
            "S ns: URL {trid} {version2} {number2} {what2}",
            "S: NOT {version2} {number2}");
  }

  @Test
  void a_line_that_was_held_back_is_written_down_with_the_names_of_its_use() {
    TestPlay play =
        TestPlay.byHand(
                """
                background: { slow: [{ C ns: "URL {trid} {what=*}" }, { S: "URL {trid} {what}" }] }
                steps: [{ accept: ns }, { C: OUT }]
                """)
            .connect(1, "ns")
            .says(1, "URL 1 mail")
            .says(1, "URL 2 chat")
            .releases(1, Optional.of("URL 1 mail"))
            .releases(2, Optional.of("URL 2 chat"))
            .says(1, "OUT");

    assertThat(ObservedDialogue.of(play.result(), "again").text())
        .contains("S: URL {id1} {what}\n", "S: URL {trid} {what2}\n");
  }

  @Test
  void what_a_use_keeps_by_as_keeps_its_moment() {
    TestPlay play =
        play(
            """
            steps:
              - accept: ns
              - repeat: 2
                steps:
                  - background:
                      slow:
                        - C ns: URL {trid}
                          as: asked
                        - S: URL {trid} {asked.time} {asked.time:epoch}
                          after: 8s
                    steps: [{ C: PNG, within: 9s }]
              - { C: OUT, within: 9s }
            """);
    play.wait(Duration.ofSeconds(1)).says(1, "URL 1").says(1, "PNG");
    play.wait(Duration.ofSeconds(2)).says(1, "URL 2").says(1, "PNG").wait(Duration.ofSeconds(8));

    assertThat(play.did).containsExactly("#1 URL 1 1.000 1001\\r\\n", "#1 URL 2 3.000 1003\\r\\n");
  }

  private static final String ONE_PING_A_ROUND =
      """
      steps:
        - accept: ns
        - repeat: 2
          steps:
            - background: { pings: { times: 1, steps: [{ C ns: PNG }, { S: QNG 50 }] } }
              steps: [{ C ns: "SYN {trid}" }]
      """;

  @Test
  void how_often_a_rule_is_used_counts_anew_in_each_round() {
    TestPlay play = play(ONE_PING_A_ROUND);
    play.says(1, "PNG").says(1, "SYN 1").says(1, "PNG").says(1, "SYN 2");
    assertThat(play.outcome()).isEqualTo("ok");

    TestPlay once = play(ONE_PING_A_ROUND);
    once.says(1, "PNG").says(1, "SYN 1").says(1, "SYN 2");
    assertThat(once.explanation()).contains("background rule \"pings\" was used 0 times");
  }

  @Test
  void a_line_that_waits_on_a_connection_that_nobody_reads_holds_up_no_rule() {
    TestPlay play =
        play(
            """
            background: { ping: [{ C ns: PNG }, { S: QNG 50 }] }
            steps:
              - accept: ns
              - accept: sb
              - C ns: REA {trid} {**}
            """);
    play.says(1, "REA 4 a b").says(1, "PNG");
    assertThat(play.did).containsExactly("#1 QNG 50\\r\\n");

    assertThat(play.connect(2, "sb").outcome()).isEqualTo("ok");
  }

  @Test
  void what_a_rule_says_is_said_in_one_go_where_it_had_to_wait_first() {
    TestPlay play =
        play(
            """
            background:
              slow: [{ C ns: "URL {trid}" }, { S: "URL {trid} a" }, { S: "URL {trid} b", after: 1s }]
            steps: [{ accept: ns }, { C: OUT }]
            """);
    play.says(1, "URL 1").says(1, "URL 2").wait(Duration.ofMillis(1500));
    play.says(1, "URL 3").wait(Duration.ofSeconds(3));

    assertThat(play.did)
        .containsExactly(
            "#1 URL 1 a\\r\\n",
            "#1 URL 1 b\\r\\n",
            "#1 URL 2 a\\r\\n",
            "#1 URL 2 b\\r\\n",
            "#1 URL 3 a\\r\\n",
            "#1 URL 3 b\\r\\n");
  }
}
