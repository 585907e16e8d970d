package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.wire.Role;

class RateLimitsTest {
  private final Town town = new Town(Town.UNCHALLENGED.limitingRates());

  @Test
  void the_sixth_change_of_ten_seconds_is_refused_and_changes_nothing() {
    Town friends =
        new Town(
            Town.UNCHALLENGED.limitingRates(),
            Town.knows(Town.account("alice"), "bob"),
            Town.knows(Town.account("bob"), "alice"));
    Town.Client bob = friends.online("bob");
    Town.Client alice = friends.signIn("alice");
    for (int id = 10; id < 13; id++) {
      alice.say("CHG %s BSY 0".formatted(id)).expect("CHG %s BSY 0".formatted(id));
    }
    alice.say("REA 13 alice@example.com Al");
    assertThat(alice.line()).startsWith("REA 13 ");
    alice.say("CHG 14 AWY 0").expect("CHG 14 AWY 0");

    assertThat(bob.line()).startsWith("NLN BSY alice@example.com ");
    bob.forget();

    alice.say("CHG 15 NLN 0").expect("800 15");
    alice.say("REA 16 alice@example.com Alice").expect("800 16").expectOpen();
    alice.say("PNG").expect("QNG 50");
    PersonView seen = friends.emulator().overview().person("alice@example.com");
    assertThat(List.of(seen.name(), seen.status())).containsExactly("Al", "AWY");
    bob.expectNothing();

    friends.pass(Duration.ofSeconds(11));
    alice.say("CHG 17 NLN 0").expect("CHG 17 NLN 0");
  }

  @Test
  void after_five_calls_in_vain_the_next_one_is_refused_whomever_it_is_for() {
    town.online("bob");
    Town.Client alice = town.online("alice");
    Town.Client board =
        town.connect(Role.SWITCHBOARD)
            .say("USR 1 alice@example.com " + alice.say("XFR 9 SB").line().split(" ")[5]);
    board.line();
    for (int id = 2; id < 7; id++) {
      board.say("CAL %s carol@example.com".formatted(id)).expect("217 " + id);
    }

    board.say("CAL 7 bob@example.com").expect("713 7").expectOpen();

    for (int i = 0; i < 2; i++) {
      town.pass(Duration.ofSeconds(31));
      alice.say("PNG").expect("QNG 50");
    }
    Town.Client later =
        town.connect(Role.SWITCHBOARD)
            .say("USR 1 alice@example.com " + alice.say("XFR 10 SB").line().split(" ")[5]);
    later.line();
    assertThat(later.say("CAL 2 bob@example.com").line()).startsWith("CAL 2 RINGING");
  }

  @Test
  void without_limits_nobody_is_too_quick() {
    Town patient = new Town(Town.UNCHALLENGED);
    Town.Client alice = patient.signIn("alice");
    for (int id = 10; id < 30; id++) {
      alice.say("CHG %s BSY 0".formatted(id)).expect("CHG %s BSY 0".formatted(id));
    }
  }
}
