package org.msnmock.client.adapter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.msnmock.client.command.FetchMailboxAddress.MailboxAddress;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.Group;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.ContactListChanged;
import org.msnmock.client.event.ContactRequested;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.ConversationFailed;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.event.InvitationRefused;
import org.msnmock.client.event.MailReceived;
import org.msnmock.client.event.MailboxChanged;
import org.msnmock.client.event.MessageDelivered;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MessageUndelivered;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.NameChanged;
import org.msnmock.client.event.ParticipantJoined;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.event.SystemMessage;
import org.msnmock.client.event.TypingChanged;
import org.msnmock.client.event.TypingChanged.Typing;
import org.msnmock.client.message.TextFormat;
import org.msnmock.client.message.TextFormat.Effect;
import org.msnmock.client.protocol.AccountRefusedException;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.ContactRefusedException;
import org.msnmock.client.protocol.ConversationFailedException;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.NoCommonVersionException;
import org.msnmock.client.protocol.NotVisibleException;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.RefusedHereException;
import org.msnmock.client.protocol.ServerBusyException;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.UntrustedCertificateException;
import org.msnmock.client.protocol.WrongPasswordException;

/** Tells what happens to the client in the words of dialogues. */
final class Telling implements MsnListener {
  /** The words of dialogues for the phones of a contact. */
  private static final Map<String, String> PHONES =
      new TreeMap<>(Map.of("PHH", "home", "PHW", "work", "PHM", "mobile"));

  private final DialogueUser.Screen screen;

  Telling(DialogueUser.Screen screen) {
    this.screen = screen;
  }

  @Override
  public void signedIn(SignedIn event) {
    screen.shows("signed-in", Map.of("user", event.user().address(), "name", event.friendlyName()));
  }

  @Override
  public void signInFailed(SignInFailed event) {
    screen.shows("sign-in-failed", Map.of("reason", reason(event.cause())));
  }

  static String reason(Throwable cause) {
    if (cause instanceof WrongPasswordException) {
      return "bad-password";
    }
    if (cause instanceof AccountRefusedException) {
      return "account";
    }
    if (cause instanceof NoCommonVersionException) {
      return "version";
    }
    if (cause instanceof UntrustedCertificateException) {
      return "certificate";
    }
    boolean isLost =
        cause instanceof ConnectionLostException lost && lost.loss() != Loss.CLOSED_HERE;
    return isLost
            || cause instanceof ServiceUnavailableException
            || cause instanceof ServerBusyException
        ? "unavailable"
        : "other";
  }

  @Override
  public void disconnected(Disconnected event) {
    screen.shows(
        "disconnected",
        Map.of(
            "reason",
            switch (event.reason()) {
              case LOST, ELSEWHERE, MAINTENANCE -> event.reason().name().toLowerCase(Locale.ROOT);
              case SIGNED_OUT, OTHER -> "other";
            }));
  }

  @Override
  public void contactsReceived(ContactsReceived event) {
    contacts(event.contacts());
  }

  @Override
  public void contactListChanged(ContactListChanged event) {
    contacts(event.contacts());
  }

  private void contacts(ContactList list) {
    Map<String, Object> args = new LinkedHashMap<>();
    for (ListName name : ListName.values()) {
      args.put(name.name().toLowerCase(Locale.ROOT), addresses(list.on(name)));
    }
    Map<String, List<String>> groups = new TreeMap<>();
    for (Group group : list.groups()) {
      groups.put(group.name(), addresses(list.in(group)));
    }
    args.put("groups", groups);
    screen.shows("contacts", args);
  }

  private static List<String> addresses(List<Contact> contacts) {
    return contacts.stream().map(contact -> contact.who().address()).toList();
  }

