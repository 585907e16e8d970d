package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ListName;

class AccountsReaderTest {

  @TempDir private Path folder;

  private AccountsReader.Read read(String text) throws IOException {
    return AccountsReader.read(
        Files.writeString(folder.resolve("people.yaml"), text), "people.yaml");
  }

  @Test
  void an_account_may_say_everything() throws IOException {
    AccountsReader.Read read =
        read(
            """
            Alice@example.com:
              password: "a, b"
              name: Al Ice
              verified: no
              kid: yes
              mailbox: 3
              added: allowed
              new-people: hidden
              phones: { PHH: 555 1, MOB: Y }
              groups: { 1: Friends, 29: The last one }
              lists:
                BOB@example.com: { on: FL  AL, name: Bobby, groups: 29 1 }
                carol@example.com: BL
            bob@example.com:
            carol@example.com: { name: Carol }
            """);

    assertThat(read.findings()).isEmpty();
    assertThat(read.accounts())
        .containsExactly(
            new Account(
                "Alice@example.com",
                "a, b",
                "Al Ice",
                false,
                true,
                3,
                new Account.Settings(false, false, Map.of("PHH", "555 1", "MOB", "Y")),
                new TreeMap<>(Map.of(1, "Friends", 29, "The last one")),
                List.of(
                    new Account.Contact(
                        "BOB@example.com",
                        "Bobby",
                        Set.of(ListName.FORWARD, ListName.ALLOW),
                        Set.of(1, 29)),
                    new Account.Contact(
                        "carol@example.com", "", Set.of(ListName.BLOCK), Set.of()))),
            Account.of("bob@example.com", "s3cret", "bob@example.com"),
            Account.of("carol@example.com", "s3cret", "Carol"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alice: {} | people.yaml:1:1 | \"alice\" is no e-mail address",
        "[a@b] | people.yaml:1:1 | accounts are a map of addresses, not a list",
        "a@b: [x] | people.yaml:1:6 | an account is a map, not a list",
        "a@b: { pasword: x } | people.yaml:1:8 | did you mean \"password\"?",
        "a@b: { name: [x] } | people.yaml:1:14 | this is a text, not a list",
        "a@b: { verified: true } | people.yaml:1:18 | \"true\" is none of yes, no",
        "a@b: { mailbox: -1 } | people.yaml:1:17 | \"-1\" is no number from 0 to 10000",
        "a@b: { groups: { 30: x } } | people.yaml:1:18 | \"30\" is no number from 0 to 29",
        "a@b: { phones: { PHX: 1 } } | people.yaml:1:18 | unknown key \"PHX\"",
        "a@b: { phones: x } | people.yaml:1:16 | this is a map, not a text",
        "a@b: { lists: { b@c: FL } } | people.yaml:1:17 | there is no account b@c in this file",
        "a@b: { lists: { a@b: FL XX } } | people.yaml:1:25 | \"XX\" is none of the lists FL, AL, BL",
        "a@b: { lists: { a@b: RL } } | people.yaml:1:22 | RL follows from the others' FL",
        "a@b: { lists: { a@b: AL BL } } | people.yaml:1:22 | nobody is on AL and BL at once",
        "a@b: { lists: { a@b: { on: FL, groups: 0 7 } } } | people.yaml:1:42 | there is no group 7",
        "a@b: { lists: { a@b: [FL] } } | people.yaml:1:22 | a contact is a map, not a list",
        "a@b: { lists: { b: FL } } | people.yaml:1:17 | \"b\" is no e-mail address",
        "a@b: {  | people.yaml:1: | D101",
      })
  void what_is_wrong_is_told_with_its_place(String text, String place, String message)
      throws IOException {
    AccountsReader.Read read = read(text);

    assertThat(read.findings()).isNotEmpty();
    assertThat(read.findings().get(0).text()).contains(place).contains(message);
  }

  @Test
  void an_address_stands_there_once() throws IOException {
    assertThat(read("a@b: {}\nA@b: {}\n").findings().get(0).text())
        .contains("people.yaml:2:1", "A@b stands here twice", "capitals make no difference");
  }

  @Test
  void a_name_may_be_as_long_as_it_is_sent() throws IOException {
    assertThat(read("a@b: { name: %s }\n".formatted("x".repeat(387))).findings()).isEmpty();
    assertThat(read("a@b: { name: %s }\n".formatted("x".repeat(388))).findings().get(0).text())
        .contains("people.yaml:1:14", "a name has 1 to 387 bytes");
    assertThat(read("a@b: { name: \"\" }\n").findings()).hasSize(1);
  }

  @Test
  void a_file_that_is_not_there_is_told_of() {
    assertThat(AccountsReader.read(folder.resolve("none"), "none").findings()).hasSize(1);
  }

  @Test
  void there_are_people_where_nobody_names_others() {
    assertThat(AccountsReader.bundled())
        .extracting(Account::address)
        .containsExactly(
            "alice@example.com", "bob@example.com", "carol@example.com", "dave@example.com");
    assertThat(AccountsReader.bundled()).extracting(Account::password).containsOnly("s3cret");
  }
}
