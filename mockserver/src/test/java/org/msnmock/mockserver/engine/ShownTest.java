package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;

/** What a play shows of requirements. */
class ShownTest {
  private static final String COVERS = "covers: [A-1, A-2]\n";

  private static final String GREETS =
      COVERS
          + """
          steps:
            - accept: ns
            - { C: PNG, covers: [A-1] }
            - S: QNG 50
            - C: OUT
          """;

  @Test
  void a_play_that_is_ok_shows_all_that_its_dialogue_covers() {
    assertThat(shown(TestPlay.of(GREETS).connect(1, "ns").says(1, "PNG").says(1, "OUT")))
        .isEqualTo("A-1 ok, A-2 ok");
  }

  @Test
  void a_deviation_is_one_from_what_its_step_covers_and_nothing_else_was_judged() {
    assertThat(shown(TestPlay.of(GREETS).connect(1, "ns").says(1, "XXX")))
        .isEqualTo("A-1 failed, A-2 -");
  }

  @Test
  void a_deviation_at_a_step_that_covers_nothing_is_one_from_the_whole_dialogue() {
    assertThat(shown(TestPlay.of(GREETS).connect(1, "ns").says(1, "PNG").says(1, "XXX")))
        .isEqualTo("A-1 failed, A-2 failed");
  }

  @Test
  void a_deviation_in_a_fragment_that_covers_nothing_is_about_nothing() {
    String fragment = "fragment: 1\nsteps:\n  - C: PNG\n";
    String steps = COVERS + "steps:\n  - accept: ns\n  - include: fragments/part.yaml\n";

    assertThat(shown(TestPlay.withFragment(fragment, steps).connect(1, "ns").says(1, "XXX")))
        .isEqualTo("A-1 -, A-2 -");
  }

  @Test
  void what_a_fragment_covers_counts_though_the_dialogue_is_about_something_else() {
    String fragment = "fragment: 1\nsteps:\n  - { C: PNG, covers: [B-1], level: should }\n";
    String steps = COVERS + "steps:\n  - accept: ns\n  - include: fragments/part.yaml\n";

    assertThat(shown(TestPlay.withFragment(fragment, steps).connect(1, "ns").says(1, "XXX")))
        .isEqualTo("A-1 -, A-2 -, B-1 non-strict");
  }

  @Test
  void a_verdict_that_a_step_sets_is_one_on_what_it_covers_and_the_rest_goes_on() {
    String steps =
        COVERS
            + """
            steps:
              - accept: ns
              - one-of:
                  pings: [{ C: PNG }]
                  leaves: [{ C: OUT }, { verdict: non-strict, covers: [A-2] }]
            """;

    assertThat(shown(TestPlay.of(steps).connect(1, "ns").says(1, "OUT")))
        .isEqualTo("A-1 ok, A-2 non-strict");
  }

  @Test
  void a_play_that_is_not_for_this_client_shows_nothing() {
    String steps = COVERS + "steps:\n  - accept: ns\n  - verdict: unsupported\n";

    assertThat(shown(TestPlay.of(steps).connect(1, "ns"))).isEqualTo("A-1 -, A-2 -");
  }

  @Test
  void a_client_that_never_came_has_shown_nothing() {
    TestPlay play = TestPlay.of(GREETS).wait(Duration.ofMinutes(10));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(shown(play)).isEqualTo("A-1 -, A-2 -");
  }

  @Test
  void what_breaks_the_protocol_is_one_from_that_alone_where_the_play_goes_on() {
    TestPlay lineEnds =
        TestPlay.of(GREETS)
            .connect(1, "ns")
            .event(new Event.Line(1, new Frame("PNG", LineEnd.LF, null)))
            .says(1, "OUT");
    TestPlay ids =
        TestPlay.of(
                COVERS + "steps:\n  - accept: ns\n  - C: VER {trid} MSNP9\n  - C: CVR {trid} x\n")
            .connect(1, "ns")
            .says(1, "VER 1 MSNP9")
            .says(1, "CVR 1 x");

    assertThat(lineEnds.outcome()).isEqualTo("failed");
    assertThat(shown(lineEnds)).isEqualTo("A-1 ok, A-2 ok, FRAME-01 failed");
    assertThat(shown(ids)).isEqualTo("A-1 ok, A-2 ok, TRID-02 failed");
  }

  @Test
  void what_nobody_could_tell_of_is_not_judged() {
    String steps =
        COVERS
            + """
            steps:
              - accept: ns
              - { C: PNG, covers: [A-1] }
              - see: signed-in
              - C: OUT
            """;
    String named = steps.replace("see: signed-in", "{ see: signed-in, covers: [A-2, A-1] }");

    assertThat(shown(TestPlay.of(steps).connect(1, "ns").says(1, "PNG").says(1, "OUT")))
        .isEqualTo("A-1 ok, A-2 -");
    assertThat(shown(TestPlay.of(named).connect(1, "ns").says(1, "PNG").says(1, "OUT")))
        .isEqualTo("A-1 -, A-2 -");
  }

  @Test
  void a_play_that_was_given_up_shows_nothing_more() {
    TestPlay play = TestPlay.of(GREETS).connect(1, "ns").says(1, "PNG");

    play.play().abandon("no time", 0);

    assertThat(shown(play)).isEqualTo("A-1 -, A-2 -");
  }

  @Test
  void a_line_that_came_too_early_is_a_deviation_where_the_step_says_so() {
    String steps =
        COVERS
            + """
            steps:
              - accept: ns
              - C: PNG
              - { S: QNG 50, after: 1s }
              - { C: OUT, early: non-strict, covers: [A-2] }
            """;

    assertThat(
            shown(
                TestPlay.of(steps)
                    .connect(1, "ns")
                    .saysTogether(1, "PNG", "OUT")
                    .wait(Duration.ofSeconds(2))))
        .isEqualTo("A-1 ok, A-2 non-strict");
  }

  private static String shown(TestPlay play) {
    return play.result().requirements().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + " " + e.getValue().map(Outcome::word).orElse("-"))
        .collect(Collectors.joining(", "));
  }
}
