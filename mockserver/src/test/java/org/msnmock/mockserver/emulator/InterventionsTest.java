package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.emulator.Interventions.Farewell;
import org.msnmock.mockserver.emulator.Interventions.Ring;
import org.msnmock.mockserver.emulator.NotPossibleException.Reason;
import org.msnmock.mockserver.emulator.Town.Client;
import org.msnmock.mockserver.wire.Role;

class InterventionsTest {
  private final Town town = new Town(Town.UNCHALLENGED);

  private Interventions hand() {
    return town.emulator().interventions();
  }

  private static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            NotPossibleException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  // ---- lines ----

  @Test
  void says_any_line_and_payload() {
    Client alice = town.online("alice");

    hand().say(alice.number(), "NLN  BSY ä");
    hand().say(alice.number(), "NOT", "<a/>ä".getBytes(StandardCharsets.UTF_8));

    alice.expect("NLN  BSY ä", "NOT 6");
    assertThat(alice.take(6)).isEqualTo("<a/>ä");
    assertRefused(Reason.INVALID, () -> hand().say(alice.number(), "A\r\nB"));
    assertRefused(Reason.INVALID, () -> hand().say(alice.number(), ""));
    assertRefused(Reason.NO_SUCH_CONNECTION, () -> hand().say(77, "OUT"));
    alice.expectNothing();
  }

  @Test
  void rings_somebody_who_can_answer_once() {
    Client alice = town.online("alice");

    String talk = hand().ring(new Ring("Alice@example.com", "ghost@nowhere.example", "", ""));

    String[] ring = alice.line().split(" ");
    assertThat(ring)
        .startsWith("RNG", talk, "sb:3", "CKI")
        .endsWith("ghost@nowhere.example", "ghost@nowhere.example");
    Client answers = town.connect(Role.SWITCHBOARD);
    answers.say("ANS 1 alice@example.com %s %s".formatted(ring[4], talk)).expect("ANS 1 OK");
    assertThat(town.emulator().overview().switchboards())
        .singleElement()
        .satisfies(one -> assertThat(one.addresses()).containsExactly("alice@example.com"));
    Client again = town.connect(Role.SWITCHBOARD);
    again.say("ANS 1 alice@example.com %s %s".formatted(ring[4], talk)).expect("911 1");
  }

  @Test
  void rings_in_the_name_of_a_person_or_of_anybody_and_from_anywhere() {
    Client alice = town.online("alice");

    hand().ring(new Ring("alice@example.com", "bob@example.com", "", ""));
    hand().ring(new Ring("alice@example.com", "x", "A B", "192.0.2.1:9"));

    assertThat(alice.line()).startsWith("RNG ").endsWith(" bob@example.com Bob");
    assertThat(alice.line()).matches("RNG [0-9]+ 192.0.2.1:9 CKI \\S+ x A%20B");
    assertRefused(
        Reason.NOT_SIGNED_IN, () -> hand().ring(new Ring("bob@example.com", "x@y", "", "")));
    assertRefused(Reason.NO_SUCH_PERSON, () -> hand().ring(new Ring("nobody@x", "x@y", "", "")));
    assertRefused(Reason.INVALID, () -> hand().ring(new Ring("alice@example.com", "x y", "", "")));
  }

  @Test
  void does_not_ring_for_ever() {
    Client alice = town.online("alice");
    Ring ring = new Ring("alice@example.com", "x@y", "", "");
    for (int i = 0; i < 100; i++) {
      hand().ring(ring);
    }
    alice.forget();

    assertRefused(Reason.TOO_MANY, () -> hand().ring(ring));
    alice.expectNothing();
  }

  @Test
  void who_is_rung_by_nobody_can_still_call() {
    Town known =
        new Town(
            Town.UNCHALLENGED,
            Town.knows(Town.account("alice"), "bob"),
            Town.knows(Town.account("bob"), "alice"));
    Client alice = known.online("alice");
    Client bob = known.online("bob");
    for (int i = 0; i < 100; i++) {
      known
          .emulator()
          .interventions()
          .ring(new Ring("alice@example.com", "ghost@nowhere.example", "", ""));
    }
    alice.forget();
    bob.forget();
    alice.say("XFR 6 SB");
    Client board = known.connect(Role.SWITCHBOARD);
    board
        .say("USR 1 alice@example.com " + alice.line().split(" ")[5])
        .expect("USR 1 OK alice@example.com Alice");

    assertThat(board.say("CAL 2 bob@example.com").line()).startsWith("CAL 2 RINGING ");
    assertThat(bob.line()).startsWith("RNG ");
  }

