package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.msnmock.mockserver.emulator.Town.UNCHALLENGED;
import static org.msnmock.mockserver.emulator.Town.account;
import static org.msnmock.mockserver.emulator.Town.knows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.wire.Role;

/** What is kept of a world, and when. */
class KeepingTest {
  private final Notebook notebook = new Notebook();

  /** A memory that can be looked into. */
  private static final class Notebook implements Memory {
    private final Map<String, Kept> people = new LinkedHashMap<>();
    private final List<String> written = new ArrayList<>();
    private Runnable before = () -> {};
    private boolean isFull;

    void begin(Account... accounts) {
      Kept.of(List.of(accounts), 100).forEach(one -> people.put(one.address(), one));
    }

    @Override
    public List<Account> accounts() {
      return List.of();
    }

    @Override
    public Collection<Kept> people() {
      return people.values();
    }

    @Override
    public void keep(Stream<Kept> changed) {
      before.run();
      if (isFull) {
        throw new NotKeptException("full", new IllegalStateException());
      }
      List<Kept> all = changed.toList();
      all.forEach(this::change);
      written.add(String.join(" ", all.stream().map(Kept::address).sorted().toList()));
    }

    private void change(Kept one) {
      if (one.isGone()) {
        people.remove(one.address());
      } else {
        people.put(one.address(), one);
      }
    }

