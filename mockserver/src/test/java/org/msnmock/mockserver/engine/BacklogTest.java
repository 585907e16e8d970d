package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Role;

/** A client cannot make a play keep ever more. */
class BacklogTest {
  private static final int MEGABYTE = 1024 * 1024;
  private static final String TOO_MUCH =
      "more than 16777216 bytes, on all connections together, came before a step could take them";

  private static Event megabyte(int connection) {
    Frame frame = new Frame("MSG 1 N " + MEGABYTE, LineEnd.CRLF, new byte[MEGABYTE]);
    return new Event.Line(connection, frame);
  }

  @Test
  void lines_of_all_connections_that_no_step_could_take_end_the_play() {
    TestPlay play =
        TestPlay.lenient("steps:\n  - accept: ns\n  - accept: sb\n  - accept: ds\n")
            .connect(1, "ns")
            .connect(2, "sb");
    for (int i = 0; i < 15; i++) {
      play.event(megabyte(1 + i % 2));
    }
    assertThat(play.outcome()).isEqualTo("still playing");

    play.event(megabyte(2));

    Deviation last = play.result().main().orElseThrow();
    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(last.summary()).isEqualTo(TOO_MUCH);
    assertThat(last.connection()).hasToString("Optional[sb #2]");
  }

  @Test
  void the_shortest_lines_do_so_before_they_take_more_memory_than_that() {
    TestPlay play = TestPlay.lenient("steps:\n  - accept: ns\n  - accept: sb\n").connect(1, "ns");
    int lines = 0;
    while (!play.play().isEnded() && lines < 1_000_000) {
      play.says(1, "PNG");
      lines++;
    }

    assertThat(play.explanation()).contains(TOO_MUCH);
    assertThat(lines).isBetween(50_000, 200_000);
  }

