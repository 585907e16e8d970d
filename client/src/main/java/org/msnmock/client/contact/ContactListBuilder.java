package org.msnmock.client.contact;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;

/**
 * Collects a contact list that arrives line by line, and changes it as later lines say. Every kind
 * of line has a bound, so that no server fills the memory.
 */
public final class ContactListBuilder {
  /** Servers of the time kept some hundred contacts. */
  public static final int MOST_CONTACTS = 10_000;

  public static final int MOST_GROUPS = 1_000;
  private static final int MOST_PROPERTIES = 64;

  private final Map<Principal, Contact> contacts = new LinkedHashMap<>();
  private final Map<Long, Group> groups = new LinkedHashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private long version;
  private ContactList.Strangers strangers = ContactList.Strangers.ALLOWED;
  private ContactList.WhenAdded whenAdded = ContactList.WhenAdded.ASK;
  private @Nullable Principal latest;

  /** Begins with a list that was kept from another day, when all of its people are offline. */
  public ContactListBuilder(ContactList kept) {
    version = kept.version();
    strangers = kept.strangers();
    whenAdded = kept.whenAdded();
    kept.contacts().forEach(contact -> contacts.put(contact.who(), contact));
    kept.groups().forEach(group -> groups.put(group.id(), group));
    properties.putAll(kept.properties());
    everybodyLeft();
  }

  /** Begins with nobody. */
  public ContactListBuilder() {
    this(ContactList.EMPTY);
  }

  /** Forgets everything but the version. */
  public void clear() {
    contacts.clear();
    groups.clear();
    properties.clear();
    strangers = ContactList.EMPTY.strangers();
    whenAdded = ContactList.EMPTY.whenAdded();
    latest = null;
  }

  public void version(long newVersion) {
    version = newVersion;
  }

  public void strangers(ContactList.Strangers setting) {
    strangers = setting;
  }

  public void whenAdded(ContactList.WhenAdded setting) {
    whenAdded = setting;
  }

  /** Takes over those settings that are there. */
  public void set(
      Optional<ContactList.Strangers> newStrangers, Optional<ContactList.WhenAdded> newWhenAdded) {
    newStrangers.ifPresent(this::strangers);
    newWhenAdded.ifPresent(this::whenAdded);
  }

  public void property(String name, String value) {
    if (value.isEmpty()) {
      properties.remove(name);
    } else {
      properties.put(name, value);
    }
    requireAtMost(MOST_PROPERTIES, properties.size(), "properties");
  }

  public void add(Group group) {
    groups.put(group.id(), group);
    requireAtMost(MOST_GROUPS, groups.size(), "groups");
  }

  public void add(Contact contact) {
    Contact known = contacts.get(contact.who());
    contacts.put(contact.who(), known == null ? contact : contact.with(known.presence()));
    latest = contact.who();
    requireAtMost(MOST_CONTACTS, contacts.size(), "contacts");
  }

  /** Sets a property of the contact that was added last: such lines name nobody. */
  public Optional<Contact> latestProperty(String name, String value) {
    return latest == null ? Optional.empty() : property(latest, name, value);
  }

  /** Sets a property of a contact; nothing happens where there is no such contact. */
  public Optional<Contact> property(Principal who, String name, String value) {
    return Optional.ofNullable(
        contacts.computeIfPresent(who, (key, contact) -> contact.withProperty(name, value)));
  }

  /**
   * Puts somebody on a list, and on the forward list into a group.
   *
   * @param name theirs, where it is known; it does not replace another one, unless they come to the
   *     reverse list by themselves
   */
  public void put(ListName list, Principal who, Optional<String> name, OptionalLong group) {
    Contact known = contacts.get(who);
    Contact contact =
        known == null
            ? new Contact(who, name.orElse(who.address()), Set.of(), Set.of(), Map.of())
            : known;
    if (list == ListName.REVERSE && name.isPresent()) {
      contact = contact.named(name.get());
    }
    contact = contact.with(list);
    if (list == ListName.FORWARD) {
      contact = contact.inGroup(group.orElse(0));
      requireAtMost(MOST_GROUPS, contact.groups().size(), "groups for contact " + who);
    }
    contacts.put(who, contact);
    requireAtMost(MOST_CONTACTS, contacts.size(), "contacts");
  }

  /** Takes somebody off a list; off the forward list only when they are in no other group. */
  public void take(ListName list, Principal who, OptionalLong group) {
    Contact contact = contacts.get(who);
    if (contact == null) {
      return;
    }
    Contact left = group.isPresent() ? contact.outsideGroup(group.getAsLong()) : contact;
    if (group.isEmpty() || left.groups().isEmpty()) {
      left = left.without(list);
    }
    if (left.lists().isEmpty()) {
      contacts.remove(who);
    } else {
      contacts.put(who, left);
    }
  }

  /**
   * Removes a group. Who was in no other stays on the forward list without one; what servers did
   * about that is not known.
   */
  public void removeGroup(long id) {
    groups.remove(id);
    contacts.replaceAll((who, contact) -> contact.outsideGroup(id));
  }

  /** Gives somebody another name; nothing happens where there is no such contact. */
  public void name(Principal who, String name) {
    contacts.computeIfPresent(who, (key, contact) -> contact.named(name));
  }

  /**
   * Says how somebody is; nothing happens where there is no such contact.
   *
   * @return the contact as it was before
   */
  public Optional<Contact> presence(Principal who, Presence presence) {
    Contact before = contacts.get(who);
    if (before != null) {
      contacts.put(who, before.with(presence));
    }
    return Optional.ofNullable(before);
  }

  /** Everybody is offline, as far as is known. Gets those who were not. */
  public List<Contact> everybodyLeft() {
    List<Contact> online =
        contacts.values().stream().filter(contact -> contact.presence().isOnline()).toList();
    online.forEach(contact -> contacts.put(contact.who(), contact.with(Presence.OFFLINE)));
    return online;
  }

  public ContactList toContactList() {
    return new ContactList(
        version,
        List.copyOf(contacts.values()),
        List.copyOf(groups.values()),
        strangers,
        whenAdded,
        properties);
  }

  private static void requireAtMost(int most, int count, String what) {
    if (count > most) {
      throw new ProtocolViolationException("The server sent more than " + most + " " + what);
    }
  }
}
