package org.msnmock.client.command;

import org.msnmock.client.wire.Frame;

/**
 * {@code CHL 0 <challenge>}: prove which product you are. It may come at any time and many times,
 * or never.
 */
public record Challenge(String text) implements NotificationNotice {
  static Challenge from(Frame frame) {
    return new Challenge(frame.argument(1));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.challenged(this);
  }
}
