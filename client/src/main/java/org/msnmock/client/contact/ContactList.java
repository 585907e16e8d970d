package org.msnmock.client.contact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.client.protocol.Principal;

/**
 * All that the server keeps for an account, as it stood at one moment.
 *
 * @param version the server's number for this state; store it, never compute it
 * @param strangers what people on neither the allow nor the block list may do
 * @param whenAdded what is to be done when somebody puts the owner on their list
 * @param properties the owner's phone numbers and the like, by their three-letter names
 */
public record ContactList(
    long version,
    List<Contact> contacts,
    List<Group> groups,
    Strangers strangers,
    WhenAdded whenAdded,
    Map<String, String> properties) {

  /** Nobody at all, which is also what is known before a list was read. */
  public static final ContactList EMPTY =
      new ContactList(0, List.of(), List.of(), Strangers.ALLOWED, WhenAdded.ASK, Map.of());

  /** {@code BLP}: may strangers see and call the owner? */
  public enum Strangers {
    ALLOWED,
    BLOCKED
  }

  /** {@code GTC}: a rule that the server stores and the client follows. */
  public enum WhenAdded {
    ASK,
    ALLOW_SILENTLY
  }

  public ContactList {
    contacts = List.copyOf(contacts);
    groups = List.copyOf(groups);
    properties = Map.copyOf(properties);
  }

  /** The people on one of the lists, in the order in which the server sent them. */
  public List<Contact> on(ListName list) {
    return contacts.stream().filter(contact -> contact.isOn(list)).toList();
  }

  /** The people who have added the owner, and were neither allowed nor blocked yet. */
  public List<Contact> pending() {
    return contacts.stream().filter(Contact::isPending).toList();
  }

  /** The members of a group. */
  public List<Contact> in(Group group) {
    return contacts.stream().filter(contact -> contact.groups().contains(group.id())).toList();
  }

  /** The first group with this name. */
  public Optional<Group> group(String name) {
    return groups.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  public Optional<Contact> find(Principal who) {
    return contacts.stream().filter(contact -> contact.who().equals(who)).findFirst();
  }
}
