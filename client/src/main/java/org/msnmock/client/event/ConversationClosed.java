package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;

/** A conversation is over: the user left it, or is no longer signed in. */
public record ConversationClosed(Conversation conversation) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.conversationClosed(this);
  }
}
