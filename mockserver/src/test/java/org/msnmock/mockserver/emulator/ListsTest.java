package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.msnmock.mockserver.emulator.Town.account;
import static org.msnmock.mockserver.emulator.Town.knows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.wire.Role;

/** Lists, groups and settings. */
class ListsTest {
  private final Town town = new Town(Town.UNCHALLENGED);

  @Test
  void SYN_tells_all_of_it() {
    Account bob = account("bob");
    Account alice =
        new Account(
            "Alice@Example.com",
            Town.PASSWORD,
            "Al Ice",
            false,
            true,
            3,
            new Account.Settings(false, false, Map.of("PHH", "555 1")),
            new TreeMap<>(Map.of(1, "Best Friends", 7, "100%")),
            List.of(
                new Account.Contact(
                    "BOB@example.com",
                    "Bobby B",
                    Set.of(ListName.FORWARD, ListName.ALLOW),
                    Set.of(1, 7)),
                new Account.Contact("carol@example.com", "", Set.of(ListName.BLOCK), Set.of())));
    Account phoning =
        new Account(
            bob.address(),
            bob.password(),
            bob.name(),
            true,
            false,
            Account.NO_MAILBOX,
            new Account.Settings(true, true, Map.of("MOB", "Y")),
            new TreeMap<>(),
            List.of(
                new Account.Contact("alice@example.com", "", Set.of(ListName.FORWARD), Set.of())));
    Town small = new Town(Town.UNCHALLENGED, alice, phoning, account("carol"));
    Town.Client client = small.connect(Role.NOTIFICATION_SERVER);
    client.say("VER 0 MSNP9").expect("VER 0 MSNP9 CVR0").say("USR 1 TWN I ALICE@example.com");
    String challenge = client.line().substring(12);
    client
        .say("USR 2 TWN S " + small.ticket("alice", Town.PASSWORD, challenge))
        .expect("USR 2 OK alice@example.com Al%20Ice 0 1");
    assertThat(client.message()).contains("EmailEnabled: 1\r\n", "Kid: 1\r\n", "ClientPort: 13330");
    assertThat(client.message()).contains("Inbox-Unread: 3\r\n");
    client
        .say("SYN 3 0")
        .expect(
            "SYN 3 1 2 3",
            "GTC N",
            "BLP BL",
            "PRP PHH 555%201",
            "LSG 0 Other%20Contacts 0",
            "LSG 1 Best%20Friends 0",
            "LSG 7 100%25 0",
            "LST bob@example.com Bobby%20B 11 1,7",
            "BPR MOB Y",
            "LST carol@example.com Carol 4")
        .expectNothing();
    client.say("SYN 4 1").expect("SYN 4 1").expectNothing();
    client.say("SYN 5 7").expect("SYN 5 1 2 3");
  }

  @Test
  void worlds_that_do_not_fit_together_are_refused() {
    assertThatThrownBy(
            () ->
                new Town(Manners.USUAL, account("alice"), Account.of("ALICE@example.com", "", "")))
        .hasMessage("there are two accounts with the address alice@example.com");
    assertThatThrownBy(() -> new Town(Manners.USUAL, knows(account("alice"), "eve")))
        .hasMessage(
            "alice@example.com has eve@example.com on a list, and there is no such account");
    assertThatThrownBy(() -> Account.of("alice", "", "")).hasMessageContaining("no e-mail address");
  }

  // ---- people ----

