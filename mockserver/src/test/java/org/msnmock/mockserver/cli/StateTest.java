package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Kept;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.state.WorldFolder;
import org.msnmock.mockserver.yaml.AccountsReader;

/** {@code msnmock serve --state DIR}. */
@Timeout(180)
class StateTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... line) {
    return Msnmock.run(
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), folder),
        line);
  }

  /** What somebody does with a service while it is there. */
  private interface Visit {
    void with(Path told) throws Exception;
  }

  /** Starts a service, lets something be done with it, and ends it. */
  private int serve(Visit visit, String... options) throws Exception {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Path told = folder.resolve("addresses.env");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    String[] line =
        Stream.concat(
                Stream.of("serve", "--plain", "--addresses", told.toString()), Stream.of(options))
            .toArray(String[]::new);
    Thread serving = new Thread(() -> exit.complete(run(line)));
    serving.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told) || exit.isDone());
    assertThat(exit).as("%s", err).isNotDone();
    visit.with(told);
    serving.interrupt();
    return exit.get();
  }

  private List<Account> shown() throws IOException {
    out.getBuffer().setLength(0);
    assertThat(run("serve", "--state", "world", "--show-accounts")).isZero();
    Path file = Files.writeString(folder.resolve("shown.yaml"), out.toString());
    AccountsReader.Read read = AccountsReader.read(file, "shown.yaml");
    assertThat(read.findings()).isEmpty();
    return read.accounts();
  }

  @Test
  void a_world_goes_on_where_it_ended() throws Exception {
    int first =
        serve(
            told -> {
              try (Chatter dave = new Chatter(told, "dave@example.com", line -> {})) {
                assertThat(dave.ask("REM", "FL bob@example.com")).startsWith("REM ");
                assertThat(dave.ask("ADG", "a%20b 0")).startsWith("ADG ");
              }
            },
            "--state",
            "world");
    assertThat(first).isZero();
    assertThat(out.toString())
        .contains("4 accounts: alice@example.com, ", "each with the password s3cret")
        .contains("kept in world");

    int second =
        serve(
            told -> {
              try (Chatter dave = new Chatter(told, "dave@example.com", line -> {})) {
                assertThat(dave.lists()).contains("LSG 1 a%20b 0", "LST bob@example.com Bob 2");
              }
              assertThat(Chatter.login(told, "zoe@example.com", "s3cret", "x=1"))
                  .startsWith("HTTP/1.1 200");
            },
            "--state",
            "world",
            "--open");
    assertThat(second).isZero();
    assertThat(out.toString()).contains("4 accounts: ").doesNotContain("s3cret");

    assertThat(shown())
        .hasSize(5)
        .contains(Account.of("zoe@example.com", "s3cret", "zoe@example.com"));
  }

  @Test
  void a_world_begins_with_the_accounts_and_later_does_not_read_them() throws Exception {
    Path people = Files.writeString(folder.resolve("p.yaml"), "eve@example.com: { name: Eve }\n");
    String[] options = {"--state", "world", "--accounts", "p.yaml"};

    assertThat(serve(told -> {}, options)).isZero();
    assertThat(out.toString()).contains("1 accounts: eve@example.com");
    assertThat(err.toString()).isEmpty();
    Files.delete(people);

    assertThat(serve(told -> {}, options)).isZero();
    assertThat(out.toString()).contains("1 accounts: eve@example.com");
    assertThat(err.toString())
        .contains("--accounts p.yaml is not read, as --state world holds a world already", "Name");
  }

  @Test
  void all_that_is_kept_can_be_shown_as_accounts() throws Exception {
    Account eve =
        Account.of("eve@example.com", "a: \"b\"", "Eve # ü")
            .with(
                List.of(
                    new Account.Contact(
                        "bob@example.com", "B,b", Set.of(ListName.FORWARD), Set.of())));
    Account bob = Account.of("bob@example.com", "", "Bob");
    WorldFolder.create(folder.resolve("world"), Kept.of(List.of(eve, bob), 1));

    assertThat(shown()).containsExactly(bob, eve);
  }

  /** Steers a service over HTTP, and returns the status of the answer. */
  private static int steer(Path told, String method, String path, String body) throws Exception {
    Map<String, String> variables =
        Files.readAllLines(told).stream()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(variables.get("MSN_CONTROL_URL") + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + variables.get("MSN_CONTROL_TOKEN"))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void accounts_that_come_change_and_go_by_hand_stay_so() throws Exception {
    String[] options = {"--state", "world", "--control"};
    List<String> lists = new ArrayList<>();
    serve(
        told -> {
          String eve =
              "{\"address\": \"eve@example.com\", \"password\": \"s3cret\", \"mailbox\": 0}";
          String letter = "{\"from\": \"dave@example.com\", \"subject\": \"Hi\"}";
          assertThat(steer(told, "POST", "/accounts", eve)).isEqualTo(201);
          assertThat(steer(told, "POST", "/accounts/eve@example.com/mail", letter)).isEqualTo(200);
          String carol = "{\"password\": \"s3cret\", \"name\": \"Caro\"}";
          assertThat(steer(told, "PUT", "/accounts/carol@example.com", carol)).isEqualTo(200);
          assertThat(steer(told, "DELETE", "/accounts/bob@example.com", "")).isBetween(200, 204);
          try (Chatter dave = new Chatter(told, "dave@example.com", line -> {})) {
            lists.addAll(dave.lists());
          }
        },
        options);
    assertThat(lists).noneMatch(line -> line.contains("bob@example.com"));

    serve(
        told -> {
          assertThat(out.toString()).contains("4 accounts: ");
          assertThat(Chatter.login(told, "bob@example.com", "s3cret", "x=1"))
              .startsWith("HTTP/1.1 401");
          try (Chatter dave = new Chatter(told, "dave@example.com", line -> {});
              Chatter eve = new Chatter(told, "eve@example.com", line -> {})) {
            assertThat(dave.lists()).isEqualTo(lists); // with the same number
            assertThat(eve.ask("ADG", "a 0")).startsWith("ADG ");
          }
        },
        options);

    assertThat(shown())
        .extracting(Account::address, Account::name, Account::mailbox)
        .contains(
            tuple("carol@example.com", "Caro", Account.NO_MAILBOX),
            tuple("eve@example.com", "eve@example.com", 1))
        .hasSize(4);
  }

  // ---- what goes wrong ----

  private void assertRefused(int code, String line, String... message) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);

    assertThat(run(line.split(" "))).as(line).isEqualTo(code);

    assertThat(err.toString())
        .startsWith("msnmock: ")
        .contains(message)
        .doesNotContain("Exception", "\tat ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_folder_that_is_no_good_is_5_and_told_with_what_to_do() throws IOException {
    Files.writeString(folder.resolve("file"), "x");
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/world.mvstore"), "H:2,block:x".repeat(1_000));
    Files.createDirectories(folder.resolve("empty"));

    assertRefused(5, "serve --state file", "--state file cannot be used: it is a file. Name a");
    assertRefused(5, "serve --state file/x", "--state file/x cannot be used: ");
    assertRefused(5, "serve --state other", "world.mvstore is damaged, or no world of msnmock");
    assertRefused(5, "serve --state other --show-accounts", "world.mvstore is damaged");
    assertRefused(5, "serve --state empty --show-accounts", "there is no world", "msnmock serve");
    assertRefused(5, "serve --state none --show-accounts", "there is no world");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertRefused(5, "serve --state /proc/nope", "there is no such place");
    }
    assertThat(folder.resolve("none")).doesNotExist();
    assertThat(folder.resolve("empty")).isEmptyDirectory();
  }

  @Test
  void a_folder_that_is_in_use_is_5() throws IOException {
    WorldFolder.create(folder.resolve("world"), Kept.of(AccountsReader.bundled(), 1));
    try (WorldFolder used = WorldFolder.open(folder.resolve("world"))) {
      assertRefused(5, "serve --state world", "another process has it open", "End that one");
      assertRefused(5, "serve --state world --show-accounts", "another process has it open");
      assertThat(used.people()).hasSize(4);
    }
  }

  @Test
  void somebody_who_cannot_be_read_is_5() throws IOException {
    Kept whole = Kept.of(List.of(Account.of("eve@example.com", "x", "Eve")), 1).get(0);
    byte[] damaged = whole.bytes().clone();
    damaged[3] ^= 1;
    WorldFolder.create(folder.resolve("world"), List.of(new Kept("eve@example.com", damaged)));

    String message = "--state world cannot be used: what is kept of eve@example.com is damaged";
    assertRefused(5, "serve --state world --show-accounts", message);
    assertRefused(5, "serve --plain --state world", message);
    WorldFolder.open(folder.resolve("world")).close(); // it was left
  }

  @Test
  void wrong_accounts_begin_nothing() throws IOException {
    Files.writeString(folder.resolve("wrong.yaml"), "bob: {}\n");

    assertThat(run("serve", "--state", "world", "--accounts", "wrong.yaml")).isEqualTo(4);
    assertThat(run("serve", "--state", "world", "--accounts", "none.yaml")).isEqualTo(64);

    assertThat(folder.resolve("world")).doesNotExist();
  }

  @Test
  void a_dialogue_keeps_nothing() {
    assertRefused(64, "serve d --state world", "--state", "for a service without a dialogue");
  }
}
