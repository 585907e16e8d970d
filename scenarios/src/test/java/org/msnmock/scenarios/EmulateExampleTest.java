package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.msnmock.client.MsnClient;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.mockserver.MsnService;
import org.msnmock.mockserver.junit.Emulate;
import org.msnmock.mockserver.junit.Person;

/** The example of the README. */
class EmulateExampleTest {
  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";

  @Test
  @Emulate({@Person(address = ALICE, contacts = BOB), @Person(address = BOB, contacts = ALICE)})
  void two_see_each_other(MsnService service) {
    try (MsnClient alice = online(service, ALICE);
        MsnClient bob = online(service, BOB)) {
      bob.setStatus(Status.AWAY);
      service.until(world -> assertThat(world.online()).containsEntry(BOB, "AWY"));
      alice.openConversation(new Principal(BOB)).send("Hello");
      service.until(world -> assertThat(world.lines(BOB).toString()).contains("S: MSG " + ALICE));
    }
    service.until(world -> assertThat(world.online()).isEmpty());
  }

  private static MsnClient online(MsnService service, String address) {
    MsnClient client =
        MsnClient.builder()
            .server(service.entryAddress())
            .nexusUrl(service.nexusUrl())
            .trust(service.sslContext())
            .build();
    client
        .signIn(new Principal(address), Password.of(service.password(address)), Status.ONLINE)
        .join();
    return client;
  }
}
