package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.wire.Role;

/** What whoever looks on is told of a client's mistakes. */
class MisstepTest {
  private final Town town = new Town(Town.UNCHALLENGED);

  private Misstep latest() {
    return town.missteps.get(town.missteps.size() - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CVR 1 x | CVR came before VER | VER <id> MSNP9",
        "SYN 1 0 | SYN came before the sign-in | VER <id> MSNP9",
        "VER x MSNP9 | no transaction id | VER <id> MSNP9",
        "VER 1 MSNP7 | none of [MSNP9, MSNP8] | VER <id> MSNP9",
      })
  void tells_what_comes_first(String line, String summary, String expected) {
    town.connect(Role.NOTIFICATION_SERVER).say(line);

    assertThat(latest().summary()).contains(summary);
    assertThat(latest().received()).isEqualTo(line);
    assertThat(latest().expected()).startsWith(expected);
    assertThat(latest().consequence()).isEqualTo("hung up on without a word");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHG 4 nln 0 | nobody can take the status nln | CHG <id> NLN|BSY",
        "ADD 4 FL bob@example.com | ADD has too few words | ADD <id> FL|AL|BL <address> <name>",
        "ADD 4 RL bob@example.com Bob | nobody can change the list RL | ADD <id> FL|AL|BL",
        "GTC 4 X | GTC is followed by A or N | GTC <id> A|N",
        "JOI 4 | does not know JOI | SYN, CHG",
      })
  void tells_what_a_line_should_look_like(String line, String summary, String expected) {
    town.signIn("alice").say(line.replace('!', '|'));

    assertThat(latest().summary()).contains(summary);
    assertThat(latest().expected()).startsWith(expected);
  }

  @Test
  void tells_what_is_expected_after_each_step() {
    Town.Client client = town.connect(Role.NOTIFICATION_SERVER).say("VER 1 MSNP9 CVR0");
    client.say("SYN 2 0");
    assertThat(latest().expected()).startsWith("CVR <id>").contains("USR <id> TWN I <address>");

    town.connect(Role.NOTIFICATION_SERVER)
        .say("VER 1 MSNP9 CVR0")
        .say("USR 2 TWN I alice@example.com")
        .say("SYN 3 0");
    assertThat(latest().expected()).isEqualTo("USR <id> TWN S <ticket>");

    town.connect(Role.SWITCHBOARD).say("CAL 1 bob@example.com");
    assertThat(latest().expected()).startsWith("USR <id> <address> <word>").contains("ANS <id>");

    town.connect(Role.SWITCHBOARD).say("USR 1 bob@example.com 1.2.3");
    assertThat(latest().expected()).startsWith("USR <id> <address> <word>");

    town.connect(Role.DISPATCH_SERVER)
        .say("VER 1 MSNP9 CVR0")
        .say("USR 2 TWN I alice@example.com")
        .say("SYN 3 0");
    assertThat(latest().expected()).isEqualTo("OUT, or a close");
  }

  @Test
  void hints_at_an_empty_line_behind_a_payload_and_at_small_letters() {
    town.signIn("alice").say("");
    assertThat(latest().hint()).contains("behind a payload", "no line end");

    town.signIn("bob").say("syn 4 0");
    assertThat(latest().hint()).isEqualTo("commands are written in capitals");
  }

  @Test
  void tells_what_an_error_means_which_ends_nothing() {
    Town.Client alice = town.signIn("alice");
    alice.say("ADD 4 FL nobody@example.com N");

    assertThat(latest())
        .isEqualTo(
            new Misstep(
                "there is no such account",
                "ADD 4 FL nobody@example.com N",
                "ADD <id> FL|AL|BL <address> <name> [<group>]",
                "",
                205,
                false));
    assertThat(latest().consequence()).isEqualTo("refused with 205");
    alice.expectOpen();
  }

  @Test
  void tells_nothing_of_who_says_goodbye() {
    town.signIn("alice").say("OUT");

    assertThat(town.missteps).isEmpty();
  }

  // ---- tickets and passwords ----

  private Town.Client challenged() {
    return town.connect(Role.NOTIFICATION_SERVER)
        .say("VER 1 MSNP9 CVR0")
        .say("USR 2 TWN I alice@example.com");
  }

  private static String challenge(Town.Client client) {
    client.line();
    return client.line().substring("USR 2 TWN S ".length());
  }

  @Test
  void tells_what_is_wrong_with_a_ticket() {
    Town.Client client = challenged();
    String ticket = town.ticket("alice", Town.PASSWORD, challenge(client));
    client.say("USR 3 TWN S " + ticket.substring(0, 40));
    assertThat(latest().summary()).endsWith("it was cut, 40 characters of it came");
    assertThat(latest().consequence()).isEqualTo("refused with 911, and hung up on");
    assertThat(latest().summary()).doesNotContain(ticket.substring(0, 40));
    assertThat(latest().expected()).isEqualTo("USR <id> TWN S <ticket>");

    challenged().say("USR 3 TWN S '" + ticket + "'");
    assertThat(latest().summary()).contains("came with the quotes");

    challenged().say("USR 3 TWN S " + ticket);
    assertThat(latest().summary()).contains("it was given for another challenge: the tpf");

    challenged().say("USR 3 TWN S " + ticket);
    assertThat(latest().summary()).contains("was used before");

    String bobs = town.ticket("bob", Town.PASSWORD, "lc=1033");
    challenged().say("USR 3 TWN S " + bobs);
    assertThat(latest().summary()).endsWith("it was given to bob@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a%2520b%252Cc | it is percent-encoded twice",
        "a+b%2Cc | a plus is a plus",
        "a%20b,c | it ends at a comma",
        "wrong | not the password of",
      })
  void tells_what_is_wrong_with_a_password(String sent, String told) {
    Town odd = new Town(Town.UNCHALLENGED, Account.of("alice@example.com", "a b,c", "Alice"));

    assertThat(odd.ticket("alice", sent, "lc=1033")).isEmpty();

    assertThat(odd.notes).last().asString().contains(told).doesNotContain("a b,c");
  }
}