  @Test
  void brings_mail_to_who_has_a_mailbox() {
    Account alice = withMailbox(Town.account("alice"), 2);
    Town withMail = new Town(Town.UNCHALLENGED, alice, Town.account("bob"));
    Interventions hand = withMail.emulator().interventions();
    Client client = withMail.online("alice");

    hand.mail("alice@example.com", "bob@example.com", "Böb", "Hello");
    hand.mail("alice@example.com", "bob@example.com", "", "");

    assertThat(client.message())
        .contains(
            "Content-Type: text/x-msmsgsemailnotification; charset=UTF-8\r\n\r\n",
            "From: =?\"utf-8\"?B?QsO2Yg==?=\r\n",
            "Subject: Hello\r\n",
            "From-Addr: bob@example.com\r\n");
    assertThat(client.message()).contains("From: bob@example.com\r\n", "Subject: \r\n");
    assertThat(withMail.emulator().overview().person("alice@example.com").mailbox()).isEqualTo(4);
    assertRefused(Reason.NO_MAILBOX, () -> hand.mail("bob@example.com", "x@y", "", "Hi"));
    assertRefused(Reason.INVALID, () -> hand.mail("alice@example.com", "x@y", "", "a\r\nb"));
  }

  @Test
  void a_mailbox_can_be_full() {
    Town withMail =
        new Town(Town.UNCHALLENGED, withMailbox(Town.account("alice"), Account.MOST_LETTERS - 1));
    Interventions hand = withMail.emulator().interventions();
    hand.mail("alice@example.com", "x@y", "", "Hi");

    assertRefused(Reason.MAILBOX_FULL, () -> hand.mail("alice@example.com", "x@y", "", "Hi"));
    assertThat(withMail.emulator().overview().person("alice@example.com").mailbox())
        .isEqualTo(Account.MOST_LETTERS);
  }

  @Test
  void keeps_mail_for_who_is_not_there() {
    Town withMail = new Town(Town.UNCHALLENGED, withMailbox(Town.account("alice"), 0));
    withMail.emulator().interventions().mail("alice@example.com", "x@y", "", "Hi");

    Client client = withMail.signIn("alice");

    assertThat(client.message()).contains("Inbox-Unread: 1\r\n");
  }

  private static Account withMailbox(Account account, int letters) {
    return new Account(
        account.address(),
        account.password(),
        account.name(),
        true,
        false,
        letters,
        account.settings(),
        account.groups(),
        account.contacts());
  }

  // ---- ends ----

  @Test
  void kicks_with_a_reason_or_without() {
    Client alice = town.online("alice");
    Client bob = town.online("bob");
    Client carol = town.online("carol");
    Client dave = town.online("dave");

    hand().kick("alice@example.com", Farewell.ELSEWHERE);
    hand().kick(bob.number(), Farewell.SHUTDOWN);
    hand().kick(carol.number(), Farewell.NONE);
    hand().kick(dave.number(), Farewell.RESET);

    alice.expect("OUT OTH").expectClosed();
    bob.expect("OUT SSD").expectClosed();
    carol.expectClosed();
    dave.expectClosed();
    assertThat(List.of(alice.isReset(), carol.isReset(), dave.isReset()))
        .containsExactly(false, false, true);
    assertThat(town.connections()).isZero();
    assertRefused(Reason.NOT_SIGNED_IN, () -> hand().kick("alice@example.com", Farewell.PLAIN));
  }

