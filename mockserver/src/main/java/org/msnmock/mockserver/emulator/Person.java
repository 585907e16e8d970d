package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.PercentCode;

/** Somebody in the world: what is kept of them, and whether they are there. */
final class Person {
  /** Nobody else is told of it. */
  static final String OWN_PROPERTY = "MBE";

  private static final int MOST_VAIN_CALLS = 5;

  private final String address;
  private String password;
  private boolean verified;
  private boolean kid;
  private int mailbox;
  private String name;
  private boolean asks;
  private boolean open;
  private final Map<String, String> properties = new TreeMap<>();
  private final SortedMap<Integer, String> groups = new TreeMap<>();
  private final Map<String, Listed> listed = new LinkedHashMap<>();
  private final Consumer<Person> changes;
  private long serial;

  private @Nullable NotificationSession session;
  private @Nullable Presence presence;
  private final Haste vainCalls = new Haste(MOST_VAIN_CALLS, Duration.ofMinutes(1));

  /** Somebody else, on lists of this person. */
  static final class Listed {
    private final Person who;
    private final SortedSet<Integer> groups = new TreeSet<>();
    private String name = "";
    private int lists;

    private Listed(Person who) {
      this.who = who;
    }

    Person who() {
      return who;
    }

    boolean isOn(ListName list) {
      return (lists & list.bit()) != 0;
    }

    SortedSet<Integer> groups() {
      return groups;
    }

    /** Gives a name of the user's own choice, in place of that person's. */
    void rename(String newName) {
      name = newName;
    }

    boolean hasName() {
      return !name.isEmpty();
    }

    /** As on the wire; empty: that person's own name. */
    String name() {
      return name;
    }

    /**
     * Those lists that the user fills, as bits: who is on REVERSE follows from the others' lists.
     */
    int ownLists() {
      return lists & ~ListName.REVERSE.bit();
    }

    /** Whether there is something here that does not follow from the others' lists. */
    boolean isOwn() {
      return ownLists() != 0 || hasName();
    }

    private Account.Contact contact() {
      Set<ListName> own = EnumSet.noneOf(ListName.class);
      for (ListName list : ListName.values()) {
        if ((ownLists() & list.bit()) != 0) {
          own.add(list);
        }
      }
      Set<Integer> told = groups.equals(Set.of(0)) ? Set.of() : groups;
      return new Account.Contact(who.address, PercentCode.decode(name), own, told);
    }

    /** {@code bob@example.com Bob 11 0,1}, behind LST. */
    String line() {
      String usual = "%s %s %s".formatted(who.address, hasName() ? name : who.name, lists);
      return isOn(ListName.FORWARD) ? usual + " " + groupsWritten() : usual;
    }

    private PersonView.Contact view() {
      return new PersonView.Contact(
          who.address,
          PercentCode.decode(name),
          Arrays.stream(ListName.values()).filter(this::isOn).collect(Collectors.toSet()),
          groups);
    }

    private String groupsWritten() {
      StringBuilder out = new StringBuilder();
      for (int group : groups) {
        out.append(out.length() == 0 ? "" : ",").append(group);
      }
      return out.toString();
    }
  }

  /**
   * @param changes is told whenever something else than presence is not as it was
   */
  Person(Account account, long firstSerial, Consumer<Person> changes) {
    this.changes = changes;
    serial = firstSerial;
    address = key(account.address());
    take(account);
  }

  /** Takes over all of an account but its address and who is on its lists. */
  void become(Account account) {
    properties.clear();
    groups.clear();
    take(account);
  }

  private void take(Account account) {
    password = account.password();
    name = WireName.of(account.name());
    verified = account.verified();
    kid = account.kid();
    mailbox = account.mailbox();
    asks = account.settings().asks();
    open = account.settings().open();
    account
        .settings()
        .phones()
        .forEach((type, value) -> properties.put(type, WireName.of(value, Account.LONGEST_PHONE)));
    account
        .groups()
        .forEach((id, group) -> groups.put(id, WireName.of(group, Account.LONGEST_GROUP)));
  }

  /** An address as the world knows it: capitals make no difference. */
  static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  String address() {
    return address;
  }

  String password() {
    return password;
  }

  boolean isVerified() {
    return verified;
  }

  boolean isKid() {
    return kid;
  }

  /** Letters that wait, or {@link Account#NO_MAILBOX}. */
  int mailbox() {
    return mailbox;
  }

