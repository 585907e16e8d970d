package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.emulator.Manners.Style;
import org.msnmock.mockserver.wire.Role;

/** The switchboard. */
class ConversationsTest {
  private final Town town = new Town(Town.UNCHALLENGED);
  private final Town.Client alice = town.online("alice");
  private final Town.Client bob = town.online("bob");
  private final Town.Client carol = town.online("carol");

  private Town.Client board() {
    return town.connect(Role.SWITCHBOARD);
  }

  /** The word for a conversation of alice's. */
  private String word() {
    String[] words = alice.say("XFR 9 SB").line().split(" ");
    assertThat(words).hasSize(6).startsWith("XFR", "9", "SB", "sb:3", "CKI");
    return words[5];
  }

  private Town.Client opened() {
    return board()
        .say("USR 1 alice@example.com " + word())
        .expect("USR 1 OK alice@example.com Alice");
  }

  private Town.Client answered(Town.Client who, String name, int id) {
    String[] ring = who.line().split(" ");
    assertThat(ring).hasSize(7).startsWith("RNG").contains("sb:3", "CKI");
    return board().say("ANS %s %s@example.com %s %s".formatted(id, name, ring[4], ring[1]));
  }

  private static String payload(String text) {
    return "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + text;
  }

  @Test
  void people_talk_in_a_group() {
    Town.Client a = opened();
    a.say("CAL 2 bob@example.com");
    assertThat(a.line()).matches("CAL 2 RINGING \\d+");
    Town.Client b = answered(bob, "bob", 1).expect("IRO 1 1 1 alice@example.com Alice", "ANS 1 OK");
    a.expect("JOI bob@example.com Bob").say("CAL 3 carol@example.com").line();
    Town.Client c =
        answered(carol, "carol", 7)
            .expect(
                "IRO 7 1 2 alice@example.com Alice", "IRO 7 2 2 bob@example.com Bob", "ANS 7 OK");
    a.expect("JOI carol@example.com Carol");
    b.expect("JOI carol@example.com Carol");

    b.say("MSG 4 N", payload("Grüße")).expectNothing();
    assertThat(a.message()).isEqualTo(payload("Grüße"));
    assertThat(c.message()).isEqualTo(payload("Grüße"));
    c.say("MSG 5 A", payload("x")).expect("ACK 5");
    assertThat(a.message()).isEqualTo(payload("x"));
    assertThat(b.message()).isEqualTo(payload("x"));

    c.say("OUT").expectClosed();
    a.expect("BYE carol@example.com");
    b.expect("BYE carol@example.com").leave();
    a.expect("BYE bob@example.com").expectNothing().expectOpen();
    a.say("MSG 6 A", payload("y")).expect("NAK 6");
    a.say("MSG 7 U", payload("y")).expectNothing();
    a.say("CAL 8 bob@example.com");
    assertThat(a.line()).startsWith("CAL 8 RINGING");
  }

  @ParameterizedTest
  @CsvSource({"U, ''", "N, NAK 4", "A, NAK 4", "D, NAK 4"})
  void with_nobody_there_nothing_is_delivered(String type, String answer) {
    Town.Client a = opened().say("MSG 4 " + type, payload("x"));
    if (!answer.isEmpty()) {
      a.expect(answer);
    }
    a.expectNothing().expectOpen();
  }

