package org.msnmock.client.notification;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.msnmock.client.command.AddGroup;
import org.msnmock.client.command.AddToList;
import org.msnmock.client.command.ChangeListSetting;
import org.msnmock.client.command.FetchMailboxAddress;
import org.msnmock.client.command.FetchMailboxAddress.MailboxAddress;
import org.msnmock.client.command.ListedOn;
import org.msnmock.client.command.RemoveFromList;
import org.msnmock.client.command.RemoveGroup;
import org.msnmock.client.command.Rename;
import org.msnmock.client.command.RenameGroup;
import org.msnmock.client.command.Request;
import org.msnmock.client.command.SetProperty;
import org.msnmock.client.command.UnlistedFrom;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.Connection.Unanswered;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactListBuilder;
import org.msnmock.client.contact.Group;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.event.ContactListChanged;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.NameChanged;
import org.msnmock.client.protocol.ContactRefusedException;
import org.msnmock.client.protocol.ErrorCode;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ServerRefusedException;

/**
 * Asks the server to change the contact list. The list here changes when the server has answered,
 * and stays as it is when that refuses. Any thread may enter; all futures are completed on the
 * reader thread, ahead of the next line.
 */
public final class ListOrders {
  private static final OptionalLong NO_GROUP = OptionalLong.empty();

  private final Connection connection;
  private final KeepAlive keepAlive;
  private final LiveContacts contacts;
  private final EventQueue events;

  /** The last order about each person, while it is not done. */
  private final Map<Principal, CompletableFuture<ContactList>> latest = new HashMap<>();

  ListOrders(Connection connection, KeepAlive keepAlive, LiveContacts contacts, EventQueue events) {
    this.connection = connection;
    this.keepAlive = keepAlive;
    this.contacts = contacts;
    this.events = events;
  }

  /**
   * Puts somebody on the forward list, into a group of it, and then on the allow list, unless they
   * are blocked.
   */
  public CompletableFuture<ContactList> add(Principal who, long group) {
    return inTurn(who, () -> addNow(who, group));
  }

  private CompletableFuture<ContactList> addNow(Principal who, long group) {
    return put(ListName.FORWARD, who, OptionalLong.of(group))
        .thenCompose(
            list ->
                isOn(ListName.ALLOW, who) || isOn(ListName.BLOCK, who)
                    ? now()
                    : put(ListName.ALLOW, who, NO_GROUP));
  }

  /** Takes somebody off the forward list. */
  public CompletableFuture<ContactList> remove(Principal who) {
    return inTurn(who, () -> take(ListName.FORWARD, who, NO_GROUP));
  }

  /** Takes somebody out of one group of the forward list. */
  public CompletableFuture<ContactList> remove(Principal who, long group) {
    return inTurn(who, () -> take(ListName.FORWARD, who, OptionalLong.of(group)));
  }

  /** Nobody is on both lists: so it is off the one first, and then on the other. */
  public CompletableFuture<ContactList> block(Principal who) {
    return inTurn(who, () -> move(who, ListName.ALLOW, ListName.BLOCK));
  }

  /** Takes back a block, or allows somebody who has asked. */
  public CompletableFuture<ContactList> allow(Principal who) {
    return inTurn(who, () -> move(who, ListName.BLOCK, ListName.ALLOW));
  }

  /** What is to be done about somebody depends on what was ordered before, and what came of it. */
  private CompletableFuture<ContactList> inTurn(
      Principal who, Supplier<CompletableFuture<ContactList>> order) {
    CompletableFuture<ContactList> done = new CompletableFuture<>();
    CompletableFuture<ContactList> before;
    synchronized (latest) {
      before = latest.put(who, done);
    }
    if (before == null) {
      begin(who, order, done);
    } else {
      CompletableFuture<Void> unused =
          before.handle((list, failure) -> list).thenRun(() -> begin(who, order, done));
    }
    return done;
  }

  private void begin(
      Principal who,
      Supplier<CompletableFuture<ContactList>> order,
      CompletableFuture<ContactList> done) {
    CompletableFuture<ContactList> outcome;
    try {
      outcome = order.get();
    } catch (RuntimeException e) {
      outcome = CompletableFuture.failedFuture(e); // or whoever is next would wait for ever
    }
    CompletableFuture<ContactList> unused =
        outcome.whenComplete(
            (list, failure) -> {
              synchronized (latest) {
                latest.remove(who, done);
              }
              if (failure == null) {
                done.complete(list);
              } else {
                done.completeExceptionally(failure);
              }
            });
  }

  private CompletableFuture<ContactList> move(Principal who, ListName from, ListName to) {
    CompletableFuture<ContactList> left = isOn(from, who) ? take(from, who, NO_GROUP) : now();
    return left.thenCompose(list -> isOn(to, who) ? now() : put(to, who, NO_GROUP));
  }

