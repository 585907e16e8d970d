package org.msnmock.mockserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Interventions.Farewell;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.emulator.NotPossibleException;
import org.msnmock.mockserver.emulator.SwitchboardView;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.wire.Role;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MsnServiceTest {
  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private static MsnService service() throws IOException {
    Account alice =
        Account.of(ALICE, "alices-secret", "Alice")
            .with(
                List.of(
                    new Account.Contact(
                        BOB, "", Set.of(ListName.FORWARD, ListName.ALLOW), Set.of())));
    return MsnService.builder().account(alice).person(BOB, "bobs-secret").plain().start();
  }

  @Test
  void shows_its_world() throws Exception {
    try (MsnService service = service();
        Visitor alice = Visitor.signIn(service, ALICE);
        Visitor bob = Visitor.signIn(service, BOB)) {
      bob.says("CHG 4 BSY 0").hears("CHL");
      alice.says("CHG 4 NLN 0").hears("CHL");
      String[] call = alice.says("XFR 5 SB").hears("XFR 5 SB").split(" ");
      try (Visitor board = Visitor.connect(service, Role.SWITCHBOARD)) {
        board.says("USR 1 %s %s".formatted(ALICE, call[5])).hears("USR 1 OK");
        board.says("CAL 2 " + BOB).hears("CAL 2 RINGING");

        WorldSnapshot world = service.world();

        assertThat(world.online()).containsOnly(entry(ALICE, "NLN"), entry(BOB, "BSY"));
        assertThat(world.status("Bob@Example.com")).isEqualTo("BSY");
        assertThat(world.on(ListName.FORWARD, ALICE)).containsExactly(BOB);
        assertThat(world.on(ListName.REVERSE, BOB)).containsExactly(ALICE);
        assertThat(world.connections()).hasSize(3);
        assertThat(world.switchboards())
            .singleElement()
            .satisfies(talk -> assertThat(talk.called()).containsExactly(BOB))
            .extracting(SwitchboardView::addresses)
            .isEqualTo(List.of(ALICE));
        assertThat(world.lines(BOB)).contains("ns #2  C: CHG 4 BSY 0", "ns #2  S: CHG 4 BSY 0");
        assertThat(world.lines(3)).contains("sb #3  C: CAL 2 " + BOB);
        assertThat(world.person(ALICE).isSignedIn()).isTrue();
        assertThatThrownBy(() -> world.person("eve@example.com"))
            .hasMessageContaining("there are alice@example.com, bob@example.com");
      }
    }
  }

  private static java.util.Map.Entry<String, String> entry(String key, String value) {
    return java.util.Map.entry(key, value);
  }

  @Test
  void misses_no_state_of_the_world_for_whoever_waits() throws Exception {
    try (MsnService service = service();
        Visitor bob = Visitor.signIn(service, BOB)) {
      AtomicInteger looks = new AtomicInteger();
      CompletableFuture<WorldSnapshot> waiting =
          CompletableFuture.supplyAsync(
              () ->
                  service.until(
                      DEADLINE,
                      world -> {
                        looks.incrementAndGet();
                        assertThat(world.status(BOB)).isEqualTo("BSY");
                      }));
      await().atMost(DEADLINE).until(() -> looks.get() > 0);

      bob.says("CHG 4 AWY 0\r\nCHG 5 BSY 0\r\nCHG 6 NLN 0");

      assertThat(waiting).succeedsWithin(DEADLINE);
      assertThat(waiting.join().online()).containsOnly(entry(BOB, "BSY"));
    }
  }

  @Test
  void tells_what_was_missed_with_the_world_and_without_secrets() throws Exception {
    try (MsnService service = service();
        Visitor alice = Visitor.signIn(service, ALICE)) {
      alice.says("CHG 4 HDN 0").hears("CHL");

      assertThatThrownBy(
              () ->
                  service.until(
                      Duration.ofMillis(10), world -> assertThat(world.online()).containsKey(BOB)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(BOB)
          .hasMessageContaining("in vain for 10 ms; ")
          .hasMessageContaining("the world of the service:\n  alice@example.com HDN FL[bob@")
          .hasMessageContaining("ns #1  C: USR 3 TWN S [hidden]")
          .hasMessageContaining("ns #1  C: CHG 4 HDN 0")
          .message()
          .doesNotContain("secret", "&p=");
    }
  }

  @Test
  void shows_no_ticket_that_came_in_another_place() throws Exception {
    try (MsnService service = service();
        Visitor alice = Visitor.connect(service, Role.NOTIFICATION_SERVER)) {
      alice.says("VER 1 MSNP9").hears("VER");
      alice.says("USR 2 TWN I alice@example.com").hears("USR");
      alice.says("USR 3 TWN S t=secret&p=more").hears("911");

      assertThat(service.notes())
          .last()
          .asString()
          .contains("received USR 3 TWN S [hidden]")
          .doesNotContain("secret", "&p=");
    }
  }

  @Test
  void lets_a_test_step_in() throws Exception {
    try (MsnService service = service();
        Visitor alice = Visitor.signIn(service, ALICE)) {
      service.stepIn(act -> act.kick(ALICE, Farewell.ELSEWHERE));

      assertThat(alice.rest()).isEqualTo("OUT OTH\r\n");
      assertThatThrownBy(() -> service.stepIn(act -> act.kick(BOB, Farewell.PLAIN)))
          .isInstanceOf(NotPossibleException.class);
    }
  }

  @Test
  void an_assertion_of_a_deed_is_for_the_test_and_the_service_goes_on() throws Exception {
    try (MsnService service = service()) {
      AssertionError wrong = new AssertionError("1 is not 2");

      assertThatThrownBy(
              () ->
                  service.stepIn(
                      act -> {
                        throw wrong;
                      }))
          .isSameAs(wrong);

      assertThat(service.world().people()).hasSize(2);
      assertThat(service.fault()).isEmpty();
    }
  }

  @Test
  void what_else_goes_wrong_while_a_test_waits_comes_out_as_it_is() throws Exception {
    try (MsnService service = service()) {
      IllegalArgumentException wrong = new IllegalArgumentException("a mistake of the test");
      StackOverflowError deep = new StackOverflowError();

      assertThatThrownBy(() -> service.until(world -> raise(wrong))).isSameAs(wrong);
      assertThatThrownBy(() -> service.until(world -> raise(deep))).isSameAs(deep);

      assertThat(service.world().people()).hasSize(2);
    }
  }

  private static void raise(RuntimeException fault) {
    throw fault;
  }

  private static void raise(Error fault) {
    throw fault;
  }

  @Test
  void waiting_ends_when_the_service_is_closed() throws Exception {
    CompletableFuture<WorldSnapshot> waiting;
    AtomicInteger looks = new AtomicInteger();
    try (MsnService service = service()) {
      waiting =
          CompletableFuture.supplyAsync(
              () ->
                  service.until(
                      Duration.ofDays(1),
                      world -> {
                        looks.incrementAndGet();
                        assertThat(world.online()).containsKey(BOB);
                      }));
      await().atMost(DEADLINE).until(() -> looks.get() > 0);
    }

    assertThat(waiting)
        .failsWithin(DEADLINE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IllegalStateException.class)
        .withMessageStartingWith("the service was closed while a test waited in vain: ")
        .withMessageContaining(BOB)
        .havingCause()
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void waiting_ends_when_its_thread_is_interrupted() throws Exception {
    try (MsnService service = service()) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> service.until(world -> assertThat(world.online()).containsKey(BOB)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("interrupted");

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void remembers_what_clients_did_wrong() throws Exception {
    try (MsnService service = service();
        Visitor hasty = Visitor.connect(service, Role.NOTIFICATION_SERVER)) {
      assertThat(hasty.says("SYN 1 0").rest()).isEmpty();

      assertThat(service.notes())
          .singleElement()
          .asString()
          .startsWith("ns #1: SYN came before the sign-in; received SYN 1 0; expected VER <id>");
      assertThat(service.fault()).isEmpty();
    }
  }

  @Test
  void is_trusted_by_its_own_context() throws Exception {
    try (MsnService service = MsnService.builder().start()) {
      HttpClient client = HttpClient.newBuilder().sslContext(service.sslContext()).build();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(service.nexusUrl()).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(service.caFile()).exists();
      assertThat(service.password("carol@example.com")).isEqualTo("s3cret");
      assertThatThrownBy(service::time).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void lets_virtual_time_pass_while_a_test_waits() throws Exception {
    VirtualTime time = new VirtualTime();
    try (MsnService service = MsnService.builder().time(time).start();
        Visitor silent = Visitor.connect(service, Role.NOTIFICATION_SERVER, time.sockets())) {
      service.until(world -> assertThat(world.connections()).hasSize(1));

      service.until(world -> assertThat(world.connections()).isEmpty()); // two minutes later

      assertThat(service.notes()).singleElement().asString().contains("nothing for 120 s");
    }
  }

  @Test
  void lets_virtual_time_pass_for_the_next_service_too() throws Exception {
    VirtualTime time = new VirtualTime();
    MsnService before = MsnService.builder().time(time).start();
    before.close();
    before.close();
    try (MsnService service = MsnService.builder().time(time).start();
        Visitor silent = Visitor.connect(service, Role.NOTIFICATION_SERVER, time.sockets())) {
      service.until(world -> assertThat(world.connections()).hasSize(1));

      service.until(world -> assertThat(world.connections()).isEmpty()); // two minutes later
    }
  }

  @Test
  void reads_accounts_and_tells_what_is_wrong_with_them() throws Exception {
    Path file = Files.writeString(folder.resolve("people.yaml"), "eve@example.com: {}\n");
    try (MsnService service = MsnService.builder().accounts(file).plain().start()) {
      assertThat(service.world().find("eve@example.com")).isPresent();
      assertThat(service.world().people()).hasSize(1);
    }
    Files.writeString(file, "eve: {}\n");
    assertThatThrownBy(() -> MsnService.builder().accounts(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"eve\" is no e-mail address");
  }

  @Test
  void is_over_when_it_is_closed() throws Exception {
    MsnService service = service();
    service.close();
    service.close();

    assertThatThrownBy(service::world)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
