package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.yaml.Acceptance;
import org.msnmock.mockserver.yaml.AcceptedText;

/** What a dialogue becomes when what its client did is accepted. */
class AcceptanceTest {
  private static final String HEAD = "dialogue: 1\nid: test\ntitle: A test\n";

  private static String accepted(String steps, TestPlay play) {
    Acceptance acceptance = Acceptance.of(play.result()).orElseThrow();
    assertThat(acceptance.refusal()).isEmpty();
    AcceptedText.Outcome outcome =
        AcceptedText.of("test.dialogue.yaml", HEAD + steps, acceptance.edits());
    assertThat(outcome.refusal()).isEmpty();
    String text = outcome.text().orElseThrow();
    assertThat(text).startsWith(HEAD);
    String rest = text.substring(HEAD.length());
    assertThat(TestPlay.load(rest, Map.of()).steps()).isNotEmpty();
    return rest;
  }

  private static String refusal(TestPlay play) {
    Acceptance acceptance = Acceptance.of(play.result()).orElseThrow();
    assertThat(acceptance.edits()).isEmpty();
    return acceptance.refusal().orElseThrow();
  }

  @Test
  void only_the_token_that_deviated_changes_and_all_else_stays_as_it_was() {
    String steps =
        """
        # a comment at the top
        steps:
          - accept: ns

          - C: "CVR {trid} {=hex} {os=*} {*} {user} {x=int?}"   # with a comment
            why: every client says what it is
            within: 9s
          - { S: "CVR {trid} {os}" }
        # the end
        """;
    var play =
        TestPlay.of(steps).connect(1, "ns").says(1, "CVR 7 german win {a} alice@example.com");

    String now = accepted(steps, play);

    assertThat(now)
        .isEqualTo(
            steps
                .replace("{=hex}", "german")
                .replace(
                    "\"CVR {trid} german {os=*} {*} {user} {x=int?}\"",
                    "CVR {trid} german {os=*} {*} {user}"));
    assertThat(
            TestPlay.of(now)
                .connect(1, "ns")
                .says(1, "CVR 7 german win {a} alice@example.com")
                .outcome())
        .isEqualTo("ok");
  }

  @Test
  void what_came_nearest_and_was_left_to_the_emulator_is_taken_for_what_was_meant() {
    String steps =
        """
        otherwise: emulator
        steps:
          - C ds: VER {trid} MSNP9 {**}
          - S ds: VER {trid} 0
        """;
    var play = TestPlay.of(steps).connect(1, "ds").says(1, "VER 1 MSNP8 CVR0");
    play.wait(Duration.ofSeconds(6));

    assertThat(accepted(steps, play)).isEqualTo(steps.replace("MSNP9", "MSNP8"));
  }

  @Test
  void what_passport_was_asked_in_its_place_is_taken_for_what_was_meant() {
    String steps =
        """
        otherwise: emulator
        steps:
          - C nexus: GET /rdr/wrong.asp
        """;
    var play = TestPlay.of(steps).connect(1, "ns").asks("nexus", "GET", "/rdr/pprdr.asp");
    play.wait(Duration.ofSeconds(31));

    assertThat(accepted(steps, play)).isEqualTo(steps.replace("wrong", "pprdr"));
  }

