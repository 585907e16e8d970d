package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.protocol.Principal;

/**
 * Somebody came into a conversation, or was there before the user.
 *
 * @param friendlyName as that person's client had it; the contact list may know better
 */
public record ParticipantJoined(Conversation conversation, Principal who, String friendlyName)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.participantJoined(this);
  }
}
