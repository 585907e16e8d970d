package org.msnmock.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.client.Contacts.MobileMessages;
import org.msnmock.client.Contacts.Phone;
import org.msnmock.client.contact.ClientCapabilities;
import org.msnmock.client.contact.ClientCapabilities.Capability;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.Group;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.contact.Presence;
import org.msnmock.client.event.ContactListChanged;
import org.msnmock.client.event.ContactRequested;
import org.msnmock.client.event.MailReceived;
import org.msnmock.client.event.MailboxChanged;
import org.msnmock.client.event.NameChanged;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.fake.Recorder;
import org.msnmock.client.protocol.ContactRefusedException;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.RefusedHereException;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.Status;

/** The contact list while its owner is online. */
class ContactsTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");
  private static final Principal CAROL = new Principal("carol@example.com");
  private static final Principal DAVE = new Principal("dave@example.com");
  private static final Principal ERIN = new Principal("erin@example.com");
  private static final Group FRIENDS = new Group(1, "Friends");

  private final FakeServer server = new FakeServer();
  private final Recorder recorder = new Recorder();
  private final ManualTime time = new ManualTime();
  private final MsnClient client = builder().build();
  private final Contacts contacts = client.contacts();

  private MsnClientBuilder builder() {
    return MsnClient.builder()
        .server(server.address())
        .nexusUrl(FakePassport.NEXUS)
        .passportTransport(new FakePassport())
        .scheduler(time)
        .clock(time.clock())
        .listener(recorder);
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  private Peer admit(MsnClient signingIn, String version) {
    var unused = signingIn.signIn(ALICE, Password.of("s3cret"), Status.ONLINE);
    return server.admitAlice().expect("SYN 5 " + version);
  }

  /** Bob in two groups, Carol allowed, Dave waiting, Erin blocked. */
  private Peer online(String... settings) {
    Peer peer = admit(client, "0");
    peer.send("SYN 5 27 4 2").send(settings.length == 0 ? new String[] {"GTC A"} : settings);
    peer.send(
        "LSG 0 ~ 0",
        "LSG 1 Friends 0",
        "LST bob@example.com Bob 11 0,1",
        "LST carol@example.com Carol 2",
        "LST dave@example.com Dave 8",
        "LST erin@example.com Erin 4");
    peer.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    recorder.awaitEvent(SignedIn.class);
    return peer;
  }

  private static <T> T outcome(CompletableFuture<T> future) throws Exception {
    return future.get(20, SECONDS);
  }

  private static <T extends Throwable> T failure(CompletableFuture<?> future, Class<T> kind) {
    ExecutionException failed =
        catchThrowableOfType(ExecutionException.class, () -> future.get(20, SECONDS));
    assertThat(failed).isNotNull();
    assertThat(failed.getCause()).isInstanceOf(kind);
    return kind.cast(failed.getCause());
  }

  private Contact find(Principal who) {
    return contacts.list().find(who).orElseThrow();
  }

  @Test
  void adds_somebody_and_allows_them_once_the_server_has_answered() throws Exception {
    // given
    Peer peer = online();
    Principal frank = new Principal("frank@example.com");
    // when
    var added = contacts.add(frank, FRIENDS);
    peer.expect("ADD 7 FL frank@example.com frank@example.com 1");
    assertThat(contacts.list().find(frank)).isEmpty();
    peer.send("ADD 7 FL 28 frank@example.com Frank 1", "BPR 29 frank@example.com PHH 5");
    peer.send("ILN 7 BSY frank@example.com Frank 0");
    peer.expect("ADD 8 AL frank@example.com Frank");
    assertThat(find(frank).lists()).containsExactly(ListName.FORWARD);
    peer.send("ADD 8 AL 31 frank@example.com Frank");
    // then
    assertThat(outcome(added).version()).isEqualTo(31);
    assertThat(find(frank).lists()).containsExactlyInAnyOrder(ListName.FORWARD, ListName.ALLOW);
    assertThat(find(frank).groups()).containsExactly(1L);
    assertThat(find(frank).properties()).isEqualTo(Map.of("PHH", "5"));
    assertThat(find(frank).presence().status()).isEqualTo(Status.BUSY);
    assertThat(recorder.awaitEvents(ContactListChanged.class, 2)).hasSize(2);
  }

  @Test
  void the_one_request_too_many_fails_alone_and_a_challenge_is_answered_all_the_same() {
    // given
    Peer peer = online();
    // when
    List<CompletableFuture<ContactList>> added =
        IntStream.range(0, 1_001)
            .mapToObj(i -> contacts.add(new Principal("guest" + i + "@example.com"), FRIENDS))
            .toList();
    // then
    assertThat(failure(added.get(1_000), IllegalStateException.class))
        .hasMessageContaining("1000 requests wait for an answer of " + server.address());
    peer.send("CHL 0 1");
    for (int i = 0; i < 1_000; i++) {
      assertThat(peer.readLine()).startsWith("ADD " + (i + 7) + " FL guest" + i + "@");
    }
    peer.expect("QRY 1007 msmsgs@msnmsgr.com 32");
    assertThat(added.subList(0, 1_000)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void leaves_one_group_and_then_the_list() throws Exception {
    // given
    Peer peer = online();
    // when
    var left = contacts.remove(BOB, FRIENDS);
    peer.expect("REM 7 FL bob@example.com 1").send("REM 7 FL 28 bob@example.com 1");
    // then
    assertThat(outcome(left).find(BOB).orElseThrow().groups()).containsExactly(0L);
    // when
    peer.send("NLN NLN bob@example.com Bob 0");
    var gone = contacts.remove(BOB);
    peer.expect("REM 8 FL bob@example.com").send("REM 8 FL 29 bob@example.com");
    // then
    assertThat(outcome(gone).on(ListName.FORWARD)).isEmpty();
    assertThat(find(BOB).presence()).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void blocks_and_unblocks_in_the_order_that_keeps_both_lists_apart() throws Exception {
    // given
    Peer peer = online();
    // when
    var blocked = contacts.block(CAROL);
    peer.expect("REM 7 AL carol@example.com").send("REM 7 AL 28 carol@example.com");
    peer.expect("ADD 8 BL carol@example.com carol@example.com")
        .send("ADD 8 BL 29 carol@example.com carol@example.com");
    // then
    assertThat(outcome(blocked).find(CAROL).orElseThrow().lists()).containsExactly(ListName.BLOCK);
    // when
    var unblocked = contacts.allow(ERIN);
    peer.expect("REM 9 BL erin@example.com").send("REM 9 BL 30 erin@example.com");
    peer.expect("ADD 10 AL erin@example.com erin@example.com").send("911 10");
    // then
    assertThat(failure(unblocked, ContactRefusedException.class).who()).isEqualTo(ERIN);
    assertThat(contacts.list().find(ERIN)).isEmpty();
  }

  @Test
  void an_order_about_somebody_waits_for_the_one_before_it() throws Exception {
    // given
    Peer peer = online();
    // when
    var blocked = contacts.block(CAROL);
    var allowed = contacts.allow(CAROL);
    peer.expect("REM 7 AL carol@example.com").send("REM 7 AL 28 carol@example.com");
    peer.expect("ADD 8 BL carol@example.com carol@example.com")
        .send("ADD 8 BL 29 carol@example.com carol@example.com");
    peer.expect("REM 9 BL carol@example.com").send("REM 9 BL 30 carol@example.com");
    peer.expect("ADD 10 AL carol@example.com carol@example.com")
        .send("ADD 10 AL 31 carol@example.com carol@example.com");
    // then
    assertThat(outcome(blocked).find(CAROL).orElseThrow().lists()).containsExactly(ListName.BLOCK);
    assertThat(outcome(allowed).find(CAROL).orElseThrow().lists()).containsExactly(ListName.ALLOW);
  }

  @Test
  void asks_about_those_who_wait_and_those_who_come() throws Exception {
    // given
    Peer peer = online();
    assertThat(recorder.awaitEvent(ContactRequested.class).contact().who()).isEqualTo(DAVE);
    // when
    peer.send("ADD 0 RL 36 frank@example.com Frank%20F", "ADD 0 RL 37 carol@example.com Carol");
    // then
    assertThat(recorder.awaitEvents(ContactRequested.class, 2).get(1).contact().friendlyName())
        .isEqualTo("Frank F");
    // when
    var accepted = contacts.allow(DAVE);
    peer.expect("ADD 7 AL dave@example.com Dave").send("ADD 7 AL 38 dave@example.com Dave");
    // then
    assertThat(outcome(accepted).find(DAVE).orElseThrow().isPending()).isFalse();
    assertThat(recorder.all(ContactRequested.class)).hasSize(2);
  }

  @Test
  void allows_everybody_silently_where_that_is_wanted() {
    // given
    Peer peer = online("GTC N");
    // when
    peer.expect("ADD 7 AL dave@example.com Dave");
    peer.send("ADD 0 RL 36 frank@example.com Frank");
    peer.send("210 7").expect("ADD 8 AL frank@example.com Frank");
    peer.send("ADD 8 AL 37 frank@example.com Frank", "CHL 0 1");
    // then
    assertThat(peer.readLine()).startsWith("QRY 9 ");
    assertThat(recorder.all(ContactRequested.class)).isEmpty();
    assertThat(recorder.awaitEvent(ServerErrorReported.class).number()).isEqualTo(210);
  }

  @Test
  void drops_whoever_is_on_no_list_any_more() {
    // given
    Peer peer = online();
    // when
    peer.send("REM 0 RL 36 dave@example.com", "REM 0 RL 37 bob@example.com");
    recorder.awaitEvents(ContactListChanged.class, 2);
    // then
    assertThat(contacts.list().find(DAVE)).isEmpty();
    assertThat(find(BOB).lists()).containsExactlyInAnyOrder(ListName.FORWARD, ListName.ALLOW);
    assertThat(contacts.list().version()).isEqualTo(37);
  }

  @ParameterizedTest
  @CsvSource({"201", "205", "208", "210", "215", "219", "224", "600", "601", "999"})
  void says_whom_a_refusal_was_about_and_changes_nothing(int number) {
    // given
    Peer peer = online();
    ContactList before = contacts.list();
    // when
    var added = contacts.add(CAROL);
    peer.expect("ADD 7 FL carol@example.com Carol 0").send(number + " 7");
    // then
    ContactRefusedException refused = failure(added, ContactRefusedException.class);
    assertThat(refused.who()).isEqualTo(CAROL);
    assertThat(refused.number()).isEqualTo(number);
    assertThat(contacts.list()).isEqualTo(before);
  }

  @Test
  void renames_its_user_and_others() throws Exception {
    // given
    Peer peer = online();
    // when
    var own = contacts.renameUser("Alice L.");
    var others = contacts.rename(BOB, "Bobby");
    peer.expect("REA 7 alice@example.com Alice%20L.").expect("REA 8 bob@example.com Bobby");
    peer.send("209 7", "REA 8 35 bob@example.com Bobby");
    // then
    assertThat(failure(own, ContactRefusedException.class).number()).isEqualTo(209);
    assertThat(outcome(others)).isEqualTo("Bobby");
    assertThat(find(BOB).friendlyName()).isEqualTo("Bobby");
    assertThat(recorder.awaitEvent(NameChanged.class)).isEqualTo(new NameChanged(BOB, "Bobby"));
  }

  @Test
  void makes_renames_and_removes_groups() throws Exception {
    // given
    Peer peer = online();
    // when
    var made = contacts.addGroup("Work mates");
    peer.expect("ADG 7 Work%20mates 0").send("ADG 7 38 Work%20mates 2 0");
    var renamed = contacts.renameGroup(outcome(made), "Colleagues");
    peer.expect("REG 8 2 Colleagues 0").send("REG 8 39 2 Colleagues 0");
    // then
    assertThat(outcome(renamed)).isEqualTo(new Group(2, "Colleagues"));
    assertThat(contacts.list().groups())
        .containsExactly(new Group(0, "~"), FRIENDS, new Group(2, "Colleagues"));
    // when
    var removed = contacts.removeGroup(FRIENDS);
    peer.expect("RMG 9 1").send("RMG 9 40 1");
    // then
    assertThat(outcome(removed).group("Friends")).isEmpty();
    assertThat(find(BOB).groups()).containsExactly(0L);
    // and
    failure(contacts.removeGroup(new Group(0, "~")), RefusedHereException.class);
    failure(contacts.addGroup("x".repeat(62)), RefusedHereException.class);
    var refused = contacts.addGroup("Colleagues");
    peer.expect("ADG 10 Colleagues 0").send("228 10");
    assertThat(failure(refused, ServerRefusedException.class).number()).isEqualTo(228);
  }

  @Test
  void keeps_phones_and_settings() throws Exception {
    // given
    Peer peer = online("GTC A", "BLP AL", "PRP PHW 5");
    // when
    var home = contacts.setPhone(Phone.HOME, "555 1234");
    var work = contacts.setPhone(Phone.WORK, "");
    var mobile = contacts.setMobileMessages(MobileMessages.ACCEPTED);
    var strangers = contacts.setStrangers(Strangers.BLOCKED);
    var whenAdded = contacts.setWhenAdded(WhenAdded.ALLOW_SILENTLY);
    peer.expect("PRP 7 PHH 555%201234").expect("PRP 8 PHW").expect("PRP 9 MOB Y");
    peer.expect("BLP 10 BL").expect("GTC 11 N");
    peer.send("PRP 7 41 PHH 555%201234", "PRP 8 42 PHW ", "PRP 9 43 MOB Y", "218 10");
    peer.send("GTC 11 45 N");
    // then
    assertThat(outcome(home)).isEqualTo("555 1234");
    assertThat(outcome(work)).isEmpty();
    assertThat(outcome(mobile)).isEqualTo("Y");
    assertThat(outcome(strangers).strangers()).isEqualTo(Strangers.BLOCKED);
    assertThat(outcome(whenAdded).whenAdded()).isEqualTo(WhenAdded.ALLOW_SILENTLY);
    assertThat(contacts.list().properties()).isEqualTo(Map.of("PHH", "555 1234", "MOB", "Y"));
    assertThat(contacts.list().version()).isEqualTo(45);
  }

  @Test
  void shows_who_is_there_and_how() {
    // given
    Peer peer = online();
    // when
    peer.send(
        "ILN 6 XYZ bob@example.com Bob%20B 4026531876 %3Cmsnobj%20Size%3D%221%22%2F%3E",
        "NLN AWY stranger@example.com X 0");
    recorder.awaitEvents(PresenceChanged.class, 2);
    // then
    assertThat(find(BOB).friendlyName()).isEqualTo("Bob B");
    assertThat(find(BOB).presence())
        .isEqualTo(
            new Presence(
                Status.ONLINE,
                new ClientCapabilities(4026531876L),
                Optional.of("<msnobj Size=\"1\"/>")));
    assertThat(find(BOB).presence().capabilities().known())
        .isEqualTo(Set.of(Capability.INK_AS_GIF, Capability.MESSAGES_IN_PARTS));
    assertThat(find(BOB).presence().capabilities().generation()).isEqualTo(15);
    assertThat(contacts.list().find(new Principal("stranger@example.com"))).isEmpty();
    // when
    peer.send("NLN BSY bob@example.com Bob%20B 0");
    recorder.awaitEvents(PresenceChanged.class, 3);
    // then
    assertThat(find(BOB).presence().picture()).isEmpty();
    // when
    peer.close();
    recorder.awaitEvents(PresenceChanged.class, 4);
    // then
    assertThat(find(BOB).presence()).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void keeps_a_list_that_has_not_changed_and_replaces_one_that_has() throws Exception {
    // given
    Peer first = online();
    first.send("ADD 0 RL 36 frank@example.com Frank");
    recorder.awaitEvents(ContactListChanged.class, 1);
    ContactList kept = contacts.list();
    try (MsnClient another = builder().keptContacts(ALICE, kept).build()) {
      // when
      Peer peer = admit(another, "36");
      peer.send("SYN 5 36").expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
      recorder.awaitEvents(SignedIn.class, 2);
      // then
      assertThat(another.contacts().list()).isEqualTo(kept);
      // when
      var out = another.signOut();
      peer.expect("OUT").close();
      outcome(out);
      Peer again = admit(another, "36");
      again.send("SYN 5 40 1 1", "LSG 0 ~ 0", "LST bob@example.com Bob 11 0");
      again.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
      recorder.awaitEvents(SignedIn.class, 3);
      // then
      assertThat(another.contacts().list().contacts())
          .extracting(Contact::who)
          .containsExactly(BOB);
      assertThat(another.contacts().list().groups()).containsExactly(new Group(0, "~"));
      again.close();
    }
  }

  @Test
  void does_not_take_half_a_list_for_the_newest() {
    // given
    Peer peer = admit(client, "0");
    peer.send("SYN 5 27 2 1", "LSG 0 ~ 0", "LST bob@example.com Bob 11 0").close();
    recorder.awaitEvent(org.msnmock.client.event.SignInFailed.class);
    // when, then
    admit(client, "0");
  }

  @Test
  void counts_the_mail() {
    // given
    Peer peer = online();
    String head = "MIME-Version: 1.0\r\nContent-Type: %s; charset=UTF-8\r\n\r\n";
    // when
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        head.formatted("text/x-msmsgsinitialemailnotification")
            + "Inbox-Unread: 5\r\nFolders-Unread: 2\r\nInbox-URL: /cgi-bin/HoTMaiL\r\n");
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        head.formatted("text/x-msmsgsemailnotification")
            + "From: =?\"utf-8\"?Q?B=C3=B6b?=\r\nMessage-URL: /cgi-bin/getmsg?msg=1\r\n"
            + "Subject: =?\"us-ascii\"?Q?Just saying hello?=\r\nDest-Folder: ACTIVE\r\nFrom-Addr: bob@example.com\r\n");
    String activity = head.formatted("text/x-msmsgsactivemailnotification");
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        activity + "Src-Folder: ACTIVE\r\nDest-Folder: trAsH\r\nMessage-Delta: 4\r\n");
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        activity + "Src-Folder: f1\r\nDest-Folder: ACTIVE\r\nMessage-Delta: 7\r\n");
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        activity + "Src-Folder: ACTIVE\r\nDest-Folder: ACTIVE\r\nMessage-Delta: 99\r\n");
    // then
    Optional<String> inbox = Optional.of("/cgi-bin/HoTMaiL");
    assertThat(recorder.awaitEvents(MailboxChanged.class, 4))
        .containsExactly(
            new MailboxChanged(5, 2, inbox),
            new MailboxChanged(2, 2, inbox),
            new MailboxChanged(9, 2, inbox),
            new MailboxChanged(0, 2, inbox));
    assertThat(recorder.awaitEvent(MailReceived.class))
        .isEqualTo(
            new MailReceived(
                "Böb",
                "bob@example.com",
                "Just saying hello",
                Optional.of("/cgi-bin/getmsg?msg=1"),
                6));
  }

  @Test
  void asks_for_the_mailbox() throws Exception {
    // given
    Peer peer = online();
    // when
    var address = client.mailboxAddress();
    var none = client.mailboxAddress();
    peer.expect("URL 7 INBOX").expect("URL 8 INBOX");
    peer.send("URL 7 /cgi-bin/HoTMaiL https://login.example.com/md5auth.srf?lc=1033 2", "710 8");
    // then
    assertThat(outcome(address).login()).isEqualTo("https://login.example.com/md5auth.srf?lc=1033");
    assertThat(failure(none, ServerRefusedException.class).number()).isEqualTo(710);
  }

  @Test
  void wants_somebody_to_be_signed_in() {
    assertThat(contacts.list()).isEqualTo(ContactList.EMPTY);
    assertThatThrownBy(() -> contacts.add(BOB)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> contacts.renameUser("x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> contacts.rename(BOB, "")).isInstanceOf(IllegalArgumentException.class);
  }
}
