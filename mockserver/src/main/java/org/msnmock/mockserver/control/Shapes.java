package org.msnmock.mockserver.control;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ConnectionView;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.emulator.PersonView;
import org.msnmock.mockserver.emulator.SwitchboardView;
import org.msnmock.mockserver.wire.Text;

/** Views as they are told; what clients have said is made printable. */
final class Shapes {
  private Shapes() {}

  static Map<String, Object> of(PersonView person) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("address", Text.printable(person.address()));
    out.put("name", Text.printable(person.name()));
    out.put("status", person.status());
    person.connection().ifPresent(number -> out.put("connection", number));
    out.put("asks", person.asks());
    out.put("open", person.open());
    if (person.mailbox() != Account.NO_MAILBOX) {
      out.put("mailbox", person.mailbox());
    }
    out.put("phones", printable(person.phones()));
    out.put("groups", printable(person.groups()));
    out.put("contacts", person.contacts().stream().map(Shapes::of).toList());
    return out;
  }

  private static Map<String, String> printable(Map<?, String> texts) {
    Map<String, String> out = new LinkedHashMap<>();
    texts.forEach((key, text) -> out.put(String.valueOf(key), Text.printable(text)));
    return out;
  }

  private static Map<String, Object> of(PersonView.Contact contact) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("address", Text.printable(contact.address()));
    if (!contact.name().isEmpty()) {
      out.put("name", Text.printable(contact.name()));
    }
    out.put("lists", codes(contact.lists()));
    out.put("groups", List.copyOf(contact.groups()));
    return out;
  }

  private static List<String> codes(Set<ListName> lists) {
    return Arrays.stream(ListName.values()).filter(lists::contains).map(ListName::code).toList();
  }

  static Map<String, Object> of(ConnectionView connection) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("number", connection.number());
    out.put("role", connection.role().word());
    out.put("remote", connection.remote());
    if (!connection.address().isEmpty()) {
      out.put("address", Text.printable(connection.address()));
    }
    out.put("since", connection.since().toString());
    return out;
  }

  static Map<String, Object> of(SwitchboardView switchboard) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("number", switchboard.number());
    out.put("members", switchboard.members().stream().map(Shapes::of).toList());
    out.put("called", switchboard.called().stream().map(Text::printable).toList());
    return out;
  }

  private static Map<String, Object> of(SwitchboardView.Member member) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("address", Text.printable(member.address()));
    out.put("connection", member.connection());
    return out;
  }
}