  @Test
  void a_lenient_server_says_that_nobody_got_it_well() {
    Town lenient = new Town(Town.UNCHALLENGED.as(Style.LENIENT));
    Town.Client ns = lenient.online("alice");
    String word = ns.say("XFR 9 SB").line().split(" ")[5];
    Town.Client a = lenient.connect(Role.SWITCHBOARD).say("USR 1 alice@example.com " + word);
    a.line();
    a.say("MSG 4 A", payload("x")).expect("ACK 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"USR 1 bob@example.com %s", "USR 1 alice@example.com %s1", "USR 1 a b"})
  void a_word_is_for_one_person(String line) {
    board().say(line.formatted(word())).expect("911 1").expectClosed();
  }

  @Test
  void nobody_reads_a_word_in_the_notes() {
    String word = word();
    board().say("USR 1 %s alice@example.com".formatted(word)).expect("911 1").expectClosed();
    assertThat(town.notes).last().asString().contains("no address").doesNotContain(word);
  }

  @Test
  void a_word_is_good_once_and_not_for_long() {
    String word = word();
    board().say("USR 1 alice@example.com " + word).line();
    board().say("USR 1 alice@example.com " + word).expect("911 1").expectClosed();
    String old = word();
    for (int i = 0; i < 2; i++) {
      town.pass(Duration.ofSeconds(61));
      alice.say("PNG").expect("QNG 50");
    }
    board().say("USR 1 alice@example.com " + old).expect("911 1").expectClosed();
  }

  @Test
  void whoever_is_called_answers_and_whoever_calls_does_not() {
    String word = word();
    board().say("ANS 1 alice@example.com " + word + " 11752013").expect("911 1").expectClosed();
    board().say("USR 1 alice@example.com " + word).line();
    opened().say("CAL 2 bob@example.com");
    board().say("USR 1 bob@example.com " + bob.line().split(" ")[4]).expect("911 1").expectClosed();
  }

  @Test
  void words_are_not_given_without_end() {
    for (int i = 0; i < 100; i++) {
      word();
    }
    alice.say("XFR 9 SB").expect("714 9").expectOpen();
    town.pass(Duration.ofSeconds(119));
    alice.say("PNG").expect("QNG 50");
    town.pass(Duration.ofSeconds(2));
    word();
  }

  @Test
  void a_conversation_goes_on_as_long_as_somebody_speaks() {
    Town.Client a = opened();
    for (int i = 0; i < 30 * 60; i++) {
      town.pass(Duration.ofMinutes(1));
      a.say("MSG 2 U", "x");
    }
    a.expectNothing().expectOpen();
  }

  @Test
  void an_answer_names_its_conversation() {
    opened().say("CAL 2 bob@example.com");
    String[] ring = bob.line().split(" ");
    board().say("ANS 1 bob@example.com " + ring[4] + " 1").expect("911 1").expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CAL 1 bob@example.com", "MSG 1 U 0", "PNG", "XYZ 1", "OUT", "USR 1"})
  void nobody_speaks_before_they_are_known(String line) {
    board().say(line).expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"USR 2 alice@example.com x", "PNG", "XYZ 1", "MSG 2 n 0", "MSG 2 X 0"})
  void what_nobody_says_is_the_end(String line) {
    opened().say(line).expectClosed();
  }

  @Test
  void who_does_not_say_who_it_is_is_hung_up_on() {
    Town.Client a = board();
    town.pass(Duration.ofSeconds(60));
    a.expectClosed();
  }

  @ParameterizedTest
  @CsvSource({
    "dave@example.com, 217",
    "nobody@example.com, 217",
    "alice@example.com, 215",
    "bob, 208"
  })
  void who_can_not_be_called_is_an_error(String who, String error) {
    opened().say("CAL 2 " + who).expect(error + " 2").expectOpen();
  }

  @Test
  void nobody_is_called_twice_at_a_time() {
    Town.Client a = opened();
    assertThat(a.say("CAL 2 bob@example.com").line()).startsWith("CAL 2 RINGING");
    a.say("CAL 3 bob@example.com").expect("215 3");
    answered(bob, "bob", 1);
    a.expect("JOI bob@example.com Bob").say("CAL 4 bob@example.com").expect("215 4");
  }

  @Test
  void a_call_ends_with_the_session_that_rang() {
    Town.Client a = opened();
    assertThat(a.say("CAL 2 bob@example.com").line()).startsWith("CAL 2 RINGING");
    bob.line();
    bob.say("OUT").expectClosed();
    a.say("CAL 3 bob@example.com").expect("217 3");
    Town.Client again = town.online("bob");
    assertThat(a.say("CAL 4 bob@example.com").line()).startsWith("CAL 4 RINGING");
    assertThat(again.line()).startsWith("RNG ");
    a.say("CAL 5 bob@example.com").expect("215 5");
  }

  @Test
  void who_is_called_and_hides_or_blocks_can_be_called_no_more() {
    Town.Client a = opened();
    a.say("CAL 2 bob@example.com").line();
    bob.say("CHG 6 HDN 0");
    a.say("CAL 3 bob@example.com").expect("217 3");
    bob.say("ADD 7 BL alice@example.com a");
    a.say("CAL 4 bob@example.com").expect("216 4");
  }

  @Test
  void calls_are_no_burden_to_who_is_called() {
    for (int i = 0; i < 100; i++) {
      assertThat(opened().say("CAL 2 bob@example.com").line()).startsWith("CAL 2 RINGING");
    }
    bob.forget();
    assertThat(bob.say("XFR 9 SB").line()).startsWith("XFR 9 SB ");
    assertThat(opened().say("CAL 2 carol@example.com").line()).isEqualTo("714 2");
    String word = carol.say("XFR 9 SB").line().split(" ")[5];
    Town.Client c = board().say("USR 1 carol@example.com " + word);
    c.expect("USR 1 OK carol@example.com Carol").say("CAL 2 bob@example.com");
    assertThat(c.line()).startsWith("CAL 2 RINGING");
  }

  @Test
  void hidden_people_are_offline() {
    bob.say("CHG 6 HDN 0");
    opened().say("CAL 2 bob@example.com").expect("217 2");
  }

  @ParameterizedTest
  @CsvSource({"CLASSIC, 216", "LENIENT, 217"})
  void who_blocks_is_not_called(Style style, String error) {
    Town other = new Town(Town.UNCHALLENGED.as(style));
    Town.Client ns = other.online("alice");
    other.online("bob").say("ADD 6 BL alice@example.com a");
    String word = ns.say("XFR 9 SB").line().split(" ")[5];
    Town.Client a = other.connect(Role.SWITCHBOARD).say("USR 1 alice@example.com " + word);
    a.line();
    a.say("CAL 2 bob@example.com").expect(error + " 2");
  }

  @Test
  void a_conversation_outlives_the_session() {
    Town.Client a = opened();
    a.say("CAL 2 bob@example.com").line();
    Town.Client b = answered(bob, "bob", 1).expect("IRO 1 1 1 alice@example.com Alice", "ANS 1 OK");
    alice.say("OUT");
    a.expect("JOI bob@example.com Bob").say("MSG 4 A", payload("x")).expect("ACK 4");
    assertThat(b.message()).isEqualTo(payload("x"));
  }

  @Test
  void a_conversation_in_which_nobody_speaks_ends() {
    Town.Client a = opened();
    a.say("CAL 2 bob@example.com").line();
    Town.Client b = answered(bob, "bob", 1).expect("IRO 1 1 1 alice@example.com Alice", "ANS 1 OK");
    a.expect("JOI bob@example.com Bob");
    town.pass(Duration.ofMinutes(4));
    b.say("MSG 2 U", payload("x"));
    a.message();
    town.pass(Duration.ofMinutes(4));
    a.expectNothing().expectOpen();
    town.pass(Duration.ofMinutes(1));
    b.expect("BYE alice@example.com 1").expectClosed();
    a.expectClosed();
  }

  @Test
  void a_conversation_in_which_somebody_is_called_goes_on() {
    Town.Client a = opened();
    for (int i = 0; i < 4; i++) {
      town.pass(Duration.ofMinutes(1));
      carol.say("PNG").expect("QNG 50");
    }
    assertThat(a.say("CAL 2 carol@example.com").line()).startsWith("CAL 2 RINGING");
    town.pass(Duration.ofMinutes(4));
    a.expectOpen();
    town.pass(Duration.ofMinutes(1));
    a.expectClosed();
  }

  @Test
  void a_message_that_is_too_long_is_the_end() {
    Town.Client a = opened();
    a.say("MSG 2 U", "x".repeat(1_664)).expectOpen();
    a.say("MSG 3 U", "x".repeat(1_665)).expectClosed();
  }

  @Test
  void nobody_calls_who_is_hidden() {
    alice.say("CHG 6 HDN 0").expect("CHG 6 HDN 0").say("XFR 7 SB").expect("913 7");
  }
}
