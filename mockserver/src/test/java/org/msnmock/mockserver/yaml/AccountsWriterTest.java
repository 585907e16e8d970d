package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Kept;
import org.msnmock.mockserver.emulator.ListName;

class AccountsWriterTest {

  private static List<Account> read(String text) {
    AccountsReader.Read read = AccountsReader.read(SourceFile.of(text, "people.yaml"));
    assertThat(read.findings()).extracting(Finding::text).isEmpty();
    return read.accounts();
  }

  @Example
  void what_is_as_usual_is_left_out() {
    Account bob = Account.of("bob@example.com", "s3cret", "Bob");
    Account alice =
        new Account(
            "alice@example.com",
            "a, b",
            "Al #1: \"Ice\"",
            false,
            true,
            0,
            new Account.Settings(false, false, Map.of("PHH", "555 1", "MOB", "Y")),
            new TreeMap<>(Map.of(1, "Friends, all", 29, "Work")),
            List.of(
                new Account.Contact(
                    "bob@example.com",
                    "",
                    Set.of(ListName.ALLOW, ListName.FORWARD),
                    Set.of(29, 1, 0)),
                new Account.Contact("alice@example.com", "", Set.of(ListName.BLOCK), Set.of())));

    assertThat(AccountsWriter.text(List.of(alice, bob)))
        .isEqualTo(
            """
            alice@example.com:
              password: a, b
              name: "Al #1: \\"Ice\\""
              verified: no
              kid: yes
              mailbox: 0
              added: allowed
              new-people: hidden
              phones: { MOB: Y, PHH: 555 1 }
              groups: { 1: "Friends, all", 29: Work }
              lists:
                bob@example.com: { on: FL AL, groups: 0 1 29 }
                alice@example.com: BL
            bob@example.com:
              password: s3cret
              name: Bob
            """);
  }

  @Example
  void nobody_is_written_too() {
    assertThat(read(AccountsWriter.text(List.of()))).isEmpty();
  }

  @Example
  void the_people_who_are_there_where_nobody_names_others_come_back() {
    assertThat(read(AccountsWriter.text(AccountsReader.bundled())))
        .isEqualTo(AccountsReader.bundled());
  }