  @Test
  void that_nobody_came_to_be_told_something_is_nothing_to_accept() {
    var play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - S ns: 600
            """);
    play.wait(Duration.ofSeconds(31));

    assertThat(refusal(play)).contains("the client did not connect where it was to be told");
  }

  @Test
  void what_is_late_but_right_is_changed_by_hand() {
    var play =
        TestPlay.late(
            Outcome.INFORMATIONAL,
            """
            steps:
              - accept: ns
              - C: PNG
              - expect-close: ns
            """);
    play.connect(1, "ns").says(1, "PNG").wait(Duration.ofSeconds(8)).closes(1);

    assertThat(refusal(play)).contains("when something may come is changed by hand");
  }

  @Test
  void an_empty_line_where_an_emulator_accepts_is_no_connection() {
    var play =
        TestPlay.of(
                """
                otherwise: emulator
                steps:
                  - quiet: 1s
                    for: ns
                """)
            .connect(1, "ns")
            .says(1, "");

    assertThat(refusal(play)).contains("no step can await a line without a command");
  }

  @Test
  void a_name_that_was_learned_here_still_is() {
    String steps =
        """
        steps:
          - accept: ns
          - C: CHG {trid} {status=status} {caps=int?}
          - S: CHG {trid} {status} {caps?0}
        """;
    var play = TestPlay.of(steps).connect(1, "ns").says(1, "CHG 1 ZZZ 5 odd:one");

    assertThat(accepted(steps, play))
        .isEqualTo(
            steps.replace("{status=status} {caps=int?}", "{status=/ZZZ/} {caps=int} odd:one"));
  }

  @Test
  void a_command_that_was_left_out_goes_with_its_answer() {
    String steps =
        """
        steps:
          - accept: ns
          - C: VER {trid} {**}
          - S: VER {trid} MSNP9
          # what it is
          - C: CVR {trid} {**}
            body_: x
          - S: CVR {trid} 1
          - S: GTC A
          - C: USR {trid} TWN I {user}
        """
            .replace("    body_: x\n", "    why: so\n");
    var play =
        TestPlay.of(steps)
            .connect(1, "ns")
            .says(1, "VER 1 MSNP9")
            .says(1, "USR 2 TWN I alice@example.com");

    assertThat(accepted(steps, play))
        .isEqualTo(
            """
            steps:
              - accept: ns
              - C: VER {trid} {**}
              - S: VER {trid} MSNP9
              # what it is
              - S: GTC A
              - C: USR {trid} TWN I {user}
            """);
  }

  @Test
  void a_line_that_nobody_wanted_is_put_above_the_comment_of_the_step() {
    String steps =
        """
        steps:
          - accept: sb
          # and then it leaves
          - C sb: OUT
            why: politeness
        """;
    var play = TestPlay.of(steps).connect(1, "sb").says(1, "MSG 3 U 9|a: {b}\r\n\r\n");

    assertThat(accepted(steps, play))
        .isEqualTo(
            """
            steps:
              - accept: sb
              - C sb: MSG {trid} U {len}
                body: "a: {{b}}\\n\\n"
              # and then it leaves
              - C sb: OUT
                why: politeness
            """);
  }

  @Test
  void what_did_not_come_is_taken_out() {
    String steps =
        """
        steps:
          - accept: ns
          - { C: "VER {trid} {**}",
              within: 1s }
          - S: VER {trid} MSNP9
          - S: GTC A
          - { quiet: 1s }
        """;
    var play = TestPlay.of(steps).connect(1, "ns").wait(Duration.ofSeconds(3));

    assertThat(accepted(steps, play))
        .isEqualTo("steps:\n  - accept: ns\n  - S: GTC A\n  - { quiet: 1s }\n");
  }

  @Test
  void what_was_told_in_place_of_what_did_not_come_may_be_any_text() {
    String steps =
        """
        steps:
          - accept: ns
          - { see: message, args: { text: Hi } }
          - S: GTC A
        """;
    var play =
        TestPlay.withAdapter(steps)
            .connect(1, "ns")
            .tells("message", Map.of("text", "We have come"))
            .wait(Duration.ofSeconds(6));

    assertThat(accepted(steps, play)).isEqualTo("steps:\n  - accept: ns\n  - S: GTC A\n");
  }

  @Test
  void a_step_is_taken_out_with_its_payload_to_the_last_line() {
    String steps =
        """
        steps:
          - accept: sb
          - C: MSG {trid} U {len}
            body: |
              hello
              # no comment

          # of the next one
          - C: OUT
        """;
    var play = TestPlay.of(steps).connect(1, "sb").says(1, "OUT");

    assertThat(accepted(steps, play))
        .isEqualTo("steps:\n  - accept: sb\n\n  # of the next one\n  - C: OUT\n");
  }

  @Test
  void where_the_client_closed_the_conversation_ends() {
    String steps =
        """
        steps:
          - accept: ds
          - C: VER {trid} {**}
          - S: VER {trid} 0
          - one-of:
              leaves: [{ expect-close: ds }]
          - accept: ns
          - C: VER {trid} {**}
        """;
    var play = TestPlay.of(steps).connect(1, "ds").closes(1);

    assertThat(accepted(steps, play))
        .isEqualTo(
            """
            steps:
              - accept: ds
              - expect-close: ds
              - accept: ns
              - C: VER {trid} {**}
            """);
  }

  @Test
  void a_payload_is_replaced_whole_and_a_header_by_itself() {
    String body =
        """
        steps:
          - accept: sb
          - C: MSG {trid} U {len}
            body: |-
              hello {user}
              # no comment

            why: so
          - C: OUT
        """;
    String mime =
        """
        steps:
          - accept: sb
          - C: MSG {trid} U {len}
            mime: { headers: { A: "{*}", B: one }, other-headers: allow }
        """;

    assertThat(accepted(body, TestPlay.of(body).connect(1, "sb").says(1, "MSG 1 U 4|a{\r\nb")))
        .isEqualTo(
            """
            steps:
              - accept: sb
              - C: MSG {trid} U {len}
                body: |-
                  a{{
                  b

                why: so
              - C: OUT
            """);
    assertThat(
            accepted(
                mime,
                TestPlay.of(mime).connect(1, "sb").says(1, "MSG 1 U 4|A: x\r\nB: {}\r\n\r\n")))
        .isEqualTo(mime.replace("B: one", "B: \"{{}}\""));
  }

  @Test
  void what_came_in_a_quiet_moment_or_before_the_end_is_put_before_it() {
    String quiet = "steps:\n  - accept: ns\n  - quiet: 1s\n";
    String any = "steps:\n  - accept: ns\n  - { quiet: 1s, for: any }\n";
    String close = "steps:\n  - accept: ns\n  - expect-close: ns\n";

    assertThat(accepted(quiet, TestPlay.of(quiet).connect(1, "ns").says(1, "PNG")))
        .isEqualTo("steps:\n  - accept: ns\n  - C ns: PNG\n  - quiet: 1s\n");
    assertThat(accepted(quiet, TestPlay.of(quiet).connect(1, "ns").says(1, "SYN 1 0")))
        .contains("- C ns: SYN {=trid} 0\n");
    assertThat(accepted(any, TestPlay.of(any).connect(1, "ns").connect(2, "ds")))
        .isEqualTo("steps:\n  - accept: ns\n  - accept: ds\n  - { quiet: 1s, for: any }\n");
    assertThat(accepted(close, TestPlay.of(close).connect(1, "ns").says(1, "OUT")))
        .isEqualTo("steps:\n  - accept: ns\n  - C ns: OUT\n  - expect-close: ns\n");
  }

  @Test
  void a_request_to_another_path_is_accepted_but_not_its_headers() {
    String steps = "steps:\n  - C login: GET /a\n  - S login: 200 OK\n";
    String auth = "steps:\n  - C login: GET /a\n    auth: { pwd: \"{password:url}\" }\n";

    assertThat(accepted(steps, TestPlay.of(steps).asks("login", "GET", "/b?c={1}")))
        .isEqualTo("steps:\n  - C login: GET /b?c={{1}}\n  - S login: 200 OK\n");
    assertThat(refusal(TestPlay.of(auth).asks("login", "GET", "/a")))
        .contains("headers of a request are changed by hand");
  }

  @Test
  void a_file_with_CR_LF_keeps_them() {
    String steps = "steps:\n  - accept: ns\n  - C: OUT\n";
    var play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG");
    Acceptance acceptance = Acceptance.of(play.result()).orElseThrow();

    String text =
        AcceptedText.of(
                "test.dialogue.yaml", (HEAD + steps).replace("\n", "\r\n"), acceptance.edits())
            .text()
            .orElseThrow();

    assertThat(text).endsWith("- accept: ns\r\n  - C: PNG\r\n  - C: OUT\r\n");
  }

  @Test
  void a_ticket_and_a_password_are_not_written() {
    String steps = "steps:\n  - accept: ns\n  - C: USR {trid} TWN I {user}\n";

    assertThat(
            accepted(
                steps,
                TestPlay.of(steps).connect(1, "ns").says(1, "USR 3 TWN S t=a&p=b pw=s3cret")))
        .endsWith("  - C: USR {trid} TWN S {=ticket} {*}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one-of: { a: [{ C: OUT }], b: [{ C: QRY }] }",
        "any-order: { a: [{ C: OUT }], b: [{ C: QRY }] }",
        "repeat: 2\n    steps: [{ C: OUT }]"
      })
  void in_blocks_of_several_ways_it_is_told_why_nothing_changes(String block) {
    var play =
        TestPlay.of("steps:\n  - accept: ns\n  - " + block + "\n").connect(1, "ns").says(1, "XYZ");

    assertThat(refusal(play))
        .contains("stands in the \"" + block.substring(0, block.indexOf(':')) + "\" at ")
        .contains("test.dialogue.yaml:6:");
  }

  @Test
  void what_no_dialogue_can_await_is_refused() {
    String steps = "steps:\n  - accept: ns\n  - C: OUT\n  - check: 1 == 2\n";

    assertThat(refusal(TestPlay.of(steps).wait(Duration.ofMinutes(2)))).contains("nobody came");
    assertThat(refusal(TestPlay.of(steps).connect(1, "ns").says(1, "OUT")))
        .contains("a demand of the dialogue");
    assertThat(
            refusal(
                TestPlay.of("steps:\n  - accept: ns\n  - C: OUT\n")
                    .connect(1, "ns")
                    .event(new Event.Line(1, new Frame("OUT", LineEnd.LF, null)))))
        .contains("no dialogue can await this", "FRAME-01");
    assertThat(
            refusal(TestPlay.of(steps).connect(1, "ns").event(new Event.ClientEnded("", 3, false))))
        .contains("a crash is nothing to expect");
  }

  @Test
  void a_step_in_a_list_on_one_line_is_left_to_people() {
    String steps = "steps: [{ accept: ns }, { C: OUT }]\n";
    var play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG");

    assertThat(
            AcceptedText.of(
                    "a.yaml", HEAD + steps, Acceptance.of(play.result()).orElseThrow().edits())
                .refusal())
        .contains(
            "a.yaml:4:27 stands in a list on one line; write its steps below each other first");
  }

  @Test
  void a_file_that_was_changed_since_is_left_alone() {
    String steps = "steps:\n  - accept: ns\n  - C: OUT\n";
    var play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG");

    assertThat(
            AcceptedText.of(
                    "a.yaml",
                    HEAD + steps.replace("OUT", "XYZ"),
                    Acceptance.of(play.result()).orElseThrow().edits())
                .refusal())
        .contains("a.yaml:6 is not as it was when that run was made; run msnmock test again");
  }

  @ParameterizedTest
  @CsvSource({
    "'', an empty line came",
    "'  ', an empty line came",
    "' PNG', a line that begins with a blank came"
  })
  void a_line_without_a_command_is_told_and_cannot_be_accepted(String line, String what) {
    var awaiting = TestPlay.of("steps:\n  - accept: ns\n  - C: OUT\n").connect(1, "ns");
    var quiet = TestPlay.of("steps:\n  - accept: ns\n  - quiet: 9s\n").connect(1, "ns");

    assertThat(refusal(awaiting.says(1, line)))
        .isEqualTo(
            "no step can await a line without a command: %s, OUT was awaited".formatted(what));
    assertThat(refusal(quiet.says(1, line))).endsWith(what + " where nothing may come");
  }

  @Test
  void a_connection_that_came_where_nothing_may_come_is_accepted() {
    String steps = "steps:\n  - accept: ns\n  - quiet: 9s\n    for: any\n";
    var play = TestPlay.of(steps).connect(1, "ns").connect(2, "sb");

    assertThat(accepted(steps, play))
        .isEqualTo(steps.replace("  - quiet", "  - accept: sb\n  - quiet"));
  }

  @Test
  void a_play_that_went_well_leads_to_nothing() {
    assertThat(Acceptance.of(TestPlay.of("steps:\n  - note: hello\n").result())).isEmpty();
  }
}
