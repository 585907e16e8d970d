package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;
import org.msnmock.mockserver.yaml.ObservedDialogue;

/** What is written down of a play. The bundled dialogues are written down in the scenarios. */
class ObservedTest {
  @TempDir private Path folder;

  private String observed(Result result) {
    String text = ObservedDialogue.of(result, "test").text();
    LoadResult loaded = Loader.root(folder).loadText("test", text);
    assertThat(loaded.findings()).as(text).isEmpty();
    return text;
  }

  private String steps(TestPlay play) {
    String text = observed(play.result());
    return text.substring(text.indexOf("steps:\n") + "steps:\n".length());
  }

  @Test
  void values_that_were_known_or_learned_are_put_back() {
    var play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - C: CVR {trid} {=hex} {os=*} {*} {user} {version=int?}
                  - S: CVR {trid} {os} {ns.addr} {version?9}
                  - C: USR {trid} {ticket} {os}
                """)
            .connect(1, "ns")
            .says(1, "CVR 7 0x0409 winnt 5.1 ALICE@example.com");
    play.says(1, "USR 8 " + play.play().script().accounts().get(0).ticket() + " winnt");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play))
        .isEqualTo(
            """
              - accept: ns
              - C: CVR {trid} {=hex} {os=*} {*} {user}
              - S: CVR {trid} {os} {ns.addr} 9
              - C: USR {trid} {ticket} {os}
            """);
  }

  @Test
  void what_the_journal_had_no_room_for_is_counted_and_the_rest_is_written() {
    var play =
        TestPlay.lenient(
            """
            steps:
              - accept: ns
              - repeat: 20
                steps: [{ C ns: "MSG {*} N {len}" }]
              - accept: sb
              - C sb: OUT
              - repeat: 20
                steps: [{ C ns: "MSG {*} N {len}" }]
              - C sb: PNG
            """);
    play.connect(1, "ns");
    for (int i = 0; i < 20; i++) {
      play.event(new Event.Line(1, new Frame("MSG 1 N 9", LineEnd.CRLF, new byte[1 << 20])));
    }
    play.connect(2, "sb").says(2, "OUT");
    for (int i = 0; i < 20; i++) {
      play.event(new Event.Line(1, new Frame("MSG 1 N 9", LineEnd.CRLF, new byte[1 << 20])));
    }
    play.says(2, "PNG");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.result().dropped()).isPositive();
    assertThat(observed(play.result()))
        .contains(
            "# the journal was full: of %s entries nothing is known"
                .formatted(play.result().dropped()),
            "  - accept: ns\n  - C: MSG {*} N {len}\n",
            "  - accept: sb\n  - C: PNG\n")
        .doesNotContain("OUT");
  }

  @Test
  void a_line_that_deviated_is_written_as_it_came_and_passes_the_next_time() {
    var play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - C: CVR {trid} {=hex} {os=*} {user}
                  - S: CVR {trid} {os}
                """)
            .connect(1, "ns")
            .says(1, "CVR 7 german winnt {alice} more");

