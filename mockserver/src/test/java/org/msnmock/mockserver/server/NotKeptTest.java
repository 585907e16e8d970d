package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Kept;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Memory;
import org.msnmock.mockserver.emulator.NotKeptException;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.wire.Role;

/** A service that can't keep what it has changed. */
class NotKeptTest {
  private final NotKeptException full = new NotKeptException("the disk is full", new IOException());

  private final Memory memory =
      new Memory() {
        @Override
        public List<Account> accounts() {
          return List.of();
        }

        @Override
        public List<Kept> people() {
          return List.of();
        }

        @Override
        public void keep(Stream<Kept> changed) {
          throw full;
        }
      };

  private final CompletableFuture<RuntimeException> broken = new CompletableFuture<>();
  private final Audience audience =
      new Audience() {
        @Override
        public void broke(int play, RuntimeException fault) {
          broken.complete(fault);
        }
      };

  private static String ask(Server server, Role role, String text) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.addresses().port(role))) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void answers_nothing_any_more() throws Exception {
    try (Server server = Server.open(ServerSettings.onLoopback(Optional.empty()));
        Socket before = new Socket("127.0.0.1", server.addresses().port(Role.DISPATCH_SERVER))) {
      before.setSoTimeout(60_000);
      server.emulate(memory, Manners.USUAL.registering(), 1, Onlooker.NONE, audience);

      String answer =
          ask(
              server,
              Role.LOGIN,
              "GET /login2.srf HTTP/1.0\r\nAuthorization: Passport1.4 OrgVerb=GET,sign-in=a@b,pwd=c,x=1\r\n\r\n");

      assertThat(answer).doesNotContain("200");
      assertThat(broken.get(60, TimeUnit.SECONDS)).isSameAs(full);
      assertThat(before.getInputStream().readAllBytes()).isEmpty();
      assertThat(ask(server, Role.DISPATCH_SERVER, "VER 0 MSNP9 CVR0\r\n")).isEmpty();
      assertThat(ask(server, Role.NEXUS, "GET /rdr/pprdr.asp HTTP/1.0\r\n\r\n"))
          .doesNotContain("200");
    }
  }

  @Test
  void a_change_by_whoever_looks_on_ends_it_too() throws Exception {
    try (Server server = Server.open(ServerSettings.onLoopback(Optional.empty()))) {
      server.emulate(memory, Manners.USUAL, 1, Onlooker.NONE, audience);

      CompletableFuture<Boolean> asked =
          server.ask(
              emulator -> {
                emulator.interventions().add(Account.of("a@b", "c", "A"));
                return true;
              });

      assertThat(asked).failsWithin(Duration.ofSeconds(60)).withThrowableThat().withCause(full);
      assertThat(broken.get(60, TimeUnit.SECONDS)).isSameAs(full);
      assertThat(server.ask(emulator -> emulator.connections()))
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableThat()
          .withMessageContaining("the server is closed");
      assertThat(ask(server, Role.DISPATCH_SERVER, "VER 0 MSNP9 CVR0\r\n")).isEmpty();
    }
  }
}