  private boolean isOn(ListName list, Principal who) {
    return contacts.current().find(who).filter(contact -> contact.isOn(list)).isPresent();
  }

  private CompletableFuture<ContactList> now() {
    return CompletableFuture.completedFuture(contacts.current());
  }

  private CompletableFuture<ContactList> put(ListName list, Principal who, OptionalLong group) {
    String name = contacts.current().find(who).map(Contact::friendlyName).orElse(who.address());
    return about(who, ask(new AddToList(list, who, name, group), this::listed));
  }

  private CompletableFuture<ContactList> take(ListName list, Principal who, OptionalLong group) {
    return about(who, ask(new RemoveFromList(list, who, group), this::unlisted));
  }

  /** Gives the user, or somebody on a list, another friendly name. Gets the name as it is now. */
  public CompletableFuture<String> rename(Principal who, String name) {
    return about(
        who,
        ask(
            new Rename(who, name),
            renamed -> {
              contacts.change(
                  list -> {
                    renamed.version().ifPresent(list::version);
                    list.name(who, renamed.name());
                  });
              events.post(new NameChanged(who, renamed.name()));
              return renamed.name();
            }));
  }

  /** Makes a group, of which the server chooses the id. */
  public CompletableFuture<Group> addGroup(String name) {
    return ask(
        new AddGroup(name),
        added -> {
          change(added.version(), list -> list.add(added.group()));
          return added.group();
        });
  }

  /** Gives a group another name. */
  public CompletableFuture<Group> renameGroup(long id, String name) {
    return ask(
        new RenameGroup(id, name),
        renamed -> {
          change(renamed.version(), list -> list.add(renamed.group()));
          return renamed.group();
        });
  }

  /** Removes a group, but for the one with the id 0. */
  public CompletableFuture<ContactList> removeGroup(long id) {
    return ask(
        new RemoveGroup(id), removed -> change(removed.version(), list -> list.removeGroup(id)));
  }

  /** Sets, or with an empty value clears, a property of the user. Gets the value as it is now. */
  public CompletableFuture<String> setProperty(String property, String value) {
    return ask(
        new SetProperty(property, value),
        changed -> {
          contacts.change(
              list -> {
                changed.version().ifPresent(list::version);
                list.property(property, changed.value());
              });
          return changed.value();
        });
  }

  /** Changes a setting. That it is so already is no failure. */
  public CompletableFuture<ContactList> change(ChangeListSetting request) {
    return ask(request, ChangeListSetting.Changed::version)
        .exceptionally(ListOrders::noneIfAlreadySo)
        .thenApply(
            version -> {
              contacts.change(
                  list -> {
                    version.ifPresent(list::version);
                    list.set(request.setting().strangers(), request.setting().whenAdded());
                  });
              return contacts.current();
            });
  }

  private static OptionalLong noneIfAlreadySo(Throwable failure) {
    if (cause(failure) instanceof ServerRefusedException refused
        && refused.code().equals(Optional.of(ErrorCode.ALREADY_IN_MODE))) {
      return OptionalLong.empty();
    }
    throw new CompletionException(cause(failure));
  }

  /** Asks where the mailbox is. */
  public CompletableFuture<MailboxAddress> mailboxAddress() {
    return ask(new FetchMailboxAddress(), address -> address);
  }

  ContactList listed(ListedOn listed) {
    return change(
        listed.version(),
        list -> list.put(listed.list(), listed.who(), listed.friendlyName(), listed.group()));
  }

  ContactList unlisted(UnlistedFrom unlisted) {
    return change(
        unlisted.version(), list -> list.take(unlisted.list(), unlisted.who(), unlisted.group()));
  }

  private ContactList change(OptionalLong version, Consumer<ContactListBuilder> change) {
    contacts.change(
        list -> {
          version.ifPresent(list::version);
          change.accept(list);
        });
    ContactList now = contacts.current();
    events.post(new ContactListChanged(now));
    return now;
  }

  private <R, T> CompletableFuture<T> ask(Request<R> request, Function<R, T> whenAnswered) {
    CompletableFuture<R> reply = new CompletableFuture<>();
    CompletableFuture<T> outcome = reply.thenApply(whenAnswered);
    keepAlive.touch();
    connection.request(request, reply, Unanswered.ENDS_THE_CONNECTION);
    return outcome;
  }

  /** Says in a refusal whom it was about. */
  private static <T> CompletableFuture<T> about(Principal who, CompletableFuture<T> outcome) {
    return outcome.exceptionally(
        failure -> {
          Throwable cause = cause(failure);
          throw new CompletionException(
              cause instanceof ServerRefusedException refused
                  ? new ContactRefusedException(
                      who, refused.number(), String.valueOf(refused.getMessage()))
                  : cause);
        });
  }

  private static Throwable cause(Throwable failure) {
    Throwable inner = failure instanceof CompletionException ? failure.getCause() : null;
    return inner == null ? failure : inner;
  }
}