    assertThat(play.outcome()).isEqualTo("failed");
    String steps = steps(play);
    assertThat(steps).endsWith("  - C: CVR {trid} german {*} {{alice}} more\n");
    assertThat(
            TestPlay.of("steps:\n" + steps)
                .connect(1, "ns")
                .says(1, "CVR 7 german winnt {alice} more")
                .outcome())
        .isEqualTo("ok");
  }

  @Test
  void a_line_that_nobody_wanted_comes_with_its_payload() {
    var play =
        TestPlay.of("steps: [{ accept: sb }, { C: OUT }]")
            .connect(1, "sb")
            .says(1, "MSG 3 U 20|X-Odd: {a}\r\n\r\ntext: #1");

    assertThat(steps(play))
        .endsWith(
            """
              - C: MSG {trid} U {len}
                body: |-
                  X-Odd: {{a}}

                  text: #1
            """);
  }

  @Test
  void a_file_is_written_with_what_its_blocks_held_and_passes_the_next_time() {
    var play =
        TestPlay.of(
                """
                steps:
                  - { dial: peer, to: 127.0.0.1:9 }
                  - C: FIL {size=int}
                  - C: "{blocks}"
                    blocks: { total: "{size}" }
                  - S: "{blocks}"
                    blocks: { text: hi, end: none }
                  - C: BYE {*}
                """)
            .event(new Event.Dialled(1, 1))
            .sends(1, "FIL 2\r\n\0\2\0okCCL\r\n");

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(steps(play))
        .startsWith("  - dial: peer\n    to: 127.0.0.1:9\n")
        .contains("  - C: \"{blocks}\"\n    blocks: { bytes: \"6f 6b\" }\n")
        .contains("  - S: \"{blocks}\"\n    blocks: { text: hi, end: none }\n")
        .endsWith("  - C: CCL\n");
    assertThat(
            TestPlay.of("steps:\n" + steps(play))
                .event(new Event.Dialled(1, 1))
                .sends(1, "FIL 2\r\n\0\2\0okCCL\r\n")
                .outcome())
        .isEqualTo("ok");
  }

  private String sentBlocks(String blocks) {
    return steps(
        TestPlay.of(
                "steps:\n  - accept: peer\n  - S: \"{blocks}\"\n    blocks: { %s }\n"
                    .formatted(blocks))
            .connect(1, "peer"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "random: 100000",
        "random: 5, size: 2, end: none",
        "random: 500, total: 70000, cancel-after: 30000",
        "bytes: \"01 02\", total: 70000",
        "text: \"a\\nb {{c}}, \\\"d\\\" {user:upper}\"",
        "text: \"\"",
        "text: abc, total: 5",
      })
  void sent_blocks_are_written_as_their_step_has_them(String blocks) {
    assertThat(sentBlocks(blocks)).endsWith("    blocks: { " + blocks + " }\n");
  }

  @Test
  void an_observed_dialogue_loads_however_much_the_blocks_held() {
    var play =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - C: "{blocks}"
                    blocks: { total: 30000, size: 9000 }
                    as: file
                  - S: "{blocks}"
                    blocks: { text: "{file.body}", size: 9 }
                """)
            .connect(1, "peer")
            .sends(1, Blocks.write(new byte[30_000], 9_000, Blocks.Ending.NONE));

    assertThat(steps(play))
        .isEqualTo(
            """
              - accept: peer
              - C: "{blocks}"
                blocks: { total: 30000, size: 9000 }
              - S: "{blocks}"
                # the content was other bytes, which cannot be written here
                blocks: { random: 30000, size: 9 }
            """);
  }

  @Test
  void an_observed_dialogue_loads_however_long_a_text_in_blocks_is() {
    String text = "      " + "x".repeat(1_000) + "\n";

    TestPlay play =
        TestPlay.of(
                "steps:\n  - accept: peer\n  - S: \"{blocks}\"\n    blocks:\n     text: |\n"
                    + text.repeat(70))
            .connect(1, "peer");

    assertThat(steps(play)).endsWith("    blocks: { random: 70140 }\n");
  }

  @Test
  void a_secret_in_blocks_is_written_by_its_name_or_not_at_all() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - S: "{blocks}"
                    blocks: { text: "{password}" }
                  - S: "{blocks}"
                    blocks: { bytes: 73 33 63 72 65 74 }
                  - C: "{blocks}"
                    blocks: { text: "{password}!" }
                """)
            .connect(1, "peer")
            .sends(1, "\0\7\0s3cret!");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play))
        .isEqualTo(
            """
              - accept: peer
              - S: "{blocks}"
                blocks: { text: "{password}" }
              - S: "{blocks}"
                # the content was other bytes, which cannot be written here
                blocks: { random: 6 }
              - C: "{blocks}"
                blocks: { total: 7 }
            """);
  }

  @Test
  void the_limit_of_a_dial_is_kept() {
    var play =
        TestPlay.of("steps:\n  - { dial: peer, to: 127.0.0.1:9, within: 30s }\n")
            .event(new Event.Dialled(1, 1));

    assertThat(steps(play)).isEqualTo("  - dial: peer\n    to: 127.0.0.1:9\n    within: 30s\n");
  }

  @Test
  void a_dial_that_took_long_is_given_more_time() {
    var play =
        TestPlay.of("steps:\n  - { dial: peer, to: 127.0.0.1:9 }\n")
            .wait(Duration.ofSeconds(4))
            .event(new Event.Dialled(1, 1));

    assertThat(steps(play)).contains("    within: 10s\n");
  }

  @Test
  void what_did_not_come_is_a_comment() {
    var play =
        TestPlay.of("steps: [{ accept: ns }, { C: \"VER {trid} {**}\" }]")
            .connect(1, "ns")
            .wait(Duration.ofSeconds(9));

    assertThat(steps(play)).isEqualTo("  - accept: ns\n  # here: nothing came within 5.0 s\n");
  }

  @Test
  void an_id_gets_a_name_where_another_line_comes_before_its_answer() {
    var play =
        TestPlay.of(
                """
                background:
                  list: [{ C ns: "SYN {trid} 0" }, { S: "SYN {trid} 1" }]
                steps:
                  - accept: ns
                  - C: CHG {trid} NLN
                  - S: CHG {trid} NLN
                    after: 3s
                """)
            .connect(1, "ns")
            .says(1, "CHG 1 NLN")
            .says(1, "SYN 2 0")
            .wait(Duration.ofSeconds(4));

    assertThat(steps(play))
        .isEqualTo(
            """
              - accept: ns
              - C: CHG {id1=trid} NLN
              - C: SYN {trid} 0
              - S: SYN {trid} 1
              - S: CHG {id1} NLN
                after: 3s
            """);
  }

  @Test
  void a_connection_that_outlives_the_next_one_has_a_name() {
    var play =
        TestPlay.of(
                """
                steps:
                  - { accept: ns, as: first }
                  - accept: ns
                  - C: VER {trid}
                  - C first: OUT
                  - expect-close: first
                """)
            .connect(1, "ns")
            .connect(2, "ns")
            .says(1, "OUT")
            .closes(1)
            .says(2, "VER 1");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play))
        .isEqualTo(
            """
              - accept: ns
                as: ns-1
              - accept: ns
              - C: VER {trid}
              - C ns-1: OUT
              - expect-close: ns-1
            """);
  }

  @Test
  void faults_on_the_wire_are_made_again() {
    var play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - S: NLN NLN bob@example.com Bob 0
                    wire: { join: next }
                  - S: NLN BSY bob@example.com Bob 0
                    wire: { chunks: [3, rest], gap: 5ms, flip: { at: 2, mask: "0f" } }
                  - garbage: { bytes: 9, seed: 3, eol: none }
                  - S: NLN AWY bob@example.com Bob 0
                    wire: { cut: 60%, then: reset }
                """)
            .connect(1, "ns")
            .wait(Duration.ofSeconds(1));

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play))
        .isEqualTo(
            """
              - accept: ns
              - S: NLN NLN bob@example.com Bob 0
                wire: { join: next }
              - S: NLN BSY bob@example.com Bob 0
                wire: { chunks: [3, rest], gap: 5ms, flip: { at: 2, mask: "0f" } }
              - garbage: { bytes: 9, seed: 3, eol: none }
              - S: NLN AWY bob@example.com Bob 0
                wire: { cut: 60%, then: reset }
            """);
  }

  @Test
  void requests_and_the_clients_own_side_are_steps() {
    var play =
        TestPlay.withAdapter(
                """
                steps:
                  - C login: GET {path=/.a+/}
                    auth: { sign-in: "{user:url}", pwd: "{password:url}" }
                  - S login: 302 Found
                    headers: { Location: "{path}" }
                  - { do: set-status, args: { status: AWY } }
                  - see: signed-in
                """)
            .asks(
                "login",
                "GET",
                "/a",
                "Authorization",
                "Passport1.4 sign-in=alice%40example.com,pwd=s3cret")
            .tells("signed-in", Map.of("user", "alice@example.com"));

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play))
        .isEqualTo(
            """
              - C login: GET {path=/.a+/}
                auth:
                  sign-in: "{user:url}"
                  pwd: "{password:url}"
              - S login: 302 Found
                headers:
                  Location: "{path}"
              - do: set-status
                args:
                  status: AWY
              - see: signed-in
            """);
  }

  @Test
  void what_was_told_is_written_with_what_the_step_asks_for() {
    var play =
        TestPlay.withAdapter(
                """
                vars: { friend: bob@example.com }
                steps:
                  - see: contacts
                    args: { forward: ["{friend}", "{user}"], groups: { Old ones: ["{friend}"], Work: [] } }
                  - see: presence
                """)
            .tells("presence", Map.of("who", "bob@example.com"))
            .tells(
                "contacts",
                Map.of(
                    "forward",
                    List.of("alice@example.com", "bob@example.com"),
                    "block",
                    List.of(),
                    "groups",
                    Map.of("Old ones", List.of("bob@example.com"), "Work", List.of())));

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play))
        .isEqualTo(
            """
              - see: contacts
                args:
                  forward: "{friend},{user}"
                  groups:
                    Old ones: "{friend}"
                    Work: ""
              - see: presence
            """);
  }

  @Test
  void what_was_told_in_place_of_what_was_awaited_is_written() {
    var play =
        TestPlay.withAdapter(
                "steps:\n  - { see: error, args: { code: 800, who: bob@example.com } }\n")
            .tells("error", Map.of("code", 911))
            .tells("signed-in", Map.of("user", "alice@example.com"))
            .wait(Duration.ofSeconds(6));

    assertThat(steps(play))
        .isEqualTo(
            """
              # here: the client did not tell "error" within 5.0 s
              - see: error
                args:
                  code: 911
                within: 30s
            """);
  }

  @Test
  void a_word_told_otherwise_in_a_later_round_is_written() {
    var play =
        TestPlay.withAdapter(
                """
                steps:
                  - accept: ns
                  - repeat: 2
                    steps:
                      - C: PNG
                      - { see: typing, args: { from: bob@example.com } }
                """)
            .connect(1, "ns")
            .says(1, "PNG")
            .tells("typing", Map.of("from", "bob@example.com"))
            .says(1, "PNG")
            .tells("typing", Map.of("from", "carol@example.com"))
            .wait(Duration.ofSeconds(9));

    assertThat(steps(play)).contains("from: bob@example.com", "from: carol@example.com");
  }

  @Test
  void a_silence_that_was_asked_for_stays_one() {
    var play =
        TestPlay.withAdapter(
                """
                steps:
                  - accept: ns
                  - quiet: 10s
                  - accept: sb
                  - { quiet: 3s, for: ns }
                  - { quiet: 4s, for: any }
                  - { do: set-status, args: { status: AWY } }
                """)
            .connect(1, "ns")
            .wait(Duration.ofSeconds(10))
            .connect(2, "sb")
            .wait(Duration.ofSeconds(7));

    assertThat(steps(play))
        .isEqualTo(
            """
              - accept: ns
              - quiet: 10s
              - accept: sb
              - quiet: 3s
                for: ns
              - quiet: 4s
                for: any
              - do: set-status
                args:
                  status: AWY
            """);
  }

  @Test
  void a_silence_keeps_the_name_of_its_connection() {
    var play =
        TestPlay.of(
                """
                steps:
                  - { accept: ns, as: first }
                  - accept: ns
                  - { quiet: 3s, for: first }
                  - C ns: PNG
                """)
            .connect(1, "ns")
            .connect(2, "ns")
            .wait(Duration.ofSeconds(1))
            .says(2, "PNG")
            .wait(Duration.ofSeconds(3));

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play))
        .isEqualTo(
            """
              - accept: ns
                as: ns-1
              - accept: ns
              - quiet: 3s
                for: ns-1
              - C: PNG
            """);
  }

  @Test
  void what_was_taken_late_is_written_once() {
    var play =
        TestPlay.lateWithAdapter(
                Outcome.INFORMATIONAL,
                "steps:\n  - { see: presence, args: { who: bob@example.com }, within: 1s }\n")
            .tells("presence", Map.of("who", "carol@example.com"))
            .wait(Duration.ofSeconds(3))
            .tells("presence", Map.of("who", "bob@example.com"));

    assertThat(play.outcome()).isEqualTo("informational");
    assertThat(steps(play)).contains("bob@example.com").doesNotContain("carol");
  }

  @Test
  void a_see_that_something_else_came_before_is_not_written() {
    var play =
        TestPlay.withAdapter(
                """
                steps:
                  - one-of:
                      hears: [{ see: message, args: { text: Hi } }]
                      waits: [{ quiet: 9s, for: any }]
                """)
            .tells("message", Map.of("text", "Ho"))
            .connect(1, "ns");

    assertThat(steps(play)).contains("where nothing may come").doesNotContain("see:");
  }

  @Test
  void what_was_told_at_the_wrong_time_or_before_the_end_is_written() {
    String told = "  - see: presence\n    args:\n      who: bob@example.com\n";
    var early =
        TestPlay.withAdapter(
                "steps: [{ see: presence, args: { who: bob@example.com }, not-before: 3s }]")
            .tells("presence", Map.of("who", "bob@example.com"));
    var late =
        TestPlay.withAdapter(
                """
                steps:
                  - mark: begun
                  - accept: ns
                  - { see: presence, args: { who: bob@example.com }, within: 1s, since: begun }
                """)
            .wait(Duration.ofSeconds(3))
            .tells("presence", Map.of("who", "bob@example.com"))
            .connect(1, "ns");
    var ended =
        TestPlay.withAdapter("steps: [{ see: presence, args: { who: carol@example.com } }]")
            .tells("presence", Map.of("who", "bob@example.com"))
            .event(new Event.ClientEnded("", 0, false));

    assertThat(steps(early)).contains("at least 3.00 s were asked for", told);
    assertThat(steps(late)).contains("at most 1.00 s were allowed", told);
    assertThat(steps(ended)).contains("the client ended", told);
  }

  @Test
  void a_silence_of_a_connection_that_the_emulator_let_in_is_one() {
    var play =
        TestPlay.of(
                """
                otherwise: emulator
                steps:
                  - { quiet: 3s, for: ns }
                """)
            .connect(1, "ns")
            .wait(Duration.ofSeconds(4));

    assertThat(steps(play)).isEqualTo("  - quiet: 3s\n    for: ns\n");
  }

  @Test
  void a_silence_before_its_connection_has_a_name_is_none() {
    var play =
        TestPlay.of(
                """
                otherwise: emulator
                steps:
                  - { quiet: 3s, for: ns }
                  - { accept: ns, as: first }
                  - accept: ns
                  - C first: PNG
                """)
            .connect(1, "ns")
            .wait(Duration.ofSeconds(4))
            .connect(2, "ns")
            .says(1, "PNG");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play)).doesNotContain("quiet");
  }

  @Test
  void a_silence_in_which_the_emulator_has_answered_is_none() {
    var play =
        TestPlay.lenient(
                """
                otherwise: emulator
                steps:
                  - { quiet: 5s, for: any }
                  - C ns: PNG
                  - { quiet: 3s, for: any }
                """)
            .connect(1, "ns")
            .wait(Duration.ofSeconds(2))
            .says(1, "VER 1 MSNP9 CVR0")
            .wait(Duration.ofSeconds(4))
            .says(1, "PNG")
            .wait(Duration.ofSeconds(4));

    assertThat(steps(play)).contains("quiet: 3s").doesNotContain("quiet: 5s");
  }

  @Test
  void nor_is_one_behind_a_pause_in_which_it_has_answered() {
    var play =
        TestPlay.of(
                """
                otherwise: emulator
                steps:
                  - C ns: PNG
                  - pause: 3s
                  - { quiet: 2s, for: ns }
                """)
            .connect(1, "ns")
            .says(1, "PNG")
            .wait(Duration.ofSeconds(1))
            .says(1, "VER 1 MSNP9 CVR0")
            .wait(Duration.ofSeconds(9));

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(steps(play)).contains("PNG").doesNotContain("quiet");
  }

  @Test
  void a_silence_in_which_a_rule_has_answered_is_a_pause() {
    var play =
        TestPlay.withAdapter(
                """
                background: { ping: [{ C ns: PNG }, { S: QNG 50 }] }
                steps:
                  - accept: ns
                  - quiet: 10s
                  - { do: set-status, args: { status: AWY } }
                """)
            .connect(1, "ns")
            .wait(Duration.ofSeconds(4))
            .says(1, "PNG")
            .wait(Duration.ofSeconds(6));

    assertThat(steps(play)).contains("- S: QNG 50\n  - pause: 5s\n").doesNotContain("quiet");
  }

  @Test
  void a_request_that_deviated_is_written_as_it_came() {
    var play =
        TestPlay.of("steps:\n  - C login: GET /a\n  - S login: 200 OK\n")
            .asks("login", "GET", "/b?c={1}");

    assertThat(steps(play)).endsWith("  - C login: GET /b?c={{1}}\n");
  }

  @Test
  void secrets_are_never_written() {
    var play =
        TestPlay.of(
                """
                clients: { alice: { password: hunter22, name: "Al #1" } }
                steps:
                  - accept: ns
                  - C: VER {trid} {**}
                """)
            .connect(1, "ns")
            .says(1, "USR 4 TWN S t=abc&p=def");

    String text = observed(play.result());

    assertThat(text)
        .doesNotContain("hunter22", "t=abc")
        .contains("- C: USR {trid} TWN S {=ticket}");
    assertThat(text).contains("    name: \"Al #1\"\n");
  }
}
