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
import org.msnmock.client.command.SynchroniseList.Extent;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.connection.IdleTimer;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
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
  private final LiveContacts list;
  private final CompletableFuture<ContactList> complete = new CompletableFuture<>();
  private final Duration patience;
  private final IdleTimer timer;
  private final AtomicInteger contactsLeft = new AtomicInteger();
  private final AtomicInteger groupsLeft = new AtomicInteger();
  private long version;
  private boolean isStarted;

  ContactListReader(LiveContacts list, ConnectionSettings settings) {
    this.list = list;
    patience = settings.replyTimeout();
    timer = new IdleTimer(settings.clock(), settings.scheduler(), this::giveUp);
  }

  /** Begins, on the reader thread, which completes the list too. */
  CompletableFuture<ContactList> start(SynchroniseList.Started started) {
    list.change(
        builder -> {
          if (started.extent() == Extent.WHOLE) {
            builder.clear();
          }
          // half a list must not pass for the newest one
          builder.version(started.extent() == Extent.WHOLE ? 0 : started.version());
        });
    version = started.version();
    contactsLeft.set(started.contacts());
    groupsLeft.set(started.groups());
    isStarted = true;
    timer.start(patience);
    completeIfAllCame(groupsLeft.get() == 0);
    return complete;
  }

  void add(GroupListed listed) {
    list.change(builder -> builder.add(listed.group()));
    groupsLeft.decrementAndGet();
    timer.touch();
    completeIfAllCame(groupsLeft.get() == 0);
  }

  void add(ContactListed listed) {
    list.change(builder -> builder.add(listed.contact()));
    contactsLeft.decrementAndGet();
    timer.touch();
    completeIfAllCame(true);
  }

  void set(PropertyListed property) {
    list.change(builder -> builder.property(property.property(), property.value()));
  }

  void set(ListSetting setting) {
    list.change(builder -> builder.set(setting.strangers(), setting.whenAdded()));
  }

  /** The contact as it is now; nothing where it is not on the list. */
  Optional<Contact> set(ContactPropertySet property) {
    return list.changeAndGet(
        builder -> {
          property.version().ifPresent(builder::version);
          return property
              .who()
              .map(who -> builder.property(who, property.property(), property.value()))
              .orElseGet(() -> builder.latestProperty(property.property(), property.value()));
        });
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
      list.change(builder -> builder.version(version));
      complete.complete(list.current());
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
