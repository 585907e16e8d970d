package org.msnmock.mockserver.control;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ListName;

/** Accounts as they are sent. */
final class Accounts {
  private static final int LONGEST_NAME = 129;
  private static final int LONGEST_PHONE = 95;
  private static final int LONGEST_PASSWORD = 1_000;
  private static final Set<String> PHONES = Set.of("PHH", "PHW", "PHM", "MOB", "MBE");

  private Accounts() {}

  /**
   * @param address in place of that of the body, which may say none then
   * @throws Failure where it is no account
   */
  static Account read(Body body, Optional<String> address) {
    String who = address.isPresent() ? address.get() : body.text("address");
    boolean isSame = body.optionalText("address").orElse(who).equalsIgnoreCase(who);
    if (!isSame || !Account.isAddress(who)) {
      throw wrong("the address is no e-mail address, or not that of the path", "address");
    }
    Account account =
        new Account(
            who,
            bounded(body.text("password"), 0, LONGEST_PASSWORD, "password"),
            bounded(body.optionalText("name").orElse(who), 1, LONGEST_NAME, "name"),
            body.yes("verified", true),
            body.yes("kid", false),
            body.optionalNumber("mailbox", 0, Account.MOST_LETTERS).orElse(Account.NO_MAILBOX),
            new Account.Settings(body.yes("asks", true), body.yes("open", true), phones(body)),
            groups(body),
            body.objects("contacts").stream().map(Accounts::contact).toList());
    body.end();
    return account;
  }

  private static Failure wrong(String what, String key) {
    return Failure.of(400, what, "body, " + key, "send what is described in /openapi.json");
  }

  private static String bounded(String text, int least, int most, String key) {
    if (text.length() < least || text.length() > most) {
      throw wrong("%s has %s to %s letters".formatted(key, least, most), key);
    }
    return text;
  }

  private static Map<String, String> phones(Body body) {
    Map<String, String> out = new LinkedHashMap<>();
    body.object("phones")
        .ifPresent(
            phones -> {
              for (String type : phones.keys()) {
                if (!PHONES.contains(type)) {
                  throw wrong("there is no phone of the type " + type, "phones");
                }
                out.put(type, bounded(phones.text(type), 0, LONGEST_PHONE, "phones"));
              }
            });
    return out;
  }

  private static SortedMap<Integer, String> groups(Body body) {
    SortedMap<Integer, String> out = new TreeMap<>();
    body.object("groups")
        .ifPresent(
            groups -> {
              for (String number : groups.keys()) {
                boolean isNumber = number.matches("0|[1-9][0-9]?");
                if (!isNumber || Integer.parseInt(number) >= Account.MOST_GROUPS) {
                  throw wrong(
                      "a group's number is 0 to %s".formatted(Account.MOST_GROUPS - 1), "groups");
                }
                out.put(
                    Integer.valueOf(number),
                    bounded(groups.text(number), 1, LONGEST_NAME, "groups"));
              }
            });
    return out;
  }

  private static Account.Contact contact(Body body) {
    String address = body.text("address");
    Set<ListName> lists = EnumSet.noneOf(ListName.class);
    for (String code : body.texts("lists")) {
      lists.add(list(code));
    }
    List<Integer> groups = body.numbers("groups", 0, Account.MOST_GROUPS - 1);
    String name = bounded(body.optionalText("name").orElse(""), 0, LONGEST_NAME, "contacts, name");
    body.end();
    if (lists.isEmpty()) {
      throw wrong("%s is on no list".formatted(address), "contacts, lists");
    }
    return new Account.Contact(address, name, lists, new HashSet<>(groups));
  }

  private static ListName list(String code) {
    for (ListName list : List.of(ListName.FORWARD, ListName.ALLOW, ListName.BLOCK)) {
      if (list.code().equals(code)) {
        return list;
      }
    }
    throw wrong("a list is FL, AL or BL; RL follows from the others' lists", "contacts, lists");
  }
}
