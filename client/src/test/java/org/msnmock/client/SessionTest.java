package org.msnmock.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.client.event.ContactChanged;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.Disconnected.Reason;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.event.SystemMessage;
import org.msnmock.client.fake.AtWork;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.fake.Recorder;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.Status;

/** What happens once somebody is signed in. */
class SessionTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");

  /** MD5 of the challenge {@code 1} and the key of msmsgs@msnmsgr.com. */
  private static final String DIGEST_OF_1 = "05e8dd76119e209857ff522a18291a31";

  private final FakeServer server = new FakeServer();
  private final Recorder recorder = new Recorder();
  private final ManualTime time = new ManualTime();
  private final AtWork activity = new AtWork();
  private final MsnClient client =
      MsnClient.builder()
          .server(server.address())
          .nexusUrl(FakePassport.NEXUS)
          .passportTransport(new FakePassport())
          .scheduler(time)
          .clock(time.clock())
          .listener(recorder)
          .activity(activity)
          .build();

  private Peer peer;

  @BeforeEach
  void signIn() throws Exception {
    CompletableFuture<SignedIn> signIn = client.signIn(ALICE, Password.of("s3cret"), Status.ONLINE);
    peer = server.admitAlice();
    peer.expect("SYN 5 0").send("SYN 5 1 1 0", "LST bob@example.com Bob 11 0");
    peer.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    signIn.get(20, SECONDS);
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
    activity.awaitCount(0);
  }

  @Test
  void only_its_reader_is_at_work_while_nothing_happens() {
    activity.awaitCount(1);
  }

  @Test
  void nothing_is_at_work_once_it_has_left() throws Exception {
    // when
    CompletableFuture<Void> left = client.signOut();
    peer.expect("OUT").close();
    left.get(20, SECONDS);
    // then
    activity.awaitCount(0);
  }

  @Test
  void nothing_is_at_work_once_it_was_closed() {
    // when
    client.close();
    // then
    activity.awaitCount(0);
  }

  @Test
  void answers_every_challenge() {
    // when
    peer.send("CHL 0 15570131571988941333", "CHL 0 1 extra");
    // then
    peer.expect("QRY 7 msmsgs@msnmsgr.com 32").expectBytes("8f2f5a91b72102cd28355e9fc9000d6e");
    peer.expect("QRY 8 msmsgs@msnmsgr.com 32").expectBytes(DIGEST_OF_1);
  }

  @Test
  void reports_a_failed_challenge_and_bears_one_that_is_never_acknowledged() {
    // given
    peer.send("CHL 0 1", "CHL 0 2");
    peer.expect("QRY 7 msmsgs@msnmsgr.com 32");
    // when
    peer.send("540 7");
    time.advance(Duration.ofSeconds(31));
    // then
    assertThat(recorder.awaitEvent(ServerErrorReported.class).number()).isEqualTo(540);
    assertThat(recorder.all(Disconnected.class)).isEmpty();
  }

  @Test
  void pings_when_idle_and_as_soon_as_the_server_wishes() {
    // when
    time.advance(Duration.ofSeconds(44));
    peer.send("CHL 0 1");
    peer.expect("QRY 7 msmsgs@msnmsgr.com 32").expectBytes(DIGEST_OF_1);
    time.advance(Duration.ofSeconds(44));
    time.advance(Duration.ofSeconds(1));
    peer.expect("PNG").send("QNG 20", "207 99");
    recorder.awaitEvent(ServerErrorReported.class);
    time.advance(Duration.ofSeconds(20));
    // then
    peer.expect("PNG").send("QNG", "207 99");
    recorder.awaitEvents(ServerErrorReported.class, 2);
    time.advance(Duration.ofSeconds(45));
    peer.expect("PNG");
  }

  @Test
  void gives_the_connection_up_when_a_ping_is_not_answered() {
    // given
    time.advance(Duration.ofSeconds(45));
    peer.expect("PNG");
    // when
    time.advance(Duration.ofSeconds(30));
    // then
    peer.expectEnd();
    Disconnected event = recorder.awaitEvent(Disconnected.class);
    assertThat(event.reason()).isEqualTo(Reason.LOST);
    assertThat(event.cause()).hasMessageContaining("ping");
  }

  @ParameterizedTest
  @CsvSource({
    "OUT OTH, ELSEWHERE",
    "OUT SSD, MAINTENANCE",
    "OUT, OTHER",
    "XFR 0 NS 10.0.0.5:1863 0 10.0.0.1:1863, MAINTENANCE",
    "MSG Hotmail Hotmail x, OTHER"
  })
  void says_why_the_server_ended_it(String line, Reason reason) {
    // when
    peer.send(line);
    // then
    assertThat(recorder.awaitEvent(Disconnected.class).reason()).isEqualTo(reason);
    peer.expectEnd();
  }

  @Test
  void says_that_the_connection_was_lost() {
    // when
    peer.close();
    // then
    assertThat(recorder.awaitEvent(Disconnected.class).reason()).isEqualTo(Reason.LOST);
    assertThatThrownBy(() -> client.setStatus(Status.AWAY))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tells_who_comes_and_goes() {
    // when
    peer.send("NLN AWY bob@example.com Bob%20B 268435492 %3Cmsnobj%2F%3E", "FLN bob@example.com");
    // then
    assertThat(recorder.awaitEvents(PresenceChanged.class, 2))
        .containsExactly(
            new PresenceChanged(BOB, Status.AWAY, Optional.of("Bob B"), 268435492),
            new PresenceChanged(BOB, Status.OFFLINE, Optional.empty(), 0));
  }

  @Test
  void tells_what_becomes_known_of_contacts_later() {
    // when
    peer.send("BPR 28 bob@example.com PHH 123", "BPR 29 stranger@example.com PHH 1");
    peer.send("LST carol@example.com Carol 8");
    // then
    assertThat(recorder.awaitEvents(ContactChanged.class, 2))
        .extracting(event -> event.contact().who().address() + event.contact().properties())
        .containsExactly("bob@example.com{PHH=123}", "carol@example.com{}");
  }

  @Test
  void believes_system_messages_of_the_server_alone() {
    // given
    String shutdown =
        "MIME-Version: 1.0\r\nContent-Type: application/x-msmsgssystemmessage\r\n\r\nType: 1\r\nArg1: 5\r\n";
    // when
    peer.sendPayload("MSG mallory@example.com Hotmail %s", shutdown.replace("5", "9"));
    peer.sendPayload("MSG Hotmail Hotmail %s", "Content-Type: text/x-unknown\r\n\r\nOUT OTH\r\n");
    peer.sendPayload("MSG Hotmail Hotmail %s", shutdown);
    // then
    assertThat(recorder.awaitEvent(SystemMessage.class))
        .isEqualTo(new SystemMessage(1, Optional.of(Duration.ofMinutes(5))));
  }

  @ParameterizedTest
  @CsvSource({
    "Type: 1, Arg1: 999999999999999999, 1",
    "Type: 1, Arg1: soon, 1",
    "Type: 4294967297, Arg1: 5, 0",
    "Type: first, Arg1: 5, 0"
  })
  void bears_system_messages_with_odd_numbers(String type, String time, int known) {
    // when
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        "Content-Type: application/x-msmsgssystemmessage\r\n\r\n%s\r\n%s\r\n"
            .formatted(type, time));
    peer.send("CHL 0 1");
    // then
    peer.expect("QRY 7 msmsgs@msnmsgr.com 32").expectBytes(DIGEST_OF_1);
    assertThat(recorder.awaitEvent(SystemMessage.class))
        .isEqualTo(new SystemMessage(known, Optional.empty()));
  }

  @Test
  void changes_the_status() throws Exception {
    // when
    CompletableFuture<Status> away = client.setStatus(Status.AWAY);
    CompletableFuture<Status> hidden = client.setStatus(Status.HIDDEN);
    peer.expect("CHG 7 AWY 0")
        .expect("CHG 8 HDN 0")
        .send("800 8", "NLN BSY bob@example.com Bob 0", "CHG 7 AWY 0");
    // then
    assertThat(away.get(20, SECONDS)).isEqualTo(Status.AWAY);
    assertThat(hidden)
        .failsWithin(20, SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(ServerRefusedException.class);
    assertThatThrownBy(() -> client.setStatus(Status.OFFLINE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void says_good_bye_and_lets_the_server_close() throws Exception {
    // when
    CompletableFuture<Void> signOut = client.signOut();
    peer.expect("OUT").expectEnd();
    // lines that cross the good-bye are not heard
    peer.send("OUT OTH", "MSG Hotmail Hotmail nonsense").close();
    // then
    signOut.get(20, SECONDS);
    assertThat(recorder.awaitEvent(Disconnected.class).reason()).isEqualTo(Reason.SIGNED_OUT);
    assertThat(client.signOut()).isDone();
  }

  @Test
  void is_lost_even_if_somebody_signs_out_as_soon_as_a_reply_is_missing() throws Exception {
    // given
    Recorder heard = new Recorder();
    try (MsnClient another =
        MsnClient.builder()
            .server(server.address())
            .nexusUrl(FakePassport.NEXUS)
            .passportTransport(new FakePassport())
            .executor(Runnable::run) // so that what is chained runs before the session ends
            .listener(heard)
            .build()) {
      CompletableFuture<SignedIn> signIn =
          another.signIn(ALICE, Password.of("s3cret"), Status.ONLINE);
      Peer other = server.admitAlice();
      other.expect("SYN 5 0").send("SYN 5 1 0 0").expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
      signIn.get(20, SECONDS);
      // when
      CompletableFuture<Void> out =
          another
              .setStatus(Status.AWAY)
              .handle((status, failure) -> failure)
              .thenCompose(failure -> another.signOut());
      other.expect("CHG 7 AWY 0").close();
      out.get(20, SECONDS);
      // then
      assertThat(heard.awaitEvent(Disconnected.class).reason()).isEqualTo(Reason.LOST);
    }
  }

  @Test
  void closes_by_itself_when_the_server_does_not() throws Exception {
    // given
    CompletableFuture<Void> signOut = client.signOut();
    peer.expect("OUT").expectEnd();
    // when
    time.advance(Duration.ofSeconds(1));
    // then
    signOut.get(20, SECONDS);
  }

  @Test
  void leaves_no_thread_behind() {
    // given
    peer.close();
    recorder.awaitEvent(Disconnected.class);
    // when
    client.close();
    client.close();
    // then
    String address = server.address();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("msn-") && name.endsWith(address)));
    assertThatThrownBy(() -> client.signIn(ALICE, Password.of("x"), Status.ONLINE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void can_sign_in_again_from_within_the_event_of_its_end() {
    // given
    peer.send("OUT SSD");
    recorder.awaitEvent(Disconnected.class);
    // when
    var unused = client.signIn(ALICE, Password.of("s3cret"), Status.ONLINE);
    // then
    server.accept().expect("VER 1 MSNP9 MSNP8 CVR0");
  }

  @Test
  void wakes_whoever_waits_when_it_is_closed_in_the_middle() {
    // given
    var unused = client.signOut();
    peer.expect("OUT").close();
    recorder.awaitEvent(Disconnected.class);
    CompletableFuture<SignedIn> signIn = client.signIn(ALICE, Password.of("s3cret"), Status.ONLINE);
    server.accept().expect("VER 1 MSNP9 MSNP8 CVR0");
    // when
    client.close();
    // then
    assertThat(signIn)
        .failsWithin(20, SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(ConnectionLostException.class);
    recorder.awaitEvent(SignInFailed.class);
  }
}
