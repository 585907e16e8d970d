package org.msnmock.mockserver.emulator;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Somebody as they were at one moment; no password is in it.
 *
 * @param address in small letters
 * @param name the friendly name, not encoded
 * @param status as its owner has set it: {@code NLN}, {@code HDN} ...; {@code FLN} where nothing is
 *     shown yet, or nobody is signed in
 * @param connection to the notification server; empty: not signed in
 * @param asks whether somebody who adds this person waits to be allowed (GTC)
 * @param open whether people who are neither allowed nor blocked may see this person (BLP)
 * @param mailbox how many letters wait, or {@link Account#NO_MAILBOX}
 * @param phones by type, not encoded
 * @param groups by number, not encoded
 * @param contacts everybody on a list of this person
 */
public record PersonView(
    String address,
    String name,
    String status,
    OptionalInt connection,
    boolean asks,
    boolean open,
    int mailbox,
    Map<String, String> phones,
    SortedMap<Integer, String> groups,
    List<Contact> contacts) {

  /** The status of somebody who shows none. */
  public static final String OFFLINE = "FLN";

  /**
   * Somebody on lists.
   *
   * @param name as this person knows them, not encoded; empty: by their own name
   * @param groups in which they are; empty where they are not on FORWARD
   */
  public record Contact(
      String address, String name, Set<ListName> lists, SortedSet<Integer> groups) {
    public Contact {
      lists = Set.copyOf(lists);
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }
  }

  public PersonView {
    phones = Collections.unmodifiableMap(new TreeMap<>(phones));
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    contacts = List.copyOf(contacts);
  }

  public boolean isSignedIn() {
    return connection.isPresent();
  }

  /** The addresses on a list. */
  public Set<String> on(ListName list) {
    return contacts.stream()
        .filter(contact -> contact.lists().contains(list))
        .map(Contact::address)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