  @Test
  void announces_that_it_goes_down_and_does() {
    Client alice = town.online("alice");
    Client stranger = town.connect(Role.NOTIFICATION_SERVER);

    hand().shutDown(9);
    hand().shutDown(5);

    assertThat(alice.message()).contains("Type: 1\r\nArg1: 9\r\n");
    assertThat(alice.message())
        .isEqualTo(
            "MIME-Version: 1.0\r\nContent-Type: application/x-msmsgssystemmessage\r\n\r\n"
                + "Type: 1\r\nArg1: 5\r\n\r\n");
    Client bob = late();
    bob.expectNothing().expectOpen();
    pings(Duration.ofMinutes(5), alice, bob);
    assertThat(alice.lines()).last().isEqualTo("OUT SSD");
    assertThat(bob.lines()).last().isEqualTo("OUT SSD");
    alice.expectClosed();
    stranger.expectClosed();
    Client back = town.online("alice");
    pings(Duration.ofMinutes(9), back);
    back.expectOpen();
    assertRefused(Reason.INVALID, () -> hand().shutDown(-1));
  }

  private Client late() {
    return town.online("bob");
  }

  private void pings(Duration time, Client... clients) {
    for (long minute = 0; minute < time.toMinutes(); minute++) {
      town.pass(Duration.ofMinutes(1));
      for (Client client : clients) {
        client.say("PNG");
      }
    }
  }

  // ---- faults of a connection ----

  @Test
  void slows_down_what_is_sent_and_keeps_its_order() {
    Client alice = town.online("alice");
    hand().slow(alice.number(), Duration.ofSeconds(3));
    alice.say("PNG");
    town.pass(Duration.ofSeconds(1));
    hand().say(alice.number(), "ONE");
    hand().slow(alice.number(), Duration.ZERO);
    hand().say(alice.number(), "TWO");

    alice.expectNothing();
    town.pass(Duration.ofSeconds(2));
    alice.expect("QNG 50").expectNothing();
    town.pass(Duration.ofSeconds(1));
    alice.expect("ONE", "TWO");
    alice.say("PNG").expect("QNG 50");
  }

  @Test
  void a_slow_connection_ends_when_all_has_gone_out() {
    Client alice = town.online("alice");
    Client bob = town.online("bob");
    hand().slow(alice.number(), Duration.ofSeconds(3));

    hand().kick("alice@example.com", Farewell.ELSEWHERE);

    assertThat(town.emulator().overview().person("alice@example.com").isSignedIn()).isFalse();
    alice.say("PNG").expectNothing().expectOpen();
    assertRefused(Reason.NO_SUCH_CONNECTION, () -> hand().say(alice.number(), "X"));
    town.pass(Duration.ofSeconds(3));
    alice.expect("OUT OTH").expectClosed();
    assertThat(town.connections()).isEqualTo(1);
    bob.expectOpen();
  }

  @Test
  void forgets_what_waits_for_a_client_that_has_gone() {
    Client alice = town.online("alice");
    hand().slow(alice.number(), Duration.ofSeconds(3));
    alice.say("PNG");

    alice.leave();
    town.pass(Duration.ofSeconds(5));

    alice.expectNothing();
    assertThat(town.connections()).isZero();
  }

  @Test
  void has_no_alarm_for_a_client_that_has_gone() {
    Client alice = town.online("alice");
    hand().slow(alice.number(), Duration.ofSeconds(3));
    alice.say("PNG");

    alice.leave();

    assertThat(town.emulator().nextDue()).isGreaterThan(Duration.ofSeconds(3).toNanos());
  }

  @Test
  void the_longest_that_can_be_said_can_be_late() {
    Client alice = town.online("alice");
    hand().slow(alice.number(), Duration.ofSeconds(3));

    hand().say(alice.number(), "X".repeat(Interventions.LONGEST), new byte[Interventions.LONGEST]);
    town.pass(Duration.ofSeconds(3));

    assertThat(alice.left()).isGreaterThan(2 * Interventions.LONGEST);
    assertThat(alice.isClosed()).isFalse();
  }

  @Test
  void keeps_back_only_so_much() {
    Client alice = town.online("alice");
    hand().slow(alice.number(), Duration.ofSeconds(3));
    String line = "X".repeat(Interventions.LONGEST);
    for (int i = 0; i < 3; i++) {
      hand().say(alice.number(), line);
    }

    town.pass(Duration.ZERO);

    assertThat(alice.isReset()).isTrue();
    alice.expectClosed();
    assertThat(town.notes).anyMatch(note -> note.contains("more waits behind its delay"));
  }

