package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.journal.Entry;

/** Step by step: each line waits for somebody to look at it. */
class HoldTest {
  private static final String STEPS =
      """
      background:
        ping: [{ C ns: PNG }, { S: QNG 50 }]
      steps:
        - accept: ns
        - C: VER {trid} {best=MSNP9|MSNP8} {**}
        - S: VER {trid} {best}
        - S: CHL 0 12
        - one-of:
            answers: [{ C: "QRY {trid} {**}" }]
            leaves: [{ C: OUT }]
        - note: "{user} {password}"
      """;

  private static final String ANSWER = "VER 1 MSNP9";

  private final TestPlay play =
      TestPlay.byHand(STEPS).connect(1, "ns").says(1, "VER 1 MSNP9 MSNP8 CVR0");

  @Test
  void a_line_is_shown_with_what_is_known_and_what_comes_next_and_does_not_go_out() {
    assertThat(play.did).containsExactly("hold 1 ns #1 VER 1 MSNP9");
    assertThat(play.holds.get(0).step().place()).isEqualTo("test.dialogue.yaml:9:5");
    assertThat(play.holds.get(0).known())
        .contains("best = MSNP9", "user = alice@example.com", "password = (hidden)");
    assertThat(play.holds.get(0).next())
        .containsExactly(
            "test.dialogue.yaml:12:19  C: QRY {trid} {**}", "test.dialogue.yaml:13:18  C: OUT");
  }

  @Test
  void it_waits_for_as_long_as_one_looks() {
    play.wait(Duration.ofDays(1));
    assertThat(play.did).containsExactly("hold 1 ns #1 VER 1 MSNP9");
    assertThat(play.outcome()).isEqualTo("still playing");
  }

  @Test
  void a_released_line_goes_out_and_the_next_one_is_held() {
    play.releases(1, Optional.of(ANSWER));
    assertThat(play.did)
        .containsExactly(
            "hold 1 ns #1 VER 1 MSNP9", "#1 VER 1 MSNP9\\r\\n", "hold 2 ns #1 CHL 0 12");
  }

  @Test
  void another_line_may_go_out_in_its_place() {
    play.releases(1, Optional.of("VER 1 MSNP7"));
    assertThat(play.did).contains("#1 VER 1 MSNP7\\r\\n").doesNotContain("#1 VER 1 MSNP9\\r\\n");
  }

  @Test
  void a_line_may_be_kept_back() {
    play.releases(1, Optional.empty());

    assertThat(play.did).containsExactly("hold 1 ns #1 VER 1 MSNP9", "hold 2 ns #1 CHL 0 12");
    play.releases(2, Optional.of("CHL 0 12")).says(1, "OUT");
    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.result().journal())
        .filteredOn(Entry.Noted.class::isInstance)
        .extracting(entry -> ((Entry.Noted) entry).text())
        .contains("ns #1: not sent, by hand: VER 1 MSNP9");
  }

  @Test
  void what_a_rule_says_is_held_too_and_the_others_go_on() {
    play.says(1, "PNG");
    assertThat(play.did).containsExactly("hold 1 ns #1 VER 1 MSNP9", "hold 2 ns #1 QNG 50");

    play.releases(2, Optional.of("QNG 50"));
    assertThat(play.did).endsWith("#1 QNG 50\\r\\n");
  }

  @Test
  void a_release_of_something_else_changes_nothing() {
    play.releases(7, Optional.of(ANSWER));
    assertThat(play.did).containsExactly("hold 1 ns #1 VER 1 MSNP9");
  }

  @Test
  void nothing_is_sent_to_a_client_that_has_left_meanwhile() {
    play.event(new Event.Closed(1, Entry.Manner.FIN, "")).releases(1, Optional.of(ANSWER));
    assertThat(play.did).noneMatch(what -> what.startsWith("#1 "));
  }

  @Test
  void the_payload_goes_out_that_was_announced() {
    TestPlay other =
        TestPlay.byHand(
            """
            steps:
              - accept: ns
              - S: NOT {len}
                body: "{random:int}"
              - C: OUT
            """);
    other.connect(1, "ns");
    String announced = other.holds.get(0).line();
    for (int i = 0; i < 20; i++) {
      other.wait(Duration.ofSeconds(1)).event(Event.Tick.NOTHING_UNFINISHED);
    }
    other.releases(1, Optional.of(announced));

    String sent = other.did.get(1);
    int length = Integer.parseInt(announced.substring("NOT ".length()));
    assertThat(sent).startsWith("#1 " + announced + "\\r\\n");
    assertThat(sent.substring(("#1 " + announced + "\\r\\n").length())).hasSize(length);
  }

  @Test
  void nobody_is_blamed_for_the_time_that_a_person_took() {
    TestPlay other =
        TestPlay.byHand(
            """
            steps:
              - accept: ns
              - S: CHL 0 12
              - S: QNG 50
              - { C: "QRY {trid} {**}", early: fail }
            """);
    other.connect(1, "ns").releases(1, Optional.of("CHL 0 12")).says(1, "QRY 1 x");
    other.releases(2, Optional.of("QNG 50"));
    assertThat(other.outcome()).isEqualTo("ok");
  }

  @Test
  void secrets_are_hidden_whatever_their_names_are() {
    TestPlay other =
        TestPlay.byHand(
            """
            steps:
              - accept: ns
              - C: USR {trid} TWN S {x=*}
                as: shown
              - S: USR {trid} OK {x}
              - note: "{shown.line}"
            """);
    other.connect(1, "ns").says(1, "USR 3 TWN S t=foreignticket&p=x");
    assertThat(other.holds.get(0).known()).isNotEmpty().noneMatch(l -> l.contains("foreignticket"));
  }
}
