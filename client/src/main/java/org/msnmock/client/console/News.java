package org.msnmock.client.console;

import static org.msnmock.client.console.Teller.quoted;
import static org.msnmock.client.contact.ListName.FORWARD;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.event.ContactListChanged;
import org.msnmock.client.event.ContactRequested;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.ConversationFailed;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.Disconnected.Outlook;
import org.msnmock.client.event.Disconnected.Reason;
import org.msnmock.client.event.InvitationRefused;
import org.msnmock.client.event.MailReceived;
import org.msnmock.client.event.MailboxChanged;
import org.msnmock.client.event.MessageReceived;
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
import org.msnmock.client.protocol.ErrorCode;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

/**
 * Tells whoever sits before the chat what happens; what becomes of their own texts, {@link Desk}
 * tells. Only the chat's own thread enters.
 */
final class News implements MsnListener {
  private final Teller teller;
  private final Chats chats;
  private final Map<Principal, Status> seen = new HashMap<>();
  private boolean isCutOff;
  private Optional<MailboxChanged> mailbox = Optional.empty();
  private ContactList contacts = ContactList.EMPTY;

  News(Teller teller, Chats chats) {
    this.teller = teller;
    this.chats = chats;
  }

  /** What was heard of the user's mail last. */
  Optional<MailboxChanged> mailbox() {
    return mailbox;
  }

  @Override
  public void signedIn(SignedIn event) {
    isCutOff = false;
    teller.notice(
        "you are signed in as %s, called %s: %s"
            .formatted(event.user(), quoted(event.friendlyName()), Statuses.words(event.status())));
  }

  @Override
  public void signInFailed(SignInFailed event) {
    teller.trouble("the sign-in failed: " + event.cause().getMessage());
  }

  @Override
  public void disconnected(Disconnected event) {
    seen.clear();
    isCutOff = true;
    if (event.reason() == Reason.SIGNED_OUT) {
      teller.notice("signed out");
    } else {
      teller.trouble(
          "disconnected: %s%s"
              .formatted(
                  event.cause().getMessage(),
                  event.outlook() == Outlook.RETURNS ? " Trying to come back." : ""));
    }
  }

  @Override
  public void contactsReceived(ContactsReceived event) {
    contacts = event.contacts();
  }

  @Override
  public void contactListChanged(ContactListChanged event) {
    contacts = event.contacts();
  }

  @Override
  public void contactRequested(ContactRequested event) {
    Contact contact = event.contact();
    teller.notice(
        "%s, called %s, has added you: /allow %1$s or /block %1$s"
            .formatted(contact.who(), quoted(contact.friendlyName())));
  }

  /**
   * That nobody can be seen without a session goes without saying. Whoever is seen while the next
   * one begins is told.
   */
  @Override
  public void presenceChanged(PresenceChanged event) {
    if (isCutOff && event.status() == Status.OFFLINE) {
      return;
    }
    Principal who = event.who();
    boolean isOnList = contacts.find(who).filter(contact -> contact.isOn(FORWARD)).isPresent();
    if (isOnList && seen.put(who, event.status()) != event.status()) {
      teller.notice(
          "%s is %s%s"
              .formatted(
                  who,
                  Statuses.words(event.status()),
                  event.friendlyName().map(name -> ", called " + quoted(name)).orElse("")));
    }
  }

  @Override
  public void nameChanged(NameChanged event) {
    teller.notice("%s is called %s now".formatted(event.who(), quoted(event.friendlyName())));
  }

  @Override
  public void mailboxChanged(MailboxChanged event) {
    mailbox = Optional.of(event);
    teller.notice(unread(event));
  }

  /** How much mail there is, in words. */
  static String unread(MailboxChanged event) {
    return "mail: %s not read in the inbox, and %s in folders"
        .formatted(event.inboxUnread(), event.foldersUnread());
  }

  @Override
  public void mailReceived(MailReceived event) {
    teller.notice(
        "mail from %s <%s>: %s"
            .formatted(
                quoted(event.from()),
                Harmless.line(event.fromAddress(), Teller.LONGEST_NAME),
                quoted(event.subject())));
  }

  @Override
  public void systemMessage(SystemMessage event) {
    teller.notice(event.inWords());
  }

  @Override
  public void serverErrorReported(ServerErrorReported event) {
    teller.trouble("the server reported error " + ErrorCode.describe(event.number()));
  }

  @Override
  public void conversationOpened(ConversationOpened event) {
    chats.of(event.conversation(), event.caller());
  }

  @Override
  public void conversationFailed(ConversationFailed event) {
    String people =
        event.people().stream().map(Principal::address).collect(Collectors.joining(", "));
    teller.trouble("no conversation with %s: %s".formatted(people, event.cause().getMessage()));
  }

  @Override
  public void participantJoined(ParticipantJoined event) {
    Chat chat = chats.of(event.conversation(), event.who());
    chat.joined(event.who());
    if (chat.people().size() > 1) {
      teller.notice("%s is in conversation %s now".formatted(event.who(), chat.number()));
    }
    prompt();
  }

  @Override
  public void participantLeft(ParticipantLeft event) {
    chats
        .of(event.conversation())
        .filter(chat -> chat.left(event.who(), event.reason()))
        .ifPresent(
            chat -> {
              teller.notice("%s has left conversation %s".formatted(event.who(), chat.number()));
              prompt();
            });
  }

  @Override
  public void invitationRefused(InvitationRefused event) {
    teller.trouble(
        "%s is not called: %s".formatted(event.who(), ErrorCode.describe(event.number())));
  }

  @Override
  public void typingChanged(TypingChanged event) {
    boolean isCurrent = chats.of(event.conversation()).filter(chats::isCurrent).isPresent();
    if (isCurrent && event.typing() == Typing.STARTED) {
      teller.notice(event.who() + " is writing");
    }
  }

  @Override
  public void messageReceived(MessageReceived event) {
    Chat chat = chats.of(event.conversation(), event.from());
    teller.said(chat, event.from().address(), event.message().text());
    if (!chats.isCurrent(chat)) {
      chat.heardOf();
      if (chat.unread() == 1) {
        teller.notice("/chat %s answers %s".formatted(chat.number(), chat.title()));
      }
    }
    prompt();
  }

  /** Says anew what goes with the next input. */
  void prompt() {
    teller.screen().prompt(chats.current().map(Chat::shortTitle).orElse(""), chats.unread());
  }
}
