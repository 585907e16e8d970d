package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.message.TextMessage;

/** Everybody in the conversation has a text of the user's. */
public record MessageDelivered(Conversation conversation, TextMessage message) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.messageDelivered(this);
  }
}