  @Test
  void lines_that_steps_take_do_not_add_up() {
    TestPlay play =
        TestPlay.lenient(
                "steps:\n  - accept: ns\n  - repeat: 40\n    steps: [{ C: \"MSG {*} N {len}\" }]\n")
            .connect(1, "ns");
    for (int i = 0; i < 40; i++) {
      play.event(megabyte(1));
    }

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void lines_of_connections_that_we_close_are_not_kept() {
    TestPlay play =
        TestPlay.lenient(
            "steps:\n  - repeat: 10\n    steps: [{ accept: ns }, { accept: sb }, { close: ns }, { close: sb }]\n");
    for (int round = 0; round < 10; round++) {
      int ns = 1 + 2 * round;
      play.connect(ns, "ns");
      for (int i = 0; i < 10; i++) {
        play.event(megabyte(ns));
      }
      play.connect(ns + 1, "sb");
    }

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void bytes_of_peers_that_have_closed_count_until_a_step_can_read_them_no_more() {
    TestPlay play = TestPlay.of("steps:\n  - accept: ns\n");
    for (int i = 1; i <= 3; i++) {
      play.connect(i, "peer").sends(i, new byte[4 * MEGABYTE]).closes(i);
    }
    assertThat(play.outcome()).isEqualTo("still playing");

    play.connect(4, "peer").sends(4, new byte[4 * MEGABYTE]);

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains(TOO_MUCH, "peer #4");
  }

  @Test
  void what_was_begun_on_peers_whose_close_was_taken_is_not_kept() {
    TestPlay play =
        TestPlay.of(
            "steps:\n  - repeat: 4000\n    steps: [{ accept: peer }, { expect-close: peer }]\n");
    for (int i = 1; i <= 4000; i++) {
      play.connect(i, "peer").sends(i, new byte[] {0, 0, 127}).sends(i, new byte[8_000]).closes(i);
    }

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void connections_that_no_step_accepts_end_the_play_and_others_that_have_closed_are_forgotten() {
    TestPlay accepts =
        TestPlay.of(
            "steps:\n  - repeat: 9000\n    steps: [{ accept: ns }, { accept: sb }, { expect-close: ns }, { close: sb }]\n");
    for (int i = 1; i < 18_000; i += 2) {
      accepts.connect(i, "ns").connect(i + 1, "sb").closes(i);
    }
    TestPlay acceptsNone = TestPlay.of("steps:\n  - accept: ns\n");
    for (int i = 1; i < 18_000; i++) {
      acceptsNone.connect(i, "sb").closes(i);
    }

    assertThat(accepts.outcome()).isEqualTo("ok");
    assertThat(acceptsNone.outcome()).isEqualTo("failed");
    assertThat(acceptsNone.explanation()).contains(TOO_MUCH);
  }

  @Test
  void connections_that_are_accepted_and_read_out_after_their_close_are_forgotten() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - repeat: 9000
                    steps:
                      - C ns: XFR
                      - repeat: 2
                        steps: [{ accept: sb }, { C sb: USR }]
                      - repeat: 2
                        steps: [{ accept: sb }]
                  - C ns: OUT
                """)
            .connect(1, "ns");
    for (int i = 4; i < 36_004; i += 4) {
      for (int j = i; j < i + 2; j++) {
        play.connect(j, "sb").says(j, "USR").closes(j);
      }
      for (int j = i + 2; j < i + 4; j++) {
        play.connect(j, "sb").closes(j);
      }
      play.says(1, "XFR");
    }

    assertThat(play.says(1, "OUT").outcome()).isEqualTo("ok");
  }

  @Test
  void connections_that_a_rule_closes_count_while_an_accept_may_be_for_them() {
    TestPlay play =
        TestPlay.of(
            """
            background: { bye: [{ C ns: OUT }, { close: ns }] }
            steps: [{ accept: ns }, { accept: sb }]
            """);
    for (int i = 1; i < 18_000; i++) {
      play.connect(i, "ns").says(i, "OUT");
    }

    assertThat(play.explanation()).contains(TOO_MUCH);
  }

  @Test
  void the_emulator_forgets_connections_that_have_come_and_gone() {
    TestPlay play =
        TestPlay.of("otherwise: emulator\nsteps:\n  - C ns: VER {*} MSNP9\n  - C ns: OUT\n");
    for (int i = 1; i < 18_000; i++) {
      play.connect(i, "ns").closes(i);
    }

    assertThat(play.outcome()).isEqualTo("still playing");
  }

  @Test
  void of_lines_that_are_left_to_the_emulator_large_ones_are_not_remembered() {
    Entry.Connection name = new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));
    Conn conn = new Conn(1, name, 1, 0, new Backlog());

    conn.leave(new Conn.Heard(new Frame("MSG 1 N 9", LineEnd.CRLF, new byte[MEGABYTE]), 1, 0));
    conn.leave(new Conn.Heard(Frame.line("CHG 2 NLN"), 2, 0));

    assertThat(conn.left).extracting(heard -> heard.frame().text()).containsExactly("CHG 2 NLN");
  }

  @Test
  void names_of_connections_go_on_where_others_are_forgotten() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: ns\n  - close: ns\n  - accept: ns\n  - expect-close: ns\n")
            .connect(1, "ns")
            .connect(2, "ns")
            .closes(2);

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.log()).contains("ns #1", "ns #2");
  }

  @Test
  void a_transaction_id_that_is_used_again_is_told_once_of_each_connection() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: ns\n  - accept: ns\n  - accept: sb\n")
            .connect(1, "ns")
            .connect(2, "ns");
    for (int i = 0; i < 100; i++) {
      play.says(1, "CVR 1 x").says(2, "CVR 1 x");
    }
    play.connect(3, "sb");

    assertThat(play.result().deviations())
        .extracting(Deviation::kind)
        .containsExactly(Deviation.Kind.REPEATED_ID, Deviation.Kind.REPEATED_ID);
    assertThat(play.result().requirements()).containsKey("TRID-02");
  }

  @Test
  void of_very_many_deviations_the_first_are_reported_and_the_one_that_ended_the_play() {
    TestPlay play = TestPlay.of("steps:\n  - accept: ns\n  - accept: sb\n  - C sb: OUT\n");
    play.connect(0, "ns");
    for (int i = 1; i <= 1500; i++) {
      play.connect(i, "ns").event(new Event.Line(i, new Frame("PNG", LineEnd.LF, null)));
    }
    play.connect(2000, "sb").says(2000, "PNG");

    List<Deviation> deviations = new ArrayList<>(play.result().deviations());
    assertThat(deviations).hasSize(1000);
    assertThat(deviations.get(998).kind()).isEqualTo(Deviation.Kind.LINE_END);
    assertThat(deviations.get(999).kind()).isNotEqualTo(Deviation.Kind.LINE_END);
  }
}
