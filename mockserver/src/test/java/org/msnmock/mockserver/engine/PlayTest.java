package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

class PlayTest {
  private static final String GREETING =
      """
      steps:
        - accept: ns
        - C: VER {trid} MSNP9 {**}
        - S: VER {trid} MSNP9 CVR0
        - C: CVR {trid} {=hex} {os=*} {*} {user}
          why: eight values, the account last
        - S: CVR {trid} {os}
      """;

  @Test
  void a_client_that_keeps_to_the_dialogue_passes() {
    TestPlay play = TestPlay.of(GREETING);

    play.connect(7, "ns").says(7, "VER 1 MSNP9 MSNP8 CVR0");
    play.says(7, "CVR 2 0x0409 winnt 5.1 ALICE@example.com");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.did)
        .containsExactly("#7 VER 1 MSNP9 CVR0\\r\\n", "#7 CVR 2 winnt\\r\\n", "close #7", "ended");
  }

  @Test
  void another_value_fails_at_its_token() {
    TestPlay play = TestPlay.of(GREETING);

    play.connect(1, "ns").says(1, "VER 1 MSNP9 CVR0");
    play.says(1, "CVR 2 0x0409 winnt 5.1 bob@example.com");

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation())
        .contains("test.dialogue.yaml:8:37")
        .contains("token 6    expected  alice@example.com     account of alice")
        .contains("received  bob@example.com")
        .contains("why        eight values, the account last")
        .contains("hint       another account")
        .contains("ns #1  C  VER 1 MSNP9 CVR0");
  }

  @Test
  void a_line_that_ends_too_soon_or_goes_on_is_told_as_such() {
    TestPlay shorter = TestPlay.of(GREETING);
    shorter.connect(1, "ns").says(1, "VER 1 MSNP9").says(1, "CVR 2 0x0409 winnt 5.1");
    assertThat(shorter.explanation()).contains("CVR ends too soon: token 6 is missing");

    TestPlay longer = TestPlay.of(GREETING);
    longer
        .connect(1, "ns")
        .says(1, "VER 1 MSNP9")
        .says(1, "CVR 2 0x0409 winnt 5.1 alice@example.com more");
    assertThat(longer.explanation())
        .contains("CVR goes on after its last token: 1 more than stated")
        .contains("token 7    expected  (nothing)");
  }

  @Test
  void a_command_in_small_letters_two_blanks_and_a_command_left_out_have_hints() {
    assertThat(failure("ver 1 MSNP9")).contains("commands are written in capital letters");
    assertThat(failure("VER  1 MSNP9")).contains("two blanks in a row before token 2");
    assertThat(failure("CVR 1 0x0409 win 4.10 alice@example.com"))
        .contains("this line would fit step 4")
        .contains("VER {trid} MSNP9 {**} was left out");
  }

  private static String failure(String line) {
    TestPlay play = TestPlay.of(GREETING);
    play.connect(1, "ns").says(1, line);
    return play.explanation();
  }

  @Test
  void the_awaited_line_is_shown_with_what_was_right_in_the_received_one() {
    TestPlay play = TestPlay.of(GREETING);
    play.connect(1, "ns").says(1, "CVR 7 MSNP9 more");

    assertThat(play.result().main().orElseThrow().expected()).isEqualTo("VER 7 MSNP9 more");
  }

  @Test
  void nobody_who_comes_fails_with_the_address_that_was_told() {
    TestPlay play = TestPlay.of(GREETING).wait(Duration.ofSeconds(31));

    assertThat(play.explanation())
        .contains("no connection in 30.0 s; the client was told 127.0.0.1:4711");
  }

  @Test
  void what_a_background_rule_takes_is_no_reason_not_to_accept_its_connection() {
    TestPlay play =
        TestPlay.of(
            """
            background: { pings: [{ C: PNG }, { S: QNG 40 }] }
            steps:
              - accept: ds
              - C: VER {trid}
              - accept: ns
              - C: VER {trid}
            """);
    play.connect(1, "ds").connect(2, "ns").says(2, "PNG").says(1, "VER 1").says(2, "VER 1");

    assertThat(play.did).contains("#2 QNG 40\\r\\n");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void silence_fails_after_the_default_limit_and_its_tolerance() {
    TestPlay play = TestPlay.of(GREETING).connect(1, "ns");

    play.wait(Duration.ofMillis(5_499));
    assertThat(play.outcome()).isEqualTo("still playing");
    play.wait(Duration.ofMillis(2));
    assertThat(play.explanation()).contains("nothing came within 5.0 s");
  }

  @Test
  void a_line_without_cr_fails_but_does_not_end_the_play() {
    TestPlay play = TestPlay.of(GREETING).connect(1, "ns");

    play.event(new Event.Line(1, new Frame("VER 1 MSNP9", LineEnd.LF, null)));
    assertThat(play.did).containsExactly("#1 VER 1 MSNP9 CVR0\\r\\n");
    play.says(1, "CVR 2 0x0409 win 4.10 alice@example.com");

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains("the line ends in LF without CR (FRAME-01)");
  }

  @Test
  void a_transaction_id_used_again_before_its_answer_fails() {
    TestPlay play = TestPlay.of(GREETING.replace("S: VER {trid} MSNP9 CVR0", "note: silent"));

    play.connect(1, "ns").says(1, "VER 1 MSNP9").says(1, "CVR 1 0x0409 w 4 alice@example.com");

    assertThat(play.explanation()).contains("transaction id 1 is used again before");
  }

  @Test
  void a_transaction_id_used_again_after_its_answer_is_only_noted() {
    TestPlay play = TestPlay.of(GREETING);

    play.connect(1, "ns").says(1, "VER 1 MSNP9").says(1, "CVR 1 0x0409 w 4 alice@example.com");

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_client_that_closes_where_a_line_is_awaited_fails() {
    TestPlay play = TestPlay.of(GREETING).connect(1, "ns").says(1, "VER 1 MSNP9").closes(1);

    assertThat(play.explanation())
        .contains("the client closed the connection while a line was awaited");
  }

  @Test
  void a_client_process_that_ends_ends_the_waiting() {
    TestPlay play = TestPlay.of(GREETING).event(new Event.ClientEnded("", 1, false));

    assertThat(play.explanation())
        .contains("the client ended, exit code 1 before it connected to anything");
  }

  @Test
  void exit_code_77_is_unsupported_and_death_by_a_signal_failed() {
    assertThat(TestPlay.of(GREETING).event(new Event.ClientEnded("", 77, false)).outcome())
        .isEqualTo("unsupported");
    assertThat(TestPlay.of(GREETING).event(new Event.ClientEnded("", 139, true)).outcome())
        .isEqualTo("failed");
  }

  @Test
  void what_comes_after_the_end_is_noted_and_not_judged() {
    TestPlay play = TestPlay.of("steps:\n  - accept: ns\n");
    play.connect(1, "ns").says(1, "OUT");

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_malformed_frame_fails_at_once() {
    TestPlay play = TestPlay.of(GREETING).connect(1, "ns");
    play.event(new Event.Malformed(1, "the payload length \"x\" is no number", "MSG 1 N x"));

    assertThat(play.explanation()).contains("the bytes make no line: the payload length");
  }

  @Test
  void lines_wait_in_their_inbox_until_they_are_read() {
    TestPlay play = TestPlay.of(GREETING).connect(1, "ns");

    play.says(1, "VER 1 MSNP9").says(1, "CVR 2 0x0409 w 4 alice@example.com");

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Nested
  class Choices {
    private static final String WAYS =
        """
        steps:
          - accept: ns
          - one-of:
              leaves: [{ expect-close: ns }]
              says-goodbye: [{ C: OUT }, { close: ns }]
              waits: [{ quiet: 2s }, { verdict: informational, why: it waits }]
        """;

    @Test
    void the_next_event_chooses_the_branch() {
      TestPlay leaves = TestPlay.of(WAYS).connect(1, "ns").closes(1);
      assertThat(leaves.outcome()).isEqualTo("ok");
      assertThat(leaves.result().branches()).containsExactly("7:7 leaves");

      TestPlay says = TestPlay.of(WAYS).connect(1, "ns").says(1, "OUT");
      assertThat(says.outcome()).isEqualTo("ok");
      assertThat(says.result().branches()).containsExactly("8:7 says-goodbye");
    }

    @Test
    void silence_takes_the_quiet_branch() {
      TestPlay play = TestPlay.of(WAYS).connect(1, "ns").wait(Duration.ofSeconds(2));

      assertThat(play.outcome()).isEqualTo("informational");
      assertThat(play.result().reason()).isEqualTo("it waits");
    }

    @Test
    void a_line_that_no_branch_takes_fails_and_tells_what_else_was_right() {
      TestPlay play = TestPlay.of(WAYS).connect(1, "ns").says(1, "PNG");

      assertThat(play.explanation())
          .contains("PNG came, OUT was awaited")
          .contains("else ok    expect-close: ns");
    }

    @Test
    void an_optional_step_may_come_or_not() {
      String steps =
          """
          steps:
            - accept: ns
            - optional:
                - C: OUT
            - expect-close: ns
          """;
      assertThat(TestPlay.of(steps).connect(1, "ns").closes(1).outcome()).isEqualTo("ok");
      assertThat(TestPlay.of(steps).connect(1, "ns").says(1, "OUT").closes(1).outcome())
          .isEqualTo("ok");
      assertThat(
              TestPlay.of(steps).connect(1, "ns").says(1, "OUT").says(1, "OUT").closes(1).outcome())
          .isEqualTo("failed");
    }

    @Test
    void an_optional_block_may_end_by_silence() {
      String steps =
          """
          steps:
            - accept: ns
            - optional:
                - C: REA {trid} {*} {*}
              until: quiet 1s
            - S: OUT
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").wait(Duration.ofMillis(999));
      assertThat(play.did).isEmpty();
      play.wait(Duration.ofMillis(1));
      assertThat(play.did).contains("#1 OUT\\r\\n");
    }
  }

  @Nested
  class BackgroundRules {
    private static final String PINGED =
        """
        background:
          ping:
            times: 1..2
            steps:
              - C ns: PNG
              - S: QNG 50
        steps:
          - accept: ns
          - C: VER {trid} {**}
          - S: VER {trid} MSNP9
        """;

    @Test
    void answer_what_the_script_does_not_await() {
      TestPlay play = TestPlay.of(PINGED).connect(1, "ns");
      play.says(1, "PNG").says(1, "VER 1 MSNP9");

      assertThat(play.outcome()).isEqualTo("ok");
      assertThat(play.did).startsWith("#1 QNG 50\\r\\n", "#1 VER 1 MSNP9\\r\\n");
      assertThat(play.result().ruleUses()).containsEntry("ping", 1);
    }

    @Test
    void are_used_up_and_must_be_used_often_enough() {
      TestPlay often = TestPlay.of(PINGED).connect(1, "ns");
      often.says(1, "PNG").says(1, "PNG").says(1, "PNG");
      assertThat(often.outcome()).isEqualTo("failed");

      TestPlay never = TestPlay.of(PINGED).connect(1, "ns").says(1, "VER 1 MSNP9");
      assertThat(never.explanation())
          .contains("background rule \"ping\" was used 0 times")
          .doesNotContain("step 0");
    }

    @Test
    void answer_on_connections_that_nobody_reads() {
      TestPlay play =
          TestPlay.of(
              "background: { ping: [{ C: PNG }, { S: QNG 50 }] }\n"
                  + "steps: [{ accept: ds }, { accept: ns }, { C: OUT }]\n");
      play.connect(1, "ds").connect(2, "ns").says(1, "PNG");

      assertThat(play.did).containsExactly("#1 QNG 50\\r\\n");
    }

    @Test
    void a_block_is_tried_before_the_file_and_the_file_before_a_fragment() {
      String fragment =
          """
          fragment: 1
          title: A part
          background: { lowest: [{ C ns: PNG }, { S: QNG 3 }] }
          steps: [{ accept: ns }]
          """;
      String steps =
          """
          background: { middle: [{ C ns: PNG }, { S: QNG 2 }] }
          steps:
            - include: fragments/part.yaml
            - background: { top: [{ C ns: PNG }, { S: QNG 1 }] }
              steps: [{ C: OUT }]
            - C: OUT
          """;
      TestPlay play = TestPlay.withFragment(fragment, steps).connect(1, "ns");
      play.says(1, "PNG").says(1, "OUT").says(1, "PNG");

      assertThat(play.did).containsExactly("#1 QNG 1\\r\\n", "#1 QNG 2\\r\\n");
    }

    @Test
    void are_over_with_the_block_in_which_their_include_stands() {
      String fragment =
          """
          fragment: 1
          title: A part
          background: { ping: [{ C ns: PNG }, { S: QNG 3 }] }
          steps: [{ C: VER }]
          """;
      String steps =
          """
          steps:
            - accept: ns
            - one-of:
                only: [{ include: fragments/part.yaml }, { C: CVR }]
            - C: OUT
          """;
      TestPlay play = TestPlay.withFragment(fragment, steps).connect(1, "ns").says(1, "VER");
      play.says(1, "PNG").says(1, "CVR").says(1, "PNG");

      assertThat(play.did).contains("#1 QNG 3\\r\\n");
      assertThat(play.outcome()).isEqualTo("failed");
    }
  }

  @Nested
  class Time {
    @Test
    void after_delays_a_line_and_what_came_before_it_is_early() {
      String steps =
          """
          steps:
            - accept: ns
            - C: USR {trid}
            - S: USR {trid} OK
              after: 300ms
            - C: CHG {trid} NLN
              early: fail
              why: nobody is in before USR is answered
          """;
      TestPlay early = TestPlay.of(steps).connect(1, "ns").says(1, "USR 1").says(1, "CHG 2 NLN");
      assertThat(early.wait(Duration.ofMillis(300)).explanation())
          .contains("CHG came too early")
          .contains("why        nobody is in before USR is answered");

      TestPlay patient = TestPlay.of(steps).connect(1, "ns").says(1, "USR 1");
      patient.wait(Duration.ofMillis(300)).says(1, "CHG 2 NLN");
      assertThat(patient.outcome()).isEqualTo("ok");
    }

    @Test
    void a_line_in_one_segment_with_the_one_before_it_is_early() {
      String steps =
          """
          steps:
            - accept: ns
            - C: USR {trid}
            - S: USR {trid} OK
            - C: CHG {trid} NLN
              early: fail
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns");
      play.saysTogether(1, "USR 1", "CHG 2 NLN");

      assertThat(play.explanation()).contains("CHG came too early");
    }

    @Test
    void quiet_passes_when_nothing_comes_and_fails_when_something_does() {
      String steps = "steps: [{ accept: ns }, { quiet: 2s, for: any }]\n";
      assertThat(TestPlay.of(steps).connect(1, "ns").wait(Duration.ofSeconds(2)).outcome())
          .isEqualTo("ok");
      assertThat(TestPlay.of(steps).connect(1, "ns").says(1, "PNG").outcome()).isEqualTo("failed");
      assertThat(TestPlay.of(steps).connect(1, "ns").connect(2, "ds").explanation())
          .contains("the client connected to the dispatch server where nothing may come");
      assertThat(TestPlay.of(steps).connect(1, "ns").closes(1).outcome())
          .isEqualTo("still playing");
    }

    @Test
    void quiet_is_broken_by_a_line_that_waits_already() {
      String steps = "steps: [{ accept: ns }, { pause: 1s }, { quiet: 1s }]\n";
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG");
      play.wait(Duration.ofSeconds(1));

      assertThat(play.outcome()).isEqualTo("failed");
    }

    @Test
    void the_end_of_the_client_ends_a_quiet_step() {
      String steps = "steps: [{ accept: ns }, { quiet: 2m }]\n";
      TestPlay play = TestPlay.of(steps).connect(1, "ns").closes(1);
      play.event(new Event.ClientEnded("", 0, false));

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void a_line_can_go_out_in_pieces_with_gaps() {
      String steps =
          """
          steps:
            - accept: ns
            - S: OUT SSD
              wire: { chunks: [3, 1], gap: 40ms }
            - C: OUT
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns");
      assertThat(play.did).containsExactly("#1 OUT");
      play.wait(Duration.ofMillis(40));
      assertThat(play.did).containsExactly("#1 OUT", "#1  ");
      play.wait(Duration.ofMillis(40));
      assertThat(play.did).containsExactly("#1 OUT", "#1  ", "#1 SSD\\r\\n");
    }

    @Test
    void lines_can_go_out_in_one_segment() {
      String steps =
          """
          steps:
            - accept: ns
            - S: GTC A
              wire: { join: next }
            - S: BLP AL
            - C: OUT
          """;
      assertThat(TestPlay.of(steps).connect(1, "ns").did)
          .containsExactly("#1 GTC A\\r\\nBLP AL\\r\\n");
    }

    @Test
    void no_rule_answers_in_the_midst_of_a_line() {
      String steps =
          """
          background: { ping: [{ C ns: PNG }, { S: QNG 50 }] }
          steps:
            - accept: ns
            - S: OUT SSD
              wire: { chunks: [3], gap: 40ms }
            - C: OUT
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG");
      play.wait(Duration.ofMillis(40));

      assertThat(play.did).containsExactly("#1 OUT", "#1  SSD\\r\\n", "#1 QNG 50\\r\\n");
    }
  }

  @Nested
  class Passport {
    private static final String SIGN_IN = "Authorization";

    @Test
    void the_built_in_service_gives_the_ticket_to_who_brings_the_password() {
      TestPlay play = TestPlay.of("steps: [{ accept: ns }]\n");
      play.asks("nexus", "GET", "/rdr/pprdr.asp");
      play.asks(
          "login",
          "GET",
          "/login2.srf",
          SIGN_IN,
          "Passport1.4 OrgVerb=GET,sign-in=alice%40example.com,pwd=s3cret,lc=1033");

      assertThat(play.did).containsExactly("respond 1: 200", "respond 2: 200");
    }

    @Test
    void the_built_in_service_says_why_it_refuses() {
      TestPlay play = TestPlay.of("steps: [{ accept: ns }, { C: USR }]\n").connect(1, "ns");
      play.asks(
          "login",
          "GET",
          "/login2.srf",
          SIGN_IN,
          "Passport1.4 sign-in=alice%2540example.com,pwd=s3cret");
      play.closes(1);

      assertThat(play.did).startsWith("respond 1: 401");
      assertThat(play.explanation())
          .contains("the Passport service had refused: sign-in is alice%2540example.com")
          .contains("percent-encoded twice");
    }

    @Test
    void a_request_and_its_answer_are_kept_by_their_names() {
      TestPlay play =
          TestPlay.of(
              """
              steps:
                - accept: ns
                - { C login: "GET {path=*}", as: asked }
                - { S login: 302 Found, body: elsewhere, after: 1s, as: answered }
                - { check: answered.time > asked.time }
                - S ns: "{asked.line}|{asked.body}|{answered.line}|{answered.body}|{path}"
                - { C ns: PNG, within: 2s, since: answered }
              """);
      play.connect(1, "ns").asks("login", "GET", "/in?lc=1").wait(Duration.ofSeconds(2));

      assertThat(play.did).endsWith("#1 GET /in?lc=1||302 Found|elsewhere|/in?lc=1\\r\\n");
      play.wait(Duration.ofSeconds(3));
      assertThat(play.explanation()).contains("after \"answered\"");
    }

    @Test
    void a_background_rule_keeps_its_request_and_what_was_sent_with_it() {
      TestPlay play =
          TestPlay.of(
              """
              background:
                login:
                  - { C login: POST /in, as: asked }
                  - { S login: 200 OK, body: "{asked.line}, {asked.body}" }
              steps:
                - accept: ns
                - quiet: 1s
              """);
      play.connect(1, "ns")
          .event(
              new Event.Requested(
                  1,
                  Service.of(Role.LOGIN),
                  new Request("POST", "/in", "", List.of(), Text.encode("user=alice"))));

      assertThat(play.bodies).containsExactly("POST /in, user=alice");
    }

    @Test
    void a_handshake_that_is_broken_off_breaks_no_silence() {
      TestPlay play =
          TestPlay.of(
              "roles: { login: { tls: expired } }\nsteps: [{ accept: ns }, { quiet: 1s, for: any }]\n");
      play.connect(1, "ns")
          .event(new Event.HandshakeFailed(Service.of(Role.LOGIN), "?", "out of date"));
      play.wait(Duration.ofSeconds(2));

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({"trusted, true", "expired, false"})
    void who_distrusts_a_good_certificate_is_told_how_to_trust_it(String which, boolean told) {
      TestPlay play =
          TestPlay.of(
              "roles: { login: { tls: %s } }\nsteps: [{ accept: ns }, { C: USR }]\n"
                  .formatted(which));
      play.connect(1, "ns")
          .event(new Event.HandshakeFailed(Service.of(Role.LOGIN), "?", "unknown_ca"));
      play.wait(Duration.ofSeconds(6));

      assertThat(play.explanation().contains("MSN_CA_FILE")).isEqualTo(told);
    }

    @Test
    void who_takes_a_certificate_that_is_to_be_refused_is_told_so() {
      TestPlay play =
          TestPlay.of(
              "roles: { login: { tls: untrusted } }\nsteps: [{ accept: ns }, { quiet: 1s }]\n");
      play.connect(1, "ns").asks("login", "GET", "/login2.srf");
      play.says(1, "USR 4 TWN S t=1");

      assertThat(play.explanation())
          .contains("took the certificate of the Passport login, which is signed by an authority");
    }

    @Test
    void a_scripted_request_is_matched_and_answered() {
      TestPlay play = scripted();
      play.asks(
          "login",
          "GET",
          "/login2.srf",
          SIGN_IN,
          "Passport1.4 pwd=s3cret%2C50%25,sign-in=alice%40example.com");

      assertThat(play.did).contains("respond 1: 200");
      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void a_password_that_is_not_escaped_is_named() {
      TestPlay play = scripted();
      play.asks(
          "login",
          "GET",
          "/login2.srf",
          SIGN_IN,
          "Passport1.4 sign-in=alice%40example.com,pwd=s3cret,50%");

      assertThat(play.explanation())
          .contains("a comma inside a value must be sent as %2C")
          .doesNotContain("s3cret");
    }

    @Test
    void an_address_that_is_escaped_twice_is_named() {
      TestPlay play = scripted();
      play.asks(
          "login",
          "GET",
          "/login2.srf",
          SIGN_IN,
          "Passport1.4 sign-in=alice%2540example.com,pwd=s3cret%2C50%25");

      assertThat(play.explanation()).contains("percent-encoded twice");
    }

    private TestPlay scripted() {
      return TestPlay.of(
              """
          clients: { alice: { password: "s3cret,50%" } }
          steps:
            - accept: ns
            - C login: GET /login2.srf
              auth: { sign-in: "{user:url}", pwd: "{password:url}" }
            - S login: 200 OK
              headers: { Authentication-Info: "Passport1.4 from-PP='{ticket}'" }
          """)
          .connect(1, "ns");
    }
  }

  @Nested
  class Tickets {
    private static final String STEPS =
        """
        vars: { issued: t=abc&p=def }
        steps:
          - accept: ns
          - C: USR {trid} TWN S {ticket}
        """;

    @Test
    void cut_at_an_ampersand_or_in_quotes_are_named_and_never_shown() {
      TestPlay cut = TestPlay.of(STEPS).connect(1, "ns");
      String ticket = cut.play().script().accounts().get(0).ticket();
      cut.says(1, "USR 1 TWN S " + ticket.substring(0, ticket.indexOf('&')));
      assertThat(cut.explanation())
          .contains("the value was cut: 114 of 251 characters came, it ends before the first '&'")
          .doesNotContain(ticket.substring(0, 20));

      TestPlay quoted = TestPlay.of(STEPS).connect(1, "ns").says(1, "USR 1 TWN S '" + ticket + "'");
      assertThat(quoted.explanation())
          .contains("it stands in quotes")
          .doesNotContain(ticket.substring(0, 20));
    }
  }

  @Test
  void a_ticket_that_a_dialogue_has_made_up_is_not_shown_either() {
    String steps =
        "vars: { issued: t=abcdef&p=ghijkl }\nsteps: [{ accept: ns }, { C: \"USR {trid} TWN S {issued}\" }]\n";
    TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "USR 1 TWN S t=abcdef");

    assertThat(play.explanation())
        .contains("expected  [hidden], 17 characters")
        .contains("the value was cut: 8 of 17 characters came")
        .doesNotContain("abcdef");
  }

  @Test
  void a_ticket_that_was_learned_is_not_shown_where_it_came_from() {
    for (String first : List.of("TWN S {ticket=*}", "MD5 S {ticket=ticket}")) {
      String steps =
          """
          steps:
            - accept: ns
            - C: USR {trid} %s
            - C: USR {trid} TWN S {ticket}
          """
              .formatted(first);
      TestPlay play = TestPlay.of(steps).connect(1, "ns");
      play.says(1, "USR 1 " + first.substring(0, 6) + "t=secret").says(1, "USR 2 TWN S t=stale");

      assertThat(play.explanation())
          .contains("learned at test.dialogue.yaml:6:5")
          .doesNotContainPattern("learned at .*t=secret");
    }
  }

  @Test
  void a_ticket_that_was_learned_is_not_shown_in_what_was_said() {
    String steps =
        """
        steps:
          - accept: ns
          - C: USR {trid} MD5 S {ticket=ticket}
          - S: USR {trid} OK {ticket}
          - C: OUT
        """;
    TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "USR 1 MD5 S t=secret%40");
    play.says(1, "URL 2 t=secret%40");

    assertThat(play.explanation())
        .contains("C  USR 1 MD5 S [hidden]", "S  USR 1 OK [hidden]", "the line   URL 2 [hidden]")
        .doesNotContain("secret");
  }

  @Test
  void a_value_that_is_the_decoded_one_was_not_cut() {
    String steps = "steps: [{ accept: ns }, { set: { n: 10% } }, { C: \"REA {trid} {n:url}\" }]\n";
    TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "REA 1 10%");

    assertThat(play.explanation())
        .contains("the value is not percent-encoded")
        .doesNotContain("was cut");
  }

  @Nested
  class TheClientsSide {
    @Test
    void see_takes_what_the_adapter_told_before() {
      String steps = "steps: [{ accept: ns }, { see: signed-in, args: { user: \"{user}\" } }]\n";
      TestPlay play = TestPlay.withAdapter(steps);
      play.tells("signed-in", Map.of("user", "alice@example.com", "name", "Alice"));
      play.connect(1, "ns");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void see_compares_lists_as_sets() {
      assertThat(Judge.same("a,b", List.of("b", "a"))).isTrue();
      assertThat(Judge.same("a", List.of("b", "a"))).isFalse();
    }

    @Test
    void see_looks_into_the_groups_that_it_names() {
      String steps =
          "steps: [{ accept: ns }, { see: contacts, args: { groups: { Old friends.: [a, b], None: [] } } }]\n";
      TestPlay play = TestPlay.withAdapter(steps).connect(1, "ns");
      List<String> nobody = List.of();

      play.tells("contacts", Map.of("forward", List.of("a", "b")));
      play.tells("contacts", Map.of("groups", List.of("a", "b")));
      play.tells("contacts", Map.of("groups", Map.of("Old friends.", List.of("a", "b"))));
      play.tells(
          "contacts", Map.of("groups", Map.of("Old friends.", List.of("a"), "None", nobody)));
      assertThat(play.outcome()).isEqualTo("still playing");
      play.tells(
          "contacts",
          Map.of(
              "groups",
              Map.of("Old friends.", List.of("b", "a"), "None", nobody, "More", List.of("c"))));
      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void see_is_skipped_where_nobody_tells() {
      TestPlay play = TestPlay.of("steps: [{ accept: ns }, { see: signed-in }]\n").connect(1, "ns");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void do_asks_the_adapter_and_its_no_is_unsupported() {
      String steps =
          "steps: [{ accept: ns }, { do: set-status, args: { status: AWY } }, { C: CHG }]\n";
      TestPlay play = TestPlay.withAdapter(steps).connect(1, "ns");
      assertThat(play.did).containsExactly("ask set-status {status=AWY}");
      play.event(new Event.ActionDone(1, Event.Reply.UNSUPPORTED, ""));
      assertThat(play.outcome()).isEqualTo("unsupported");

      TestPlay failing = TestPlay.withAdapter(steps).connect(1, "ns");
      failing.event(new Event.ActionDone(1, Event.Reply.FAILED, "no such status"));
      assertThat(failing.explanation()).contains("no such status");
    }

    @Test
    void do_without_an_adapter_is_unsupported() {
      TestPlay play =
          TestPlay.of("steps: [{ accept: ns }, { do: sign-out }, { C: OUT }]\n").connect(1, "ns");

      assertThat(play.outcome()).isEqualTo("unsupported");
    }
  }

  @Nested
  class Lenient {
    @Test
    void what_nobody_wants_is_passed_over_and_more_tokens_are_allowed() {
      TestPlay play = TestPlay.lenient(GREETING).connect(1, "ns");
      play.says(1, "XYZ 1").says(1, "VER 1 MSNP9").wait(Duration.ofMinutes(5));
      play.says(1, "CVR 2 0x0409 w 4 alice@example.com more");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void headers_and_fields_that_nobody_stated_are_allowed() {
      String headers = "A: 1\r\nB: 2\r\nc: 3\r\n\r\n";
      assertThat(message("headers: { B: 2, A: 1 }, text: abc", headers + "abc")).isEqualTo("ok");
      assertThat(message("headers: { A: 1, C: 3 }, fields: { D: 4 }", headers + "E: 5\r\nD: 4"))
          .isEqualTo("ok");
    }

    @Test
    void headers_that_are_stated_have_to_be_so() {
      String payload = "A: 1\r\nB: 2\r\n\r\nabc";
      assertThat(message("headers: { A: 2 }", payload)).isEqualTo("still playing");
      assertThat(message("headers: { C: 1 }", payload)).isEqualTo("still playing");
      assertThat(message("headers: { A: 1, B: \"{absent}\" }", payload)).isEqualTo("still playing");
      assertThat(message("headers: { A: 1 }, text: abd", payload)).isEqualTo("still playing");
    }

    private static String message(String mime, String payload) {
      String steps = "steps: [{ accept: sb }, { C: 'MSG {trid} N {len}', mime: { %s } }]\n";
      TestPlay play = TestPlay.lenient(steps.formatted(mime)).connect(1, "sb");
      return play.says(1, "MSG 1 N %s|%s".formatted(payload.length(), payload)).outcome();
    }

    private static final String SEEN =
        "steps: [{ accept: ns }, { see: signed-in, within: 1s }, { C: OUT }]\n";

    @Test
    void what_the_user_sees_late_is_waited_for_where_somebody_tells() {
      TestPlay play = TestPlay.lenientWithAdapter(SEEN).connect(1, "ns");
      play.wait(Duration.ofMinutes(5)).tells("signed-in", Map.of()).says(1, "OUT");

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void what_the_user_never_sees_is_waited_for_until_the_client_ends() {
      TestPlay play = TestPlay.lenientWithAdapter(SEEN).connect(1, "ns");
      play.wait(Duration.ofMinutes(5)).event(new Event.ClientEnded("", 1, false));

      assertThat(play.outcome()).isEqualTo("failed");
      assertThat(play.explanation()).contains("the client ended, exit code 1");
    }

    @Test
    void what_the_user_sees_is_not_waited_for_where_nobody_tells() {
      TestPlay play =
          TestPlay.lenient(
              "steps: [{ accept: ns }, { optional: [{ C: PNG }] }, { see: signed-in }, { S: OUT }]\n");
      play.connect(1, "ns").wait(Duration.ofSeconds(6));
      assertThat(play.outcome()).isEqualTo("ok");
    }
  }

  @Nested
  class Levels {
    @Test
    void a_deviation_weighs_what_the_level_of_its_step_says() {
      String steps = "steps: [{ accept: ns }, { C: VER, level: %s }]\n";
      assertThat(play(steps.formatted("should"))).isEqualTo("non-strict");
      assertThat(play(steps.formatted("quirk"))).isEqualTo("informational");
      assertThat(play(steps.formatted("must"))).isEqualTo("failed");
    }

    private static String play(String steps) {
      return TestPlay.of(steps).connect(1, "ns").says(1, "CVR").outcome();
    }

    @Test
    void the_worst_verdict_counts() {
      String steps =
          "steps: [{ accept: ns }, { verdict: non-strict, why: a }, { verdict: informational }]\n";
      TestPlay play = TestPlay.of(steps).connect(1, "ns");

      assertThat(play.outcome()).isEqualTo("non-strict");
      assertThat(play.result().reason()).isEqualTo("a");
    }

    @Test
    void a_stated_failure_ends_the_play() {
      TestPlay play =
          TestPlay.of("steps: [{ accept: ns }, { verdict: failed, why: no }, { C: X }]\n");
      play.connect(1, "ns");

      assertThat(play.explanation()).contains("what       no");
    }
  }

  @Test
  void payloads_are_compared_and_filled_in() {
    String steps =
        """
        steps:
          - accept: ns
          - S: CHL 0 15570131571988941333
          - C: QRY {trid} {product=*} {len}
            body: "{digest('15570131571988941333', product)}"
          - S: MSG Hotmail Hotmail {len}
            mime:
              headers: { MIME-Version: 1.0, Content-Type: text/x }
              text: "\\u00e4"
          - S: QRY {trid}
        """;
    TestPlay play = TestPlay.of(steps).connect(1, "ns");
    play.says(1, "QRY 9 msmsgs@msnmsgr.com 32|8f2f5a91b72102cd28355e9fc9000d6e");
    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.did)
        .contains(
            "#1 MSG Hotmail Hotmail 45\\r\\nMIME-Version: 1.0\\r\\nContent-Type: text/x\\r\\n\\r\\n\u00e4",
            "#1 QRY 9\\r\\n");

    TestPlay wrong = TestPlay.of(steps).connect(1, "ns");
    wrong.says(1, "QRY 9 msmsgs@msnmsgr.com 32|8F2F5A91B72102CD28355E9FC9000D6E");
    assertThat(wrong.explanation())
        .contains("expected  8f2f5a91b72102cd28355e9fc9000d6e")
        .contains("equal except for capitals");
  }

  private static final String IN_CHARACTERS = "lengths are counted in bytes of UTF-8";

  @ParameterizedTest
  @CsvSource({
    "na\u00efve text, 'na\u00efve tex'",
    "two \u00e9\u00e9, 'two \u00e9'",
    "an \u20ac, 'an \udce2'",
    "an \ud83d\ude00, 'an \udcf0'",
    "an \ud83d\ude00, 'an \udcf0\udc9f'",
  })
  void a_payload_that_lacks_what_its_characters_are_shorter_was_measured_in_them(
      String meant, String came) {
    assertThat(afterText("body: " + meant, came)).contains(IN_CHARACTERS);
    String mime = "mime: { headers: { Content-Type: text/plain }, text: " + meant + " }";
    assertThat(afterText(mime, "Content-Type: text/plain\r\n\r\n" + came)).contains(IN_CHARACTERS);
  }

  @Test
  void a_payload_that_lacks_half_of_its_last_line_end_was_measured_in_characters() {
    assertThat(afterText("body: |\n        na\u00efve\n", "na\u00efve\r")).contains(IN_CHARACTERS);
  }

  @Test
  void what_is_wrong_with_a_payload_of_the_right_length_is_not_its_length() {
    String mime = "mime: { headers: { Content-Type: text/plain }, text: na\u00efve }";
    assertThat(afterText(mime, "Content-Type: text/html\r\n\r\nna\u00efve"))
        .contains("received  text/html")
        .doesNotContain(IN_CHARACTERS);
    assertThat(afterText("body: na\u00efve text", "naive tex")).doesNotContain(IN_CHARACTERS);
    assertThat(afterText("body: na\u00efve text", "na\u00efve"))
        .contains("the value was cut")
        .doesNotContain(IN_CHARACTERS);
    assertThat(afterText("body: na\u00efve text", "na\u00efve textual"))
        .doesNotContain(IN_CHARACTERS);
  }

  @Test
  void percent_signs_and_pluses_in_a_payload_are_what_they_are() {
    assertThat(afterText("body: 50% off", "60% off"))
        .contains("received  60% off")
        .doesNotContain("hint");
    assertThat(afterText("body: a b", "a+b")).doesNotContain("hint");
    assertThat(afterText("body: a b", "a%20b")).contains("which it must not be here");
    assertThat(afterText("body: a%20b", "a+b")).contains("a blank is sent as %20");
  }

  /** The explanation of a payload that was not what was awaited. */
  private static String afterText(String awaited, String came) {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: sb\n  - C: MSG {trid} N {len}\n    " + awaited + "\n");
    play.connect(1, "sb").says(1, "MSG 1 N %s|%s".formatted(Text.length(came), came));
    return play.explanation();
  }

  @Test
  void close_reset_and_refuse_become_actions() {
    TestPlay play =
        TestPlay.of(
            "steps: [{ accept: ds }, { refuse: ns }, { reset: ds }, { accept: ds }, { close: ds }]\n");
    play.connect(1, "ds").connect(2, "ds");

    assertThat(play.did).containsExactly("refuse ns", "reset #1", "close #2", "ended");
  }

  @Test
  void a_line_for_a_client_that_has_closed_is_noted_as_not_delivered() {
    TestPlay play = TestPlay.of("steps: [{ accept: ns }, { pause: 1s }, { S: OUT SSD }]\n");
    play.connect(1, "ns").closes(1).wait(Duration.ofSeconds(1));

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.result().journal()).anyMatch(entry -> entry instanceof Entry.NotDelivered);
  }

  @Test
  void names_of_a_fragment_are_its_own_and_come_back_by_export() {
    String fragment =
        """
        fragment: 1
        title: A part
        params: { wanted: {} }
        exports: [offer]
        steps: [{ accept: ns }, { C: "VER {trid} {wanted} {offer=*}" }]
        """;
    String steps =
        """
        steps:
          - include: fragments/part.yaml
            with: { wanted: MSNP9 }
            export: { offer: got }
          - S: OUT {got}
        """;
    TestPlay play =
        TestPlay.withFragment(fragment, steps).connect(1, "ns").says(1, "VER 1 MSNP9 X");

    assertThat(play.did).contains("#1 OUT X\\r\\n");
  }

  @Test
  void a_line_of_a_branch_that_was_not_taken_was_not_said_before() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: ns
                  - one-of:
                      goes: [{ C: OUT }]
                      stays: [{ C: PNG }]
                  - C: QRY {trid} {**}
                """)
            .connect(1, "ns")
            .says(1, "PNG")
            .says(1, "OUT");
    assertThat(play.explanation())
        .contains("this line would fit step 3")
        .contains("which is not awaited now: its turn is over, or another branch was taken")
        .doesNotContain("said again");
  }

  @Test
  void an_expression_that_would_take_for_ever_takes_nothing() {
    for (String costly : List.of("(a|b)*", "(.*a){12}b")) {
      TestPlay play =
          TestPlay.of(
                  "steps:\n  - accept: ns\n  - C: \"REA {trid} {nick=/%s/}\"\n".formatted(costly))
              .connect(1, "ns")
              .says(1, "REA 1 " + "ab".repeat(100_000) + "!");
      assertThat(play.outcome()).as(costly).isEqualTo("failed");
    }
  }

  /** Tickets that are not the account's own, as a real client brings them. */
  @Nested
  class ForeignTickets {
    private static final String HEAD = "steps:\n  - accept: ns\n";

    private String told(String steps, String... lines) {
      TestPlay play = TestPlay.of(HEAD + steps).connect(1, "ns");
      for (String line : lines) {
        play.says(1, line);
      }
      play.wait(Duration.ofMinutes(1));
      return play.explanation();
    }

    @Test
    void each_of_several_is_hidden() {
      assertThat(
              told(
                  "  - C: CHG {trid} {t=ticket}\n  - C: CHG {trid} {t=ticket}\n  - C: OUT\n",
                  "CHG 1 t=firstone&p=x",
                  "CHG 2 t=secondone&p=x",
                  "PNG"))
          .doesNotContain("firstone")
          .doesNotContain("secondone");
    }

    @Test
    void one_in_a_line_that_nobody_awaits_is_hidden_in_the_hint() {
      assertThat(told("  - accept: sb\n", "USR 3 TWN S t=foreignticket&p=x"))
          .contains("has said")
          .doesNotContain("foreignticket");
    }

    @Test
    void one_in_a_line_with_a_mistake_is_hidden() {
      assertThat(told("  - C: USR {trid} TWN S {=ticket}\n", "usr 3 TWN S t=foreignticket&p=x"))
          .doesNotContain("foreignticket");
    }
  }
}
