package org.msnmock.client.event;

/**
 * Takes events, one after the other, on the executor that the application chose. A method that is
 * not overridden ignores its event.
 */
public interface MsnListener {
  default void signedIn(SignedIn event) {}

  default void signInFailed(SignInFailed event) {}

  default void contactsReceived(ContactsReceived event) {}

  default void contactChanged(ContactChanged event) {}

  default void contactListChanged(ContactListChanged event) {}

  default void contactRequested(ContactRequested event) {}

  default void nameChanged(NameChanged event) {}

  default void mailboxChanged(MailboxChanged event) {}

  default void mailReceived(MailReceived event) {}

  default void presenceChanged(PresenceChanged event) {}

  default void profileReceived(ProfileReceived event) {}

  default void systemMessage(SystemMessage event) {}

  default void serverErrorReported(ServerErrorReported event) {}

  default void conversationOpened(ConversationOpened event) {}

  default void conversationFailed(ConversationFailed event) {}

  default void conversationClosed(ConversationClosed event) {}

  default void participantJoined(ParticipantJoined event) {}

  default void participantLeft(ParticipantLeft event) {}

  default void invitationRefused(InvitationRefused event) {}

  default void messageReceived(MessageReceived event) {}

  default void messageDelivered(MessageDelivered event) {}

  default void messageUndelivered(MessageUndelivered event) {}

  default void typingChanged(TypingChanged event) {}

  default void fileOffered(FileOffered event) {}

  default void fileProgressed(FileProgressed event) {}

  default void fileDone(FileDone event) {}

  default void fileFailed(FileFailed event) {}

  default void disconnected(Disconnected event) {}
}