  /** One more letter waits. */
  void addLetter() {
    mailbox++;
    changes.accept(this);
  }

  /** As on the wire. */
  String name() {
    return name;
  }

  void rename(String newName) {
    name = newName;
    changes.accept(this);
  }

  // ---- settings ----

  boolean asks() {
    return asks;
  }

  void setAsks(boolean value) {
    asks = value;
  }

  boolean isOpen() {
    return open;
  }

  void setOpen(boolean value) {
    open = value;
  }

  /** By type, encoded. */
  Map<String, String> properties() {
    return properties;
  }

  /** By number, encoded. */
  SortedMap<Integer, String> groups() {
    return groups;
  }

  /** The number of the latest change of lists and settings. */
  long serial() {
    return serial;
  }

  /** Goes with each change of lists and settings. */
  long nextSerial() {
    serial++;
    changes.accept(this);
    return serial;
  }

  // ---- lists ----

  Collection<Listed> listed() {
    return listed.values();
  }

  /** What is known of somebody, who may be on no list yet. */
  Listed entry(Person other) {
    return listed.computeIfAbsent(other.address, key -> new Listed(other));
  }

  /** Forgets those who are on no list. */
  void forgetUnlisted() {
    listed.values().removeIf(one -> one.lists == 0);
  }

  @Nullable Listed find(Person other) {
    return listed.get(other.address);
  }

  boolean has(ListName list, Person other) {
    Listed found = listed.get(other.address);
    return found != null && found.isOn(list);
  }

  int count(ListName list) {
    return (int) listed.values().stream().filter(one -> one.isOn(list)).count();
  }

  Listed put(ListName list, Person other) {
    Listed one = entry(other);
    one.lists |= list.bit();
    return one;
  }

  void remove(ListName list, Person other) {
    Listed one = listed.get(other.address);
    if (one == null) {
      return;
    }
    one.lists &= ~list.bit();
    if (list == ListName.FORWARD) {
      one.groups.clear();
    }
    if (one.lists == 0) {
      listed.remove(other.address);
    }
  }

  /** Whether somebody may see this person and call. */
  boolean allows(Person other) {
    Listed one = listed.get(other.address);
    if (one != null && one.isOn(ListName.ALLOW)) {
      return true;
    }
    return open && (one == null || !one.isOn(ListName.BLOCK));
  }

  // ---- presence ----

  @Nullable NotificationSession session() {
    return session;
  }

  @Nullable Presence presence() {
    return presence;
  }

  void enter(NotificationSession where) {
    session = where;
    presence = null;
  }

  void leave() {
    session = null;
    presence = null;
  }

  void show(Presence newPresence) {
    presence = newPresence;
  }

  /** What somebody sees of this person; null: that they are offline. */
  @Nullable Presence seenBy(Person other) {
    Presence shown = presence;
    return shown == null || shown.isHidden() || !allows(other) ? null : shown;
  }

  /** As this person is now. */
  PersonView view() {
    Presence shown = presence;
    NotificationSession where = session;
    return new PersonView(
        address,
        PercentCode.decode(name),
        shown == null ? PersonView.OFFLINE : shown.status(),
        where == null ? OptionalInt.empty() : OptionalInt.of(where.connection()),
        asks,
        open,
        mailbox,
        phones(),
        groupNames(),
        listed.values().stream().map(Listed::view).toList());
  }

  private Map<String, String> phones() {
    Map<String, String> phones = new TreeMap<>();
    properties.forEach((type, value) -> phones.put(type, PercentCode.decode(value)));
    return phones;
  }

  private SortedMap<Integer, String> groupNames() {
    SortedMap<Integer, String> names = new TreeMap<>();
    groups.forEach((id, group) -> names.put(id, PercentCode.decode(group)));
    return names;
  }

  /** Calls of late that nobody could hear. */
  Haste vainCalls() {
    return vainCalls;
  }

  // ---- as an account ----

  /** The same as it would be written down to begin with. */
  Account account() {
    List<Account.Contact> contacts = new ArrayList<>();
    for (Listed one : listed.values()) {
      if (one.isOwn()) {
        contacts.add(one.contact());
      }
    }
    return new Account(
        address,
        password,
        PercentCode.decode(name),
        verified,
        kid,
        mailbox,
        new Account.Settings(asks, open, phones()),
        groupNames(),
        contacts);
  }

  @Override
  public String toString() {
    return address;
  }
}
