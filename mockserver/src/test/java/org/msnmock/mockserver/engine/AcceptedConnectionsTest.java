package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.yaml.Acceptance;
import org.msnmock.mockserver.yaml.AcceptedText;

/** A change of one connection's steps leaves those of the others as they are. */
class AcceptedConnectionsTest {
  private static final String HEAD = "dialogue: 1\nid: test\ntitle: A test\n";
  private static final String TWO = "steps:\n  - accept: ns\n  - accept: sb\n";

  private static Acceptance acceptance(TestPlay play) {
    return Acceptance.of(play.result()).orElseThrow();
  }

  private static String accepted(String steps, TestPlay play) {
    Acceptance acceptance = acceptance(play);
    assertThat(acceptance.refusal()).isEmpty();
    return AcceptedText.of("test.dialogue.yaml", HEAD + steps, acceptance.edits())
        .text()
        .orElseThrow()
        .substring(HEAD.length());
  }

  private static TestPlay two(String steps) {
    return TestPlay.of(steps).connect(1, "ns").connect(2, "sb");
  }

  @Test
  void where_one_connection_was_closed_the_steps_of_another_stay() {
    String steps =
        TWO
            + "  - C ns: PNG\n"
            + "  - S ns: QNG 50\n"
            + "  - C sb: USR {trid} {**}\n"
            + "  - one-of:\n      left: [{ expect-close: ns }]\n"
            + "  - S sb: USR {trid} OK\n";

    String now = accepted(steps, two(steps).closes(1));

    assertThat(now)
        .isEqualTo(
            TWO + "  - expect-close: ns\n  - C sb: USR {trid} {**}\n  - S sb: USR {trid} OK\n");
    assertThat(two(now).closes(1).says(2, "USR 1 x").outcome()).isEqualTo("ok");
  }

  @Test
  void where_the_current_one_was_closed_a_named_one_stays() {
    String steps = TWO + "  - C: USR {trid}\n  - S: USR {trid} OK\n  - C ns: PNG\n";

    assertThat(accepted(steps, two(steps).closes(2)))
        .isEqualTo(TWO + "  - expect-close: sb\n  - C ns: PNG\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - C: OUT\n",
        "  - one-of: { only: [{ C ns: OUT }, { S sb: BYE x }] }\n",
        "  - { quiet: 1s, for: any }\n",
      })
  void where_it_is_not_sure_whose_a_step_is_nothing_changes(String rest) {
    String steps = TWO + "  - C ns: PNG\n" + rest;

    Acceptance acceptance = acceptance(two(steps).closes(1));

    assertThat(acceptance.edits()).isEmpty();
    assertThat(acceptance.refusal())
        .hasValueSatisfying(why -> assertThat(why).contains("test.dialogue.yaml:8:", "another"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"  - C: PNG\n", "  - one-of: { only: [{ C: PNG }] }\n", "  - quiet: 1s\n"})
  void a_new_connection_takes_no_steps_from_the_one_before(String rest) {
    String steps = "steps:\n  - accept: ns\n  - quiet: 9s\n    for: any\n";

    Acceptance acceptance = acceptance(two(steps + rest));

    assertThat(acceptance.edits()).isEmpty();
    assertThat(acceptance.refusal())
        .hasValueSatisfying(
            why -> assertThat(why).contains("sb #2", "current", "test.dialogue.yaml:8:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"  - C ns: PNG\n", "  - use: ns\n  - C: PNG\n"})
  void steps_that_name_their_connection_may_follow_a_new_one(String rest) {
    String steps = "steps:\n  - accept: ns\n  - quiet: 9s\n    for: any\n" + rest;

    assertThat(accepted(steps, two(steps)))
        .isEqualTo(steps.replace("  - quiet", "  - accept: sb\n  - quiet"));
  }

  @Test
  void a_client_that_ends_leaves_all_its_connections() {
    String steps = TWO + "  - C ns: PNG\n  - use: sb\n  - C: OUT\n  - note: it is over\n";

    assertThat(accepted(steps, two(steps).event(new Event.ClientEnded("", 0, false))))
        .isEqualTo(TWO + "  - expect-close: ns\n  - note: it is over\n");
  }

  @Test
  void a_line_is_not_for_a_step_of_another_connection() {
    String steps = TWO + "  - C ns: SYN {trid} 0\n  - C sb: PNG\n";

    assertThat(accepted(steps, two(steps).says(1, "PNG")))
        .isEqualTo(TWO + "  - C ns: PNG\n  - C ns: SYN {trid} 0\n  - C sb: PNG\n");
  }

  @Test
  void nothing_of_another_connection_is_left_out_on_the_way_to_the_step_of_a_line() {
    String steps = TWO + "  - C ns: SYN {trid} 0\n  - C sb: PNG\n  - C ns: OUT\n";

    assertThat(accepted(steps, two(steps).says(1, "OUT"))).contains("  - C sb: PNG\n");
  }

  @Test
  void the_only_connection_may_be_named_or_not() {
    String steps =
        "steps:\n  - accept: ns\n  - C: SYN {trid} 0\n  - S: SYN {trid} 0\n  - C ns: OUT\n";

    assertThat(accepted(steps, TestPlay.of(steps).connect(1, "ns").says(1, "OUT")))
        .isEqualTo("steps:\n  - accept: ns\n  - C ns: OUT\n");
  }
}
