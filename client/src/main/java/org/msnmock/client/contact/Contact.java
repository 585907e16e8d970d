package org.msnmock.client.contact;

import java.util.HashMap;
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
 */
public record Contact(
    Principal who,
    String friendlyName,
    Set<ListName> lists,
    Set<Long> groups,
    Map<String, String> properties) {
  private static final int MOST_PROPERTIES = 64;

  public Contact {
    lists = Set.copyOf(lists);
    groups = Set.copyOf(groups);
    properties = Map.copyOf(properties);
  }

  public boolean isOn(ListName list) {
    return lists.contains(list);
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
    return new Contact(who, friendlyName, lists, groups, changed);
  }
}
