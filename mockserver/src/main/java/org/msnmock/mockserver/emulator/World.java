package org.msnmock.mockserver.emulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.emulator.Person.Listed;

/** All people, and who learns what of whom. */
final class World {
  private static final int MOST_CONTACTS = 150;

  /** Where whoever comes gets an account. */
  private static final int MOST_PEOPLE = 1_000_000;

  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Set<Person> unkept = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private long firstSerial;

  /**
   * @param firstSerial the number of all lists at the beginning; another one than that of a world
   *     before, so that nobody takes what a client has kept from there for these lists
   * @throws IllegalArgumentException where an address is there twice, or somebody unknown is on a
   *     list
   */
  World(List<Account> accounts, long firstSerial) {
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

  // ---- what is not kept yet ----

  /** Whether something else than presence has changed since the last time. */
  boolean hasUnkept() {
    return !unkept.isEmpty() || !gone.isEmpty();
  }

  /** What has become of those whom that concerns; those who have gone come first. */
  Stream<Kept> takeUnkept() {
    List<String> left = List.copyOf(gone);
    List<Person> changed = unkept.stream().filter(one -> people.get(one.address()) == one).toList();
    gone.clear();
    unkept.clear();
    return Stream.concat(left.stream().map(Kept::gone), changed.stream().map(PersonCode::write));
  }

  Optional<Person> find(String address) {
    return Optional.ofNullable(people.get(Person.key(address)));
  }

  /** Somebody new, whom nobody knows yet; nobody, when there are very many already. */
  Optional<Person> register(String address, String password) {
    if (isFull()) {
      return Optional.empty();
    }
    return Optional.of(enter(Account.of(address, password, address)));
  }

  // ---- accounts come and go ----

  /**
   * Somebody new; those whom they have as contacts learn of it.
   *
   * @param account of somebody who is not there yet, with nobody on a list who is not there
   */
  void enroll(Account account) {
    Person person = enter(account);
    connect(account);
    person.forgetUnlisted();
    forEachContact(person, other -> wasAdded(other, person));
  }

  private Person enter(Account account) {
    Person person = new Person(account, firstSerial, unkept::add);
    add(person);
    unkept.add(person);
    return person;
  }

  boolean isFull() {
    return people.size() >= MOST_PEOPLE;
  }

  /** Makes somebody who is not signed in what the account says. */
  void change(Person person, Account account) {
    Set<Person> before = new LinkedHashSet<>();
    forEachContact(person, before::add);
    String name = person.name();
    Map<String, String> properties = new TreeMap<>(person.properties());
    for (Listed one : List.copyOf(person.listed())) {
      person.remove(ListName.FORWARD, one.who());
      person.remove(ListName.ALLOW, one.who());
      person.remove(ListName.BLOCK, one.who());
      one.rename("");
    }
    person.become(account);
    connect(account);
    person.forgetUnlisted();
    long unused = person.nextSerial();
    Set<Person> after = new LinkedHashSet<>();
    forEachContact(person, after::add);
    before.stream().filter(one -> !after.contains(one)).forEach(one -> wasRemoved(one, person));
    after.stream().filter(one -> !before.contains(one)).forEach(one -> wasAdded(one, person));
    if (!person.name().equals(name)) {
      outdateName(people.values(), person);
    }
    tellChanges(person, properties);
  }

  private void tellChanges(Person person, Map<String, String> before) {
    Set<String> types = new TreeSet<>(before.keySet());
    types.addAll(person.properties().keySet());
    types.remove(Person.OWN_PROPERTY);
    for (String type : types) {
      String value = person.properties().getOrDefault(type, "");
      if (!value.equals(before.getOrDefault(type, ""))) {
        tellProperty(person, type, value);
      }
    }
  }

  /** Takes somebody who is not signed in out of the world, and from all lists. */
  void expel(Person person) {
    forEachContact(person, other -> wasRemoved(other, person));
    people.remove(person.address());
    gone.add(person.address());
    firstSerial = Math.max(firstSerial, person.serial() + 1); // whoever comes again has new lists
    for (Person other : people.values()) {
      if (other.find(person) != null) {
        for (ListName list : ListName.values()) {
          other.remove(list, person);
        }
        long unused = other.nextSerial();
      }
    }
  }

  private static void forEachContact(Person person, Consumer<Person> visit) {
    List.copyOf(person.listed()).stream()
        .filter(one -> one.isOn(ListName.FORWARD))
        .map(Listed::who)
        .forEach(visit);
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

  /** Shows the own name anew to all who see the user; the lists that hold it are new then. */
  void renamed(Person who, String name) {
    changed(who, () -> who.rename(name));
    outdateName(who.listed().stream().map(Listed::who).toList(), who);
  }

  /** The lists of those who list somebody without a name of their own are new. */
  private static void outdateName(Collection<Person> listers, Person who) {
    for (Person lister : listers) {
      Listed shown = lister.find(who);
      if (shown != null && !shown.hasName()) {
        long unused = lister.nextSerial();
      }
    }
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
      wasAdded(other, owner);
    }
    return serial;
  }

  private static void wasAdded(Person other, Person owner) {
    other.put(ListName.REVERSE, owner);
    long theirs = other.nextSerial();
    NotificationSession session = other.session();
    if (session != null) {
      session.wasAdded(owner, theirs);
    }
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

  /**
   * Tells all who have the user as a contact, and may see the user, of a property. It is among
   * their lists: what clients of those who are away have kept is old then.
   */
  void tellProperty(Person owner, String type, String value) {
    for (Listed watcher : owner.listed()) {
      if (watcher.isOn(ListName.REVERSE) && owner.allows(watcher.who())) {
        long serial = watcher.who().nextSerial();
        NotificationSession session = watcher.who().session();
        if (session != null && session.hasLists()) {
          session.seesProperty(owner, type, value, serial);
        }
      }
    }
  }
}
