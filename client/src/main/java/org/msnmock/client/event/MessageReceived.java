package org.msnmock.client.event;

import java.util.Map;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

/**
 * Somebody said something. It may be somebody on no list.
 *
 * @param emoticons pictures that stand for characters in the text, by those characters: as many as
 *     could be fetched within 15 seconds. Of other people's making: any bytes, at most 64 KiB each
 */
public record MessageReceived(
    Conversation conversation, Principal from, TextMessage message, Map<String, Payload> emoticons)
    implements MsnEvent {
  public MessageReceived {
    emoticons = Map.copyOf(emoticons);
  }

  /** A text without emoticons. */
  public MessageReceived(Conversation conversation, Principal from, TextMessage message) {
    this(conversation, from, message, Map.of());
  }

  @Override
  public void deliverTo(MsnListener listener) {
    listener.messageReceived(this);
  }
}
