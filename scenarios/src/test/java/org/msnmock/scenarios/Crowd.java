package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.msnmock.client.MsnClient;
import org.msnmock.client.contact.Presence;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;

/** An emulator, and bundled clients that know each other. */
final class Crowd implements AutoCloseable {
  private static final String PASSWORD = "s3cret";
  private static final int DEADLINE_SECONDS = 60;

  private final Server server;
  private final List<MsnClient> clients = new ArrayList<>();
  private final Queue<RuntimeException> faults = new ConcurrentLinkedQueue<>();
  private final Onlooker onlooker =
      new Onlooker() {
        @Override
        public void failed(int connection, RuntimeException fault) {
          faults.add(fault);
        }
      };

  /**
   * @param count how many people there are, each on all lists of the others
   * @param listener hears of everything that happens to somebody, on the client's own thread
   */
  Crowd(int count, Listening listener) throws IOException {
    server = Server.open(ServerSettings.onLoopback(Optional.empty()));
    List<Account> accounts = IntStream.range(0, count).mapToObj(i -> account(i, count)).toList();
    server.emulate(accounts, Manners.USUAL, 1, onlooker, new Audience() {});
    for (int i = 0; i < count; i++) {
      clients.add(
          MsnClient.builder()
              .server(server.addresses().address(org.msnmock.mockserver.wire.Role.DISPATCH_SERVER))
              .nexusUrl(URI.create(server.addresses().nexusUrl()))
              .listener(listener.of(i))
              .build());
    }
  }

  /** Who hears what. */
  interface Listening {
    MsnListener of(int person);
  }

  private static Account account(int number, int count) {
    List<Account.Contact> others =
        IntStream.range(0, count)
            .filter(other -> other != number)
            .mapToObj(
                other ->
                    new Account.Contact(
                        address(other), "", EnumSet.of(ListName.FORWARD, ListName.ALLOW), Set.of()))
            .toList();
    return new Account(
        address(number),
        PASSWORD,
        firstName(number),
        true,
        false,
        0,
        Account.Settings.USUAL,
        new TreeMap<>(),
        others);
  }

  static String firstName(int number) {
    return "Person " + number;
  }

  private static String address(int number) {
    return "p%s@example.com".formatted(number);
  }

  static Principal principal(int number) {
    return new Principal(address(number));
  }

  MsnClient client(int number) {
    return clients.get(number);
  }

  void signIn(int number, Status status) {
    done(client(number).signIn(principal(number), Password.of(PASSWORD), status));
  }

  /** Waits until something is done, and gets what came of it. */
  static <T> T done(CompletableFuture<T> future) {
    return future.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Waits until everything that the server has told somebody by now has been heard. */
  void settle(int number) {
    done(client(number).mailboxAddress());
  }

  /** How somebody sees somebody else, who is on their list. */
  Status seen(int watcher, int other) {
    return client(watcher)
        .contacts()
        .list()
        .find(principal(other))
        .map(contact -> contact.presence())
        .filter(Presence::isOnline)
        .map(Presence::status)
        .orElse(Status.OFFLINE);
  }

  /** How somebody is called by somebody else, on whose list they are. */
  String name(int watcher, int other) {
    return client(watcher)
        .contacts()
        .list()
        .find(principal(other))
        .map(contact -> contact.friendlyName())
        .orElse("");
  }

  static void until(java.util.concurrent.Callable<Boolean> isSo) {
    await().atMost(DEADLINE_SECONDS, TimeUnit.SECONDS).until(isSo);
  }

  @Override
  public void close() {
    clients.forEach(MsnClient::close);
    server.close();
    assertThat(faults).isEmpty();
  }
}
