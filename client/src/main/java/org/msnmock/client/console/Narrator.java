package org.msnmock.client.console;

import java.io.PrintStream;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.ContactChanged;
import org.msnmock.client.event.ContactListChanged;
import org.msnmock.client.event.ContactRequested;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.ConversationFailed;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.InvitationRefused;
import org.msnmock.client.event.MailReceived;
import org.msnmock.client.event.MailboxChanged;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MessageUndelivered;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.NameChanged;
import org.msnmock.client.event.ParticipantJoined;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ProfileReceived;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.event.SystemMessage;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.event.TypingChanged;
import org.msnmock.client.event.TypingChanged.Typing;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.ErrorCode;

/** Tells people what happens, in their words. */
final class Narrator implements MsnListener, Transcript {
  /** How much is told. */
  enum Detail {
    EVENTS,
    EVENTS_AND_LINES
  }

  private final PrintStream out;
  private final Detail detail;

  Narrator(PrintStream out, Detail detail) {
    this.out = out;
    this.detail = detail;
  }

  /** Prints a line, harmless whatever a server sent of it. */
  void tell(String text) {
    out.println(Harmless.line(text));
    out.flush();
  }

  @Override
  public void connected(Endpoint server) {
    tell("connected to %s".formatted(server));
  }

  @Override
  public void said(Endpoint server, String line) {
    if (detail == Detail.EVENTS_AND_LINES) {
      tell("  %s <- %s".formatted(server, line));
    }
  }

  @Override
  public void heard(Endpoint server, String line) {
    if (detail == Detail.EVENTS_AND_LINES) {
      tell("  %s -> %s".formatted(server, line));
    }
  }

  @Override
  public void closed(Endpoint server) {
    tell("connection to %s closed".formatted(server));
  }

  @Override
  public void signedIn(SignedIn event) {
    tell(
        "signed in: %s, called \"%s\", is %s"
            .formatted(event.user(), event.friendlyName(), Statuses.words(event.status())));
  }

  @Override
  public void signInFailed(SignInFailed event) {
    tell("sign-in failed: " + event.cause().getMessage());
  }

  @Override
  public void contactsReceived(ContactsReceived event) {
    ContactList list = event.contacts();
    tell(
        "contact list: %s people, %s groups"
            .formatted(list.contacts().size(), list.groups().size()));
    for (Contact contact : list.contacts()) {
      tell(
          "  %s, called \"%s\", on %s"
              .formatted(contact.who(), contact.friendlyName(), contact.lists()));
    }
  }

  @Override
  public void contactChanged(ContactChanged event) {
    tell("contact changed: %s".formatted(event.contact().who()));
  }

  @Override
  public void contactListChanged(ContactListChanged event) {
    tell("contact list: %s people now".formatted(event.contacts().contacts().size()));
  }

  @Override
  public void contactRequested(ContactRequested event) {
    tell(
        "%s, called \"%s\", has added the user and waits to be allowed or blocked"
            .formatted(event.contact().who(), event.contact().friendlyName()));
  }

  @Override
  public void nameChanged(NameChanged event) {
    tell("%s is called \"%s\" now".formatted(event.who(), event.friendlyName()));
  }

  @Override
  public void mailboxChanged(MailboxChanged event) {
    tell(
        "mail: %s not read, and %s in folders"
            .formatted(event.inboxUnread(), event.foldersUnread()));
  }

  @Override
  public void mailReceived(MailReceived event) {
    tell("mail from %s <%s>: %s".formatted(event.from(), event.fromAddress(), event.subject()));
  }

  @Override
  public void presenceChanged(PresenceChanged event) {
    tell(
        "%s%s is %s"
            .formatted(
                event.who(),
                event.friendlyName().map(name -> ", called \"" + name + "\",").orElse(""),
                Statuses.words(event.status())));
  }

  @Override
  public void profileReceived(ProfileReceived event) {
    tell("profile received: %s fields".formatted(event.profile().fields().size()));
  }

  @Override
  public void systemMessage(SystemMessage event) {
    tell(event.inWords());
  }

  @Override
  public void serverErrorReported(ServerErrorReported event) {
    tell("the server reported error %s".formatted(ErrorCode.describe(event.number())));
  }

  @Override
  public void disconnected(Disconnected event) {
    tell(
        event.reason() == Disconnected.Reason.SIGNED_OUT
            ? "signed out"
            : "disconnected: " + event.cause().getMessage());
  }

  @Override
  public void conversationOpened(ConversationOpened event) {
    tell("%s calls".formatted(event.caller()));
  }

  @Override
  public void conversationFailed(ConversationFailed event) {
    tell("no conversation with %s: %s".formatted(event.people(), event.cause().getMessage()));
  }

  @Override
  public void invitationRefused(InvitationRefused event) {
    tell("%s is not called: %s".formatted(event.who(), ErrorCode.describe(event.number())));
  }

  @Override
  public void participantJoined(ParticipantJoined event) {
    tell("%s, called \"%s\", is in the conversation".formatted(event.who(), event.friendlyName()));
  }

  @Override
  public void participantLeft(ParticipantLeft event) {
    tell("%s has left the conversation".formatted(event.who()));
  }

  @Override
  public void typingChanged(TypingChanged event) {
    if (event.typing() == Typing.STARTED) {
      tell("%s is writing".formatted(event.who()));
    }
  }

  @Override
  public void messageReceived(MessageReceived event) {
    event
        .message()
        .text()
        .lines()
        .forEach(line -> tell("%s says: %s".formatted(event.from(), line)));
  }

  @Override
  public void messageUndelivered(MessageUndelivered event) {
    tell("a message did not arrive: " + event.cause().getMessage());
  }

  @Override
  public void fileOffered(FileOffered event) {
    FileTransfer file = event.file();
    tell("%s offers the file %s of %s bytes".formatted(file.peer(), file.name(), file.size()));
  }

  @Override
  public void fileDone(FileDone event) {
    tell("the file %s is through".formatted(event.file().name()));
  }

  @Override
  public void fileFailed(FileFailed event) {
    tell("the file %s: %s".formatted(event.file().name(), event.cause().getMessage()));
  }
}
