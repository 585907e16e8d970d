package org.msnmock.client.command;

import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Frame;

/** {@code FLN <account>}: a contact went offline, or hid. */
public record ContactOffline(Principal who) implements NotificationNotice {
  static ContactOffline from(Frame frame) {
    return new ContactOffline(Fields.principal(frame, 0));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.contactIsOffline(this);
  }
}
