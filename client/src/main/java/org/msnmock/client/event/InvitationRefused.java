package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.protocol.Principal;

/**
 * The server did not call somebody; the conversation goes on.
 *
 * @param number the server's error number
 */
public record InvitationRefused(Conversation conversation, Principal who, int number)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.invitationRefused(this);
  }
}
