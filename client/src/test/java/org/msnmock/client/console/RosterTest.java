package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.client.contact.ListName.ALLOW;
import static org.msnmock.client.contact.ListName.BLOCK;
import static org.msnmock.client.contact.ListName.FORWARD;
import static org.msnmock.client.contact.ListName.REVERSE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.msnmock.client.contact.ClientCapabilities;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.Group;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.contact.Presence;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

class RosterTest {
  private static final ContactList LIST =
      new ContactList(
          1,
          List.of(
              contact("carol@example.com", "Carol", Set.of(1L), Status.OFFLINE, FORWARD, ALLOW),
              contact("bob@example.com", "B\033ob", Set.of(1L, 2L), Status.AWAY, FORWARD, ALLOW),
              contact(
                  "dave@example.com", "dave@example.com", Set.of(9L), Status.BUSY, FORWARD, BLOCK),
              contact("mallory@example.com", "Mal", Set.of(), Status.OFFLINE, REVERSE),
              contact("erin@example.com", "Erin", Set.of(), Status.OFFLINE, BLOCK)),
          List.of(new Group(0, "Other"), new Group(1, "Friends"), new Group(2, "Wo\u202Erk")),
          Strangers.ALLOWED,
          WhenAdded.ASK,
          Map.of());

  private static Contact contact(
      String address, String name, Set<Long> groups, Status status, ListName... lists) {
    return new Contact(
        new Principal(address),
        name,
        Set.of(lists),
        groups,
        Map.of(),
        new Presence(status, ClientCapabilities.NONE, Optional.empty()));
  }

  private static List<String> text(List<Line> lines) {
    return lines.stream().flatMap(line -> Rows.unlimited(line).stream()).toList();
  }

  @Test
  void shows_everybody_in_their_groups_and_those_who_are_there_first() {
    assertThat(text(Roster.all(LIST)))
        .containsExactly(
            "Friends (1 of 2 online)",
            "  bob@example.com      away            \"B␛ob\"",
            "  carol@example.com    offline         \"Carol\"",
            "Wo\uFFFDrk (1 of 1 online)",
            "  bob@example.com      away            \"B␛ob\"",
            "in no group",
            "  dave@example.com     busy              blocked",
            "wait to be allowed or blocked (/allow, /block)",
            "  mallory@example.com                  \"Mal\"",
            "blocked",
            "  erin@example.com                     \"Erin\"");
  }

  @Test
  void shows_only_those_who_are_there_when_asked_to() {
    assertThat(text(Roster.online(LIST)))
        .contains("Friends (1 of 2 online)")
        .noneMatch(line -> line.contains("carol"));
  }

  @Test
  void says_what_to_do_when_nobody_is_there_to_show() {
    assertThat(text(Roster.all(ContactList.EMPTY)))
        .containsExactly("nobody is on your list; /add ADDRESS adds somebody");
  }

  @Test
  void people_are_found_by_what_stands_before_the_at() {
    People people = new People(() -> LIST);

    assertThat(people.principal("BOB")).isEqualTo(new Principal("bob@example.com"));
    assertThat(people.principal("x@y")).isEqualTo(new Principal("x@y"));
    assertThat(people.group("friends")).isEqualTo(new Group(1, "Friends"));
  }
}
