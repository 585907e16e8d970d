package org.msnmock.mockserver.emulator;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.PercentCode;

/** Somebody in the world: what is kept of them, and whether they are there. */
final class Person {
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
  private long serial;

  private @Nullable NotificationSession session;
  private @Nullable Presence presence;

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

  Person(Account account, long firstSerial) {
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
    account.settings().phones().forEach((type, value) -> properties.put(type, WireName.of(value)));
    account.groups().forEach((id, group) -> groups.put(id, WireName.of(group)));
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
  }

  /** As on the wire. */
  String name() {
    return name;
  }

  void rename(String newName) {
    name = newName;
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

  long nextSerial() {
    serial++;
    return serial;
  }

  // ---- lists ----

  Collection<Listed> listed() {
    return listed.values();
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
    Listed one = listed.computeIfAbsent(other.address, key -> new Listed(other));
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
    SortedMap<Integer, String> groupNames = new TreeMap<>();
    groups.forEach((id, group) -> groupNames.put(id, PercentCode.decode(group)));
    Map<String, String> phones = new TreeMap<>();
    properties.forEach((type, value) -> phones.put(type, PercentCode.decode(value)));
    return new PersonView(
        address,
        PercentCode.decode(name),
        shown == null ? PersonView.OFFLINE : shown.status(),
        where == null ? OptionalInt.empty() : OptionalInt.of(where.connection()),
        asks,
        open,
        mailbox,
        phones,
        groupNames,
        listed.values().stream().map(Listed::view).toList());
  }

  @Override
  public String toString() {
    return address;
  }
}
