package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.emulator.Town.account;
import static org.msnmock.mockserver.emulator.Town.knows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.emulator.Manners.Style;
import org.msnmock.mockserver.wire.Role;

/** Who sees whom. */
class PresenceTest {
  private final Town town =
      new Town(
          Town.UNCHALLENGED,
          knows(account("alice"), "bob"),
          knows(account("bob"), "alice"),
          account("carol"));

  @Test
  void whoever_comes_sees_those_who_are_there_and_is_seen() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.signIn("alice").say("SYN 4 0");
    alice.forget();
    alice
        .say("CHG 5 AWY 268435492 %3Cmsnobj%3E")
        .expect("CHG 5 AWY 268435492 %3Cmsnobj%3E", "ILN 5 NLN bob@example.com Bob 0")
        .expectNothing();
    bob.expect("NLN AWY alice@example.com Alice 268435492 %3Cmsnobj%3E").expectNothing();
  }

  @Test
  void those_who_are_there_are_told_once() {
    town.online("bob");
    Town.Client alice = town.online("alice");
    alice.say("CHG 6 BSY 0").expect("CHG 6 BSY 0").expectNothing();
  }

  @Test
  void presence_comes_to_those_who_have_synchronized() {
    town.online("bob");
    Town.Client alice = town.signIn("alice");
    alice.say("CHG 5 NLN").expect("CHG 5 NLN").expectNothing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYN 7 0", "SYN 7 1"})
  void who_synchronizes_after_the_first_status_sees_others_then(String line) {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.signIn("alice").say("CHG 5 NLN 0").say("CHG 6 AWY 0");
    alice.expect("CHG 5 NLN 0", "CHG 6 AWY 0").expectNothing();
    alice.say(line);
    List<String> lines = alice.lines();
    assertThat(lines.get(0)).startsWith("SYN 7 1");
    assertThat(lines).last().isEqualTo("ILN 5 NLN bob@example.com Bob 0");
    alice.say("CHG 8 NLN 0").expect("CHG 8 NLN 0").expectNothing();
    bob.say("CHG 6 BSY 0");
    alice.expect("NLN BSY bob@example.com Bob 0");
  }

  @Test
  void others_are_told_of_once_and_behind_the_lists() {
    town.online("bob");
    Town.Client alice = town.signIn("alice").say("CHG 5 NLN 0").say("SYN 6 0").say("SYN 7 0");
    List<String> lines = alice.lines();
    assertThat(lines).filteredOn(line -> line.startsWith("ILN")).hasSize(1);
    assertThat(lines)
        .containsSubsequence(
            "CHG 5 NLN 0",
            "SYN 6 1 1 1",
            "LST bob@example.com Bob 11 0",
            "ILN 5 NLN bob@example.com Bob 0",
            "SYN 7 1 1 1");
  }

  @Test
  void a_server_of_few_words_tells_of_no_pictures_and_no_seconds() {
    Town few =
        new Town(
            Town.UNCHALLENGED.as(Style.STRICT_COUNT),
            knows(account("alice"), "bob"),
            knows(account("bob"), "alice"));
    Town.Client bob = few.connect(Role.NOTIFICATION_SERVER);
    bob.say("VER 0 MSNP9 CVR0").expect("VER 0 MSNP9").say("USR 2 TWN I bob@example.com");
    String challenge = bob.line().substring(12);
    bob.say("USR 3 TWN S " + few.ticket("bob", Town.PASSWORD, challenge));
    bob.say("SYN 4 0").say("CHG 5 NLN 4 %3Cmsnobj%3E");
    bob.forget();
    bob.say("PNG").expect("QNG");
    Town.Client alice = few.connect(Role.NOTIFICATION_SERVER);
    alice.say("VER 0 MSNP9 CVR0").expect("VER 0 MSNP9").say("USR 2 TWN I alice@example.com");
    challenge = alice.line().substring(12);
    alice.say("USR 3 TWN S " + few.ticket("alice", Town.PASSWORD, challenge)).say("SYN 4 1");
    alice.forget();
    alice
        .say("CHG 5 NLN 4 %3Cmsnobj%3E")
        .expect("CHG 5 NLN 4 %3Cmsnobj%3E", "ILN 5 NLN bob@example.com Bob 4")
        .expectNothing();
    bob.expect("NLN NLN alice@example.com Alice 4").expectNothing();
  }

  @Test
  void a_lenient_server_does_not_wait_for_SYN() {
    Town lenient =
        new Town(
            Town.UNCHALLENGED.as(Style.LENIENT),
            knows(account("alice"), "bob"),
            knows(account("bob"), "alice"));
    Town.Client bob = lenient.signIn("bob").say("CHG 5 NLN 0");
    bob.forget();
    lenient
        .signIn("alice")
        .say("CHG 5 NLN")
        .expect("CHG 5 NLN", "ILN 5 NLN bob@example.com Bob 0")
        .expectNothing();
    bob.expect("NLN NLN alice@example.com Alice 0").expectNothing();
  }

  @Test
  void who_changes_status_before_SYN_is_seen_by_others() {
    Town.Client bob = town.online("bob");
    town.signIn("alice").say("CHG 5 NLN 0");
    bob.expect("NLN NLN alice@example.com Alice 0");
  }

  @Test
  void who_hides_is_offline_for_others_and_sees_them() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    bob.forget();
    alice.say("CHG 6 HDN 0").expect("CHG 6 HDN 0");
    bob.expect("FLN alice@example.com");
    bob.say("CHG 6 BRB 0");
    alice.expect("NLN BRB bob@example.com Bob 0");
    alice.say("CHG 7 HDN 0").expect("CHG 7 HDN 0");
    bob.expect("CHG 6 BRB 0").expectNothing();
    alice.say("CHG 8 NLN 0");
    bob.expect("NLN NLN alice@example.com Alice 0");
  }

  @Test
  void who_begins_hidden_is_never_seen() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.signIn("alice").say("SYN 4 0");
    alice.forget();
    alice.say("CHG 5 HDN 0").expect("CHG 5 HDN 0", "ILN 5 NLN bob@example.com Bob 0");
    alice.leave();
    bob.expectNothing();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void who_leaves_is_offline(boolean politely) {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    bob.forget();
    if (politely) {
      alice.say("OUT").expectClosed();
    } else {
      alice.leave();
    }
    bob.expect("FLN alice@example.com").expectNothing();
  }

  @Test
  void who_signs_in_elsewhere_has_been_away() {
    Town.Client bob = town.online("bob");
    town.online("alice");
    bob.forget();
    town.online("alice");
    bob.expect("FLN alice@example.com", "NLN NLN alice@example.com Alice 0").expectNothing();
  }

  @Test
  void strangers_see_nothing() {
    Town.Client carol = town.online("carol");
    town.online("alice").say("CHG 6 BSY 0");
    carol.expectNothing();
  }

  @Test
  void a_blocked_watcher_sees_somebody_leave_and_come_back() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    bob.forget();
    alice.say("REM 6 AL bob@example.com").expect("REM 6 AL 2 bob@example.com");
    bob.expectNothing(); // on neither list, all are let in
    alice.say("ADD 7 BL bob@example.com Bob").expect("ADD 7 BL 3 bob@example.com Bob");
    bob.expect("FLN alice@example.com");
    alice.say("CHG 8 BSY 0");
    bob.expectNothing();
    alice.say("REM 9 BL bob@example.com");
    bob.expect("NLN BSY alice@example.com Alice 0").expectNothing();
  }

  @Test
  void who_lets_in_nobody_but_those_allowed_is_seen_by_them_alone() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    alice.say("REM 6 AL bob@example.com");
    bob.forget();
    alice.forget();
    alice.say("BLP 7 BL").expect("BLP 7 3 BL");
    bob.expect("FLN alice@example.com");
    alice.say("BLP 8 BL").expect("218 8");
    alice.say("BLP 9 AL").expect("BLP 9 4 AL");
    bob.expect("NLN NLN alice@example.com Alice 0").expectNothing();
  }

  @Test
  void who_is_taken_off_the_list_is_seen_no_more_and_learns_nothing_but_that() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    bob.forget();
    alice.say("REM 6 FL bob@example.com").expect("REM 6 FL 2 bob@example.com");
    bob.expect("REM 0 RL 2 alice@example.com").say("CHG 7 BSY 0").expect("CHG 7 BSY 0");
    alice.expectNothing();
  }

  @Test
  void a_new_name_shows() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    bob.forget();
    alice.say("REA 6 alice@example.com Al%20Ice").expect("REA 6 2 alice@example.com Al%20Ice");
    bob.expect("NLN NLN alice@example.com Al%20Ice 0").expectNothing();
  }

  @Test
  void a_phone_number_shows_to_contacts() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    bob.forget();
    alice.say("PRP 6 PHH 555%201234").expect("PRP 6 2 PHH 555%201234");
    bob.expect("BPR 2 alice@example.com PHH 555%201234");
    alice.say("PRP 7 PHH").expect("PRP 7 3 PHH");
    bob.expect("BPR 3 alice@example.com PHH").expectNothing();
    bob.say("SYN 8 3").expect("SYN 8 3").expectNothing();
  }

  @Test
  void nothing_is_told_of_contacts_before_the_lists() {
    Town.Client bob = town.signIn("bob");
    town.online("alice").say("PRP 6 PHH 1");
    bob.expectNothing();
  }

  @Test
  void pictures_are_nothing_for_old_clients() {
    Town.Client bob = town.connect(Role.NOTIFICATION_SERVER);
    bob.say("VER 0 MSNP8 CVR0").expect("VER 0 MSNP8 CVR0").say("USR 2 TWN I bob@example.com");
    String challenge = bob.line().substring(12);
    bob.say("USR 3 TWN S " + town.ticket("bob", Town.PASSWORD, challenge));
    bob.say("SYN 4 0").say("CHG 5 NLN 0");
    bob.forget();
    town.signIn("alice").say("CHG 5 NLN 4 %3Cmsnobj%3E");
    bob.expect("NLN NLN alice@example.com Alice 4").say("PNG").expect("QNG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nln", "XXX", "", "NLN1"})
  void there_are_no_other_statuses(String status) {
    town.signIn("alice").say("CHG 5 " + status).expectClosed();
  }

  @Test
  void a_client_id_is_not_empty() {
    Town.Client bob = town.online("bob");
    town.signIn("alice").say("CHG 5 NLN  x").expectClosed();
    bob.expectNothing();
  }

  @Test
  void a_blank_at_the_end_is_no_client_id() {
    Town.Client bob = town.online("bob");
    town.signIn("alice").say("CHG 5 NLN ").expectOpen();
    bob.expect("NLN NLN alice@example.com Alice 0");
  }

  @Test
  void nobody_takes_the_status_offline() {
    Town.Client alice = town.signIn("alice").say("CHG 5 FLN").expect("201 5");
    alice.expectOpen();
  }

  @Test
  void strangers_hear_nothing_however_many_they_are() {
    Account[] all = new Account[200];
    all[0] = knows(account("alice"), "p1");
    for (int i = 1; i < all.length; i++) {
      all[i] = i == 1 ? knows(account("p1"), "alice") : account("p" + i);
    }
    Town large = new Town(Town.UNCHALLENGED, all);
    List<Town.Client> strangers =
        IntStream.range(2, 200).mapToObj(i -> large.online("p" + i)).toList();
    Town.Client friend = large.online("p1");
    Town.Client alice = large.online("alice");
    friend.expect("NLN NLN alice@example.com Alice 0");
    strangers.forEach(Town.Client::expectNothing);
    alice.expectNothing();
    assertThat(large.connections()).isEqualTo(200);
  }
}