  @Example
  void ten_thousand_people_are_not_too_many() throws IOException {
    List<Account> accounts =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Account.of("p%s@b".formatted(i), "s3cret", "ü".repeat(190)))
            .toList();
    Path file = Files.createTempFile("people", ".yaml");
    try {
      Files.writeString(file, AccountsWriter.text(accounts));

      assertThat(AccountsReader.read(file, "people.yaml"))
          .isEqualTo(new AccountsReader.Read(accounts, List.of()));
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void what_is_written_is_read_as_the_same(@ForAll("worlds") List<Account> accounts) {
    assertThat(read(AccountsWriter.text(accounts))).isEqualTo(accounts);
  }

  /** By way of what is kept of them, where everything is as it is on the wire. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void what_was_kept_is_written_and_read_as_the_same(@ForAll("worlds") List<Account> accounts) {
    List<Account> kept = Kept.accounts(Kept.of(accounts, 7));

    assertThat(AccountsWriter.text(kept.stream().map(AccountsWriterTest::inOrder).toList()))
        .isEqualTo(
            AccountsWriter.text(
                accounts.stream().map(one -> inOrder(usual(one, accounts))).toList()));
    assertThat(read(AccountsWriter.text(kept))).isEqualTo(kept);
    assertThat(Kept.accounts(Kept.of(kept, 7))).isEqualTo(kept);
  }

  /** Without what means nothing: groups of nobody's contact, somebody on no list at all. */
  private static Account usual(Account account, List<Account> all) {
    List<Account.Contact> contacts = new ArrayList<>();
    for (Account.Contact one : account.contacts()) {
      boolean isContact = one.lists().contains(ListName.FORWARD);
      boolean isUsual = !isContact || one.groups().equals(Set.of(0));
      boolean isNamed = !one.name().isEmpty() && has(one.address(), account.address(), all);
      if (!one.lists().isEmpty() || isNamed) {
        Set<Integer> groups = isUsual ? Set.of() : one.groups();
        contacts.add(new Account.Contact(one.address(), one.name(), one.lists(), groups));
      }
    }
    return account.with(contacts);
  }

  private static Account inOrder(Account account) {
    return account.with(
        account.contacts().stream()
            .sorted(Comparator.comparing(Account.Contact::address))
            .toList());
  }

  /** Whether somebody has somebody else as a contact. */
  private static boolean has(String owner, String other, List<Account> all) {
    return all.stream()
        .filter(account -> account.address().equals(owner))
        .flatMap(account -> account.contacts().stream())
        .anyMatch(one -> one.address().equals(other) && one.lists().contains(ListName.FORWARD));
  }

  @Provide
  Arbitrary<List<Account>> worlds() {
    return addresses()
        .set()
        .ofMinSize(0)
        .ofMaxSize(4)
        .flatMap(
            addresses ->
                Combinators.combine(
                        addresses.stream()
                            .map(address -> account(address, List.copyOf(addresses)))
                            .toList())
                    .as(AccountsWriterTest::possible));
  }

  /** Without what no client can do, and no file may say. */
  private static List<Account> possible(List<Account> accounts) {
    return accounts.stream()
        .map(
            account ->
                account.with(
                    account.contacts().stream()
                        .filter(one -> isPossible(account, one, accounts))
                        .map(AccountsWriterTest::possible)
                        .toList()))
        .toList();
  }

  private static boolean isPossible(
      Account owner, Account.Contact contact, List<Account> accounts) {
    boolean isNamed =
        !contact.name().isEmpty() && has(contact.address(), owner.address(), accounts);
    return !contact.address().equals(owner.address()) && (!contact.lists().isEmpty() || isNamed);
  }

  private static Map<Integer, String> possibleGroups(Map<Integer, String> named) {
    Map<Integer, String> groups = new TreeMap<>();
    named.forEach(
        (id, name) -> {
          if (Account.isGroupName(name) && !groups.containsValue(name)) {
            groups.put(id, name);
          }
        });
    return groups;
  }

  private static Map<String, String> possiblePhones(Map<String, String> numbers) {
    Map<String, String> phones = new TreeMap<>();
    numbers.forEach(
        (type, number) -> {
          if (type.startsWith("M")) {
            phones.put(type, number.isEmpty() ? "N" : "Y");
          } else if (Account.isPhone(number)) {
            phones.put(type, number);
          }
        });
    return phones;
  }

  private static Account.Contact possible(Account.Contact contact) {
    return contact.lists().contains(ListName.FORWARD)
        ? contact
        : new Account.Contact(contact.address(), contact.name(), contact.lists(), Set.of());
  }

  private static Arbitrary<String> addresses() {
    Arbitrary<String> odd =
        Arbitraries.of(
            "#x@b", "a:@b", "-@b", "\"@'", "{a@b}", "a,b@c", "é@ü", "a@b:", "&a@b", "1@");
    return Arbitraries.oneOf(
        odd,
        Arbitraries.strings()
            .alpha()
            .ofMinLength(1)
            .map(name -> name + "@b")
            .filter(address -> address.length() < 130)
            .map(address -> address.toLowerCase(Locale.ROOT)));
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> odd =
        Arbitraries.of(
            "",
            " ",
            "yes",
            "null",
            "- a",
            "a # b",
            "a: b",
            "{}",
            "[x",
            "it's",
            "\"",
            "\\",
            "%41",
            "100%",
            "a\tb",
            "a\r\nb",
            "\u0000",
            "\u0085\u2028\ufeff",
            "\udc80",
            "\ud83d\ude00",
            "---",
            "!a",
            "*a",
            "&a",
            "x,",
            "a}",
            "? a",
            "<<",
            "~",
            "1e3",
            " a ",
            "\u007f",
            "مرحبا");
    // No other half of a pair than the stray byte above: nothing else is ever on the wire.
    Arbitrary<String> any =
        Arbitraries.strings()
            .withCharRange('\u0000', '\ud7ff')
            .withCharRange('\ue000', '\uffff')
            .ofMaxLength(12);
    return Arbitraries.oneOf(odd, any);
  }

  private static Arbitrary<String> names() {
    return texts().filter(Account::isName);
  }

  private static Arbitrary<Account> account(String address, List<String> others) {
    Arbitrary<Map<Integer, String>> groups =
        Arbitraries.maps(Arbitraries.integers().between(0, 29), names())
            .ofMaxSize(4)
            .map(AccountsWriterTest::possibleGroups);
    Arbitrary<Map<String, String>> phones =
        Arbitraries.maps(Arbitraries.of("PHH", "PHW", "PHM", "MOB", "MBE"), texts())
            .ofMaxSize(5)
            .map(AccountsWriterTest::possiblePhones);
    Arbitrary<Boolean> choices = Arbitraries.of(true, false);
    Arbitrary<Account.Settings> settings =
        Combinators.combine(choices, choices, phones).as(Account.Settings::new);
    return groups.flatMap(
        named ->
            Combinators.combine(
                    texts(),
                    names(),
                    choices,
                    choices,
                    Arbitraries.integers().between(-1, 10_000),
                    settings,
                    contacts(others, named))
                .as(
                    (password, name, verified, kid, mailbox, set, contacts) ->
                        new Account(
                            address,
                            password,
                            name,
                            verified,
                            kid,
                            mailbox,
                            set,
                            new TreeMap<>(named),
                            contacts)));
  }

  private static Arbitrary<List<Account.Contact>> contacts(
      List<String> others, Map<Integer, String> groups) {
    Arbitrary<Set<ListName>> lists =
        Arbitraries.of(
            Set.of(),
            Set.of(ListName.FORWARD),
            Set.of(ListName.ALLOW),
            Set.of(ListName.BLOCK),
            Set.of(ListName.FORWARD, ListName.ALLOW),
            Set.of(ListName.FORWARD, ListName.BLOCK));
    List<Integer> ids =
        IntStream.concat(IntStream.of(0), groups.keySet().stream().mapToInt(id -> id))
            .distinct()
            .boxed()
            .toList();
    Arbitrary<Set<Integer>> some = Arbitraries.of(ids).set().ofMaxSize(ids.size());
    Arbitrary<String> names = Arbitraries.oneOf(Arbitraries.just(""), names());
    return Combinators.combine(
            Arbitraries.of(others).set().ofMaxSize(others.size()),
            lists.list().ofSize(others.size()),
            names.list().ofSize(others.size()),
            some.list().ofSize(others.size()))
        .as(
            (chosen, on, known, in) -> {
              Map<String, Account.Contact> contacts = new LinkedHashMap<>();
              for (String one : chosen) {
                int i = contacts.size();
                contacts.put(one, new Account.Contact(one, known.get(i), on.get(i), in.get(i)));
              }
              return List.copyOf(contacts.values());
            });
  }
}
