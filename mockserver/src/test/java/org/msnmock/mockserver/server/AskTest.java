package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ConnectionView;
import org.msnmock.mockserver.emulator.Cut;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Interventions.Farewell;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.NotPossibleException;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.wire.Role;

/** Looking into a service that runs, from other threads and over sockets. */
class AskTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private Server server;
  private final CompletableFuture<Integer> connected = new CompletableFuture<>();

  @BeforeEach
  void open() throws IOException {
    server = Server.open(ServerSettings.onLoopback(Optional.empty()));
  }

  private void emulate() throws IOException {
    Onlooker onlooker =
        new Onlooker() {
          @Override
          public void connected(int connection, Role role, String remote) {
            connected.complete(connection);
          }
        };
    server.emulate(
        List.of(Account.of("alice@example.com", "s3cret", "Alice")),
        Manners.USUAL,
        1,
        onlooker,
        new Audience() {});
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Socket connect() throws Exception {
    Socket socket = new Socket("127.0.0.1", server.addresses().port(Role.NOTIFICATION_SERVER));
    socket.setSoTimeout((int) DEADLINE.toMillis());
    connected.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    return socket;
  }

  @Test
  void sees_who_is_connected_and_sends_lines() throws Exception {
    emulate();
    try (Socket socket = connect()) {
      CompletableFuture<List<ConnectionView>> seen =
          server.ask(emulator -> emulator.overview().connections());
      assertThat(seen).succeedsWithin(DEADLINE);
      int number = seen.join().get(0).number();

      server.ask(acting(number));

      byte[] all = socket.getInputStream().readAllBytes();
      assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo("HELLO\r\nWO");
    }
  }

  private static Function<Emulator, Boolean> acting(int number) {
    return emulator -> {
      emulator.interventions().say(number, "HELLO");
      emulator.interventions().cut(number, Cut.after(2));
      emulator.interventions().say(number, "WORLD");
      return true;
    };
  }

  @Test
  void slows_down_in_real_time() throws Exception {
    emulate();
    try (Socket socket = connect()) {
      int number = connected.get();
      server.ask(
          emulator -> {
            emulator.interventions().slow(number, Duration.ofMillis(50));
            emulator.interventions().say(number, "HELLO");
            emulator.interventions().kick(number, Farewell.PLAIN);
            return true;
          });

      byte[] all = socket.getInputStream().readAllBytes();

      assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo("HELLO\r\nOUT\r\n");
    }
  }

  @Test
  void resets_a_connection() throws Exception {
    emulate();
    try (Socket socket = connect()) {
      InputStream in = socket.getInputStream();
      int number = connected.get();

      server.ask(
          emulator -> {
            emulator.interventions().kick(number, Farewell.RESET);
            return true;
          });

      assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void hands_a_refusal_to_who_has_asked_and_goes_on() throws Exception {
    emulate();

    CompletableFuture<String> refused =
        server.ask(emulator -> emulator.overview().person("nobody@example.com").name());

    assertThat(refused)
        .failsWithin(DEADLINE)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(NotPossibleException.class);
    assertThat(server.ask(emulator -> emulator.overview().population()))
        .succeedsWithin(DEADLINE)
        .isEqualTo(1);
  }

  @Test
  void asking_ends_when_the_server_is_closed() throws Exception {
    emulate();
    CountDownLatch isBusy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Boolean> before =
        server.ask(
            emulator -> {
              isBusy.countDown();
              return awaits(goOn);
            });
    isBusy.await();
    Thread closing = new Thread(server::close);
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait(); // it has told the loop to stop, and waits for it
    }
    CompletableFuture<Integer> meanwhile = server.ask(emulator -> emulator.connections());
    goOn.countDown();
    closing.join();
    CompletableFuture<Integer> after = server.ask(emulator -> emulator.connections());

    assertThat(before).succeedsWithin(DEADLINE).isEqualTo(true);
    assertThat(meanwhile)
        .failsWithin(DEADLINE)
        .withThrowableThat()
        .withMessageContaining("the server is closed");
    assertThat(after)
        .failsWithin(DEADLINE)
        .withThrowableThat()
        .withMessageContaining("the server is closed");
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void there_must_be_something_to_look_into() {
    assertThatThrownBy(() -> server.ask(emulator -> emulator.connections()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no service is emulated here");
  }
}
