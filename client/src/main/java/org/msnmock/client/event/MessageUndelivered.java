package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.MsnException;

/** A text of the user's did not reach everybody, or nobody knows whether it did. */
public record MessageUndelivered(Conversation conversation, TextMessage message, MsnException cause)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.messageUndelivered(this);
  }
}
