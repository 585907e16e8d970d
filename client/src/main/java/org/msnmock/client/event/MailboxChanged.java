package org.msnmock.client.event;

import java.util.Optional;

/**
 * How many messages the user has not read, as far as the server told.
 *
 * @param inboxUnread in the inbox
 * @param foldersUnread in all other folders
 * @param address of the inbox, a path as a rule; nothing where it is not said
 */
public record MailboxChanged(int inboxUnread, int foldersUnread, Optional<String> address)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.mailboxChanged(this);
  }
}
