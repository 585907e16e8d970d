package org.msnmock.mockserver.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.msnmock.mockserver.emulator.Person.Listed;
import org.msnmock.mockserver.wire.Text;

/** What a user says of lists, groups and settings. */
final class ListCommands {
  private static final int LONGEST_TYPE = 3;
  private static final Set<String> PROPERTIES = Set.of("PHH", "PHW", "PHM", "MOB");

  private final Site site;
  private final Link link;

  ListCommands(Site site, Link link) {
    this.site = site;
    this.link = link;
  }

  /**
   * @throws Refused also where there is no such command
   */
  void command(Words words, Person who, NotificationSession session) {
    switch (words.command()) {
      case "ADD" -> add(words, who, session);
      case "REM" -> remove(words, who);
      case "REA" -> rename(words, who);
      case "ADG" -> addGroup(words, who);
      case "REG" -> renameGroup(words, who);
      case "RMG" -> removeGroup(words, who);
      case "PRP" -> property(words, who);
      case "BLP" -> privacy(words, who);
      case "GTC" -> asking(words, who);
      default ->
          throw Refused.outOfPlace(
              "the notification server does not know %s".formatted(words.command()));
    }
  }

  // ---- people ----

  private void add(Words words, Person who, NotificationSession session) {
    ListName list = list(words);
    String name = words.at(2);
    int at = words.at(1).indexOf('@');
    if (at < 0 || at == words.at(1).length() - 1) {
      throw Refused.with(Refused.DOMAIN_MISSING);
    }
    if (at == 0 || words.at(1).equalsIgnoreCase(who.address())) {
      throw Refused.with(Refused.INVALID_PARAMETER);
    }
    if (!WireName.isName(name)) {
      throw Refused.with(Refused.ILLEGAL_NICKNAME);
    }
    Person other =
        site.world().find(words.at(1)).orElseThrow(() -> Refused.with(Refused.NO_SUCH_USER));
    boolean isContact = list == ListName.FORWARD;
    Integer group = isContact && words.count() > 3 ? groupNumber(words.at(3)) : null;
    long serial = site.world().add(who, list, other, name, group);
    List<String> lines = new ArrayList<>();
    String reply =
        "ADD %s %s %s %s %s".formatted(words.id(), list.code(), serial, other.address(), name);
    lines.add(isContact ? reply + " " + (group == null ? 0 : group) : reply);
    if (isContact) {
      NotificationSession.properties(other, who)
          .forEach(
              (type, value) ->
                  lines.add("BPR %s %s %s %s".formatted(serial, other.address(), type, value)));
      if (session.wantsPresence() && other.seenBy(who) != null) {
        lines.add(session.initial(words.id(), other, who));
      }
    }
    link.say(lines);
  }

  private void remove(Words words, Person who) {
    ListName list = list(words);
    Person other =
        site.world().find(words.at(1)).orElseThrow(() -> Refused.with(Refused.NOT_ON_LIST));
    Integer group = list == ListName.FORWARD && words.count() > 2 ? groupNumber(words.at(2)) : null;
    long serial = site.world().remove(who, list, other, group);
    String reply = "REM %s %s %s %s".formatted(words.id(), list.code(), serial, other.address());
    link.say(group == null ? reply : reply + " " + group);
  }

  private static ListName list(Words words) {
    return ListName.fromCode(words.at(0))
        .filter(list -> list != ListName.REVERSE)
        .orElseThrow(
            () -> Refused.silently("nobody can change the list %s".formatted(words.at(0))));
  }

  private void rename(Words words, Person who) {
    String name = words.at(1);
    if (!WireName.isName(name)) {
      throw Refused.with(Refused.ILLEGAL_NICKNAME);
    }
    Person other =
        site.world().find(words.at(0)).orElseThrow(() -> Refused.with(Refused.NOT_ON_LIST));
    boolean isOwn = other == who;
    if (isOwn && !who.isVerified()) {
      throw Refused.with(Refused.ILLEGAL_NICKNAME);
    }
    if (!isOwn) {
      Listed listed = who.find(other);
      if (listed == null) {
        throw Refused.with(Refused.NOT_ON_LIST);
      }
      listed.rename(name);
    }
    link.say("REA %s %s %s %s".formatted(words.id(), who.nextSerial(), other.address(), name));
    if (isOwn) {
      site.world().renamed(who, name);
    }
  }