  @Test
  void cuts_at_once_or_after_some_bytes() {
    Client alice = town.online("alice");
    Client bob = town.online("bob");
    hand().cut(bob.number(), Cut.after(8));
    hand().cut(alice.number(), Cut.now());

    alice.expectClosed();
    bob.say("PNG").expect("QNG 50").expectNothing();
    bob.say("PNG");
    town.pass(Duration.ZERO);
    assertThat(bob.isClosed()).isTrue();
    assertThat(bob.isReset()).isFalse();
    assertThat(town.connections()).isZero();
  }

  @Test
  void cuts_where_a_line_ends() {
    Client alice = town.online("alice");
    hand().cut(alice.number(), Cut.after(8));

    alice.say("PNG").expect("QNG 50");
    town.pass(Duration.ZERO);

    alice.expectClosed();
  }

  @Test
  void a_reset_lets_the_client_read_what_came_before() {
    Client alice = town.online("alice");
    hand().cut(alice.number(), Cut.after(3).withReset());

    alice.say("PNG");
    town.pass(Duration.ZERO);
    alice.expectOpen();
    town.pass(Duration.ofMillis(20));

    assertThat(alice.take(3)).isEqualTo("QNG");
    assertThat(alice.isReset()).isTrue();
    alice.expectClosed();
  }

  @Test
  void cuts_in_the_midst_of_a_message_and_the_others_go_on() {
    Talking talking = new Talking();
    hand().cut(talking.bob.number(), Cut.inMessage(2));

    talking.alice.say("MSG 3 N", "one");
    talking.carol.say("MSG 3 N", "two two two");
    talking.alice.say("MSG 4 N", "three");
    town.pass(Duration.ZERO);

    assertThat(talking.bob.message()).isEqualTo("one");
    String rest = talking.bob.take(talking.bob.left());
    assertThat(rest).startsWith("MSG carol@exam").doesNotContain("two two two");
    assertThat(talking.bob.isClosed()).isTrue();
    assertThat(talking.alice.message()).isEqualTo("two two two");
    talking.alice.expect("BYE bob@example.com");
    assertThat(talking.carol.message()).isEqualTo("one");
    assertThat(talking.carol.message()).isEqualTo("three");
    talking.carol.expect("BYE bob@example.com");
  }

  @Test
  void breaks_a_conversation_off_without_a_word() {
    Talking talking = new Talking();

    hand().cutSwitchboard(talking.number);

    talking.alice.expectClosed();
    talking.bob.expectClosed();
    talking.carol.expectClosed();
    assertThat(town.emulator().overview().switchboards()).isEmpty();
    assertThat(town.connections()).isEqualTo(3); // they are still signed in
    assertRefused(Reason.NO_SUCH_SWITCHBOARD, () -> hand().cutSwitchboard(talking.number));
  }

  /** alice, bob and carol in a conversation. */
  private final class Talking {
    final Client alice;
    final Client bob;
    final Client carol;
    final String number;

    Talking() {
      Client owner = town.online("alice");
      Client second = town.online("bob");
      Client third = town.online("carol");
      owner.say("XFR 6 SB");
      String word = owner.line().split(" ")[5];
      alice = town.connect(Role.SWITCHBOARD);
      alice.say("USR 1 alice@example.com " + word);
      alice.say("CAL 2 bob@example.com").say("CAL 3 carol@example.com");
      bob = answer("bob", second);
      carol = answer("carol", third);
      number = town.emulator().overview().switchboards().get(0).number();
      alice.forget();
      bob.forget();
    }

    private Client answer(String name, Client rung) {
      String[] ring = rung.line().split(" ");
      Client client = town.connect(Role.SWITCHBOARD);
      client.say("ANS 1 %s@example.com %s %s".formatted(name, ring[4], ring[1]));
      client.forget();
      return client;
    }
  }

  // ---- accounts ----

