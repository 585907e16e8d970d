package org.msnmock.client.command;

import org.msnmock.client.wire.Frame;

/**
 * A line that this client has no use for: newer than it is, or a reply that nobody waits for. To be
 * ignored.
 */
public record Unrecognised(Frame frame) implements NotificationNotice, SwitchboardNotice {
  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.unrecognised(this);
  }

  @Override
  public void deliverTo(SwitchboardHandler handler) {
    handler.unrecognised(this);
  }
}
