package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.ObservedDialogue;

/** {@code otherwise: emulator}: the dialogue says what it is about, the emulator the rest. */
class OtherwiseTest {
  private static final String REFUSED_STATUS =
      """
      otherwise: emulator
      steps:
        - C ns: CHG {trid} AWY {**}
          why: the status that its user chose
        - S ns: 800 {trid}
        - C ns: CHG {trid} AWY {**}
          pass: emulator
        - quiet: 1s
          for: ns
      """;

  /** Signs a client in on the notification server, without a word of the script. */
  private static TestPlay signIn(TestPlay play, int connection, String service, int account) {
    Account who = play.play().script().accounts().get(account);
    return play.connect(connection, service)
        .says(connection, "VER 1 MSNP9 CVR0")
        .says(connection, "CVR 2 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS " + who.user())
        .says(connection, "USR 3 TWN I " + who.user())
        .says(connection, "USR 4 TWN S " + who.ticket());
  }

  private static TestPlay signIn(TestPlay play) {
    return signIn(play, 1, "ns", 0);
  }

  private static String last(TestPlay play) {
    return play.did.get(play.did.size() - 1);
  }

  private static List<String> said(TestPlay play, int connection) {
    String who = "#" + connection + " ";
    return play.did.stream()
        .filter(line -> line.startsWith(who))
        .map(line -> line.substring(who.length()).replaceAll("\\\\r\\\\n.*", ""))
        .toList();
  }

  @Test
  void the_emulator_answers_what_the_script_does_not_await() {
    TestPlay play = signIn(TestPlay.of(REFUSED_STATUS));

    assertThat(said(play, 1).get(0)).isEqualTo("VER 1 MSNP9 CVR0");
    assertThat(said(play, 1)).anyMatch(line -> line.startsWith("USR 4 OK alice@example.com Alice"));
    play.says(1, "PNG");
    assertThat(last(play)).isEqualTo("#1 QNG 50\\r\\n");
    assertThat(play.outcome()).isEqualTo("still playing");
  }

  @Test
  void what_the_script_takes_the_emulator_does_not_hear_unless_it_is_passed_on() {
    TestPlay play = signIn(TestPlay.of(REFUSED_STATUS));
    play.says(1, "SYN 5 0").says(1, "CHG 6 NLN 0");
    assertThat(said(play, 1)).contains("CHG 6 NLN 0");

    play.says(1, "CHG 7 AWY 0");
    assertThat(last(play)).isEqualTo("#1 800 7\\r\\n");
    assertThat(said(play, 1)).noneMatch(line -> line.startsWith("CHG 7"));

    play.says(1, "CHG 8 AWY 0");
    assertThat(last(play)).isEqualTo("#1 CHG 8 AWY 0\\r\\n");
    assertThat(play.wait(Duration.ofSeconds(2)).outcome()).isEqualTo("ok");
  }

  @Test
  void quiet_counts_what_the_emulator_would_answer() {
    TestPlay play = signIn(TestPlay.of(REFUSED_STATUS));
    play.says(1, "CHG 7 AWY 0").says(1, "CHG 8 AWY 0").says(1, "PNG");

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains("PNG came where nothing may come");
  }

  @Test
  void quiet_does_not_count_what_a_background_rule_answers() {
    TestPlay play =
        signIn(
            TestPlay.of(
                """
                otherwise: emulator
                background:
                  pings: [ C ns: PNG, S ns: QNG 40 ]
                steps:
                  - C ns: CHG {trid} {**}
                  - quiet: 1s
                    for: ns
                """));
    play.says(1, "CHG 5 NLN").says(1, "PNG");

    assertThat(last(play)).isEqualTo("#1 QNG 40\\r\\n");
    assertThat(play.wait(Duration.ofSeconds(2)).outcome()).isEqualTo("ok");
  }