  @Test
  void adds_an_account_and_its_contacts_learn_of_it() {
    Client alice = town.online("alice");

    hand().add(Town.knows(Town.account("eve"), "alice"));

    assertThat(alice.line()).matches("ADD 0 RL [0-9]+ eve@example.com Eve");
    Client eve = town.online("eve");
    alice.say("ADD 6 FL eve@example.com Eve");
    assertThat(alice.line()).startsWith("ADD 6 FL ");
    alice.expect("ILN 6 NLN eve@example.com Eve 0");
    eve.expectOpen();
    assertRefused(Reason.ALREADY_THERE, () -> hand().add(Town.account("EVE")));
    assertRefused(
        Reason.NO_SUCH_PERSON, () -> hand().add(Town.knows(Town.account("fay"), "nobody")));
    assertRefused(Reason.INVALID, () -> hand().add(Town.knows(Town.account("fay"), "fay")));
    assertThat(town.emulator().overview().find("fay@example.com")).isEmpty();
  }

  private static Account fay(String name, Map<String, String> phones, Map<Integer, String> groups) {
    return new Account(
        "fay@example.com",
        "s3cret",
        name,
        true,
        false,
        Account.NO_MAILBOX,
        new Account.Settings(true, true, phones),
        new TreeMap<>(groups),
        List.of());
  }

  @Test
  void adds_nobody_whom_no_file_of_accounts_could_name() {
    assertRefused(Reason.INVALID, () -> hand().add(fay("", Map.of(), Map.of())));
    assertRefused(Reason.INVALID, () -> hand().add(fay("F", Map.of("MOB", "perhaps"), Map.of())));
    assertRefused(Reason.INVALID, () -> hand().add(fay("F", Map.of("PHH", ""), Map.of())));
    assertRefused(Reason.INVALID, () -> hand().add(fay("F", Map.of(), Map.of(1, "g".repeat(62)))));
    assertRefused(Reason.INVALID, () -> hand().add(fay("F", Map.of(), Map.of(1, "g", 2, "g"))));
    hand().add(fay("F", Map.of("MOB", "Y", "PHH", "5"), Map.of(1, "g".repeat(61))));
  }

  @Test
  void changes_an_account_whose_owner_is_signed_out_first() {
    Town known =
        new Town(
            Town.UNCHALLENGED,
            Town.knows(Town.account("alice"), "bob", "carol"),
            Town.knows(Town.account("bob"), "alice"),
            Town.account("carol"),
            Town.account("dave"));
    Client alice = known.online("alice");
    Client bob = known.online("bob");
    Client carol = known.online("carol");
    Client dave = known.online("dave");
    alice.forget();
    Account changed =
        new Account(
            "alice@example.com",
            "other",
            "Alicia",
            true,
            false,
            3,
            new Account.Settings(false, false, Map.of("PHH", "5 5")),
            new TreeMap<>(Map.of(4, "Work")),
            List.of(
                new Account.Contact(
                    "bob@example.com", "", Set.of(ListName.FORWARD, ListName.BLOCK), Set.of(4)),
                new Account.Contact("dave@example.com", "D", Set.of(ListName.FORWARD), Set.of())));

    known.emulator().interventions().change(changed);

    alice.expect("OUT").expectClosed();
    bob.expect("FLN alice@example.com").expectNothing();
    assertThat(carol.line()).matches("REM 0 RL [0-9]+ alice@example.com");
    assertThat(dave.line()).matches("ADD 0 RL [0-9]+ alice@example.com Alicia");
    PersonView now = known.emulator().overview().person("alice@example.com");
    assertThat(now.name()).isEqualTo("Alicia");
    assertThat(now.mailbox()).isEqualTo(3);
    assertThat(now.groups()).isEqualTo(Map.of(0, "Other Contacts", 4, "Work"));
    assertThat(now.phones()).isEqualTo(Map.of("PHH", "5 5"));
    assertThat(now.on(ListName.FORWARD)).containsExactly("bob@example.com", "dave@example.com");
    assertThat(now.on(ListName.ALLOW)).isEmpty();
    assertThat(now.on(ListName.REVERSE)).containsExactly("bob@example.com");
    assertThat(known.emulator().overview().person("carol@example.com").contacts()).isEmpty();
    assertThat(known.ticket("alice", Town.PASSWORD, "tpf=1")).isEmpty();
    assertThat(known.ticket("alice", "other", "tpf=1")).isNotEmpty();
  }

