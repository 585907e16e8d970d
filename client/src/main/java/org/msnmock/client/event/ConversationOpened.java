package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.protocol.Principal;

/**
 * Somebody called, and the call was answered. Who is there is told by {@link ParticipantJoined}.
 */
public record ConversationOpened(Conversation conversation, Principal caller) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.conversationOpened(this);
  }
}
