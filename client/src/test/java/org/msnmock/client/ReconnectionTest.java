package org.msnmock.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.Disconnected.Outlook;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.fake.AtWork;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.fake.Recorder;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

/** A client that comes back by itself. */
class ReconnectionTest {
  private final FakeServer server = new FakeServer();
  private final Recorder recorder = new Recorder();
  private final ManualTime time = new ManualTime();
  private final AtWork atWork = new AtWork();
  private final MsnClient client =
      MsnClient.builder()
          .server(server.address())
          .nexusUrl(FakePassport.NEXUS)
          .passportTransport(new FakePassport())
          .scheduler(time)
          .clock(time.clock())
          .reconnectAfter(Duration.ofSeconds(10), Duration.ofSeconds(30))
          .listener(recorder)
          .activity(atWork)
          .build();
  private Peer peer;

  @BeforeEach
  void signIn() {
    var unused =
        client.signIn(new Principal("alice@example.com"), Password.of("s3cret"), Status.ONLINE);
    peer = admit(server, "0");
    peer.send("SYN 5 27 0 0").expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    recorder.awaitEvent(SignedIn.class);
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
    atWork.awaitCount(0);
  }

  private static Peer admit(FakeServer server, String version) {
    return server.admitAlice().expect("SYN 5 " + version);
  }

  /** Lets the time pass, as soon as the client has something to wait for. */
  private void pass(Duration duration, int eventsBefore) {
    recorder.awaitEvents(Disconnected.class, eventsBefore);
    time.advance(duration);
  }

  @Test
  void comes_back_after_a_while_with_the_status_that_it_had() throws Exception {
    // given
    var away = client.setStatus(Status.AWAY);
    peer.expect("CHG 7 AWY 0").send("CHG 7 AWY 0");
    away.get(20, SECONDS);
    // when
    peer.close();
    pass(Duration.ofSeconds(10), 1);
    // then
    Peer again = admit(server, "27");
    again.send("SYN 5 27").expect("CHG 6 AWY 0").send("CHG 6 AWY 0");
    recorder.awaitEvents(SignedIn.class, 2);
    assertThat(recorder.awaitEvent(Disconnected.class).outlook()).isEqualTo(Outlook.RETURNS);
  }

  @Test
  void waits_longer_after_each_failure_and_gives_up_when_it_is_refused() {
    // when
    peer.send("OUT SSD");
    pass(Duration.ofSeconds(10), 1);
    server.accept().expect("VER 1 MSNP9 MSNP8 CVR0").close();
    await().until(() -> time.nextWait().equals(Duration.ofSeconds(20)));
    time.advance(Duration.ofSeconds(20));
    server.accept().expect("VER 1 MSNP9 MSNP8 CVR0").close();
    await().until(() -> time.nextWait().equals(Duration.ofSeconds(30)));
    time.advance(Duration.ofSeconds(30));
    Peer last = server.accept();
    last.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 0");
    // then
    recorder.awaitEvent(SignInFailed.class);
    assertThat(time.waits()).isZero();
  }

  @Test
  void waits_longer_when_it_is_dropped_soon_and_not_when_it_lasted() {
    // when
    peer.close();
    pass(Duration.ofSeconds(10), 1);
    Peer second = admit(server, "27");
    second.send("SYN 5 27").expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    recorder.awaitEvents(SignedIn.class, 2);
    second.close();
    recorder.awaitEvents(Disconnected.class, 2);
    // then
    assertThat(time.nextWait()).isEqualTo(Duration.ofSeconds(20));
    // when
    time.advance(Duration.ofSeconds(20));
    Peer third = admit(server, "27");
    third.send("SYN 5 27").expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    recorder.awaitEvents(SignedIn.class, 3);
    time.advance(Duration.ofSeconds(31));
    third.close();
    recorder.awaitEvents(Disconnected.class, 3);
    // then
    assertThat(time.nextWait()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void does_not_come_back_when_somebody_else_is_in() {
    // when
    peer.send("OUT OTH");
    // then
    assertThat(recorder.awaitEvent(Disconnected.class).outlook()).isEqualTo(Outlook.FINAL);
    assertThat(time.waits()).isZero();
  }

  @Test
  void goes_where_it_is_sent_at_once() {
    try (FakeServer other = new FakeServer()) {
      // when
      peer.send("XFR 0 NS " + other.address() + " 0 " + server.address());
      pass(Duration.ZERO, 1);
      // then
      Peer moved = admit(other, "27");
      moved.send("SYN 5 27").expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
      recorder.awaitEvents(SignedIn.class, 2);
      moved.close();
    }
  }

  @Test
  void is_not_at_work_while_it_waits() {
    // when
    peer.close();
    recorder.awaitEvent(Disconnected.class);
    // then
    atWork.awaitCount(0);
    assertThat(time.waits()).isEqualTo(1);
  }

  @Test
  void stays_away_when_it_is_told_so_while_it_waits() throws Exception {
    // given
    peer.close();
    recorder.awaitEvent(Disconnected.class);
    await().until(() -> time.waits() == 1);
    // when
    CompletableFuture<Void> out = client.signOut();
    // then
    out.get(20, SECONDS);
    assertThat(time.waits()).isZero();
    var unused =
        client.signIn(new Principal("alice@example.com"), Password.of("s3cret"), Status.ONLINE);
    admit(server, "27");
  }
}
