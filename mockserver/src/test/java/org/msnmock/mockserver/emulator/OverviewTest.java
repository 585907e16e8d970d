package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.emulator.Town.Client;
import org.msnmock.mockserver.wire.Role;

class OverviewTest {

  @Test
  void shows_a_person_with_names_decoded_and_no_password() {
    Account alice =
        new Account(
            "Alice@example.com",
            Town.PASSWORD,
            "Alice 100%",
            true,
            false,
            2,
            new Account.Settings(true, false, Map.of("PHH", "555 0100")),
            new TreeMap<>(Map.of(1, "Old Friends")),
            List.of(
                new Account.Contact(
                    "bob@example.com",
                    "Bobby B",
                    Set.of(ListName.FORWARD, ListName.ALLOW),
                    Set.of(1))));
    Town town = new Town(Town.UNCHALLENGED, alice, Town.account("bob"));

    PersonView seen = town.emulator().overview().person("alice@example.com");

    assertThat(seen.address()).isEqualTo("alice@example.com");
    assertThat(seen.name()).isEqualTo("Alice 100%");
    assertThat(seen.asks()).isTrue();
    assertThat(seen.open()).isFalse();
    assertThat(seen.mailbox()).isEqualTo(2);
    assertThat(seen.phones()).isEqualTo(Map.of("PHH", "555 0100"));
    assertThat(seen.groups()).isEqualTo(Map.of(0, "Other Contacts", 1, "Old Friends"));
    assertThat(seen.contacts())
        .containsExactly(
            new PersonView.Contact(
                "bob@example.com",
                "Bobby B",
                Set.of(ListName.FORWARD, ListName.ALLOW),
                new TreeSet<>(Set.of(1))));
    assertThat(town.emulator().overview().person("bob@example.com").on(ListName.REVERSE))
        .containsExactly("alice@example.com");
    assertThat(seen.toString()).doesNotContain(Town.PASSWORD);
  }

  @Test
  void shows_who_is_there_and_stays_as_it_was() {
    Town town = new Town(Town.UNCHALLENGED);
    Client alice = town.signIn("alice");
    PersonView before = town.emulator().overview().person("alice@example.com");
    alice.say("SYN 4 0").say("CHG 5 HDN 0");
    Overview overview = town.emulator().overview();

    assertThat(before.isSignedIn()).isTrue();
    assertThat(before.status()).isEqualTo("FLN");
    assertThat(overview.person("alice@example.com").status()).isEqualTo("HDN");
    assertThat(overview.person("alice@example.com").connection()).hasValue(alice.number());
    assertThat(overview.signedIn())
        .extracting(PersonView::address)
        .containsExactly("alice@example.com");
    alice.leave();
    assertThat(overview.person("alice@example.com").isSignedIn()).isFalse();
    assertThat(overview.person("alice@example.com").status()).isEqualTo("FLN");
    assertThat(overview.signedIn()).isEmpty();
  }

  @Test
  void shows_connections_and_since_when() {
    Town town = new Town(Town.UNCHALLENGED);
    town.pass(Duration.ofSeconds(5));
    Client alice = town.online("alice");
    Client stranger = town.connect(Role.DISPATCH_SERVER);

    assertThat(town.emulator().overview().connections())
        .containsExactly(
            new ConnectionView(
                alice.number(),
                Role.NOTIFICATION_SERVER,
                "127.0.0.1:4660",
                "alice@example.com",
                Instant.ofEpochSecond(6)),
            new ConnectionView(
                stranger.number(),
                Role.DISPATCH_SERVER,
                "127.0.0.1:4660",
                "",
                Instant.ofEpochSecond(6)));
  }

  @Test
  void shows_who_talks_with_whom_and_who_is_called() {
    Town town = new Town(Town.UNCHALLENGED);
    Client alice = town.online("alice");
    town.online("bob");
    alice.say("XFR 6 SB");
    String word = alice.line().split(" ")[5];
    assertThat(town.emulator().overview().switchboards()).isEmpty();
    Client talk = town.connect(Role.SWITCHBOARD);

    talk.say("USR 1 alice@example.com " + word).say("CAL 2 bob@example.com");

    assertThat(town.emulator().overview().switchboards())
        .containsExactly(
            new SwitchboardView(
                "11752013",
                List.of(new SwitchboardView.Member("alice@example.com", talk.number())),
                List.of("bob@example.com")));
    talk.leave();
    assertThat(town.emulator().overview().switchboards()).isEmpty();
  }

  @Test
  void gives_many_people_page_by_page() {
    Overview overview = new Town(Town.UNCHALLENGED).emulator().overview();

    assertThat(overview.population()).isEqualTo(4);
    assertThat(overview.people(1, 2))
        .extracting(PersonView::address)
        .containsExactly("bob@example.com", "carol@example.com");
    assertThat(overview.people()).hasSize(4);
  }

  @Test
  void says_whom_it_does_not_know() {
    Overview overview = new Town(Town.UNCHALLENGED).emulator().overview();

    assertThat(overview.find("x@y")).isEmpty();
    assertThatThrownBy(() -> overview.person("x@y"))
        .isInstanceOf(NotPossibleException.class)
        .hasMessage("there is no account x@y");
  }
}
