package org.msnmock.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.event.ConversationClosed;
import org.msnmock.client.event.ConversationFailed;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.InvitationRefused;
import org.msnmock.client.event.MessageDelivered;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MessageUndelivered;
import org.msnmock.client.event.ParticipantJoined;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.event.TypingChanged;
import org.msnmock.client.event.TypingChanged.Typing;
import org.msnmock.client.fake.AtWork;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.fake.Recorder;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.ConversationFailedException;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.NotVisibleException;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.UndeliveredException;
import org.msnmock.client.switchboard.Calls;

/** Talks with others, once somebody is signed in. */
class ConversationTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");
  private static final Principal CAROL = new Principal("carol@example.com");

  private static final String HEAD =
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
          + "X-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=22\r\n\r\n";
  private static final String TYPING =
      "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgscontrol\r\nTypingUser: alice@example.com\r\n\r\n\r\n";

  private static final String PICTURE =
      "%3Cmsnobj%20Creator%3D%22bob%40example.com%22%20Size%3D%226%22%20Type%3D%223%22"
          + "%20Location%3D%22x%22%20Friendly%3D%22AAA%3D%22%20SHA1D%3D%22O5Zv%3D%22%2F%3E";

  private final FakeServer server = new FakeServer();
  private final FakeServer switchboard = new FakeServer();
  private final Recorder recorder = new Recorder();
  private final ManualTime time = new ManualTime();
  private final AtWork activity = new AtWork();
  private final MsnClientBuilder settings =
      MsnClient.builder()
          .server(server.address())
          .nexusUrl(FakePassport.NEXUS)
          .passportTransport(new FakePassport())
          .scheduler(time)
          .clock(time.clock())
          .listener(recorder)
          .pingInterval(Duration.ofHours(1))
          .activity(activity);
  private MsnClient client = settings.build();
  private Peer ns;

  @BeforeEach
  void signIn() throws Exception {
    CompletableFuture<?> signIn = client.signIn(ALICE, Password.of("s3cret"), Status.ONLINE);
    ns = server.admitAlice();
    ns.expect("SYN 5 0").send("SYN 5 1 1 0", "LST mallory@example.com Mallory 4");
    ns.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    signIn.get(20, SECONDS);
  }

  @AfterEach
  void close() {
    server.close();
    switchboard.close();
    client.close();
    activity.awaitCount(0);
  }

  private void offerSwitchboard(int id) {
    ns.expect("XFR " + id + " SB")
        .send("XFR " + id + " SB " + switchboard.address() + " CKI 17.32.1");
  }

  private Peer enter(int id) {
    offerSwitchboard(id);
    return switchboard
        .accept()
        .expect("USR 1 alice@example.com 17.32.1")
        .send("USR 1 OK alice@example.com Alice");
  }

  /** Bob is called, and has come. */
  private Peer talk() {
    return enter(7)
        .expect("CAL 2 bob@example.com")
        .send("CAL 2 RINGING 117", "JOI bob@example.com Bob");
  }

  private static Peer expectText(Peer peer, int id, String text) {
    return peer.expect("MSG " + id + " A " + bytes(HEAD + text)).expectBytes(HEAD + text);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void ring(String caller) {
    ns.send("RNG 118 " + switchboard.address() + " CKI 84.52 " + caller + " Somebody");
  }

  private Peer answer() {
    return switchboard.accept().expect("ANS 1 alice@example.com 84.52 118");
  }

  private static void hear(Peer peer, String from, String payload) {
    peer.sendPayload("MSG " + from + " Nick %s", payload);
  }

  @Test
  void a_text_waits_until_somebody_has_come() throws Exception {
    // given
    Conversation talk = client.openConversation(BOB);
    CompletableFuture<Void> delivery = talk.send("h\u00E9llo \u20AC");
    // when
    Peer peer = enter(7).expect("CAL 2 bob@example.com").send("CAL 2 RINGING 117");
    peer.send("JOI bob@example.com Bob");
    // then
    expectText(peer, 3, "h\u00E9llo \u20AC").send("ACK 3");
    delivery.get(20, SECONDS);
    assertThat(recorder.awaitEvent(MessageDelivered.class).message().text())
        .isEqualTo("h\u00E9llo \u20AC");
    assertThat(recorder.awaitEvent(ParticipantJoined.class))
        .isEqualTo(new ParticipantJoined(talk, BOB, "Bob"));
    assertThat(talk.people()).containsExactly(BOB);
  }

  @Test
  void an_emoticon_is_announced_before_the_text_that_uses_it() {
    // given
    MsnObject beer = client.addEmoticon("(b)", new byte[] {1, 2, 3});
    client.addEmoticon("(i)", new byte[] {4, 5, 6});
    String announced =
        "MIME-Version: 1.0\r\nContent-Type: text/x-mms-emoticon\r\n\r\n(b)\t" + beer.text() + "\t";
    // when
    Conversation talk = client.openConversation(BOB);
    talk.send("A (b)");
    talk.send("A beer");
    Peer peer = talk();
    // then
    peer.expect("MSG 3 U " + bytes(announced)).expectBytes(announced);
    expectText(peer, 4, "A (b)");
    expectText(peer, 5, "A beer");
  }

  @Test
  void a_text_whose_emoticon_never_comes_is_heard_after_15_seconds() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    MsnObject beer = MsnObject.of(BOB, MsnObject.EMOTICON, "x", new byte[] {1, 2, 3});
    // when
    hear(
        peer,
        "bob@example.com",
        "Content-Type: text/x-mms-emoticon\r\n\r\n(b)\t" + beer.text() + "\t");
    hear(peer, "bob@example.com", "Content-Type: text/plain\r\n\r\nA (b)");
    peer.expectWithin("MSG 3 D ");
    time.advance(Duration.ofSeconds(15));
    // then
    assertThat(recorder.awaitEvent(MessageReceived.class))
        .isEqualTo(new MessageReceived(talk, BOB, TextMessage.of("A (b)")));
  }

  @Test
  void who_never_comes_is_not_waited_for_when_the_others_have_left() {
    // given
    Conversation talk = client.openConversation(BOB, CAROL);
    Peer peer = enter(7).expect("CAL 2 bob@example.com").expect("CAL 3 carol@example.com");
    peer.send("CAL 2 RINGING 117", "CAL 3 RINGING 117", "JOI bob@example.com Bob");
    recorder.awaitEvent(ParticipantJoined.class);
    peer.send("BYE bob@example.com");
    recorder.awaitEvent(ParticipantLeft.class);
    // when
    CompletableFuture<Void> delivery = talk.send("Anybody?");
    time.advance(Duration.ofMinutes(2));
    // then
    assertThat(delivery)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(UndeliveredException.class);
  }

  @Test
  void a_conversation_for_a_picture_is_over_with_the_last_one_and_nobody_hears_of_it() {
    // given
    ns.send("LST bob@example.com Bob 11 0", "NLN NLN bob@example.com Bob 0 " + PICTURE);
    recorder.awaitEvent(PresenceChanged.class);
    CompletableFuture<byte[]> first = client.fetchPicture(BOB);
    CompletableFuture<byte[]> second = client.fetchPicture(BOB);
    Peer peer = talk();
    peer.expectWithin("MSG 3 D ");
    peer.expectWithin("MSG 4 D ");
    // when
    time.advance(Duration.ofMinutes(2));
    // then
    assertThat(first).failsWithin(Duration.ofSeconds(20));
    assertThat(second)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("in time");
    peer.awaitEnd();
    assertThat(recorder.all(ParticipantJoined.class)).isEmpty();
    assertThat(recorder.all(ConversationClosed.class)).isEmpty();
  }

  @Test
  void whoever_calls_while_a_picture_is_fetched_is_heard() {
    // given
    ns.send("LST bob@example.com Bob 11 0", "NLN NLN bob@example.com Bob 0 " + PICTURE);
    recorder.awaitEvent(PresenceChanged.class);
    CompletableFuture<byte[]> picture = client.fetchPicture(BOB);
    Peer own = talk();
    assertThat(own.readLine()).startsWith("MSG 3 D ");
    // when
    ring("bob@example.com");
    Peer bobs = answer().send("IRO 1 1 1 bob@example.com Bob", "ANS 1 OK");
    // then
    Conversation talk = recorder.awaitEvent(ConversationOpened.class).conversation();
    time.advance(Duration.ofMinutes(2));
    assertThat(picture).failsWithin(Duration.ofSeconds(20));
    assertThat(talk.isOver()).isFalse();
    hear(bobs, "bob@example.com", "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHi");
    assertThat(recorder.awaitEvent(MessageReceived.class).conversation()).isSameAs(talk);
  }

  @Test
  void two_switchboards_are_told_apart_by_id() {
    // given
    client.openConversation(BOB);
    client.openConversation(CAROL);
    ns.expect("XFR 7 SB").expect("XFR 8 SB");
    // when
    ns.send("XFR 8 SB " + switchboard.address() + " CKI carols");
    Peer carols = switchboard.accept().expect("USR 1 alice@example.com carols");
    ns.send("XFR 7 SB " + switchboard.address() + " CKI bobs");
    Peer bobs = switchboard.accept().expect("USR 1 alice@example.com bobs");
    // then
    carols.send("USR 1 OK alice@example.com Alice").expect("CAL 2 carol@example.com");
    bobs.send("USR 1 OK alice@example.com Alice").expect("CAL 2 bob@example.com");
  }

  @Test
  void a_call_is_answered_and_everybody_there_is_known() {
    // when
    ring("bob@example.com");
    answer().send("IRO 1 1 2 bob@example.com Bob", "IRO 1 2 2 carol@example.com Carol", "ANS 1 OK");
    // then
    recorder.awaitEvents(ParticipantJoined.class, 2);
    Conversation talk = recorder.awaitEvent(ConversationOpened.class).conversation();
    assertThat(talk.people()).containsExactly(BOB, CAROL);
    assertThat(
            recorder.events().stream()
                .filter(e -> e instanceof ConversationOpened || e instanceof ParticipantJoined))
        .containsExactly(
            new ConversationOpened(talk, BOB),
            new ParticipantJoined(talk, BOB, "Bob"),
            new ParticipantJoined(talk, CAROL, "Carol"));
  }

  @Test
  void a_call_to_a_switchboard_where_nobody_is_yet_waits_for_who_comes() {
    // when
    ring("bob@example.com");
    answer().send("ANS 1 OK", "JOI bob@example.com Bob");
    // then
    recorder.awaitEvent(ParticipantJoined.class);
    assertThat(recorder.awaitEvent(ConversationOpened.class).conversation().people())
        .containsExactly(BOB);
  }

  @Test
  void somebody_on_the_block_list_is_not_answered() {
    // when
    ring("mallory@example.com");
    ring("bob@example.com");
    // then
    answer().send("IRO 1 1 1 bob@example.com Bob", "ANS 1 OK");
    assertThat(recorder.awaitEvent(ConversationOpened.class).caller()).isEqualTo(BOB);
  }

  @ParameterizedTest
  @ValueSource(ints = {217, 216, 215, 208, 713})
  void a_refused_invitation_is_reported_and_the_conversation_goes_on(int number) throws Exception {
    // given
    Conversation talk = client.openConversation(BOB);
    CompletableFuture<Void> lost = talk.send("Hello");
    // when
    Peer peer = enter(7).expect("CAL 2 bob@example.com").send(number + " 2");
    // then
    assertThat(recorder.awaitEvent(InvitationRefused.class))
        .isEqualTo(new InvitationRefused(talk, BOB, number));
    assertThat(lost)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(UndeliveredException.class);
    // when
    CompletableFuture<Void> invited = talk.invite(CAROL);
    peer.expect("CAL 3 carol@example.com").send("CAL 3 RINGING 117", "JOI carol@example.com C");
    // then
    invited.get(20, SECONDS);
    recorder.awaitEvent(ParticipantJoined.class);
    CompletableFuture<Void> again = talk.invite(BOB);
    peer.expect("CAL 4 bob@example.com").send(number + " 4");
    assertThat(again)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(ServerRefusedException.class);
  }

  @Test
  void whoever_comes_later_makes_it_a_group_on_the_same_switchboard() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    // when
    peer.send("JOI carol@example.com Carol");
    recorder.awaitEvents(ParticipantJoined.class, 2);
    talk.send("Hi both");
    // then
    expectText(peer, 3, "Hi both");
    assertThat(talk.people()).containsExactly(BOB, CAROL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BYE bob@example.com", "BYE bob@example.com 1"})
  void a_text_after_the_last_has_left_calls_again(String bye) {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    peer.send(bye);
    peer.expect("OUT");
    // then
    assertThat(recorder.awaitEvent(ParticipantLeft.class).who()).isEqualTo(BOB);
    assertThat(talk.people()).isEmpty();
    // when
    talk.send("Still there?");
    // then
    Peer next = enter(8).expect("CAL 2 bob@example.com").send("CAL 2 RINGING 119");
    next.send("JOI bob@example.com Bob");
    expectText(next, 3, "Still there?").send("ACK 3");
    recorder.awaitEvent(MessageDelivered.class);
    assertThat(recorder.all(ConversationClosed.class)).isEmpty();
  }

  @Test
  void a_text_that_nobody_got_as_all_had_left_goes_again() throws Exception {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    CompletableFuture<Void> delivery = talk.send("Wait");
    expectText(peer, 3, "Wait");
    // when
    peer.send("BYE bob@example.com", "NAK 3");
    // then
    peer.expect("OUT");
    Peer next = enter(8).expect("CAL 2 bob@example.com");
    next.send("CAL 2 RINGING 119", "JOI bob@example.com Bob");
    expectText(next, 3, "Wait").send("ACK 3");
    delivery.get(20, SECONDS);
    assertThat(recorder.all(MessageUndelivered.class)).isEmpty();
  }

  @Test
  void a_refused_text_is_reported() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    CompletableFuture<Void> first = talk.send("one");
    CompletableFuture<Void> second = talk.send("two");
    expectText(peer, 3, "one");
    expectText(peer, 4, "two");
    // when
    peer.send("ACK 4", "NAK 3");
    // then
    assertThat(first)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(UndeliveredException.class);
    assertThat(second).succeedsWithin(Duration.ofSeconds(20));
    assertThat(recorder.awaitEvent(MessageUndelivered.class).message().text()).isEqualTo("one");
  }

  @Test
  void a_text_of_which_the_server_tells_nothing_is_reported() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    talk.send("one");
    expectText(peer, 3, "one");
    // when
    time.advance(Duration.ofSeconds(31));
    // then
    recorder.awaitEvent(MessageUndelivered.class);
    hear(peer, "bob@example.com", "Content-Type: text/plain\r\n\r\nstill here");
    recorder.awaitEvent(MessageReceived.class);
  }

  @Test
  void a_long_text_is_delivered_when_all_of_it_is() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    String first = "x".repeat(1664 - bytes(HEAD));
    CompletableFuture<Void> delivery = talk.send(first + "rest");
    // when
    expectText(peer, 3, first).send("ACK 3");
    expectText(peer, 4, "rest");
    hear(peer, "bob@example.com", "Content-Type: text/plain\r\n\r\nso far");
    recorder.awaitEvent(MessageReceived.class);
    // then
    assertThat(delivery).isNotDone();
    peer.send("ACK 4");
    assertThat(delivery).succeedsWithin(Duration.ofSeconds(20));
    assertThat(recorder.awaitEvents(MessageDelivered.class, 1)).hasSize(1);
  }

  @Test
  void a_text_that_was_given_up_does_not_go_again() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    String first = "x".repeat(1664 - bytes(HEAD));
    talk.send(first + "rest");
    expectText(peer, 3, first);
    expectText(peer, 4, "rest");
    // when
    peer.send("BYE bob@example.com", "282 3", "NAK 4");
    // then
    recorder.awaitEvent(MessageUndelivered.class);
    peer.expect("OUT").expectEnd();
    ns.send("CHL 0 1");
    ns.expect("QRY 8 msmsgs@msnmsgr.com 32");
  }

  @Test
  void texts_are_heard_from_anybody_and_nothing_else_is_taken_for_one() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    // when
    hear(peer, "bob@example.com", "");
    hear(peer, "bob@example.com", "Content-Type: text/x-clientcaps\r\n\r\nClient-Name: x");
    hear(peer, "Hotmail", "Content-Type: text/x-msmsgsprofile\r\n\r\nEmailEnabled: 1");
    hear(peer, "stranger@example.com", "X-Odd: a:b\r\n\r\nOUT OTH\r\nBYE bob@example.com");
    // then
    assertThat(recorder.awaitEvent(MessageReceived.class))
        .isEqualTo(
            new MessageReceived(
                talk,
                new Principal("stranger@example.com"),
                TextMessage.of("OUT OTH\nBYE bob@example.com")));
    assertThat(talk.people()).containsExactly(BOB);
  }

  @Test
  void typing_is_told_every_five_seconds_at_the_most() {
    // given
    Conversation talk = client.openConversation(BOB);
    talk.typing();
    Peer peer = talk();
    // when
    peer.expect("MSG 3 U " + bytes(TYPING)).expectBytes(TYPING);
    talk.typing();
    time.advance(Duration.ofMillis(4999));
    talk.typing();
    time.advance(Duration.ofMillis(1));
    talk.typing();
    talk.send("x");
    // then
    peer.expect("MSG 4 U " + bytes(TYPING)).expectBytes(TYPING);
    expectText(peer, 5, "x");
  }

  @Test
  void typing_is_heard_and_ends_by_itself_or_with_the_text() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    // when
    hear(peer, "bob@example.com", "Content-Type: text/x-msmsgscontrol\r\nTypingUser: b\r\n\r\n");
    recorder.awaitEvent(TypingChanged.class);
    time.advance(Duration.ofSeconds(11));
    recorder.awaitEvents(TypingChanged.class, 2);
    hear(peer, "bob@example.com", "Content-Type: text/x-msmsgscontrol\r\nTypingUser: b\r\n\r\n");
    hear(peer, "bob@example.com", "Content-Type: text/plain\r\n\r\nHi");
    // then
    assertThat(recorder.awaitEvents(TypingChanged.class, 4))
        .containsExactly(
            new TypingChanged(talk, BOB, Typing.STARTED),
            new TypingChanged(talk, BOB, Typing.STOPPED),
            new TypingChanged(talk, BOB, Typing.STARTED),
            new TypingChanged(talk, BOB, Typing.STOPPED));
  }

  @Test
  void crossed_calls_make_one_conversation_and_the_text_goes_once() {
    // given
    Conversation talk = client.openConversation(BOB);
    CompletableFuture<Void> delivery = talk.send("Hello");
    Peer own = enter(7).expect("CAL 2 bob@example.com").send("CAL 2 RINGING 117");
    // when
    ring("bob@example.com");
    Peer bobs = answer().send("IRO 1 1 1 bob@example.com Bob", "ANS 1 OK");
    // then
    expectText(bobs, 2, "Hello").send("ACK 2");
    assertThat(delivery).succeedsWithin(Duration.ofSeconds(20));
    // when
    own.send("JOI bob@example.com Bob");
    hear(own, "bob@example.com", "Content-Type: text/plain\r\n\r\nHere too");
    recorder.awaitEvent(MessageReceived.class);
    bobs.send("BYE bob@example.com");
    bobs.expect("OUT");
    talk.send("Over here");
    // then
    expectText(own, 3, "Over here");
    assertThat(recorder.all(ConversationOpened.class)).isEmpty();
    assertThat(recorder.all(ParticipantLeft.class)).isEmpty();
  }

  @Test
  void whoever_has_called_meanwhile_is_not_called() {
    // given
    Conversation talk = client.openConversation(BOB);
    ns.expect("XFR 7 SB");
    ring("bob@example.com");
    answer().send("IRO 1 1 1 bob@example.com Bob", "ANS 1 OK");
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    ns.send("XFR 7 SB " + switchboard.address() + " CKI 17.32.1");
    Peer own = switchboard.accept().expect("USR 1 alice@example.com 17.32.1");
    own.send("USR 1 OK alice@example.com Alice");
    // then
    own.expect("OUT").expectEnd();
    assertThat(talk.people()).containsExactly(BOB);
  }

  @Test
  void somebody_who_had_left_is_invited_once() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    peer.send("BYE bob@example.com");
    peer.expect("OUT");
    // when
    talk.invite(BOB);
    talk.invite(CAROL);
    // then
    enter(8).expect("CAL 2 bob@example.com").expect("CAL 3 carol@example.com");
  }

  @Test
  void a_group_does_not_hear_what_was_meant_for_one() {
    // given
    Conversation talk = client.openConversation(BOB);
    talk.send("For you alone");
    Peer own = enter(7).expect("CAL 2 bob@example.com").send("CAL 2 RINGING 117");
    // when
    ring("bob@example.com");
    answer().send("IRO 1 1 2 bob@example.com Bob", "IRO 1 2 2 carol@example.com C", "ANS 1 OK");
    assertThat(recorder.awaitEvent(ConversationOpened.class).conversation()).isNotSameAs(talk);
    own.send("JOI bob@example.com Bob");
    // then
    expectText(own, 3, "For you alone");
  }

  @Test
  void a_switchboard_that_refuses_is_reported_and_the_session_goes_on() {
    // given
    Conversation talk = client.openConversation(BOB);
    CompletableFuture<Void> lost = talk.send("Hello");
    offerSwitchboard(7);
    // when
    switchboard.accept().expect("USR 1 alice@example.com 17.32.1").send("911 1").expectEnd();
    // then
    ConversationFailed failed = recorder.awaitEvent(ConversationFailed.class);
    assertThat(failed.people()).containsExactly(BOB);
    assertThat(((ConversationFailedException) failed.cause()).number()).hasValue(911);
    assertThat(lost).failsWithin(Duration.ofSeconds(20));
    ns.send("CHL 0 1");
    ns.expect("QRY 8 msmsgs@msnmsgr.com 32");
  }

  @Test
  void a_call_that_cannot_be_answered_is_reported() {
    // when
    ring("bob@example.com");
    answer().send("911 1").expectEnd();
    // then
    ConversationFailed failed = recorder.awaitEvent(ConversationFailed.class);
    assertThat(failed.conversation()).isEmpty();
    assertThat(failed.people()).isEqualTo(Set.of(BOB));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere:0", "0", "127.0.0.1:1"})
  void a_switchboard_out_of_reach_is_reported(String address) {
    // when
    client.openConversation(BOB);
    ns.expect("XFR 7 SB").send("XFR 7 SB " + address + " CKI 17");
    // then
    assertThat(recorder.awaitEvent(ConversationFailed.class).cause())
        .isInstanceOf(ConversationFailedException.class);
    assertThat(recorder.all(Disconnected.class)).isEmpty();
  }

  @Test
  void a_switchboard_that_says_nothing_is_given_up() {
    // given
    client.openConversation(BOB);
    offerSwitchboard(7);
    Peer peer = switchboard.accept().expect("USR 1 alice@example.com 17.32.1");
    // when
    time.advance(Duration.ofSeconds(31));
    // then
    peer.expectEnd();
    recorder.awaitEvent(ConversationFailed.class);
  }

  @Test
  void nobody_is_called_by_somebody_hidden() throws Exception {
    // given
    CompletableFuture<Status> hidden = client.setStatus(Status.HIDDEN);
    ns.expect("CHG 7 HDN 0").send("CHG 7 HDN 0");
    hidden.get(20, SECONDS);
    // when
    CompletableFuture<Void> lost = client.openConversation(BOB).send("Hello");
    // then
    assertThat(recorder.awaitEvent(ConversationFailed.class).cause())
        .isInstanceOf(NotVisibleException.class);
    assertThat(lost).failsWithin(Duration.ofSeconds(20));
    ns.send("CHL 0 1");
    ns.expect("QRY 8 msmsgs@msnmsgr.com 32");
  }

  @Test
  void the_server_may_say_too_that_nobody_is_called_by_somebody_hidden() {
    // when
    client.openConversation(BOB);
    ns.expect("XFR 7 SB").send("913 7");
    // then
    assertThat(recorder.awaitEvent(ConversationFailed.class).cause())
        .isInstanceOf(NotVisibleException.class);
  }

  @Test
  void a_text_is_given_up_when_nobody_comes() {
    // given
    CompletableFuture<Void> lost = client.openConversation(BOB).send("Hello");
    Peer peer = enter(7).expect("CAL 2 bob@example.com").send("CAL 2 RINGING 117", "999 77");
    recorder.awaitEvent(ServerErrorReported.class);
    // when
    time.advance(Duration.ofMinutes(1));
    // then
    assertThat(lost).failsWithin(Duration.ofSeconds(20));
    peer.expect("OUT");
  }

  @Test
  void only_so_many_texts_wait() {
    // given
    Conversation talk = client.openConversation(BOB);
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Void> unused = talk.send("x");
    }
    // when, then
    assertThat(talk.send("one more")).failsWithin(Duration.ofSeconds(20));
  }

  /** So long that it goes in 97 parts. */
  private static String longText(int first) {
    return first + "\u65E5".repeat(49_990);
  }

  private static String expectLongText(Peer peer, boolean isDelivered) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 49_992) {
      String[] words = peer.readLine().split(" ");
      assertThat(words).hasSize(4).startsWith("MSG");
      byte[] payload = peer.readBytes(Integer.parseInt(words[3]));
      text.append(new String(payload, StandardCharsets.UTF_8).substring(HEAD.length()));
      peer.send((isDelivered ? "ACK " : "NAK ") + words[1]);
    }
    return text.toString();
  }

  @Test
  void many_long_texts_go_one_after_the_other_and_all_arrive() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    List<CompletableFuture<Void>> deliveries =
        IntStream.range(10, 22).mapToObj(i -> talk.send(longText(i))).toList();
    // then
    for (int i = 10; i < 22; i++) {
      assertThat(expectLongText(peer, true)).isEqualTo(longText(i));
    }
    assertThat(deliveries)
        .allSatisfy(sent -> assertThat(sent).succeedsWithin(Duration.ofSeconds(20)));
  }

  @Test
  void a_server_that_confirms_nothing_gets_a_part_of_what_waits() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    List<CompletableFuture<Void>> deliveries =
        IntStream.range(0, 1_101).mapToObj(i -> talk.send("text " + i)).toList();
    // then
    assertThat(deliveries.get(1_100))
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(UndeliveredException.class)
        .withMessageContaining("1000 texts wait already");
    for (int i = 0; i < 100; i++) {
      expectText(peer, i + 3, "text " + i);
    }
    // when
    talk.leave();
    // then
    peer.expect("OUT");
    assertThat(deliveries.get(1_099)).failsWithin(Duration.ofSeconds(20));
  }

  @Test
  void texts_that_nobody_got_go_again_before_those_that_waited_behind_them() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    List<CompletableFuture<Void>> deliveries =
        IntStream.range(10, 14).mapToObj(i -> talk.send(longText(i))).toList();
    // when
    peer.send("BYE bob@example.com");
    assertThat(expectLongText(peer, false)).isEqualTo(longText(10));
    assertThat(expectLongText(peer, false)).isEqualTo(longText(11));
    peer.expect("OUT");
    // then
    Peer next = enter(8).expect("CAL 2 bob@example.com");
    next.send("CAL 2 RINGING 119", "JOI bob@example.com Bob");
    for (int i = 10; i < 14; i++) {
      assertThat(expectLongText(next, true)).isEqualTo(longText(i));
    }
    assertThat(deliveries)
        .allSatisfy(sent -> assertThat(sent).succeedsWithin(Duration.ofSeconds(20)));
  }

  @Test
  void what_waited_for_a_line_that_broke_goes_over_another_one() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer own = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    ring("bob@example.com");
    Peer bobs = answer().send("IRO 1 1 1 bob@example.com Bob", "ANS 1 OK");
    hear(bobs, "bob@example.com", "Content-Type: text/plain\r\n\r\nHere too");
    recorder.awaitEvent(MessageReceived.class);
    List<CompletableFuture<Void>> deliveries =
        IntStream.range(10, 13).mapToObj(i -> talk.send(longText(i))).toList();
    // when
    own.close();
    // then
    assertThat(expectLongText(bobs, true)).isEqualTo(longText(12));
    assertThat(deliveries.get(0)).failsWithin(Duration.ofSeconds(20));
    assertThat(deliveries.get(1)).failsWithin(Duration.ofSeconds(20));
    assertThat(deliveries.get(2)).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void a_broken_line_leaves_nobody_there_and_is_made_again() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    peer.close();
    // then
    assertThat(recorder.awaitEvent(ParticipantLeft.class).reason())
        .isEqualTo(ParticipantLeft.Reason.LOST);
    talk.send("Again");
    enter(8).expect("CAL 2 bob@example.com");
  }

  @Test
  void a_line_that_nobody_uses_is_left() {
    // given
    client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    time.advance(Duration.ofMinutes(5));
    // then
    peer.expect("OUT");
    assertThat(recorder.awaitEvent(ParticipantLeft.class).reason())
        .isEqualTo(ParticipantLeft.Reason.IDLE);
  }

  @Test
  void leaving_says_good_bye_and_is_for_good() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    talk.leave();
    talk.leave();
    // then
    peer.expect("OUT").expectEnd();
    assertThat(recorder.awaitEvent(ConversationClosed.class).conversation()).isSameAs(talk);
    assertThat(talk.isOver()).isTrue();
    assertThat(talk.send("x")).failsWithin(Duration.ofSeconds(20));
    assertThat(talk.invite(CAROL)).failsWithin(Duration.ofSeconds(20));
  }

  @Test
  void conversations_end_with_the_session() {
    // given
    Conversation talk = client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    ns.close();
    // then
    peer.expect("OUT").expectEnd();
    recorder.awaitEvent(ConversationClosed.class);
    assertThat(talk.isOver()).isTrue();
  }

  @Test
  void nothing_can_be_opened_by_somebody_who_is_not_there() {
    client.close();
    assertThatThrownBy(() -> client.openConversation(BOB))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closing_the_client_breaks_off_what_is_on_its_way() {
    // given
    client.openConversation(BOB);
    offerSwitchboard(7);
    Peer peer = switchboard.accept().expect("USR 1 alice@example.com 17.32.1");
    // when
    client.close();
    // then
    peer.expectEnd();
  }

  @Test
  void a_switchboard_that_breaks_the_protocol_is_left_and_the_session_goes_on() {
    // given
    client.openConversation(BOB);
    Peer peer = talk();
    recorder.awaitEvent(ParticipantJoined.class);
    // when
    peer.send("JOI");
    // then
    peer.expectEnd();
    recorder.awaitEvent(ParticipantLeft.class);
    assertThat(recorder.all(Disconnected.class)).isEmpty();
  }

  @Test
  void calls_are_ignored_by_whoever_wishes_so() throws Exception {
    // given
    client.close();
    client = settings.calls(Calls.IGNORED).build();
    signIn();
    // when
    ring("bob@example.com");
    ns.send("CHL 0 1");
    ns.expect("QRY 7 msmsgs@msnmsgr.com 32");
    Conversation talk = client.openConversation(CAROL);
    // then
    ns.expectBytes("05e8dd76119e209857ff522a18291a31");
    enter(8).expect("CAL 2 carol@example.com");
    assertThat(talk.isOver()).isFalse();
  }
}
