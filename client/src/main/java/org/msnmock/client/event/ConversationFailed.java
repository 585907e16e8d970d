package org.msnmock.client.event;

import java.util.Optional;
import java.util.Set;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.Principal;

/**
 * Nobody can be talked to, as there is no switchboard. Texts that waited for it are told of
 * besides.
 *
 * @param conversation nothing where somebody else's call could not be answered
 * @param people who was to be called, or has called
 */
public record ConversationFailed(
    Optional<Conversation> conversation, Set<Principal> people, MsnException cause)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.conversationFailed(this);
  }
}
