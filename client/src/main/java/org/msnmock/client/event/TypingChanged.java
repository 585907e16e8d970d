package org.msnmock.client.event;

import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.protocol.Principal;

/** Somebody began to write, or stopped, or sent what was written. */
public record TypingChanged(Conversation conversation, Principal who, Typing typing)
    implements MsnEvent {
  /** What somebody does. */
  public enum Typing {
    STARTED,
    /** Nothing was heard of it for ten seconds, or what was written has come. */
    STOPPED
  }

  @Override
  public void deliverTo(MsnListener listener) {
    listener.typingChanged(this);
  }
}
