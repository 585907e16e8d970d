package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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

    assertThat(play.explanation()).contains("nothing came for 5.5 s").doesNotContain("received");
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
    assertThat(slow.explanation()).contains("nothing came for 5.5 s");
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
    assertThat(said(play, 4)).doesNotContain("MSG alice@example.com Alice 5 third");
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
  void a_line_without_a_connection_is_noted() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - S ns: OUT SSD
              - C ns: OUT
            """);

    assertThat(play.wait(Duration.ofSeconds(31)).explanation())
        .contains("there is no connection for this line: S ns: OUT SSD");
  }

  @Test
  void a_play_expects_a_client_where_the_emulator_has_sent_it() {
    TestPlay play =
        TestPlay.of(
            """
            otherwise: emulator
            steps:
              - C ns: PNG
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