  @Test
  void a_line_that_nearly_fits_is_shown_when_the_right_one_does_not_come() {
    TestPlay play = signIn(TestPlay.of(REFUSED_STATUS));
    play.says(1, "CHG 7 BSY 0").wait(Duration.ofSeconds(6));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation())
        .contains("what came nearest was left to the emulator: token 3 of CHG")
        .contains("token 3    expected  AWY")
        .contains("received  BSY")
        .contains("CHG 7 BSY 0   (emulator)");
  }

  @Test
  void a_line_before_its_turn_is_no_near_miss() {
    TestPlay play =
        signIn(
            TestPlay.of(
                """
                otherwise: emulator
                steps:
                  - C ns: PNG
                  - C ns: CHG {trid} AWY {**}
                """));
    play.says(1, "CHG 5 BSY 0").wait(Duration.ofSeconds(1)).says(1, "PNG");
    play.wait(Duration.ofSeconds(6));

    assertThat(play.explanation()).contains("nothing came within 5.0 s").doesNotContain("received");
  }

  @Test
  void the_limit_of_the_first_step_counts_from_when_the_client_has_come() {
    TestPlay play = TestPlay.of(REFUSED_STATUS);
    play.wait(Duration.ofSeconds(20));
    assertThat(play.outcome()).isEqualTo("still playing");

    signIn(play).wait(Duration.ofSeconds(4));
    assertThat(play.outcome()).isEqualTo("still playing");
    assertThat(play.says(1, "CHG 7 AWY 0").outcome()).isEqualTo("still playing");

    TestPlay slow = signIn(TestPlay.of(REFUSED_STATUS)).wait(Duration.ofSeconds(6));
    assertThat(slow.explanation()).contains("nothing came within 5.0 s");
  }

  @Test
  void a_client_that_never_comes_is_told_as_such() {
    TestPlay play = TestPlay.of(REFUSED_STATUS).wait(Duration.ofSeconds(31));

    assertThat(play.explanation()).contains("no connection in 30.0 s").contains("127.0.0.1:4711");
  }

  @Test
  void dispatch_sends_each_client_to_its_own_servers() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            clients: { alice: {}, bob: {} }
            steps:
              - C alice.ns: CHG {trid} {**}
            """);
    play.connect(1, "bob.ds").says(1, "VER 1 MSNP9 CVR0").says(1, "USR 2 TWN I bob@example.com");

    assertThat(last(play)).isEqualTo("#1 XFR 2 NS 127.0.0.2:101 0 127.0.0.2:100\\r\\n");
  }

  @Test
  void clients_of_a_dialogue_know_one_another_and_can_talk() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            clients: { alice: {}, bob: {} }
            steps:
              - C alice.sb: MSG {trid} N {len}
                body: "{text=/third.*/}"
              - reset: alice.sb
            """);
    signIn(play, 1, "alice.ns", 0).says(1, "SYN 5 0").says(1, "CHG 6 NLN 0");
    signIn(play, 2, "bob.ns", 1).says(2, "SYN 5 0").says(2, "CHG 6 NLN 0");
    assertThat(said(play, 1)).contains("NLN NLN bob@example.com Bob 0");
    play.says(1, "XFR 7 SB");
    String way = last(play);
    assertThat(way).startsWith("#1 XFR 7 SB 127.0.0.1:102 CKI ");
    play.connect(3, "alice.sb")
        .says(3, "USR 1 alice@example.com " + word(way, 6))
        .says(3, "CAL 2 bob@example.com");
    String ring =
        play.did.stream().filter(line -> line.startsWith("#2 RNG")).findAny().orElseThrow();
    assertThat(ring).contains(" 127.0.0.2:102 CKI ");
    play.connect(4, "bob.sb")
        .says(4, "ANS 1 bob@example.com %s %s".formatted(word(ring, 5), word(ring, 2)));
    assertThat(said(play, 3)).contains("JOI bob@example.com Bob");

    play.says(3, "MSG 3 N 5|first").says(3, "MSG 4 N 6|second");
    assertThat(play.outcome()).isEqualTo("still playing");
    assertThat(said(play, 4)).contains("MSG alice@example.com Alice 6");
    play.says(3, "MSG 5 N 5|third");

    assertThat(play.did).contains("reset #3");
    assertThat(play.did).noneMatch(line -> line.startsWith("#4 ") && line.contains("third"));
    assertThat(play.outcome()).isEqualTo("ok");
  }

  private static String word(String line, int index) {
    return line.replace("\\r\\n", "").split(" ")[index];
  }

  @Test
  void whom_the_script_cuts_off_the_emulator_takes_for_gone() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            clients: { alice: {}, bob: {} }
            steps:
              - C bob.ns: CHG {trid} BRB {**}
                pass: emulator
              - close: bob.ns
              - C alice.ns: PNG
            """);
    signIn(play, 1, "alice.ns", 0).says(1, "SYN 5 0").says(1, "CHG 6 NLN 0");
    signIn(play, 2, "bob.ns", 1).says(2, "SYN 5 0").says(2, "CHG 6 BRB 0");

    assertThat(said(play, 1)).contains("NLN BRB bob@example.com Bob 0", "FLN bob@example.com");
  }

  @Test
  void a_client_that_goes_is_gone_for_the_emulator_too() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            clients: { alice: {}, bob: {} }
            steps:
              - C alice.ns: PNG
            """);
    signIn(play, 1, "alice.ns", 0).says(1, "SYN 5 0").says(1, "CHG 6 NLN 0");
    signIn(play, 2, "bob.ns", 1).says(2, "SYN 5 0").says(2, "CHG 6 BRB 0").closes(2);

    assertThat(said(play, 1)).contains("NLN BRB bob@example.com Bob 0", "FLN bob@example.com");
  }

  @Test
  void a_role_means_the_newest_connection() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - close: ns
              - C ns: PNG
              - S ns: QNG 7
            """);
    signIn(play).says(1, "PNG");
    assertThat(play.did).contains("close #1");
    play.says(1, "PNG"); // what comes after our close is nobody's
    signIn(play, 2, "ns", 0).says(2, "PNG");

    assertThat(play.did).contains("#2 QNG 7\\r\\n");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void accept_waits_for_the_next_connection_that_no_step_knows() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - close: ns
              - accept: ns
              - C: VER {trid} MSNP9 {**}
            """);
    signIn(play).says(1, "PNG");
    assertThat(play.outcome()).isEqualTo("still playing");
    play.connect(2, "ns").says(2, "VER 1 MSNP9 CVR0");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(said(play, 2)).isEmpty();
  }

  @Test
  void the_script_may_take_the_place_of_passport_or_leave_it() {
    String steps =
        """
        otherwise: emulator
        steps:
          - C login: GET /login2.srf
          - S login: 401 Unauthorized
            headers: { WWW-Authenticate: "Passport1.4 da-status=failed" }
          - C login: GET /login2.srf
            pass: emulator
          - C ns: USR {trid} TWN S {ticket}
            pass: emulator
          - C ns: PNG
        """;
    TestPlay play = TestPlay.of(steps);
    String header = "Passport1.4 OrgVerb=GET,sign-in=alice%40example.com,pwd=s3cret,x";
    play.connect(1, "ns").asks("login", "GET", "/login2.srf", "Authorization", header);
    play.asks("login", "GET", "/login2.srf", "Authorization", header);
    assertThat(play.did).contains("respond 1: 401", "respond 2: 200");

    String ticket = play.play().script().accounts().get(0).ticket();
    play.says(1, "VER 1 MSNP9").says(1, "USR 2 TWN I alice@example.com");
    play.says(1, "USR 3 TWN S " + ticket).says(1, "PNG");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_request_that_nearly_fits_is_shown_too() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C login: GET /login2.srf
                auth: { sign-in: carol%40example.com }
              - S login: 401 Unauthorized
            """);
    play.connect(1, "ns")
        .asks(
            "login",
            "GET",
            "/login2.srf",
            "Authorization",
            "Passport1.4 OrgVerb=GET,sign-in=bob%40example.com,pwd=s3cret,x")
        .wait(Duration.ofSeconds(6));

    assertThat(play.did).contains("respond 1: 401");
    assertThat(play.explanation())
        .contains("was left to the built-in Passport")
        .contains("expected  carol%40example.com")
        .contains("received  bob%40example.com")
        .contains("the Passport service had refused: sign-in is bob%40example.com")
        .doesNotContain("s3cret");
  }

  @Test
  void a_client_that_the_emulator_hangs_up_on_learns_why() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: CHG {trid} {**}
            """);
    play.connect(1, "ns").says(1, "VER 1 MSNP9").says(1, "USR 2 TWN I alice@example.com");
    play.says(1, "USR 3 TWN S t=no&p=ticket").wait(Duration.ofSeconds(6));

    assertThat(play.did).contains("#1 911 3\\r\\n", "close #1");
    assertThat(play.explanation())
        .contains("ns #1: the ticket of alice@example.com is not one")
        .doesNotContain("t=no");
  }

  @Test
  void the_emulator_does_not_speak_into_a_line_of_the_script() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - S ns: QNG 123456
                wire: { chunks: [3], gap: 1s }
              - C ns: OUT
            """);
    signIn(play).says(1, "PNG").says(1, "SYN 5 0");
    assertThat(last(play)).isEqualTo("#1 QNG");
    play.wait(Duration.ofSeconds(2));

    assertThat(play.did.subList(play.did.size() - 2, play.did.size()))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("#1  123456\\r\\n"),
            line -> assertThat(line).startsWith("#1 SYN 5 "));
  }

  @Test
  void until_quiet_waits_for_the_emulators_client_to_be_quiet() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: SYN {trid} {**}
                pass: emulator
              - repeat: 0..*
                until: quiet 2s
                steps:
                  - C ns: ADG {trid} {**}
                  - S ns: 225 {trid}
              - note: over
            """);
    signIn(play).says(1, "SYN 5 0").wait(Duration.ofMillis(1500)).says(1, "PNG");
    play.wait(Duration.ofMillis(1500));
    assertThat(play.outcome()).isEqualTo("still playing");
    play.says(1, "ADG 6 New 0").wait(Duration.ofMillis(2100));

    assertThat(play.did).contains("#1 225 6\\r\\n");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void what_was_observed_is_a_dialogue_that_the_same_client_passes() {
    Result result = talk(TestPlay.of(REFUSED_STATUS)).result();

    String observed = ObservedDialogue.of(result, "test").text();
    assertThat(observed)
        .contains(
            """
            otherwise: emulator
            # lint: off D601 D602
            steps:
              - C ns: CHG {trid} AWY {**}
              - S ns: 800 {trid}
              - C ns: CHG {trid} AWY {**}
                pass: emulator
            """);
    String rest = observed.substring(observed.indexOf("otherwise:"));
    assertThat(talk(TestPlay.of(rest)).outcome()).isEqualTo("ok");
  }

  private static TestPlay talk(TestPlay play) {
    return signIn(play)
        .says(1, "CHG 7 AWY 0")
        .says(1, "CHG 8 AWY 0")
        .wait(Duration.ofSeconds(2))
        .closes(1);
  }

  @Test
  void a_near_miss_is_written_down_as_it_came() {
    TestPlay play = signIn(TestPlay.of(REFUSED_STATUS)).says(1, "CHG 7 BSY 0");
    Result result = play.wait(Duration.ofSeconds(6)).result();

    assertThat(ObservedDialogue.of(result, "test").text())
        .contains("what came nearest was left to the emulator")
        .doesNotContain("accept:");
  }

  @Test
  void a_line_waits_for_the_connection_and_is_not_said_to_nobody() {
    String steps =
        """
        otherwise: emulator
        steps:
          - S ns: OUT SSD
        """;
    assertThat(TestPlay.of(steps).wait(Duration.ofSeconds(31)).explanation())
        .contains("there was no connection for this line for 30.0 s");

    TestPlay late = TestPlay.of(steps).connect(1, "ds").wait(Duration.ofSeconds(6));
    assertThat(late.explanation()).contains("there was no connection for this line for 5.0 s");

    TestPlay play = TestPlay.of(steps).wait(Duration.ofSeconds(20)).connect(1, "ns");
    assertThat(play.did).contains("#1 OUT SSD\\r\\n");
    assertThat(play.outcome()).isEqualTo("ok");

    TestPlay lenient = TestPlay.lenient(steps).wait(Duration.ofSeconds(31));
    assertThat(lenient.outcome()).isEqualTo("ok");
    assertThat(lenient.log()).contains("there is no connection for this line");
  }

  @Test
  void what_the_emulator_does_keeps_its_order_behind_the_script_s_line() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - S ns: QNG 123456
                wire: { chunks: [3], gap: 1s }
              - expect-close: ns
            """);
    signIn(play).says(1, "PNG");
    signIn(play, 2, "ns", 0); // takes the place of the first
    assertThat(play.did).doesNotContain("close #1");
    play.wait(Duration.ofSeconds(2));

    assertThat(play.did)
        .containsSubsequence("#1 QNG", "#1  123456\\r\\n", "#1 OUT OTH\\r\\n", "close #1");
  }

  @Test
  void a_slow_line_holds_up_nobody_else() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            clients: { alice: {}, bob: {} }
            background:
              slowly: [ C alice.ns: PNG, { S: QNG 50, after: 10s } ]
            steps:
              - C bob.ns: OUT
            """);
    signIn(play, 1, "alice.ns", 0).says(1, "PNG").says(1, "SYN 5 0");
    signIn(play, 2, "bob.ns", 1).says(2, "PNG");

    assertThat(last(play)).isEqualTo("#2 QNG 50\\r\\n");
    play.wait(Duration.ofSeconds(4)).says(2, "PNG");
    assertThat(said(play, 1)).noneMatch(line -> line.startsWith("SYN"));
  }

  @Test
  void what_is_joined_with_the_next_line_is_not_torn_apart() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - S ns: QNG 1
                wire: { join: next }
              - S ns: QNG 2
                after: 1s
              - C ns: OUT
            """);
    signIn(play).says(1, "PNG").says(1, "SYN 5 0").wait(Duration.ofSeconds(2));

    assertThat(play.did).contains("#1 QNG 1\\r\\nQNG 2\\r\\n");
    assertThat(last(play)).startsWith("#1 SYN 5 ");
  }

  @Test
  void a_line_that_the_script_takes_shows_that_its_client_is_there() {
    TestPlay play =
        signIn(
            TestPlay.of(
                """
                otherwise: emulator
                background:
                  pings: [ C ns: PNG, S ns: QNG 40 ]
                steps:
                  - { C ns: "CHG {trid} {**}", within: 10m }
                """));
    for (int i = 0; i < 5; i++) {
      play.wait(Duration.ofSeconds(50)).says(1, "PNG");
    }
    assertThat(play.says(1, "CHG 5 NLN 0").outcome()).isEqualTo("ok");
    assertThat(play.did).filteredOn(line -> line.equals("#1 QNG 40\\r\\n")).hasSize(5);
  }

  @Test
  void a_rule_may_pass_its_line_on() {
    TestPlay play =
        signIn(
            TestPlay.of(
                """
                otherwise: emulator
                background:
                  seen: [ { C ns: "CHG {trid} {**}", pass: emulator } ]
                steps:
                  - C ns: OUT
                """));
    play.says(1, "CHG 5 NLN 0");

    assertThat(said(play, 1)).contains("CHG 5 NLN 0");
  }

  @Test
  void another_client_does_not_give_more_time() {
    String steps =
        """
        otherwise: emulator
        clients: { alice: {}, bob: {} }
        steps:
          - C alice.ns: PNG
        """;
    TestPlay play = TestPlay.of(steps).connect(1, "alice.ns").wait(Duration.ofSeconds(4));
    play.connect(2, "bob.ns").wait(Duration.ofSeconds(2));

    assertThat(play.explanation()).contains("nothing came within 5.0 s");
  }

  @Test
  void a_line_in_pieces_ends_on_its_own_connection() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - S ns: QNG 123456
                wire: { chunks: [3], gap: 1s, cut: 7, then: close }
              - C ns: CHG {trid} {**}
                pass: emulator
            """);
    signIn(play).says(1, "PNG").connect(2, "ns").wait(Duration.ofSeconds(2));

    assertThat(play.did).contains("#1 QNG", "close #1").doesNotContain("close #2");
    signIn(play, 3, "ns", 0).says(3, "CHG 5 NLN 0");
    assertThat(said(play, 3)).contains("CHG 5 NLN 0");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void an_answer_goes_where_its_question_came_from() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: URL {trid} INBOX
              - S ns: 710 {trid}
                after: 1s
            """);
    signIn(play).says(1, "URL 5 INBOX").connect(2, "ns").wait(Duration.ofSeconds(2));

    assertThat(play.did).contains("#1 710 5\\r\\n");
  }

  @Test
  void accept_takes_those_that_no_step_knows_in_their_order() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - { accept: sb, as: one }
              - { accept: sb, as: two }
              - S one: BYE a@example.com
              - S two: BYE b@example.com
            """);
    signIn(play).connect(2, "sb").connect(3, "sb").connect(4, "sb").closes(2).says(1, "PNG");

    assertThat(play.did).contains("#3 BYE a@example.com\\r\\n", "#4 BYE b@example.com\\r\\n");
  }

  @Test
  void a_role_means_what_was_accepted_until_the_client_makes_another_one() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - accept: sb
              - S sb: BYE a@example.com
              - C sb: OUT
              - S sb: BYE b@example.com
            """);
    signIn(play).connect(2, "sb").connect(3, "sb").says(1, "PNG").says(2, "OUT");

    assertThat(play.did).contains("#2 BYE a@example.com\\r\\n", "#2 BYE b@example.com\\r\\n");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void to_wait_for_a_line_takes_no_connection_away() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - one-of:
                  line: [ C ns: PNG ]
                  connection: [ accept: ns, note: it is there ]
            """);

    assertThat(play.connect(1, "ns").outcome()).isEqualTo("ok");
  }

  @Test
  void a_line_that_waits_for_its_connection_has_time_from_when_its_client_has_come() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - S ns: 600
            """);
    play.wait(Duration.ofSeconds(6)).connect(1, "ds").wait(Duration.ofSeconds(1));
    play.connect(2, "ns");

    assertThat(play.did).contains("#2 600\\r\\n");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_line_waits_in_vain_for_a_client_that_has_ended() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - S ns: 600
            """);
    play.event(new Event.ClientEnded("", 1, false));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains("exit code 1").contains("S ns: 600");
  }

  @Test
  void a_connection_is_broken_once_it_is_there() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - reset: ns
              - C ns: VER {trid} {**}
            """);
    play.connect(1, "ns");
    assertThat(play.did).contains("reset #1");
    play.connect(2, "ns").says(2, "VER 1 MSNP9 CVR0");
    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_line_goes_to_the_connection_that_was_accepted_last() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C sb: ANS {trid} {**}
              - accept: sb
              - S sb: BYE a@example.com
            """);
    play.connect(1, "sb").says(1, "ANS 1 a b c").connect(2, "sb");

    assertThat(play.did).contains("#2 BYE a@example.com\\r\\n");
  }

  @Test
  void an_answer_behind_branches_goes_where_the_last_question_of_them_came_from() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C sb: ANS {trid} {**}
              - parallel:
                  one: [ C sb: "USR {trid} {**}" ]
                  two: [ pause: 1s ]
              - S sb: USR {trid} OK
            """);
    play.connect(1, "sb").says(1, "ANS 1 a b c").connect(2, "sb").says(2, "USR 7 a b");
    play.wait(Duration.ofSeconds(2));

    assertThat(play.did).contains("#2 USR 7 OK\\r\\n");
  }

  @Test
  void who_is_hung_up_on_is_who_would_be_answered() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C sb: ANS {trid} {**}
              - pause: 1s
              - garbage sb: { text: x }
              - close: sb
            """);
    play.connect(1, "sb").says(1, "ANS 1 a b c").connect(2, "sb").wait(Duration.ofSeconds(2));

    assertThat(play.did).containsSubsequence("#1 x\\r\\n", "close #1", "close #2");
  }

  @Test
  void who_asked_and_has_gone_meanwhile_is_not_answered_elsewhere() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: URL {trid} INBOX
              - S ns: 710 {trid}
                after: 2s
              - C ns: PNG
            """);
    signIn(play).says(1, "URL 5 INBOX").wait(Duration.ofSeconds(1));
    play.connect(2, "ns").closes(1).wait(Duration.ofSeconds(2)).says(2, "PNG");

    assertThat(play.did).noneMatch(line -> line.contains("710"));
    assertThat(play.log()).contains("not delivered");
  }

  @Test
  void quiet_begins_when_its_client_has_come() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - quiet: 5s
                for: ns
            """);
    play.wait(Duration.ofSeconds(3)).connect(1, "ns").wait(Duration.ofMillis(2500));
    play.says(1, "VER 1 MSNP9 CVR0");

    assertThat(play.outcome()).isEqualTo("failed");
  }

  @Test
  void what_is_kept_back_by_hand_holds_up_nobody() {
    TestPlay play =
        TestPlay.byHand(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - S ns: QNG 1
                wire: { join: next }
              - S ns: QNG 2
              - C ns: OUT
            """);
    signIn(play).says(1, "PNG");
    play.releases(1, Optional.of("QNG 1")).releases(2, Optional.empty());
    assertThat(play.did).contains("#1 QNG 1\\r\\n");

    play.says(1, "PNG");
    assertThat(last(play)).isEqualTo("#1 QNG 50\\r\\n");
  }

  @Test
  void at_the_end_of_the_play_the_emulator_says_nothing_more() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            clients: { alice: {}, bob: {} }
            steps:
              - C bob.ns: PNG
            """);
    signIn(play, 1, "alice.ns", 0).says(1, "SYN 5 0").says(1, "CHG 6 NLN 0");
    signIn(play, 2, "bob.ns", 1).says(2, "SYN 5 0").says(2, "CHG 6 NLN 0").says(2, "PNG");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(said(play, 1)).noneMatch(line -> line.startsWith("FLN"));
    assertThat(said(play, 2)).noneMatch(line -> line.startsWith("FLN"));
  }

  @Test
  void one_account_may_be_spelt_in_two_ways() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            clients: { alice: { user: Alice@example.com }, again: { user: alice@example.com } }
            steps:
              - C again.ns: PNG
            """);
    signIn(play, 1, "alice.ns", 0);
    assertThat(said(play, 1)).anyMatch(line -> line.startsWith("USR 4 OK alice@example.com"));
    signIn(play, 2, "again.ns", 1);
    assertThat(said(play, 2)).anyMatch(line -> line.startsWith("USR 4 OK alice@example.com"));
  }

  @Test
  void a_play_expects_a_client_where_the_script_sends_it_or_awaits_it() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
              - S ns: RNG 1 {sb.addr} CKI 1.2.3 bob@example.com Bob
              - C ns: OUT
            """);
    Service ns = Service.of(Role.NOTIFICATION_SERVER);
    Service sb = Service.of(Role.SWITCHBOARD);
    assertThat(play.play().awaits(ns)).isTrue();
    assertThat(play.play().awaits(sb)).isFalse();
    signIn(play);
    assertThat(play.play().awaits(ns)).isFalse();
    assertThat(play.says(1, "PNG").play().awaits(sb)).isTrue();
    assertThat(play.connect(2, "sb").play().awaits(sb)).isFalse();
  }

  @Test
  void a_play_expects_a_client_where_the_emulator_has_sent_it() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ds: OUT
            """);
    Service ns = Service.of(Role.NOTIFICATION_SERVER);
    play.connect(1, "ds").says(1, "VER 1 MSNP9 CVR0");
    assertThat(play.play().awaits(ns)).isFalse();
    play.says(1, "USR 2 TWN I alice@example.com");
    assertThat(play.play().awaits(ns)).isTrue();
    play.connect(2, "ns");
    assertThat(play.play().awaits(ns)).isFalse();
  }
}
