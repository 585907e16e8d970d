package org.msnmock.client.contact;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;

/**
 * Collects a contact list that arrives line by line. Every kind of line has a bound, so that no
 * server fills the memory.
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

  public void version(long newVersion) {
    version = newVersion;
  }

  public void strangers(ContactList.Strangers setting) {
    strangers = setting;
  }

  public void whenAdded(ContactList.WhenAdded setting) {
    whenAdded = setting;
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
    contacts.put(contact.who(), contact);
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
