package org.msnmock.mockserver.yaml;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ListName;

/** Writes the people of a world so that {@link AccountsReader} reads the same. */
public final class AccountsWriter {
  private final StringBuilder out = new StringBuilder();

  private AccountsWriter() {}

  /** The text of a file, passwords included. What is as it would be anyway is left out. */
  public static String text(List<Account> accounts) {
    AccountsWriter writer = new AccountsWriter();
    accounts.forEach(writer::account);
    return accounts.isEmpty() ? "{}\n" : writer.out.toString();
  }

  private void account(Account account) {
    line("", account.address(), "");
    field("password", account.password());
    field("name", account.name());
    if (!account.verified()) {
      field("verified", "no");
    }
    if (account.kid()) {
      field("kid", "yes");
    }
    if (account.mailbox() != Account.NO_MAILBOX) {
      field("mailbox", String.valueOf(account.mailbox()));
    }
    settings(account.settings());
    groups(account.groups());
    if (!account.contacts().isEmpty()) {
      line("  ", "lists", "");
      account.contacts().forEach(this::contact);
    }
  }

  private void settings(Account.Settings settings) {
    if (!settings.asks()) {
      field("added", "allowed");
    }
    if (!settings.open()) {
      field("new-people", "hidden");
    }
    if (!settings.phones().isEmpty()) {
      line("  ", "phones", flow(new TreeMap<>(settings.phones())));
    }
  }

  private void groups(SortedMap<Integer, String> groups) {
    Map<String, String> named = new LinkedHashMap<>();
    groups.forEach((id, name) -> named.put(String.valueOf(id), name));
    named.remove("0", Account.FIRST_GROUP);
    if (!named.isEmpty()) {
      line("  ", "groups", flow(named));
    }
  }

  private void contact(Account.Contact contact) {
    Map<String, String> known = new LinkedHashMap<>();
    if (!contact.lists().isEmpty()) {
      known.put("on", lists(contact));
    }
    if (!contact.name().isEmpty()) {
      known.put("name", contact.name());
    }
    if (!contact.groups().isEmpty()) {
      known.put(
          "groups",
          new TreeSet<>(contact.groups())
              .stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
    boolean isShort = known.keySet().equals(Set.of("on"));
    line("    ", contact.address(), isShort ? lists(contact) : flow(known));
  }

  private static String lists(Account.Contact contact) {
    return contact.lists().stream()
        .sorted(Comparator.naturalOrder())
        .map(ListName::code)
        .collect(Collectors.joining(" "));
  }

  private void field(String key, String value) {
    line("  ", key, YamlText.value(value));
  }

  private void line(String indent, String key, String value) {
    out.append(indent).append(YamlText.value(key)).append(':');
    out.append(value.isEmpty() ? "" : " ").append(value).append('\n');
  }

  private static String flow(Map<String, String> map) {
    return map.isEmpty()
        ? "{}"
        : map.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + YamlText.flowValue(entry.getValue()))
            .collect(Collectors.joining(", ", "{ ", " }"));
  }
}
