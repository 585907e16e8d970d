package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.protocol.Principal;

/** Somebody is no longer in a conversation. */
public record ParticipantLeft(Conversation conversation, Principal who, Reason reason)
    implements MsnEvent {
  /** Why. */
  public enum Reason {
    LEFT,
    /** Nobody had said anything for a while. */
    IDLE,
    /** The connection broke. */
    LOST
  }

  @Override
  public void deliverTo(MsnListener listener) {
    listener.participantLeft(this);
  }
}
