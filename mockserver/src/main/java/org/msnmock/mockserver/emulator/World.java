package org.msnmock.mockserver.emulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.emulator.Person.Listed;

/** All people, and who learns what of whom. */
final class World {
  private static final int MOST_CONTACTS = 150;

  /** Where whoever comes gets an account. */
  private static final int MOST_PEOPLE = 1_000_000;

  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Set<Person> unkept = new LinkedHashSet<>();
  private final Manners manners;
  private final long firstSerial;

  /**
   * @param firstSerial the number of all lists at the beginning; another one than that of a world
   *     before, so that nobody takes what a client has kept from there for these lists
   * @throws IllegalArgumentException where an address is there twice, or somebody unknown is on a
   *     list
   */
  World(List<Account> accounts, Manners manners, long firstSerial) {
    this.manners = manners;
    this.firstSerial = firstSerial;
    accounts.forEach(account -> add(new Person(account, firstSerial, unkept::add)));
    accounts.forEach(this::connect);
    begin();
  }

  /** Goes on with those who were kept; nobody else is there yet. */
  void restore(Collection<Kept> kept) {
    List<PersonCode.Read> read =
        kept.stream().map(one -> PersonCode.read(one, unkept::add)).toList();
    read.forEach(one -> add(one.person()));
    read.forEach(one -> one.listed().forEach(other -> connect(one.person(), other)));
    begin();
  }

  private void begin() {
    people.values().forEach(Person::forgetUnlisted);
    unkept.clear();
  }

  private void add(Person person) {
    if (people.putIfAbsent(person.address(), person) != null) {
      throw new IllegalArgumentException(
          "there are two accounts with the address " + person.address());
    }
  }

  private void connect(Account account) {
    Person owner = find(account.address()).orElseThrow();
    for (Account.Contact contact : account.contacts()) {
      int lists = contact.lists().stream().mapToInt(ListName::bit).sum();
      connect(
          owner,
          new PersonCode.OnList(
              contact.address(), lists, WireName.of(contact.name()), contact.groups()));
    }
  }