  /** What is known of somebody: whatever is not, is left out. */
  void contact(Contact contact) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("who", contact.who().address());
    args.put("name", contact.friendlyName());
    PHONES.forEach(
        (property, word) -> {
          if (contact.properties().containsKey(property)) {
            args.put(word, contact.properties().get(property));
          }
        });
    screen.shows("contact", args);
  }

  void settings(Strangers strangers, WhenAdded whenAdded) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("strangers", strangers == Strangers.BLOCKED ? "block" : "allow");
    args.put("when-added", whenAdded == WhenAdded.ASK ? "ask" : "allow");
    screen.shows("settings", args);
  }

  void picture(Principal who, byte[] image) {
    screen.shows(
        "picture", Map.of("who", who.address(), "size", image.length, "sha1", sha1(image)));
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  @Override
  public void contactRequested(ContactRequested event) {
    screen.shows("contact-request", name(event.contact().who(), event.contact().friendlyName()));
  }

  @Override
  public void nameChanged(NameChanged event) {
    screen.shows("names", name(event.who(), event.friendlyName()));
  }

  private static Map<String, Object> name(Principal who, String name) {
    return Map.of("who", who.address(), "name", name);
  }

  @Override
  public void mailboxChanged(MailboxChanged event) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("unread", event.inboxUnread());
    event.address().ifPresent(address -> args.put("url", address));
    screen.shows("mail", args);
  }

  @Override
  public void mailReceived(MailReceived event) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("unread", event.inboxUnread());
    args.put("from", event.fromAddress().isEmpty() ? event.from() : event.fromAddress());
    args.put("subject", event.subject());
    event.address().ifPresent(address -> args.put("url", address));
    screen.shows("mail", args);
  }

  /** Where the mailbox is. */
  void mailUrl(MailboxAddress address) {
    screen.shows("mail", Map.of("url", address.login()));
  }

  @Override
  public void presenceChanged(PresenceChanged event) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("who", event.who().address());
    args.put("status", event.status().code());
    event.friendlyName().ifPresent(name -> args.put("name", name));
    screen.shows("presence", args);
  }

  @Override
  public void serverErrorReported(ServerErrorReported event) {
    error(event.number());
  }

  private void error(int number) {
    screen.shows("error", Map.of("code", number));
  }

  /** Tells of a refusal, if it is one: what the server says, or would say. */
  boolean refused(Throwable failure) {
    if (failure instanceof ContactRefusedException refused) {
      screen.shows("error", Map.of("code", refused.number(), "who", refused.who().address()));
    } else if (failure instanceof ServerRefusedException refused) {
      error(refused.number());
    } else if (failure instanceof RefusedHereException refused) {
      error(refused.code().number());
    } else {
      return false;
    }
    return true;
  }

  @Override
  public void systemMessage(SystemMessage event) {
    screen.shows("alert", Map.of("text", event.inWords()));
  }

  @Override
  public void conversationFailed(ConversationFailed event) {
    Map<String, Object> args = new LinkedHashMap<>();
    number(event.cause()).ifPresent(number -> args.put("code", number));
    event.people().stream().findFirst().ifPresent(who -> args.put("who", who.address()));
    screen.shows("error", args);
  }

  private static OptionalInt number(MsnException cause) {
    if (cause instanceof ConversationFailedException failed) {
      return failed.number();
    }
    return cause instanceof NotVisibleException
        ? OptionalInt.of(NotVisibleException.NUMBER)
        : OptionalInt.empty();
  }

  @Override
  public void invitationRefused(InvitationRefused event) {
    screen.shows("error", Map.of("code", event.number(), "who", event.who().address()));
  }

  @Override
  public void participantJoined(ParticipantJoined event) {
    screen.shows("joined", Map.of("who", event.who().address()));
  }

  @Override
  public void participantLeft(ParticipantLeft event) {
    screen.shows("left", Map.of("who", event.who().address()));
  }

  @Override
  public void typingChanged(TypingChanged event) {
    if (event.typing() == Typing.STARTED) {
      screen.shows("typing", Map.of("from", event.who().address()));
    }
  }

  @Override
  public void messageReceived(MessageReceived event) {
    TextFormat format = event.message().format();
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("from", event.from().address());
    args.put("text", event.message().text());
    args.put("bold", format.effects().contains(Effect.BOLD));
    args.put("italic", format.effects().contains(Effect.ITALIC));
    args.put("font", format.font());
    args.put("colour", format.colour().toRgb());
    args.put("emoticons", List.copyOf(event.emoticons().keySet()));
    screen.shows("message", args);
  }

  @Override
  public void messageDelivered(MessageDelivered event) {
    screen.shows("delivered", Map.of("text", event.message().text()));
  }

  @Override
  public void messageUndelivered(MessageUndelivered event) {
    screen.shows("failed", Map.of("text", event.message().text()));
  }

  @Override
  public void fileOffered(FileOffered event) {
    Map<String, Object> args = file(event.file());
    args.put("from", event.file().peer().address());
    args.put("size", event.file().size());
    screen.shows("file-offered", args);
  }

  @Override
  public void fileProgressed(FileProgressed event) {
    Map<String, Object> args = file(event.file());
    args.put("bytes", event.bytes());
    screen.shows("file-progress", args);
  }

  @Override
  public void fileDone(FileDone event) {
    Map<String, Object> args = file(event.file());
    args.put("size", event.file().size());
    screen.shows("file-done", args);
  }

  @Override
  public void fileFailed(FileFailed event) {
    Map<String, Object> args = file(event.file());
    args.put("reason", event.cause().reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    screen.shows("file-failed", args);
  }

  private static Map<String, Object> file(FileTransfer file) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("name", file.name());
    return args;
  }
}
