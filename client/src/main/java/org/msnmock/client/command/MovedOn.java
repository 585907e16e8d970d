package org.msnmock.client.command;

import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.wire.Frame;

/**
 * {@code XFR 0 NS <host:port>}: leave this server and sign in at that one. The form is Kopete's; no
 * transcript shows it.
 */
public record MovedOn(Endpoint server) implements NotificationNotice {
  /** With any id but 0 it is an answer that nobody waits for; to anything but NS one can't move. */
  static NotificationNotice from(Frame frame) {
    boolean isMove = frame.argument(0).equals("0") && frame.argument(1).equals("NS");
    return isMove ? new MovedOn(Redirected.from(frame).server()) : new Unrecognised(frame);
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.movedOn(this);
  }
}
