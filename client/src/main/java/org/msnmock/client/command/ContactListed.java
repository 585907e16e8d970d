package org.msnmock.client.command;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;

/**
 * {@code LST <account> <friendly name> <lists> [<group id>,<group id>...]}: one person of the
 * contact list, on all lists at once. Without groups, somebody on the forward list is in group 0.
 */
public record ContactListed(Contact contact) implements NotificationNotice {
  static ContactListed from(Frame frame) {
    Principal who = Fields.principal(frame, 0);
    Set<ListName> lists = ListName.fromMask(frame.number(2, Fields.MAX_32_BITS));
    Set<Long> groups =
        lists.contains(ListName.FORWARD)
            ? groupsFrom(frame.optionalArgument(3).orElse("0"))
            : Set.of();
    return new ContactListed(new Contact(who, frame.decodedArgument(1), lists, groups, Map.of()));
  }

  private static Set<Long> groupsFrom(String field) {
    return Arrays.stream(field.split(","))
        .map(Decimal::parse)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .collect(Collectors.toSet());
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.contactListed(this);
  }
}
