package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.emulator.Manners.Style;
import org.msnmock.mockserver.wire.Role;

/** Dispatch server, Passport, and the first words with the notification server. */
class SigningInTest {
  private final Town town = new Town(Manners.USUAL);

  private Town.Client named() {
    return town.connect(Role.NOTIFICATION_SERVER)
        .say("VER 0 MSNP9 CVR0")
        .expect("VER 0 MSNP9 CVR0")
        .say("USR 1 TWN I alice@example.com");
  }

  private static String challenge(Town.Client client) {
    return client.line().substring("USR 1 TWN S ".length());
  }

  // ---- dispatch server ----

  @Test
  void the_dispatch_server_sends_to_the_notification_server() {
    Town.Client client = town.connect(Role.DISPATCH_SERVER);
    client.say("VER 1 MSNP9 MSNP8 CVR0").expect("VER 1 MSNP9 CVR0");
    client.say("USR 2 TWN I alice@example.com").expect("XFR 2 NS ns:2 0 ds:1").expectOpen();
    town.pass(Duration.ofSeconds(11));
    client.expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYN 1 0", "PNG", "XYZ 1", "CHG 1 NLN 0", "OUT"})
  void the_dispatch_server_hangs_up_at_everything_else(String line) {
    Town.Client client = town.connect(Role.DISPATCH_SERVER);
    client.say("VER 1 MSNP9").expect("VER 1 MSNP9 CVR0").say(line).expectClosed();
    assertThat(town.connections()).isZero();
  }

  // ---- versions ----

  @ParameterizedTest
  @CsvSource({
    "MSNP9 MSNP8 CVR0, MSNP9 CVR0",
    "MSNP8 MSNP9, MSNP8 CVR0",
    "MSNP9 MSNP8 CVRO, MSNP9 CVR0",
    "MSNP18 MSNP12 MSNP8, MSNP8 CVR0",
  })
  void the_first_version_that_both_know_is_taken(String offer, String answer) {
    town.connect(Role.NOTIFICATION_SERVER).say("VER 7 " + offer).expect("VER 7 " + answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MSNP7 CVR0", "CVR0", "msnp9"})
  void without_a_version_nobody_stays(String offer) {
    town.connect(Role.NOTIFICATION_SERVER).say("VER 7 " + offer).expect("VER 7 0").expectClosed();
  }

  @Test
  void a_server_of_few_words_leaves_out_what_old_clients_do_not_count() {
    Town few = new Town(Manners.USUAL.as(Style.STRICT_COUNT));
    Town.Client client = few.connect(Role.DISPATCH_SERVER);
    client.say("VER 1 MSNP8 CVR0").expect("VER 1 MSNP8");
    client.say("USR 2 TWN I a@b").expect("XFR 2 NS ns:2 0 ds:1");
  }

  @Test
  void VER_comes_once() {
    town.connect(Role.NOTIFICATION_SERVER)
        .say("VER 0 MSNP9")
        .say("VER 1 MSNP9")
        .expect("VER 0 MSNP9 CVR0", "715 1")
        .expectClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"USR 1 TWN I alice@example.com", "CVR 1 x", "PNG", "SYN 1 0", "", " "})
  void VER_comes_first(String line) {
    town.connect(Role.NOTIFICATION_SERVER).say(line).expectClosed();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CVR 5 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS  alice@example.com",
        "CVR 5 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS\talice@example.com",
        "CVR 5 0x040c linux 2.6 riscv Nobody 0.1 me alice@example.com",
        "CVR 5",
      })
  void no_client_is_refused_for_what_it_is(String line) {
    Town.Client client = town.connect(Role.NOTIFICATION_SERVER).say("VER 0 MSNP9");
    client.expect("VER 0 MSNP9 CVR0").say(line);
    assertThat(client.line()).startsWith("CVR 5 ");
    client.expectOpen();
  }

  // ---- transaction ids ----

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "4294967296", "1.5", "99999999999"})
  void a_line_without_a_transaction_id_is_the_end(String id) {
    town.connect(Role.NOTIFICATION_SERVER).say("VER " + id + " MSNP9").expectClosed();
  }

  @Test
  void transaction_ids_may_jump_fall_and_repeat() {
    Town.Client alice = town.signIn("alice");
    alice.say("GTC 4294967295 N").expect("GTC 4294967295 2 N");
    alice.say("GTC 0 A").expect("GTC 0 3 A");
    alice.say("GTC 0 N").expect("GTC 0 4 N");
  }

  // ---- Passport ----

  @Test
  void the_nexus_tells_where_the_login_is() {
    var answer = town.request(Role.NEXUS, "/rdr/pprdr.asp");
    assertThat(answer.headers().get(0))
        .containsExactly(
            "PassportURLs",
            "DARealm=Passport.Net,DALogin=login:4/login2.srf,DAReg=http://register.example/,ConfigVersion=11");
    assertThat(town.request(Role.NEXUS, "/").status()).isEqualTo(404);
  }

  @Test
  void a_wrong_password_gets_no_ticket() {
    var answer =
        town.request(
            Role.LOGIN, "/login2.srf", "Passport1.4 sign-in=alice%40example.com,pwd=wrong,lc=1033");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get(0)[0]).isEqualTo("WWW-Authenticate");
    assertThat(town.request(Role.LOGIN, "/login2.srf").status()).isEqualTo(401);
    assertThat(town.ticket("nobody", Town.PASSWORD, "lc=1033")).isEmpty();
  }

  @Test
  void nobody_who_mistakes_the_password_for_the_address_reads_it_in_the_notes() {
    var answer =
        town.request(
            Role.LOGIN,
            "/login2.srf",
            "Passport1.4 sign-in=s3cret,pwd=alice%40example.com,lc=1033");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(town.notes).containsExactly("login: 401, what came as sign-in is no address");
  }

  @Test
  void a_ticket_is_good_once() {
    String ticket = town.ticket("alice", Town.PASSWORD, "lc=1033"); // for any challenge
    Town.Client client = named();
    client.forget();
    client.say("USR 2 TWN S " + ticket);
    assertThat(client.line()).isEqualTo("USR 2 OK alice@example.com Alice 1 0");
    Town.Client second = named();
    second.forget();
    second.say("USR 2 TWN S " + ticket).expect("911 2").expectClosed();
    assertThat(town.notes).last().asString().startsWith("the ticket of alice@example.com is not");
  }

  @Test
  void a_ticket_is_for_TWN() {
    Town.Client client = named();
    String ticket = town.ticket("alice", Town.PASSWORD, challenge(client));
    client.say("USR 2 MD5 S " + ticket).expectClosed();
    assertThat(town.notes).last().asString().contains("another way than by TWN");
  }

  @Test
  void a_ticket_is_for_the_challenge_that_was_brought() {
    Town.Client client = named();
    String other = challenge(named());
    client.forget();
    client
        .say("USR 2 TWN S " + town.ticket("alice", Town.PASSWORD, other))
        .expect("911 2")
        .expectClosed();
    assertThat(town.notes)
        .containsExactly(
            "the ticket of alice@example.com is not one that the login gave for this challenge: it was"
                + " given for another challenge: the tpf in the login's request is not that of the"
                + " challenge that was sent here");
  }

  @Test
  void who_drops_the_challenge_gets_a_ticket_all_the_same() {
    Town.Client client = named();
    client.forget();
    client.say("USR 2 TWN S " + town.ticket("alice", Town.PASSWORD, "lc=1033"));
    assertThat(client.line()).startsWith("USR 2 OK ");
  }

  @Test
  void a_ticket_is_for_its_account() {
    Town.Client client = named();
    client.say("USR 2 TWN S " + town.ticket("bob", Town.PASSWORD, challenge(client)));
    client.expect("911 2").expectClosed();
  }

  @Test
  void a_ticket_grows_old() {
    Town.Client early = named();
    String ticket = town.ticket("alice", Town.PASSWORD, "lc=1033");
    early.forget();
    town.pass(Duration.ofMinutes(11));
    early.expectClosed(); // it had said nothing for long
    Town.Client late = named();
    late.forget();
    late.say("USR 2 TWN S " + ticket).expect("911 2").expectClosed();
  }

  @ParameterizedTest
  @CsvSource({"USR 2 TWN I alice, 911 2", "USR 2 TWN S t=1, 911 2", "USR 2 TWN s t=1@, 911 2"})
  void who_says_no_address_is_refused(String line, String answer) {
    town.connect(Role.NOTIFICATION_SERVER)
        .say("VER 0 MSNP9")
        .expect("VER 0 MSNP9 CVR0")
        .say(line)
        .expect(answer)
        .expectClosed();
    assertThat(town.notes).noneMatch(note -> note.contains("t=1"));
  }

  @Test
  void other_ways_to_sign_in_are_gone() {
    town.connect(Role.NOTIFICATION_SERVER)
        .say("VER 0 MSNP9")
        .expect("VER 0 MSNP9 CVR0")
        .say("USR 2 MD5 I alice@example.com")
        .expectClosed();
  }

  @Test
  void an_open_service_knows_everybody_who_comes() {
    Town open = new Town(Manners.USUAL.registering());
    Town.Client client = open.connect(Role.NOTIFICATION_SERVER).say("VER 0 MSNP9");
    client.expect("VER 0 MSNP9 CVR0").say("USR 1 TWN I Eve@example.com");
    String challenge = challenge(client);
    client.say("USR 2 TWN S " + open.ticket("Eve", "what-ever", challenge));
    assertThat(client.line()).isEqualTo("USR 2 OK eve@example.com Eve@example.com 1 0");
    assertThat(open.ticket("eve", "another", "lc=1")).isEmpty();
  }

  @Test
  void of_a_password_the_first_16_letters_count() {
    Town open = new Town(Manners.USUAL.registering());
    assertThat(open.ticket("Eve", "0123456789abcdef", "lc=1")).isNotEmpty();
    assertThat(open.ticket("Eve", "0123456789abcdef-and-more", "lc=1")).isNotEmpty();
    assertThat(open.ticket("Eve", "0123456789abcde", "lc=1")).isEmpty();
    assertThat(open.ticket("Mallory", "0123456789abcdef" + "x".repeat(5_000), "lc=1")).isNotEmpty();
    assertThat(open.ticket("Mallory", "0123456789abcdef", "lc=1")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b@c", "a%0d%0aOUT@c", "@c", "ab", "%ff@c", "a@%7f"})
  void nobody_gets_an_account_under_what_is_no_address(String address) {
    Town open = new Town(Manners.USUAL.registering());
    var answer =
        open.request(Role.LOGIN, "/login2.srf", "Passport1.4 sign-in=%s,pwd=x".formatted(address));
    assertThat(answer.status()).isEqualTo(401);
  }

  // ---- what comes alone ----

  @ParameterizedTest
  @ValueSource(strings = {"PNG 7", "OUT 9"})
  void a_transaction_id_that_real_servers_did_not_bear_is_told_of(String line) {
    Town quiet = new Town(Town.UNCHALLENGED);
    Town.Client alice = quiet.online("alice").say(line);
    if (line.startsWith("PNG")) {
      alice.expect("QNG 50").say("PNG").expect("QNG 50").say("PNG ").expect("QNG 50").say("OUT");
    }
    alice.expectClosed();
    assertThat(quiet.notes)
        .containsExactly(
            "%s comes alone: real servers hung up for a transaction id behind it"
                .formatted(line.substring(0, 3)));
  }

  // ---- the second one ----

  @Test
  void who_signs_in_elsewhere_ends_the_first_session() {
    Town.Client first = town.online("alice");
    Town.Client second = town.online("alice");
    first.expect("OUT OTH").expectClosed();
    second.say("PNG").expect("QNG 50").expectOpen();
    assertThat(town.connections()).isEqualTo(1);
  }

  @Test
  void who_says_nothing_is_hung_up_on() {
    Town quiet = new Town(Town.UNCHALLENGED);
    Town.Client alice = quiet.online("alice");
    for (int i = 0; i < 10; i++) {
      quiet.pass(Duration.ofSeconds(100));
      alice.say("PNG").expect("QNG 50");
    }
    quiet.pass(Duration.ofSeconds(119));
    alice.expectOpen();
    quiet.pass(Duration.ofSeconds(1));
    alice.expectClosed();
    assertThat(quiet.notes).last().asString().contains("nothing for 120 s");
    assertThat(quiet.connections()).isZero();
  }
}