  // ---- groups ----

  private void addGroup(Words words, Person who) {
    String name = groupName(words.at(0), who);
    if (who.groups().size() >= Account.MOST_GROUPS) {
      throw Refused.with(Refused.TOO_MANY_GROUPS);
    }
    int number = 0;
    while (who.groups().containsKey(number)) {
      number++;
    }
    who.groups().put(number, name);
    link.say("ADG %s %s %s %s 0".formatted(words.id(), who.nextSerial(), name, number));
  }

  private void renameGroup(Words words, Person who) {
    int number = group(words.at(0), who);
    String name = groupName(words.at(1), who);
    who.groups().put(number, name);
    link.say("REG %s %s %s %s 0".formatted(words.id(), who.nextSerial(), number, name));
  }

  private void removeGroup(Words words, Person who) {
    int number = group(words.at(0), who);
    if (number == 0) {
      throw Refused.with(Refused.FIRST_GROUP_STAYS);
    }
    site.world().removeGroup(who, number);
    link.say("RMG %s %s %s".formatted(words.id(), who.nextSerial(), number));
  }

  private static String groupName(String name, Person who) {
    if (name.isEmpty()) {
      throw Refused.silently("a group has a name");
    }
    if (Text.length(name) > Account.LONGEST_GROUP) {
      throw Refused.with(Refused.GROUP_NAME_TOO_LONG);
    }
    if (who.groups().containsValue(name)) {
      throw Refused.with(Refused.GROUP_NAME_EXISTS);
    }
    return name;
  }

  private static int group(String text, Person who) {
    int number = groupNumber(text);
    if (!who.groups().containsKey(number)) {
      throw Refused.with(Refused.INVALID_GROUP);
    }
    return number;
  }

  private static int groupNumber(String text) {
    long number = Words.number(text);
    if (number < 0 || number >= Account.MOST_GROUPS) {
      throw Refused.with(Refused.INVALID_GROUP);
    }
    return (int) number;
  }

  // ---- settings ----

  private void property(Words words, Person who) {
    String type = words.at(0);
    String value = words.count() > 1 ? words.at(1) : "";
    if (type.length() > LONGEST_TYPE || Text.length(value) > Account.LONGEST_PHONE) {
      throw Refused.silently("a property, or its value, is too long");
    }
    if (!PROPERTIES.contains(type)) {
      throw Refused.with(Refused.NOT_EXPECTED);
    }
    if (type.equals("MOB") && !value.equals("Y") && !value.equals("N")) {
      throw Refused.silently("MOB is Y or N");
    }
    if (value.isEmpty()) {
      who.properties().remove(type);
    } else {
      who.properties().put(type, value);
    }
    link.say(
        NotificationSession.withValue(
            "PRP %s %s %s".formatted(words.id(), who.nextSerial(), type), value));
    site.world().tellProperty(who, type, value);
  }

  private void privacy(Words words, Person who) {
    boolean open = choice(words, "AL", "BL");
    changed(who.isOpen() != open);
    link.say("BLP %s %s %s".formatted(words.id(), who.nextSerial(), words.at(0)));
    site.world().setOpen(who, open);
  }

  private void asking(Words words, Person who) {
    boolean asks = choice(words, "A", "N");
    changed(who.asks() != asks);
    who.setAsks(asks);
    link.say("GTC %s %s %s".formatted(words.id(), who.nextSerial(), words.at(0)));
  }

  private static boolean choice(Words words, String yes, String no) {
    String word = words.at(0);
    if (!word.equals(yes) && !word.equals(no)) {
      throw Refused.silently("%s is followed by %s or %s".formatted(words.command(), yes, no));
    }
    return word.equals(yes);
  }

  private static void changed(boolean isChange) {
    if (!isChange) {
      throw Refused.with(Refused.ALREADY_IN_THAT_MODE);
    }
  }
}
