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
        "a@b: { lists: { A@B: FL } } | people.yaml:1:17 | nobody is on their own lists",
        "a@b: { lists: { c@d: FL XX } } | people.yaml:1:25 | \"XX\" is none of the lists FL, AL, BL",
        "a@b: { lists: { c@d: RL } } | people.yaml:1:22 | RL follows from the others' FL",
        "a@b: { lists: { c@d: AL BL } } | people.yaml:1:22 | nobody is on AL and BL at once",
        "a@b: { lists: { c@d: AL, C@d: BL } } | people.yaml:1:26 | C@d stands here twice",
        "a@b: { lists: { c@d: { on: FL, groups: 0 7 } } } | people.yaml:1:42 | there is no group 7",
        "a@b: { lists: { c@d: { on: AL, groups: 0 } } } | people.yaml:1:40 | only who is on FL is in groups",
        "a@b: { lists: { c@d: { name: Bobby } } } | people.yaml:1:17 | is on no list of a@b, and has not a@b on FL: the name would come to nothing",
        "a@b: { lists: { c@d: {} } } | people.yaml:1:17 | say on which lists: FL, AL, BL",
        "a@b: { lists: { c@d: } } | people.yaml:1:17 | say on which lists: FL, AL, BL",
        "a@b: { lists: { c@d: { on: '', name: x } } } | people.yaml:1:17 | the name would come to nothing",
        "a@b: { lists: { c@d: [FL] } } | people.yaml:1:22 | a contact is a map, not a list",
        "a@b: { lists: { c@d: { on: [FL] } } } | people.yaml:1:28 | this is a text of words, not a list",
        "a@b: { lists: { b: FL } } | people.yaml:1:17 | \"b\" is no e-mail address",
        "a@b: { phones: { MOB: perhaps } } | people.yaml:1:23 | \"perhaps\" is none of Y, N",
        "a@b: { phones: { MBE: '' } } | people.yaml:1:23 | \"\" is none of Y, N",
        "a@b: { phones: { PHH: '' } } | people.yaml:1:23 | a phone number has 1 to 95 bytes",
        "a@b: { phones: { PHH: 1 3 5 7 9 1 3 5 7 9 1 3 5 7 9 1 3 5 7 9 1 3 5 7 9 } } | people.yaml:1:23 | a phone number has 1 to 95 bytes",
        "a@b: { groups: { 1: A B C D E F G H I J K L M N O P Q } } | people.yaml:1:21 | a group's name has 1 to 61 bytes",
        "a@b: { groups: { 1: '' } } | people.yaml:1:21 | a group's name has 1 to 61 bytes",
        "a@b: { groups: { 1: A, 2: B, 3: A } } | people.yaml:1:33 | there is a group of the name A already",
        "a@b: { groups: { 1: Other Contacts } } | people.yaml:1:21 | group 0 has the name Other Contacts",
        "a@b: { groups: { 1: A, 01: B } } | people.yaml:1:24 | group 1 stands here twice",
        "a@b: {  | people.yaml:1: | D101",
      })
  void what_is_wrong_is_told_with_its_place(String text, String place, String message)
      throws IOException {
    AccountsReader.Read read = read(text.contains("c@d") ? text + "\nc@d: {}\n" : text);

    assertThat(read.findings()).isNotEmpty();
    assertThat(read.findings().get(0).text()).contains(place).contains(message);
  }

  @Test
  void keys_may_come_in_any_order() throws IOException {
    AccountsReader.Read read =
        read(
            """
            a@b:
              lists: { c@d: { groups: 7 0, on: FL } }
              groups: { 7: Friends, 1: Other Contacts, 0: Mine }
            c@d:
            """);

    assertThat(read.findings()).isEmpty();
    assertThat(read.accounts().get(0).contacts().get(0).groups()).containsExactlyInAnyOrder(0, 7);
  }

  @Test
  void who_has_added_somebody_may_have_a_name_there() throws IOException {
    AccountsReader.Read read =
        read("a@b: { lists: { C@d: { name: Bobby } } }\nc@d: { lists: { A@b: FL } }\n");

    assertThat(read.findings()).isEmpty();
    assertThat(read.accounts().get(0).contacts())
        .containsExactly(new Account.Contact("C@d", "Bobby", Set.of(), Set.of()));
  }

  @Test
  void phones_and_names_of_groups_may_be_as_long_as_they_can_be_sent() throws IOException {
    String text =
        "a@b: { phones: { PHH: %s }, groups: { 1: %s } }\n"
            .formatted("5".repeat(95), "ä".repeat(30));

    assertThat(read(text).findings()).isEmpty();
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
