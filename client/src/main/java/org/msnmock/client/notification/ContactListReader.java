package org.msnmock.client.notification;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.msnmock.client.command.ContactListed;
import org.msnmock.client.command.ContactPropertySet;
import org.msnmock.client.command.GroupListed;
import org.msnmock.client.command.ListSetting;
import org.msnmock.client.command.PropertyListed;
import org.msnmock.client.command.SynchroniseList;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.connection.IdleTimer;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactListBuilder;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.MsnException;

/**
 * Reads the contact list, of which nothing marks the end: it is where the announced number of
 * contacts has come, or of groups where there are no contacts. Properties of the last contact may
 * follow even then.
 *
 * <p>Lines come on the reader thread, which owns the list.
 */
final class ContactListReader {
  private final ContactListBuilder list = new ContactListBuilder();
  private final CompletableFuture<ContactList> complete = new CompletableFuture<>();
  private final Duration patience;
  private final IdleTimer timer;
  private final AtomicInteger contactsLeft = new AtomicInteger();
  private final AtomicInteger groupsLeft = new AtomicInteger();
  private boolean isStarted;

  ContactListReader(ConnectionSettings settings) {
    patience = settings.replyTimeout();
    timer = new IdleTimer(settings.clock(), settings.scheduler(), this::giveUp);
  }

  /** Begins, on the reader thread, which completes the list too. */
  CompletableFuture<ContactList> start(SynchroniseList.Started started) {
    list.version(started.version());
    contactsLeft.set(started.contacts());
    groupsLeft.set(started.groups());
    isStarted = true;
    timer.start(patience);
    completeIfAllCame(groupsLeft.get() == 0);
    return complete;
  }

  void add(GroupListed listed) {
    list.add(listed.group());
    groupsLeft.decrementAndGet();
    timer.touch();
    completeIfAllCame(groupsLeft.get() == 0);
  }

  void add(ContactListed listed) {
    list.add(listed.contact());
    contactsLeft.decrementAndGet();
    timer.touch();
    completeIfAllCame(true);
  }

  void set(PropertyListed property) {
    list.property(property.property(), property.value());
  }

  void set(ListSetting setting) {
    setting.strangers().ifPresent(list::strangers);
    setting.whenAdded().ifPresent(list::whenAdded);
  }

  /** The contact as it is now; nothing where it is not on the list. */
  Optional<Contact> set(ContactPropertySet property) {
    return property
        .who()
        .map(who -> list.property(who, property.property(), property.value()))
        .orElseGet(() -> list.latestProperty(property.property(), property.value()));
  }

  /** The list as it is now, later properties included. */
  ContactList current() {
    return list.toContactList();
  }

  boolean isComplete() {
    return complete.isDone();
  }

  void fail(MsnException cause) {
    timer.stop();
    complete.completeExceptionally(cause);
  }

  private void completeIfAllCame(boolean wasLast) {
    if (isStarted && wasLast && contactsLeft.get() == 0 && !complete.isDone()) {
      timer.stop();
      complete.complete(list.toContactList());
    }
  }

  private void giveUp() {
    fail(
        new ConnectionLostException(
            Loss.NO_ANSWER,
            "The contact list stopped short: %s contacts and %s groups are missing after %s ms of silence."
                .formatted(contactsLeft.get(), groupsLeft.get(), patience.toMillis())));
  }
}
