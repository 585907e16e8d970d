package org.msnmock.client.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.Contacts;
import org.msnmock.client.Contacts.Phone;
import org.msnmock.client.MsnClient;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.Group;
import org.msnmock.client.protocol.Principal;

/** The orders of a dialogue that are about contacts, groups, settings and mail. */
final class ContactOrders {
  private final MsnClient client;
  private final Contacts contacts;
  private final Telling telling;

  ContactOrders(MsnClient client, Telling telling) {
    this.client = client;
    this.contacts = client.contacts();
    this.telling = telling;
  }

  /**
   * Begins to carry out an order.
   *
   * @return done when it is carried out, or refused; nothing for other orders
   * @throws IllegalArgumentException when an argument makes no sense
   * @throws IllegalStateException when nobody is signed in
   */
  Optional<CompletableFuture<?>> begin(String verb, Map<String, String> args) {
    return switch (verb) {
      case "set-name" -> Optional.of(contacts.renameUser(text(args, "name")));
      case "set-phone" ->
          Optional.of(contacts.setPhone(phone(text(args, "kind")), text(args, "number")));
      case "add-contacts" -> Optional.of(addAll(args));
      case "remove-contact" -> Optional.of(remove(args));
      case "block" -> Optional.of(contacts.block(who(args)));
      case "unblock", "accept-contact" -> Optional.of(contacts.allow(who(args)));
      case "add-group" -> Optional.of(contacts.addGroup(text(args, "name")));
      case "rename-group" -> Optional.of(contacts.renameGroup(group(args), text(args, "name")));
      case "remove-group" -> Optional.of(contacts.removeGroup(group(args)));
      case "change-settings" -> Optional.of(changeSettings(args));
      case "show-contact" -> Optional.of(showContact(who(args)));
      case "show-settings" -> Optional.of(showSettings());
      case "fetch-mail-url" -> Optional.of(client.mailboxAddress().thenAccept(telling::mailUrl));
      case "set-picture" -> Optional.of(client.setPicture(image(text(args, "file"))));
      case "add-emoticon" -> Optional.of(addEmoticon(text(args, "text"), text(args, "file")));
      case "request-picture" -> Optional.of(fetchPicture(who(args)));
      default -> Optional.empty();
    };
  }

  private static byte[] image(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the picture " + file, e);
    }
  }

  private CompletableFuture<?> addEmoticon(String shortcut, String file) {
    return CompletableFuture.completedFuture(client.addEmoticon(shortcut, image(file)));
  }

  /** That none comes is no failure of the order; nobody sees one then. */
  private CompletableFuture<?> fetchPicture(Principal who) {
    return client
        .fetchPicture(who)
        .handle(
            (image, failure) -> {
              if (failure == null) {
                telling.picture(who, image);
              }
              return image != null;
            });
  }

  /** Each by itself: that one is refused does not keep the others out. */
  private CompletableFuture<?> addAll(Map<String, String> args) {
    Optional<Group> group = args.containsKey("group") ? Optional.of(group(args)) : Optional.empty();
    List<CompletableFuture<?>> added = new ArrayList<>();
    for (String address : text(args, "who").split(",")) {
      Principal who = new Principal(address.strip());
      CompletableFuture<?> one =
          group.isPresent() ? contacts.add(who, group.get()) : contacts.add(who);
      added.add(one.handle((list, failure) -> tellIfRefused(failure)));
    }
    return CompletableFuture.allOf(added.toArray(CompletableFuture<?>[]::new));
  }

  private boolean tellIfRefused(@Nullable Throwable failure) {
    if (failure != null && !telling.refused(failure)) {
      throw new CompletionException(failure);
    }
    return true;
  }

  private CompletableFuture<?> remove(Map<String, String> args) {
    return args.containsKey("group")
        ? contacts.remove(who(args), group(args))
        : contacts.remove(who(args));
  }

  private CompletableFuture<?> changeSettings(Map<String, String> args) {
    List<CompletableFuture<?>> changed = new ArrayList<>();
    if (args.containsKey("when-added")) {
      changed.add(
          contacts.setWhenAdded(
              choice(args, "when-added", "ask") ? WhenAdded.ASK : WhenAdded.ALLOW_SILENTLY));
    }
    if (args.containsKey("strangers")) {
      changed.add(
          contacts.setStrangers(
              choice(args, "strangers", "block") ? Strangers.BLOCKED : Strangers.ALLOWED));
    }
    return CompletableFuture.allOf(changed.toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<?> showContact(Principal who) {
    telling.contact(
        contacts
            .list()
            .find(who)
            .orElseThrow(() -> new IllegalArgumentException("no such contact: " + who)));
    return CompletableFuture.completedFuture(who);
  }

  private CompletableFuture<?> showSettings() {
    ContactList list = contacts.list();
    telling.settings(list.strangers(), list.whenAdded());
    return CompletableFuture.completedFuture(list);
  }

  /** Whether it is this word; the only other one is "allow". */
  private static boolean choice(Map<String, String> args, String name, String word) {
    String value = text(args, name);
    if (!value.equals(word) && !value.equals("allow")) {
      throw new IllegalArgumentException("%s is %s or allow, not %s".formatted(name, word, value));
    }
    return value.equals(word);
  }

  private Group group(Map<String, String> args) {
    String name = text(args, "group");
    return contacts
        .list()
        .group(name)
        .orElseThrow(() -> new IllegalArgumentException("no such group: " + name));
  }

  private static Principal who(Map<String, String> args) {
    return new Principal(text(args, "who"));
  }

  private static Phone phone(String kind) {
    return switch (kind) {
      case "home", "PHH" -> Phone.HOME;
      case "work", "PHW" -> Phone.WORK;
      case "mobile", "PHM" -> Phone.MOBILE;
      default -> throw new IllegalArgumentException("no such phone: " + kind);
    };
  }

  private static String text(Map<String, String> args, String name) {
    return args.getOrDefault(name, "");
  }
}
