package org.msnmock.client.console;

import static org.msnmock.client.console.Teller.quoted;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.msnmock.client.Contacts;
import org.msnmock.client.console.Input.Order;
import org.msnmock.client.contact.Group;
import org.msnmock.client.protocol.Principal;

/** Carries out the orders that change the contact list. Only the chat's own thread enters. */
final class ContactDesk {
  private final Contacts contacts;
  private final People people;
  private final Teller teller;

  ContactDesk(Contacts contacts, People people, Teller teller) {
    this.contacts = contacts;
    this.people = people;
    this.teller = teller;
  }

  /**
   * Begins to carry out an order.
   *
   * @return done when it is; nothing for other orders
   * @throws IllegalArgumentException when it makes no sense
   * @throws IllegalStateException when nobody is signed in
   */
  Optional<CompletableFuture<?>> take(Order order) {
    return switch (order.verb()) {
      case ADD -> Optional.of(add(order));
      case REMOVE -> Optional.of(remove(order));
      case ALLOW, UNBLOCK -> Optional.of(allow(who(order)));
      case BLOCK -> Optional.of(block(who(order)));
      case ADDGROUP -> Optional.of(addGroup(order.word(0)));
      case RENAME -> Optional.of(rename(people.group(order.word(0)), order.word(1)));
      case RMGROUP -> Optional.of(remove(people.group(order.word(0))));
      case NAME -> Optional.of(contacts.renameUser(order.word(0)));
      default -> Optional.empty();
    };
  }

  private Principal who(Order order) {
    return people.principal(order.word(0));
  }

  private CompletableFuture<?> add(Order order) {
    Principal who = who(order);
    Optional<Group> group = order.optional(1).map(people::group);
    return (group.isPresent() ? contacts.add(who, group.get()) : contacts.add(who))
        .thenRun(
            () ->
                teller.notice(
                    "%s is on your list now%s"
                        .formatted(who, group.map(in -> ", in " + quoted(in.name())).orElse(""))));
  }

  private CompletableFuture<?> remove(Order order) {
    Principal who = who(order);
    Optional<Group> group = order.optional(1).map(people::group);
    return (group.isPresent() ? contacts.remove(who, group.get()) : contacts.remove(who))
        .thenRun(
            () ->
                teller.notice(
                    "%s is not %s any more"
                        .formatted(
                            who,
                            group.map(in -> "in " + quoted(in.name())).orElse("on your list"))));
  }

  private CompletableFuture<?> allow(Principal who) {
    return contacts.allow(who).thenRun(() -> teller.notice(who + " may see you and write to you"));
  }

  private CompletableFuture<?> block(Principal who) {
    return contacts
        .block(who)
        .thenRun(() -> teller.notice("%s is blocked; /unblock takes it back".formatted(who)));
  }

  private CompletableFuture<?> addGroup(String name) {
    return contacts
        .addGroup(name)
        .thenAccept(
            made -> teller.notice("there is a group %s now".formatted(quoted(made.name()))));
  }

  private CompletableFuture<?> rename(Group group, String name) {
    return contacts
        .renameGroup(group, name)
        .thenAccept(
            renamed ->
                teller.notice(
                    "the group %s is called %s now"
                        .formatted(quoted(group.name()), quoted(renamed.name()))));
  }

  private CompletableFuture<?> remove(Group group) {
    return contacts
        .removeGroup(group)
        .thenRun(() -> teller.notice("the group %s is gone".formatted(quoted(group.name()))));
  }
}
