package org.msnmock.client.command;

import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.wire.Frame;

/**
 * {@code MSG <sender> <friendly name> <length>} and the message. The server itself is called
 * Hotmail.
 */
public record ServerMessage(String sender, MimeMessage message) implements NotificationNotice {
  static ServerMessage from(Frame frame) {
    return new ServerMessage(frame.argument(0), MimeMessage.from(frame.payload()));
  }

  public boolean isFromServer() {
    return sender.equals("Hotmail");
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.messageCame(this);
  }
}
