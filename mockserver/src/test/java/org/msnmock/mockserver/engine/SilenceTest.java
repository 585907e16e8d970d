package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
}
