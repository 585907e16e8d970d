package org.msnmock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.client.fake.AtWork;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.transfer.FileManner;

/** What is left out where the older version was agreed on. */
class Msnp8Test {
  private static final Principal BOB = new Principal("bob@example.com");

  private final FakeServer server = new FakeServer();
  private final FakeServer switchboard = new FakeServer();
  private final AtWork activity = new AtWork();
  private final MsnClient client =
      MsnClient.builder()
          .server(server.address())
          .nexusUrl(FakePassport.NEXUS)
          .passportTransport(new FakePassport())
          .fileTransfers(FileManner.P2P)
          .activity(activity)
          .build();
  private Peer ns;

  @TempDir private Path folder;

  @BeforeEach
  void signIn() {
    client.signIn(new Principal("alice@example.com"), Password.of("s3cret"), Status.ONLINE);
    ns = server.accept();
    ns.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 MSNP8");
    assertThat(ns.readLine()).startsWith("CVR 2 ");
    ns.send("CVR 2").expect("USR 3 TWN I alice@example.com").send("USR 3 TWN S lc=1033");
    assertThat(ns.readLine()).startsWith("USR 4 TWN S ");
    ns.send("USR 4 OK alice@example.com Alice 1");
    ns.expect("SYN 5 0").send("SYN 5 1 0 0");
    ns.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
  }

  @AfterEach
  void close() {
    server.close();
    switchboard.close();
    client.close();
    activity.awaitCount(0);
  }

  private Peer talk() {
    ns.expect("XFR 7 SB").send("XFR 7 SB " + switchboard.address() + " CKI 17.32.1");
    return switchboard
        .accept()
        .expect("USR 1 alice@example.com 17.32.1")
        .send("USR 1 OK alice@example.com Alice")
        .expect("CAL 2 bob@example.com")
        .send("CAL 2 RINGING 117", "JOI bob@example.com Bob");
  }

  @Test
  void emoticons_are_not_announced() {
    client.addEmoticon("(b)", new byte[] {1, 2, 3});
    client.openConversation(BOB).send("A (b)");

    assertThat(talk().readLine()).startsWith("MSG 3 A ");
  }

  @Test
  void files_go_over_connections_of_their_own() throws IOException {
    Path file = Files.write(folder.resolve("a.txt"), "Hello".getBytes(StandardCharsets.UTF_8));
    client.sendFile(BOB, file);

    Peer peer = talk();

    assertThat(peer.readLine()).startsWith("MSG 3 U ");
    peer.expect("MIME-Version: 1.0").expect("Content-Type: text/x-msmsgsinvite; charset=UTF-8");
  }
}
