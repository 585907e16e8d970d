package org.msnmock.client.contact;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;

/**
 * Somebody on at least one list.
 *
 * @param groups ids of groups, some of which may not be in the list of groups
 * @param properties phone numbers and the like, by their three-letter names ({@code PHH}, {@code
 *     MOB}, ...)
 * @param presence offline until the server says otherwise
 */
public record Contact(
    Principal who,
    String friendlyName,
    Set<ListName> lists,
    Set<Long> groups,
    Map<String, String> properties,
    Presence presence) {
  private static final int MOST_PROPERTIES = 64;

  public Contact {
    lists = Set.copyOf(lists);
    groups = Set.copyOf(groups);
    properties = Map.copyOf(properties);
  }

  /** Somebody who is offline, as far as is known. */
  public Contact(
      Principal who,
      String friendlyName,
      Set<ListName> lists,
      Set<Long> groups,
      Map<String, String> properties) {
    this(who, friendlyName, lists, groups, properties, Presence.OFFLINE);
  }

  public boolean isOn(ListName list) {
    return lists.contains(list);
  }

  /** Whether they have added the owner, who neither allowed nor blocked them yet. */
  public boolean isPending() {
    return isOn(ListName.REVERSE) && !isOn(ListName.ALLOW) && !isOn(ListName.BLOCK);
  }

  Contact with(ListName list) {
    Set<ListName> more = new HashSet<>(lists);
    more.add(list);
    return withLists(more, groups);
  }

  /** Whoever leaves the forward list leaves its groups, and is not seen any more. */
  Contact without(ListName list) {
    Set<ListName> fewer = new HashSet<>(lists);
    fewer.remove(list);
    return list == ListName.FORWARD
        ? withLists(fewer, Set.of()).with(Presence.OFFLINE)
        : withLists(fewer, groups);
  }

  Contact inGroup(long group) {
    Set<Long> more = new HashSet<>(groups);
    more.add(group);
    return withLists(lists, more);
  }

  Contact outsideGroup(long group) {
    Set<Long> fewer = new HashSet<>(groups);
    fewer.remove(group);
    return withLists(lists, fewer);
  }

  private Contact withLists(Set<ListName> newLists, Set<Long> newGroups) {
    return new Contact(who, friendlyName, newLists, newGroups, properties, presence);
  }

  Contact named(String name) {
    return new Contact(who, name, lists, groups, properties, presence);
  }

  Contact with(Presence newPresence) {
    return new Contact(who, friendlyName, lists, groups, properties, newPresence);
  }

  /** The same contact with one property set; an empty value clears it. */
  public Contact withProperty(String name, String value) {
    Map<String, String> changed = new HashMap<>(properties);
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    if (changed.size() > MOST_PROPERTIES) {
      throw new ProtocolViolationException(
          "More than " + MOST_PROPERTIES + " properties for contact " + who);
    }
    return new Contact(who, friendlyName, lists, groups, changed, presence);
  }
}
