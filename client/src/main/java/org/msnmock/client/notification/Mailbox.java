package org.msnmock.client.notification;

import java.util.Map;
import java.util.Optional;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.MailReceived;
import org.msnmock.client.event.MailboxChanged;
import org.msnmock.client.message.EncodedWords;
import org.msnmock.client.wire.Decimal;

/**
 * Counts the unread mail. The server tells the number once, and later only what comes and goes. On
 * the reader thread.
 *
 * @see "Gaim 0.82, Kopete 0.9; which way a move counts is inferred from them"
 */
final class Mailbox {
  static final String INITIAL = "text/x-msmsgsinitialemailnotification";
  static final String ARRIVAL = "text/x-msmsgsemailnotification";
  static final String ACTIVITY = "text/x-msmsgsactivemailnotification";

  private static final String INBOX = "ACTIVE";

  private final EventQueue events;
  private long inboxUnread;
  private long foldersUnread;
  private Optional<String> address = Optional.empty();

  Mailbox(EventQueue events) {
    this.events = events;
  }

  void isThere(Map<String, String> fields) {
    inboxUnread = number(fields, "Inbox-Unread");
    foldersUnread = number(fields, "Folders-Unread");
    address = text(fields, "Inbox-URL");
    tell();
  }

  void mailCame(Map<String, String> fields) {
    if (text(fields, "Dest-Folder").orElse(INBOX).equals(INBOX)) {
      inboxUnread = bounded(inboxUnread + 1);
    }
    events.post(
        new MailReceived(
            EncodedWords.decode(fields.getOrDefault("From", "")),
            fields.getOrDefault("From-Addr", ""),
            EncodedWords.decode(fields.getOrDefault("Subject", "")),
            text(fields, "Message-URL"),
            (int) inboxUnread));
  }

  /** Mail was read, moved or deleted. */
  void somethingMoved(Map<String, String> fields) {
    long count = number(fields, "Message-Delta");
    if (text(fields, "Src-Folder").orElse("").equals(INBOX)) {
      inboxUnread = bounded(inboxUnread - count);
    } else if (text(fields, "Dest-Folder").orElse("").equals(INBOX)) {
      inboxUnread = bounded(inboxUnread + count);
    }
    tell();
  }

  private void tell() {
    events.post(new MailboxChanged((int) inboxUnread, (int) foldersUnread, address));
  }

  private static Optional<String> text(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  private static long number(Map<String, String> fields, String name) {
    return bounded(Decimal.parse(fields.getOrDefault(name, "")).orElse(0));
  }

  private static long bounded(long count) {
    return Math.max(0, Math.min(Integer.MAX_VALUE, count));
  }
}