  @Test
  void a_changed_name_makes_the_lists_new_that_show_it() {
    Account carol =
        Town.account("carol").with(List.of(contact("Allie", ListName.FORWARD, ListName.ALLOW)));
    Account dave = Town.account("dave").with(List.of(contact("", ListName.ALLOW)));
    Town known =
        new Town(
            Town.UNCHALLENGED,
            Town.account("alice"),
            Town.knows(Town.account("bob"), "alice"),
            carol,
            dave);
    long bobs = serial(known, "bob");
    long carols = serial(known, "carol");
    long daves = serial(known, "dave");

    known.emulator().interventions().change(alice("Alicia", Map.of()));

    assertThat(serial(known, "bob")).isGreaterThan(bobs);
    assertThat(serial(known, "carol")).isEqualTo(carols);
    assertThat(serial(known, "dave")).isGreaterThan(daves);
    long latest = serial(known, "bob");
    known.emulator().interventions().change(alice("Alicia", Map.of()));
    assertThat(serial(known, "bob")).isEqualTo(latest);
  }

  @Test
  void changed_phones_are_told_and_make_lists_new() {
    Town known =
        new Town(
            Town.UNCHALLENGED,
            alice("Alice", Map.of("PHH", "1", "PHW", "2", "PHM", "3", "MBE", "N")),
            Town.knows(Town.account("bob"), "alice"),
            Town.knows(Town.account("carol"), "alice"));
    Client bob = known.online("bob");
    long carols = serial(known, "carol");

    known
        .emulator()
        .interventions()
        .change(alice("Alice", Map.of("PHH", "1", "PHW", "2 2", "MOB", "Y", "MBE", "Y")));

    assertThat(bob.line()).matches("BPR [0-9]+ alice@example.com MOB Y");
    assertThat(bob.line()).matches("BPR [0-9]+ alice@example.com PHM");
    assertThat(bob.line()).matches("BPR [0-9]+ alice@example.com PHW 2%202");
    bob.expectNothing();
    assertThat(serial(known, "carol")).isGreaterThan(carols);
  }

  private static Account.Contact contact(String name, ListName... lists) {
    return new Account.Contact("alice@example.com", name, Set.of(lists), Set.of());
  }

  private static Account alice(String name, Map<String, String> phones) {
    Account usual = Town.account("alice");
    return new Account(
        usual.address(),
        usual.password(),
        name,
        true,
        false,
        Account.NO_MAILBOX,
        new Account.Settings(true, true, phones),
        usual.groups(),
        List.of());
  }

  /** Of the lists as they are now. */
  private static long serial(Town town, String name) {
    String line = town.signIn(name).say("SYN 4 0").line();
    return Long.parseLong(line.split(" ")[2]);
  }

  @Test
  void removes_an_account_from_the_world_and_from_all_lists() {
    Town known =
        new Town(
            Town.UNCHALLENGED,
            Town.knows(Town.account("alice"), "bob", "carol"),
            Town.knows(Town.account("bob"), "alice"),
            Town.account("carol"));
    Client alice = known.online("alice");
    Client bob = known.online("bob");
    Client carol = known.online("carol");
    alice.forget();
    known.emulator().interventions().ring(new Ring("alice@example.com", "x@y", "", ""));
    String[] ring = alice.line().split(" ");

    known.emulator().interventions().remove("ALICE@example.com");

    alice.expect("OUT").expectClosed();
    bob.expect("FLN alice@example.com");
    assertThat(bob.line()).matches("REM 0 RL [0-9]+ alice@example.com");
    assertThat(carol.line()).matches("REM 0 RL [0-9]+ alice@example.com");
    assertThat(known.emulator().overview().people())
        .allSatisfy(one -> assertThat(one.contacts()).isEmpty())
        .extracting(PersonView::address)
        .containsExactly("bob@example.com", "carol@example.com");
    Client late = known.connect(Role.SWITCHBOARD);
    late.say("ANS 1 alice@example.com %s %s".formatted(ring[4], ring[1])).expect("911 1");
    bob.say("REM 6 FL alice@example.com").expect("216 6");
  }

  @Test
  void who_is_removed_leaves_their_conversations() {
    Talking talking = new Talking();

    hand().remove("bob@example.com");

    talking.bob.expectClosed();
    talking.alice.expect("BYE bob@example.com").expectOpen();
  }
}
