package org.msnmock.client.command;

import org.msnmock.client.contact.Group;
import org.msnmock.client.wire.Frame;

/** {@code LSG <group id> <name> 0}: part of the contact list. The id is no transaction id. */
public record GroupListed(Group group) implements NotificationNotice {
  static GroupListed from(Frame frame) {
    return new GroupListed(
        new Group(frame.number(0, Fields.MAX_32_BITS), frame.decodedArgument(1)));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.groupListed(this);
  }
}
