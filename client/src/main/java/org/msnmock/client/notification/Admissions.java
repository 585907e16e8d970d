package org.msnmock.client.notification;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.event.ContactRequested;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ServerRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to people who have added the user: the server keeps a rule for them, and leaves it to the
 * client to follow it. Each is asked for, or allowed without a word, one after the other.
 */
final class Admissions {
  private static final Logger LOG = LoggerFactory.getLogger(Admissions.class);

  /** At one sign-in. Servers of the time kept a thousand on that list. */
  private static final int MOST_ASKED = 1_000;

  private final LiveContacts contacts;
  private final ListOrders orders;
  private final EventQueue events;
  private final Queue<Principal> toAllow = new ArrayDeque<>();
  private boolean isStarted;
  private boolean isAllowing;

  Admissions(LiveContacts contacts, ListOrders orders, EventQueue events) {
    this.contacts = contacts;
    this.orders = orders;
    this.events = events;
  }

  /** The user is online: sees to all who have come so far. */
  synchronized void start() {
    isStarted = true;
    ContactList list = contacts.current();
    list.pending().stream().limit(MOST_ASKED).forEach(contact -> see(contact, list.whenAdded()));
  }

  /** Somebody has added the user. */
  synchronized void came(Principal who) {
    ContactList list = contacts.current();
    if (isStarted) {
      list.find(who)
          .filter(Contact::isPending)
          .ifPresent(contact -> see(contact, list.whenAdded()));
    }
  }

  private void see(Contact contact, WhenAdded rule) {
    if (rule == WhenAdded.ASK) {
      events.post(new ContactRequested(contact));
    } else if (toAllow.size() < MOST_ASKED) {
      toAllow.add(contact.who());
      allowNext();
    }
  }

  private synchronized void allowNext() {
    Principal next = isAllowing ? null : toAllow.poll();
    if (next != null) {
      isAllowing = true;
      CompletableFuture<ContactList> unused =
          orders.allow(next).whenComplete((list, failure) -> allowed(failure));
    }
  }

  private synchronized void allowed(@Nullable Throwable failure) {
    isAllowing = false;
    if (failure == null) {
      allowNext();
    } else if (failure.getCause() instanceof ServerRefusedException refused) {
      events.post(new ServerErrorReported(refused.number()));
      allowNext();
    } else {
      LOG.debug("Nobody else is allowed: the connection is over");
      toAllow.clear();
    }
  }
}
