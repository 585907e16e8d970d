package org.msnmock.client.console;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.Group;
import org.msnmock.client.protocol.Principal;

/** Finds the people and groups that somebody means. */
final class People {
  private static final int MOST_NAMED = 8;

  private final Supplier<ContactList> list;

  People(Supplier<ContactList> list) {
    this.list = list;
  }

  ContactList list() {
    return list.get();
  }

  /**
   * @param typed an address, or what stands before the {@code @} in one of the list
   * @throws IllegalArgumentException when it is neither
   */
  Principal principal(String typed) {
    if (typed.contains("@")) {
      return new Principal(typed);
    }
    List<Principal> found =
        list().contacts().stream()
            .map(Contact::who)
            .filter(who -> beforeAt(who).equals(typed.toLowerCase(Locale.ROOT)))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new IllegalArgumentException(
        found.isEmpty()
            ? "nobody on your list is called %s; type the whole address, like %s@example.com"
                .formatted(typed, typed)
            : "%s could be any of %s; type the whole address".formatted(typed, named(found)));
  }

  private static String beforeAt(Principal who) {
    return who.address().toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
  }

  private static String named(List<?> all) {
    return all.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(", "))
        + (all.size() > MOST_NAMED ? ", ..." : "");
  }

  /**
   * @throws IllegalArgumentException when there is none of this name
   */
  Group group(String name) {
    return list()
        .group(name)
        .or(
            () ->
                list().groups().stream()
                    .filter(group -> group.name().equalsIgnoreCase(name))
                    .findFirst())
        .orElseThrow(() -> new IllegalArgumentException(noGroup(name)));
  }

  private String noGroup(String name) {
    List<String> names = list().groups().stream().map(Group::name).map(Teller::quoted).toList();
    return "there is no group %s; %s"
        .formatted(
            Teller.quoted(name),
            names.isEmpty() ? "/addgroup makes one" : "there are " + named(names));
  }
}
