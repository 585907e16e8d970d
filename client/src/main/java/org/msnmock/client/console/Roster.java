package org.msnmock.client.console;

import static org.msnmock.client.contact.ListName.BLOCK;
import static org.msnmock.client.contact.ListName.FORWARD;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.Group;

/** The contact list, as people look at it. */
final class Roster {
  private static final int WIDEST_ADDRESS = 40;
  private static final int LONGEST_NAME = 60;
  private static final int WIDEST_STATUS = 14;

  private final ContactList list;
  private final Predicate<Contact> shown;
  private final int widest;
  private final List<Line> lines = new ArrayList<>();

  private Roster(ContactList list, Predicate<Contact> shown) {
    this.list = list;
    this.shown = shown;
    this.widest =
        list.contacts().stream()
            .mapToInt(contact -> contact.who().address().length())
            .map(length -> Math.min(length, WIDEST_ADDRESS))
            .max()
            .orElse(0);
  }

  static List<Line> all(ContactList list) {
    return new Roster(list, contact -> true).lines();
  }

  static List<Line> online(ContactList list) {
    return new Roster(list, contact -> contact.presence().isOnline()).lines();
  }

  private List<Line> lines() {
    List<Contact> contacts = list.on(FORWARD);
    for (Group group : list.groups()) {
      List<Contact> members =
          list.in(group).stream().filter(contact -> contact.isOn(FORWARD)).toList();
      if (group.id() != 0 || !members.isEmpty()) {
        section(group.name(), members);
      }
    }
    section("in no group", contacts.stream().filter(this::isInNoGroup).toList(), "");
    section("wait to be allowed or blocked (/allow, /block)", list.pending(), "");
    section(
        "blocked", list.on(BLOCK).stream().filter(contact -> !contact.isOn(FORWARD)).toList(), "");
    if (lines.isEmpty()) {
      lines.add(Line.answer("nobody is on your list; /add ADDRESS adds somebody"));
    }
    return lines;
  }

  /** A contact of the forward list can be in groups that don't exist, too. */
  private boolean isInNoGroup(Contact contact) {
    return list.groups().stream().noneMatch(group -> contact.groups().contains(group.id()));
  }

  private void section(String name, List<Contact> members) {
    section(
        Harmless.line(name, LONGEST_NAME),
        members,
        " (%s of %s online)"
            .formatted(
                members.stream().filter(contact -> contact.presence().isOnline()).count(),
                members.size()));
  }

  private void section(String name, List<Contact> members, String count) {
    if (count.isEmpty() && members.isEmpty()) {
      return;
    }
    lines.add(Line.of(Line.Tone.HEADING, name + count, ""));
    members.stream()
        .filter(shown)
        .sorted(
            Comparator.comparing((Contact contact) -> !contact.presence().isOnline())
                .thenComparing(contact -> contact.who().address()))
        .forEach(contact -> lines.add(Line.answer(row(contact))));
  }

  private String row(Contact contact) {
    String address = Harmless.line(contact.who().address());
    String status = contact.isOn(FORWARD) ? Statuses.words(contact.presence().status()) : "";
    String name = Harmless.line(contact.friendlyName(), LONGEST_NAME);
    return "  %s  %s  %s%s"
        .formatted(
            padded(address, widest),
            padded(status, WIDEST_STATUS),
            name.equals(address) ? "" : "\"" + name + "\"",
            contact.isOn(BLOCK) && contact.isOn(FORWARD) ? "  blocked" : "")
        .stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