  @Test
  void a_contact_learns_that_somebody_has_added_them() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    alice
        .say("ADD 6 FL BOB@example.com Bobby 0")
        .expect("ADD 6 FL 2 bob@example.com Bobby 0", "ILN 6 NLN bob@example.com Bob 0");
    bob.expect("ADD 0 RL 2 alice@example.com Alice").expectNothing();
    bob.say("SYN 7 0");
    assertThat(bob.lines()).contains("LST alice@example.com Alice 8");
    bob.say("ADD 8 AL alice@example.com Alice").expect("ADD 8 AL 3 alice@example.com Alice");
    alice.say("REM 9 FL bob@example.com").expect("REM 9 FL 3 bob@example.com");
    bob.expect("REM 0 RL 4 alice@example.com").expectNothing();
  }

  @Test
  void a_contact_may_be_in_several_groups() {
    Town.Client alice = town.online("alice");
    alice.say("ADG 6 Work 0").expect("ADG 6 2 Work 1 0");
    alice.say("ADD 7 FL bob@example.com Bob").expect("ADD 7 FL 3 bob@example.com Bob 0");
    alice.say("ADD 8 FL bob@example.com Bob 1").expect("ADD 8 FL 4 bob@example.com Bob 1");
    alice.say("ADD 9 FL bob@example.com Bob 1").expect("215 9");
    alice.say("ADD 10 FL bob@example.com Bob 2").expect("224 10");
    alice.say("REM 11 FL bob@example.com 2").expect("224 11");
    alice.say("REM 12 FL bob@example.com 0").expect("REM 12 FL 5 bob@example.com 0");
    alice.say("REM 13 FL bob@example.com 0").expect("225 13");
    alice.say("SYN 14 0");
    assertThat(alice.lines()).contains("LST bob@example.com Bob 1 1");
    alice.say("REM 15 FL bob@example.com 1").expect("REM 15 FL 6 bob@example.com 1");
    alice.say("REM 16 FL bob@example.com").expect("216 16");
  }

  @ParameterizedTest
  @CsvSource({
    "ADD 6 FL nobody@example.com x 0, 205 6",
    "ADD 6 FL bob bob, 206 6",
    "ADD 6 AL bob@ x, 206 6",
    "ADD 6 FL @example.com x 0, 201 6",
    "ADD 6 FL bob@example.com x 31, 224 6",
    "ADD 6 FL bob@example.com x y, 224 6",
    "REM 6 AL bob@example.com, 216 6",
    "REM 6 FL nobody@example.com, 216 6",
    "REA 6 bob@example.com x, 216 6",
    "REA 6 nobody@example.com x, 216 6",
    "ADD 6 FL Alice@example.com x 0, 201 6",
    "'REA 6 alice@example.com  ', 209 6",
    "RMG 6 0, 230 6",
    "RMG 6 1, 224 6",
    "RMG 6 New%20Group, 224 6",
    "REG 6 3 x 0, 224 6",
    "ADG 6 Other%20Contacts 0, 228 6",
    "PRP 6 XXX 1, 715 6",
    "GTC 6 A, 218 6",
    "BLP 6 AL, 218 6",
    "USR 6 TWN I alice@example.com, 207 6",
    "LST 6 FL, 502 6",
    "FND 6 x, 502 6",
    "PAG 6 x 0, 715 6",
    "URL 6 INBOX, 710 6",
    "XFR 6 SB, 913 6"
  })
  void what_can_not_be_done_is_an_error_and_the_session_goes_on(String line, String error) {
    Town.Client alice = town.signIn("alice");
    alice.say(line).expect(error).expectOpen();
    alice.say("PNG").expect("QNG 50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD 6 RL bob@example.com Bob",
        "REM 6 RL bob@example.com",
        "ADD 6 XL bob@example.com Bob",
        "ADD 6 FL",
        "ADD 6 FL bob@example.com",
        "MSG 6 U 0",
        "INF 6",
        "XYZ 6",
        "xyz 6",
        "PRP 6 LONG 1",
        "PRP 6 MOB perhaps",
        "ADG 6  0",
        "REA 6 alice@example.com A\rOUT",
        "BLP 6 XX",
        "GTC 6 B",
        "XFR 6 NS",
        "SYN 6",
        "CHG",
        "6",
        "",
      })
  void what_nobody_says_is_the_end(String line) {
    Town.Client alice = town.signIn("alice");
    alice.say(line).expectClosed();
    assertThat(town.notes).last().asString().isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"VER 6 MSNP9", "CVR 6 x"})
  void the_first_words_come_first(String line) {
    town.signIn("alice").say(line).expect("715 6").expectClosed();
  }

  @Test
  void allowed_and_blocked_exclude_each_other() {
    Town.Client alice = town.online("alice");
    alice.say("ADD 6 AL bob@example.com b").expect("ADD 6 AL 2 bob@example.com b");
    alice.say("ADD 7 AL bob@example.com b").expect("215 7");
    alice.say("ADD 8 BL bob@example.com b").expect("219 8");
    alice.say("REM 9 AL bob@example.com").expect("REM 9 AL 3 bob@example.com");
    alice.say("ADD 10 BL bob@example.com b").expect("ADD 10 BL 4 bob@example.com b");
    alice.say("ADD 11 AL bob@example.com b").expect("219 11");
  }

  @Test
  void lists_and_names_have_limits() {
    Account[] all = new Account[152];
    all[0] = account("alice");
    for (int i = 1; i < all.length; i++) {
      all[i] = account("p" + i);
    }
    Town large = new Town(Town.UNCHALLENGED, all);
    Town.Client alice = large.online("alice");
    for (int i = 1; i <= 150; i++) {
      alice.say("ADD 6 FL p%s@example.com x".formatted(i));
    }
    alice.forget();
    alice.say("ADD 7 FL p151@example.com x").expect("210 7");
    alice.say("REA 8 p1@example.com " + "x".repeat(388)).expect("209 8");
    alice.say("REA 9 alice@example.com " + "x".repeat(388)).expect("209 9");
    alice.say("ADG 10 " + "x".repeat(62) + " 0").expect("229 10");
    for (int i = 1; i < 30; i++) {
      alice.say("ADG 11 g" + i + " 0");
    }
    alice.forget();
    alice.say("ADG 12 another 0").expect("223 12");
    alice.say("PRP 13 PHH " + "5".repeat(96)).expectClosed();
  }

  @Test
  void who_is_not_verified_keeps_the_name() {
    Account unverified =
        new Account(
            "alice@example.com",
            Town.PASSWORD,
            "Alice",
            false,
            false,
            Account.NO_MAILBOX,
            Account.Settings.USUAL,
            new TreeMap<>(),
            List.of());
    Town.Client alice = new Town(Town.UNCHALLENGED, unverified).online("alice");
    alice.say("REA 6 alice@example.com Al").expect("209 6");
  }

  @Test
  void names_of_contacts_are_the_users_own() {
    Town.Client alice = town.online("alice");
    alice.say("ADD 6 AL bob@example.com Bob").expect("ADD 6 AL 2 bob@example.com Bob");
    alice.say("REA 7 bob@example.com Bobby").expect("REA 7 3 bob@example.com Bobby");
    alice.say("SYN 8 0");
    assertThat(alice.lines()).contains("LST bob@example.com Bobby 2");
  }

  @Test
  void a_contact_who_has_added_the_user_first_gets_the_name_that_is_said() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    alice.say("ADD 6 FL bob@example.com Bob 0");
    bob.say("ADD 7 FL alice@example.com Ali 0").say("SYN 8 0");
    assertThat(bob.lines()).contains("LST alice@example.com Ali 9 0");
  }

  @Test
  void who_has_added_somebody_may_have_a_name_there_from_the_beginning() {
    Account alice =
        account("alice")
            .with(List.of(new Account.Contact("bob@example.com", "Bobby", Set.of(), Set.of())));
    Town small = new Town(Town.UNCHALLENGED, alice, knows(account("bob"), "alice"));
    Town.Client client = small.signIn("alice").say("SYN 6 0");
    assertThat(client.lines()).contains("LST bob@example.com Bobby 8");
  }

  @Test
  void who_has_no_name_of_the_users_choice_goes_by_the_own_one() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    alice.say("ADD 6 FL bob@example.com Bob 0");
    bob.say("REA 7 bob@example.com Robert");
    alice.say("SYN 8 0");
    assertThat(alice.lines()).contains("LST bob@example.com Robert 1 0");
  }

  @Test
  void lists_of_another_world_are_not_taken_for_these() {
    String first =
        new Town(1_000, Manners.USUAL, account("alice")).signIn("alice").say("SYN 6 0").line();
    Town.Client alice = new Town(2_000, Manners.USUAL, account("alice")).signIn("alice");
    String kept = first.split(" ")[2];
    alice.say("SYN 6 " + kept);
    assertThat(alice.line()).matches("SYN 6 \\d+ 0 1").isNotEqualTo("SYN 6 " + kept + " 0 1");
    assertThat(alice.lines()).contains("LSG 0 Other%20Contacts 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRP 6 PHH 1", "REA 6 bob@example.com Bo"})
  void lists_that_a_client_has_kept_are_old_when_a_contact_changes(String line) {
    Town small =
        new Town(
            Town.UNCHALLENGED, knows(account("alice"), "bob"), account("bob"), account("carol"));
    Town.Client alice = small.signIn("alice").say("SYN 6 1").expect("SYN 6 1");
    alice.say("OUT");
    Town.Client carol = small.signIn("carol");
    small.signIn("bob").say(line).say("REA 7 alice@example.com A").say("OUT");
    Town.Client again = small.signIn("alice").say("SYN 8 1");
    assertThat(again.line()).startsWith("SYN 8 2 ");
    carol.say("SYN 7 1").expect("SYN 7 1").expectNothing();
  }

  @Test
  void lists_with_a_name_of_the_users_own_choice_stay_when_a_contact_has_another_one() {
    Town small = new Town(Town.UNCHALLENGED, account("alice"), account("bob"));
    Town.Client alice = small.online("alice").say("ADD 6 FL bob@example.com Bobby 0");
    small.signIn("bob").say("REA 6 bob@example.com Bo");
    alice.forget();
    alice.say("SYN 7 2").expect("SYN 7 2");
  }

  // ---- groups ----

  @Test
  void numbers_of_groups_are_used_again() {
    Town.Client alice = town.online("alice");
    alice.say("ADG 6 A 0").expect("ADG 6 2 A 1 0").say("ADG 7 B 0").expect("ADG 7 3 B 2 0");
    alice.say("REG 8 2 C 0").expect("REG 8 4 2 C 0").say("RMG 9 1").expect("RMG 9 5 1");
    alice.say("ADG 10 D 0").expect("ADG 10 6 D 1 0");
  }

  @Test
  void who_was_in_a_group_that_is_removed_is_in_the_first_one() {
    Town.Client alice = town.online("alice");
    alice.say("ADG 6 A 0").say("ADD 7 FL bob@example.com Bob 1").say("RMG 8 1").say("SYN 9 0");
    assertThat(alice.lines()).contains("LST bob@example.com Bob 1 0").doesNotContain("LSG 1 A 0");
  }

  @Test
  void a_mailbox_has_an_address() {
    Account rich =
        new Account(
            "alice@example.com",
            Town.PASSWORD,
            "Alice",
            true,
            false,
            0,
            Account.Settings.USUAL,
            new TreeMap<>(),
            List.of());
    Town.Client alice = new Town(Town.UNCHALLENGED, rich).signIn("alice");
    assertThat(alice.message()).contains("Inbox-Unread: 0");
    alice.say("URL 6 INBOX");
    assertThat(alice.line()).matches("URL 6 /cgi-bin/HoTMaiL https://\\S+ 2");
  }
}