  private void connect(Person owner, PersonCode.OnList known) {
    Person other =
        find(known.address())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has %s on a list, and there is no such account"
                            .formatted(owner.address(), known.address())));
    owner.entry(other).rename(known.name());
    for (ListName list : ListName.values()) {
      if ((known.lists() & list.bit()) != 0) {
        owner.put(list, other);
      }
    }
    if (owner.has(ListName.FORWARD, other)) {
      owner.entry(other).groups().addAll(known.groups().isEmpty() ? Set.of(0) : known.groups());
      other.put(ListName.REVERSE, owner);
    }
  }

  /** Those of whom something else than presence has changed since the last time. */
  List<Person> takeUnkept() {
    if (unkept.isEmpty()) {
      return List.of();
    }
    List<Person> taken = List.copyOf(unkept);
    unkept.clear();
    return taken;
  }

  Optional<Person> find(String address) {
    return Optional.ofNullable(people.get(Person.key(address)));
  }

  /** Somebody new, whom nobody knows yet; nobody, when there are very many already. */
  Optional<Person> register(String address, String password) {
    if (people.size() >= MOST_PEOPLE) {
      return Optional.empty();
    }
    Person person = new Person(Account.of(address, password, address), firstSerial, unkept::add);
    add(person);
    unkept.add(person);
    return Optional.of(person);
  }

  Collection<Person> people() {
    return people.values();
  }

  // ---- who is there ----

  /** Shows a status; everybody whom it concerns learns of it. */
  void show(Person who, Presence presence) {
    changed(who, () -> who.show(presence));
  }

  /** The user of a session has gone, unless another one has taken its place. */
  void left(Person who, NotificationSession session) {
    if (who.session() == session) {
      changed(who, who::leave);
    }
  }

  /** Shows the own name anew to all who see the user. */
  void renamed(Person who, String name) {
    changed(who, () -> who.rename(name));
  }

  /** Does something to somebody, and tells all of what they see of it. */
  private void changed(Person who, Runnable change) {
    Presence before = who.presence();
    change.run();
    for (Listed watcher : who.listed()) {
      if (watcher.isOn(ListName.REVERSE)) {
        boolean wasSeen = before != null && !before.isHidden() && who.allows(watcher.who());
        tell(watcher.who(), who, wasSeen);
      }
    }
  }

  /** Does something that changes what one watcher may see. */
  private void changedFor(Person watcher, Person who, Runnable change) {
    boolean wasSeen = who.seenBy(watcher) != null;
    change.run();
    boolean isSeen = who.seenBy(watcher) != null;
    if (wasSeen != isSeen && watcher.has(ListName.FORWARD, who)) {
      tell(watcher, who, wasSeen);
    }
  }

  private void tell(Person watcher, Person who, boolean wasSeen) {
    NotificationSession session = watcher.session();
    if (session == null || !session.wantsPresence()) {
      return;
    }
    Presence seen = who.seenBy(watcher);
    if (seen != null) {
      session.seesOnline(who, seen);
    } else if (wasSeen) {
      session.seesOffline(who);
    }
  }

  /** Those on the forward list who can be seen. */
  void forEachSeen(Person watcher, Consumer<Person> visit) {
    for (Listed contact : watcher.listed()) {
      if (contact.isOn(ListName.FORWARD) && contact.who().seenBy(watcher) != null) {
        visit.accept(contact.who());
      }
    }
  }

  // ---- lists and settings ----

  /**
   * Puts somebody on a list.
   *
   * @return the list's new number
   */
  long add(Person owner, ListName list, Person other, String name, @Nullable Integer group) {
    if (list == ListName.FORWARD) {
      return addContact(owner, other, name, group == null ? 0 : group);
    }
    if (owner.has(list, other)) {
      throw Refused.with(Refused.ALREADY_THERE);
    }
    if (owner.has(list == ListName.ALLOW ? ListName.BLOCK : ListName.ALLOW, other)) {
      throw Refused.with(Refused.ON_OPPOSITE_LIST);
    }
    changedFor(other, owner, () -> put(owner, list, other, name));
    return owner.nextSerial();
  }

  private long addContact(Person owner, Person other, String name, int group) {
    if (!owner.groups().containsKey(group)) {
      throw Refused.with(Refused.INVALID_GROUP);
    }
    Listed before = owner.find(other);
    boolean isNew = before == null || !before.isOn(ListName.FORWARD);
    if (!isNew && before != null && before.groups().contains(group)) {
      throw Refused.with(Refused.ALREADY_THERE);
    }
    if (isNew && owner.count(ListName.FORWARD) >= MOST_CONTACTS) {
      throw Refused.with(Refused.LIST_FULL);
    }
    put(owner, ListName.FORWARD, other, name).groups().add(group);
    long serial = owner.nextSerial();
    if (isNew) {
      other.put(ListName.REVERSE, owner);
      long theirs = other.nextSerial();
      NotificationSession session = other.session();
      if (session != null) {
        session.wasAdded(owner, theirs);
      }
    }
    return serial;
  }

  /** A name that was chosen before stays. */
  private static Listed put(Person owner, ListName list, Person other, String name) {
    Listed listed = owner.put(list, other);
    if (!listed.hasName() && !name.equals(other.name())) {
      listed.rename(name);
    }
    return listed;
  }

  /**
   * Takes somebody from a list, or out of one group.
   *
   * @return the list's new number
   */
  long remove(Person owner, ListName list, Person other, @Nullable Integer group) {
    Listed listed = owner.find(other);
    if (listed == null || !listed.isOn(list)) {
      throw Refused.with(Refused.NOT_ON_LIST);
    }
    if (list != ListName.FORWARD) {
      changedFor(other, owner, () -> owner.remove(list, other));
      return owner.nextSerial();
    }
    if (group != null) {
      leaveGroup(owner, listed, group);
    }
    long serial = owner.nextSerial();
    if (group == null || listed.groups().isEmpty()) {
      owner.remove(ListName.FORWARD, other);
      wasRemoved(other, owner);
    }
    return serial;
  }

  private static void leaveGroup(Person owner, Listed listed, int group) {
    if (!owner.groups().containsKey(group)) {
      throw Refused.with(Refused.INVALID_GROUP);
    }
    if (!listed.groups().remove(group)) {
      throw Refused.with(Refused.NOT_IN_GROUP);
    }
  }

  private static void wasRemoved(Person other, Person owner) {
    other.remove(ListName.REVERSE, owner);
    long theirs = other.nextSerial();
    NotificationSession session = other.session();
    if (session != null) {
      session.wasRemoved(owner, theirs);
    }
  }

  /** Says whether people on neither list may see the user. */
  void setOpen(Person owner, boolean open) {
    List<Person> watchers =
        owner.listed().stream()
            .filter(one -> one.isOn(ListName.REVERSE))
            .filter(one -> !one.isOn(ListName.ALLOW) && !one.isOn(ListName.BLOCK))
            .map(Listed::who)
            .toList();
    List<Boolean> seen = watchers.stream().map(one -> owner.seenBy(one) != null).toList();
    owner.setOpen(open);
    for (int i = 0; i < watchers.size(); i++) {
      boolean isSeen = owner.seenBy(watchers.get(i)) != null;
      if (isSeen != seen.get(i)) {
        tell(watchers.get(i), owner, seen.get(i));
      }
    }
  }

  /** Takes a group away; who was in no other one is in the first one then. */
  void removeGroup(Person owner, int group) {
    owner.groups().remove(group);
    for (Listed listed : owner.listed()) {
      if (listed.groups().remove(group) && listed.groups().isEmpty()) {
        listed.groups().add(0);
      }
    }
  }

  /** Tells all who have the user as a contact, and may see the user, of a property. */
  void tellProperty(Person owner, String type, String value) {
    for (Listed watcher : owner.listed()) {
      NotificationSession session = watcher.who().session();
      boolean maySee = watcher.isOn(ListName.REVERSE) && owner.allows(watcher.who());
      if (maySee && session != null && session.hasLists()) {
        session.seesProperty(owner, type, value, watcher.who().serial());
      }
    }
  }

  Manners manners() {
    return manners;
  }
}
