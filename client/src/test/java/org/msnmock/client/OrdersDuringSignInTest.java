package org.msnmock.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.WrongPasswordException;

/** What is asked of a client that is on its way in waits until it is there. */
class OrdersDuringSignInTest {
  private final FakeServer server = new FakeServer();
  private final MsnClient client =
      MsnClient.builder()
          .server(server.address())
          .nexusUrl(FakePassport.NEXUS)
          .passportTransport(new FakePassport())
          .build();

  private final CompletableFuture<?> signIn =
      client.signIn(new Principal("alice@example.com"), Password.of("s3cret"), Status.ONLINE);
  private final CompletableFuture<Status> away = client.setStatus(Status.AWAY);
  private final CompletableFuture<Status> busy = client.setStatus(Status.BUSY);
  private final Peer peer = server.accept();

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  private Peer greet() {
    peer.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 MSNP9");
    assertThat(peer.readLine()).startsWith("CVR 2 ");
    return peer.send("CVR 2").expect("USR 3 TWN I alice@example.com");
  }

  @Test
  void statuses_follow_the_sign_in_in_the_order_in_which_they_were_asked_for() throws Exception {
    // when
    greet().send("USR 3 TWN S lc=1033");
    assertThat(peer.readLine()).startsWith("USR 4 TWN S ");
    peer.send("USR 4 OK alice@example.com Alice 1 0").expect("SYN 5 0").send("SYN 5 1 0 0");
    peer.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    // then
    peer.expect("CHG 7 AWY 0").expect("CHG 8 BSY 0").send("CHG 7 AWY 0", "CHG 8 BSY 0");
    assertThat(signIn).succeedsWithin(20, SECONDS);
    assertThat(away.get(20, SECONDS)).isEqualTo(Status.AWAY);
    assertThat(busy.get(20, SECONDS)).isEqualTo(Status.BUSY);
  }

  @Test
  void a_sign_in_that_fails_takes_them_with_it() {
    // when
    greet().send("911 3");
    // then
    assertThat(away)
        .failsWithin(20, SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(WrongPasswordException.class);
    assertThat(busy).failsWithin(20, SECONDS);
  }
}
