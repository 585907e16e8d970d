package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.Principal;

/** Somebody said something. It may be somebody on no list. */
public record MessageReceived(Conversation conversation, Principal from, TextMessage message)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.messageReceived(this);
  }
}