    Account account(String name) {
      return Kept.accounts(people.values()).stream()
          .filter(one -> one.address().equals(name + "@example.com"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Town town(Manners manners) {
    return new Town(notebook, manners);
  }

  private Town town(Account... accounts) {
    notebook.begin(accounts);
    return town(UNCHALLENGED);
  }

  // ---- what is written ----

  @Test
  void a_sign_in_and_presence_and_messages_write_nothing() {
    Town town = town(knows(account("alice"), "bob"), knows(account("bob"), "alice"));
    Town.Client alice = town.online("alice");
    Town.Client bob = town.online("bob");

    alice.say("CHG 6 BSY 0").say("PNG").say("SYN 7 0").say("XFR 8 SB").say("URL 9 INBOX");
    bob.say("CHG 6 HDN 0").say("OUT");
    town.connect(Role.DISPATCH_SERVER).say("VER 0 MSNP9").leave();

    assertThat(notebook.written).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD 6 FL carol@example.com Carol 0 | alice carol",
        "ADD 6 FL bob@example.com Bob 1 | alice",
        "ADD 6 BL carol@example.com Carol | alice",
        "REM 6 FL bob@example.com | alice bob",
        "REM 6 AL bob@example.com | alice",
        "REA 6 bob@example.com Bobby | alice",
        "REA 6 alice@example.com Al | alice bob",
        "ADG 6 Friends 0 | alice",
        "REG 6 1 Friends 0 | alice",
        "RMG 6 1 | alice",
        "PRP 6 PHH 555 | alice",
        "BLP 6 BL | alice",
        "GTC 6 N | alice",
      })
  void each_change_writes_once_those_whom_it_concerns(String example) {
    String[] parts = example.split(" \\| ");
    Account alice = knows(account("alice"), "bob");
    Town town =
        town(
            new Account(
                alice.address(),
                alice.password(),
                alice.name(),
                true,
                false,
                Account.NO_MAILBOX,
                alice.settings(),
                new TreeMap<>(Map.of(1, "Work")),
                alice.contacts()),
            account("bob"),
            account("carol"));
    Town.Client client = town.online("alice");

    client.say(parts[0]);

    assertThat(client.lines()).anyMatch(line -> line.startsWith(parts[0].substring(0, 5)));
    assertThat(notebook.written)
        .containsExactly(
            String.join(
                " ",
                Arrays.stream(parts[1].split(" ")).map(name -> name + "@example.com").toList()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD 6 FL bob@example.com Bob 0",
        "REM 6 BL bob@example.com",
        "REG 6 7 Friends 0",
        "BLP 6 AL",
        "PRP 6 XXX 1",
        "NNN 6"
      })
  void what_is_refused_writes_nothing(String line) {
    Town town = town(knows(account("alice"), "bob"), account("bob"));

    town.online("alice").say(line);

    assertThat(notebook.written).isEmpty();
  }

  @Test
  void whoever_gets_an_account_is_written() {
    notebook.begin(account("bob"));
    Town town = town(UNCHALLENGED.registering());

    assertThat(town.ticket("zoe", Town.PASSWORD, "lc=1")).isNotEmpty();

    assertThat(notebook.written).containsExactly("zoe@example.com");
    assertThat(notebook.account("zoe"))
        .isEqualTo(Account.of("zoe@example.com", Town.PASSWORD, "zoe@example.com"));
  }

  // ---- before what is said ----

  @Test
  void what_tells_of_a_change_is_said_when_it_is_kept() {
    Town town = town(account("alice"), knows(account("bob"), "alice"));
    Town.Client alice = town.online("alice");
    Town.Client bob = town.online("bob");
    alice.forget();
    List<String> early = new ArrayList<>();
    notebook.before =
        () -> {
          early.addAll(alice.lines());
          early.addAll(bob.lines());
        };

    alice.say("REA 6 alice@example.com Al%20Ice").expect("REA 6 101 alice@example.com Al%20Ice");
    bob.expect("NLN NLN alice@example.com Al%20Ice 0");
    alice.say("ADD 7 FL bob@example.com Bob 0");
    assertThat(alice.line()).startsWith("ADD 7 FL 102 bob@example.com Bob 0");
    bob.expect("ADD 0 RL 102 alice@example.com Al%20Ice");

    assertThat(early).isEmpty();
  }

  @Test
  void what_cannot_be_kept_is_not_said_by_anybody() {
    Town town = town(account("alice"), knows(account("bob"), "alice"));
    Town.Client alice = town.online("alice");
    Town.Client bob = town.online("bob");
    alice.forget();
    notebook.isFull = true;

    assertThatThrownBy(() -> alice.say("REA 6 alice@example.com Al"))
        .isInstanceOf(NotKeptException.class);

    alice.expectNothing();
    bob.expectNothing();
  }

  // ---- what somebody does who looks on ----

  private static Account withMailbox(Account account, int letters) {
    return new Account(
        account.address(),
        account.password(),
        account.name(),
        true,
        false,
        letters,
        account.settings(),
        account.groups(),
        account.contacts());
  }

  @Test
  void interventions_are_kept_before_anybody_hears_of_them() {
    Town town = town(withMailbox(account("alice"), 2), knows(account("bob"), "alice"));
    Town.Client alice = town.online("alice");
    town.online("bob");
    alice.forget();
    List<String> early = new ArrayList<>();
    notebook.before = () -> early.addAll(alice.lines());
    Interventions hand = town.emulator().interventions();

    hand.mail("alice@example.com", "bob@example.com", "", "Hi");
    assertThat(alice.message()).contains("Subject: Hi");
    hand.add(knows(account("carol"), "alice"));
    assertThat(alice.line()).startsWith("ADD 0 RL 101 carol@example.com");
    hand.change(account("carol"));
    assertThat(alice.line()).startsWith("REM 0 RL 102 carol@example.com");
    hand.remove("bob@example.com");
    assertThat(alice.lines()).anyMatch(line -> line.startsWith("REM 0 RL 103 bob@example.com"));

    assertThat(early).isEmpty();
    assertThat(notebook.written)
        .containsExactly(
            "alice@example.com",
            "alice@example.com carol@example.com",
            "alice@example.com carol@example.com",
            "alice@example.com bob@example.com");
    assertThat(notebook.people.keySet())
        .containsExactlyInAnyOrder("alice@example.com", "carol@example.com");
    assertThat(notebook.account("alice").mailbox()).isEqualTo(3);
  }

  @Test
  void whoever_goes_and_comes_again_at_once_is_kept_with_new_lists() {
    Town town = town(account("alice"), knows(account("bob"), "alice"));
    town.online("bob").say("ADG 6 a 0").say("ADG 7 b 0");

    town.emulator().interventions().remove("bob@example.com");
    town.emulator().interventions().add(account("bob"));

    assertThat(notebook.account("bob").groups()).containsOnlyKeys(0);
    assertThat(town.signIn("bob").say("SYN 4 102").line()).isEqualTo("SYN 4 103 0 1");
  }

  @Test
  void what_somebody_does_who_looks_on_and_cannot_be_kept_is_not_said() {
    Town town = town(account("alice"), account("bob"));
    Town.Client alice = town.online("alice");
    notebook.isFull = true;
    Interventions hand = town.emulator().interventions();

    assertThatThrownBy(() -> hand.add(knows(account("carol"), "alice")))
        .isInstanceOf(NotKeptException.class);

    alice.expectNothing();
  }

  // ---- what contacts see ----

  @Test
  void a_number_and_a_name_write_those_whose_lists_they_are_in() {
    Town town = town(account("alice"), knows(account("bob"), "alice"));
    Town.Client alice = town.online("alice");

    alice.say("PRP 6 PHH 555").say("REA 7 alice@example.com Al");

    assertThat(notebook.written)
        .containsExactly("alice@example.com bob@example.com", "alice@example.com bob@example.com");
    Town.Client bob = town(UNCHALLENGED).signIn("bob").say("SYN 4 100");
    assertThat(bob.lines())
        .contains("SYN 4 102 1 1", "BPR PHH 555")
        .anyMatch(line -> line.startsWith("LST alice@example.com Al "));
  }

  // ---- what comes back ----

  @Test
  void a_world_goes_on_as_it_was_left() {
    Town before = town(account("alice"), account("bob"), account("carol"));
    Town.Client alice = before.online("alice");
    alice
        .say("ADG 6 %46ri%65nds%2a 0")
        .say("ADD 7 FL bob@example.com B%6fb%20100% 1")
        .say("ADD 8 AL bob@example.com x")
        .say("ADD 9 BL carol@example.com Carol")
        .say("PRP 10 PHH 555%200100")
        .say("BLP 11 BL")
        .say("GTC 12 N")
        .say("REA 13 alice@example.com \udc80\udcff");
    before.online("carol").say("ADD 6 FL alice@example.com Al 0").say("REA 7 alice@example.com L");
    alice.forget();
    alice.say("SYN 14 0");
    List<String> lists = alice.lines();

    Town.Client again = town(UNCHALLENGED).signIn("alice");

    again.say("SYN 14 0");
    assertThat(again.lines()).isEqualTo(lists).hasSize(8);
    again.say("SYN 15 " + lists.get(0).split(" ")[2]);
    again.expect("SYN 15 " + lists.get(0).split(" ")[2]);
  }

  @Test
  void a_name_for_somebody_who_is_on_no_list_but_the_reverse_one_stays_as_long_as_that() {
    Town before = town(account("alice"), knows(account("bob"), "alice"));
    before.online("alice").say("REA 6 bob@example.com Bobby");
    assertThat(notebook.account("alice").contacts())
        .containsExactly(new Account.Contact("bob@example.com", "Bobby", Set.of(), Set.of()));

    Town after = town(UNCHALLENGED);
    Town.Client alice = after.signIn("alice").say("SYN 4 0");
    assertThat(alice.lines()).contains("LST bob@example.com Bobby 8");
    after.online("bob").say("REM 6 FL alice@example.com");

    Town last = town(UNCHALLENGED);
    assertThat(last.signIn("alice").say("SYN 4 0").lines())
        .noneMatch(line -> line.startsWith("LST"));
  }

  @Test
  void serial_numbers_go_on() {
    town(account("alice")).online("alice").say("ADG 6 a 0").say("ADG 7 b 0");

    town(UNCHALLENGED).online("alice").say("ADG 8 c 0").expect("ADG 8 103 c 3 0");
  }

  @Test
  void an_emulator_tells_its_accounts_as_they_are() {
    Town town = town(account("alice"), account("bob"));
    town.online("bob").say("ADD 6 FL alice@example.com Alice 0").say("REA 7 bob@example.com B%20b");

    assertThat(town.accounts())
        .containsExactly(
            account("alice"),
            Account.of("bob@example.com", Town.PASSWORD, "B b")
                .with(
                    List.of(
                        new Account.Contact(
                            "alice@example.com", "", Set.of(ListName.FORWARD), Set.of()))));
  }

  // ---- what cannot be read ----

  private static Kept alice() {
    return Kept.of(List.of(account("alice")), 7).get(0);
  }

  @Test
  void no_changed_byte_goes_unnoticed() {
    byte[] bytes = alice().bytes();
    for (int i = 0; i < bytes.length * 8; i++) {
      byte[] changed = bytes.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertDamaged(new Kept("alice@example.com", changed));
    }
    for (int i = 0; i < bytes.length; i++) {
      assertDamaged(new Kept("alice@example.com", Arrays.copyOf(bytes, i)));
    }
    assertDamaged(new Kept("bob@example.com", bytes));
  }

  /** Puts the right check at the end. */
  private static void seal(byte[] bytes) {
    CRC32 check = new CRC32();
    check.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) check.getValue());
  }

  private static void assertDamaged(Kept kept) {
    assertThatThrownBy(() -> Kept.accounts(List.of(kept)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("what is kept of %s is damaged".formatted(kept.address()));
  }

  @Test
  void what_was_written_once_is_read_for_ever() {
    byte[] first = {
      1,
      3,
      'a',
      '@',
      'b',
      2,
      'p',
      (byte) 0xe4,
      1, // each char a number
      1,
      'A',
      13,
      3,
      (byte) 0x80,
      1, // 128
      1,
      3,
      'M',
      'O',
      'B',
      1,
      'Y', // a property
      2,
      0,
      1,
      'O',
      7,
      1,
      'W', // two groups
      1,
      3,
      'a',
      '@',
      'b',
      3,
      1,
      'x',
      1,
      7, // somebody on lists
      0,
      0,
      0,
      0
    };
    seal(first);

    List<Account> read = Kept.accounts(List.of(new Kept("a@b", first)));

    assertThat(read)
        .containsExactly(
            new Account(
                "a@b",
                "pä",
                "A",
                true,
                false,
                2,
                new Account.Settings(true, true, Map.of("MOB", "Y")),
                new TreeMap<>(Map.of(0, "O", 7, "W")),
                List.of(
                    new Account.Contact(
                        "a@b", "x", Set.of(ListName.FORWARD, ListName.ALLOW), Set.of(7)))));
  }

  @Test
  void another_version_is_told_of() {
    byte[] bytes = alice().bytes().clone();
    bytes[0] = 2;
    seal(bytes);

    assertThatThrownBy(() -> Kept.accounts(List.of(new Kept("alice@example.com", bytes))))
        .hasMessage(
            "what is kept of alice@example.com is of version 2, and this msnmock knows version 1 only");
  }
}
