package org.msnmock.client.command;

import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Frame;

/**
 * {@code RNG <session> <host:port> CKI <key> <caller> <friendly name>}: somebody wants to talk.
 * Ignoring it is a legal way to say no.
 *
 * @param session opaque; mostly a number, but no transaction id
 * @param address as sent; it may be none
 * @param key opens the switchboard, once
 */
public record Rang(String session, String address, String key, Principal caller, String callerName)
    implements NotificationNotice {
  static Rang from(Frame frame) {
    Principal caller = Fields.principal(frame, 4);
    return new Rang(
        Fields.opaque(frame, 0),
        frame.argument(1),
        Fields.opaque(frame, 3),
        caller,
        Fields.friendlyName(frame, 5, caller));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.rang(this);
  }

  @Override
  public String toString() {
    return "Rang[" + session + ", " + address + ", " + caller + "]";
  }
}
