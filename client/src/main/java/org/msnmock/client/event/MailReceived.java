package org.msnmock.client.event;

import java.util.Optional;

/**
 * A mail has come.
 *
 * @param from who wrote it, in the words of the mail; decoded, and empty where it is not said
 * @param fromAddress their address; empty where it is not said
 * @param subject decoded, and empty where there is none
 * @param address where to read it, a path as a rule; nothing where it is not said
 * @param inboxUnread how many messages in the inbox are not read now
 */
public record MailReceived(
    String from, String fromAddress, String subject, Optional<String> address, int inboxUnread)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.mailReceived(this);
  }
}
