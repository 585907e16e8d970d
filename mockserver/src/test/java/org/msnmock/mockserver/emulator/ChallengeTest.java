package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CHL and QRY. */
class ChallengeTest {
  private final Town town = new Town(Manners.USUAL);

  private static String challenge(Town.Client client) {
    String line = client.line();
    assertThat(line).matches("CHL 0 [1-9]\\d{19}");
    return line.substring(6);
  }

  private Town.Client online() {
    Town.Client alice = town.signIn("alice").say("SYN 4 0");
    alice.forget();
    return alice.say("CHG 5 NLN 0").expect("CHG 5 NLN 0");
  }

  @ParameterizedTest
  @CsvSource({
    "msmsgs@msnmsgr.com, Q1P7W2E4J9R8U3S5",
    "PROD0038W!61ZTF9, VT6PX?UQTM4WM%YR",
    "PROD0061VRRZH@4F, JXQ6J@TUOGYV@N0M"
  })
  void the_first_status_brings_a_challenge_and_time_another_one(String product, String key) {
    Town.Client alice = online();
    String first = challenge(alice);
    alice.say("PNG").expect("QNG 50");
    alice.say("QRY 6 " + product, Town.md5(first + key)).expect("QRY 6").expectNothing();
    for (int i = 0; i < 2; i++) {
      town.pass(Duration.ofSeconds(100));
      alice.say("PNG").expect("QNG 50");
    }
    town.pass(Duration.ofSeconds(100));
    String second = challenge(alice);
    assertThat(second).isNotEqualTo(first);
    alice.say("QRY 7 " + product, Town.md5(second + key)).expect("QRY 7").expectOpen();
  }

  @Test
  void another_status_brings_none() {
    Town.Client alice = online();
    String first = challenge(alice);
    alice.say("CHG 6 BSY 0").expect("CHG 6 BSY 0").expectNothing();
    alice.say("QRY 7 msmsgs@msnmsgr.com", Town.md5(first + "Q1P7W2E4J9R8U3S5")).expect("QRY 7");
  }

  @Test
  void no_answer_is_the_end() {
    Town.Client alice = online();
    challenge(alice);
    town.pass(Duration.ofSeconds(49));
    alice.expectOpen();
    town.pass(Duration.ofSeconds(1));
    alice.expectClosed();
  }

  @ParameterizedTest
  @CsvSource({"msmsgs@msnmsgr.com, wrong", "nobody, Q1P7W2E4J9R8U3S5"})
  void a_wrong_answer_is_the_end(String product, String key) {
    Town.Client alice = online();
    String digest = Town.md5(challenge(alice) + key);
    alice.say("QRY 6 " + product, digest).expect("540 6").expectClosed();
  }

  @Test
  void an_answer_to_nothing_is_the_end() {
    Town.Client alice = town.signIn("alice");
    alice.say("QRY 6 msmsgs@msnmsgr.com", Town.md5("Q1P7W2E4J9R8U3S5"));
    alice.expect("540 6").expectClosed();
  }

  @Test
  void nobody_is_challenged_where_that_is_wanted() {
    Town quiet = new Town(Town.UNCHALLENGED);
    Town.Client alice = quiet.signIn("alice");
    alice.say("CHG 5 NLN 0").expect("CHG 5 NLN 0").expectNothing();
  }
}
