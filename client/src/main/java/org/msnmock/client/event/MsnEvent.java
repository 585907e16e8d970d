package org.msnmock.client.event;

/** Something that the application may want to know. */
public sealed interface MsnEvent
    permits ContactChanged,
        ContactListChanged,
        ContactRequested,
        ContactsReceived,
        ConversationClosed,
        ConversationFailed,
        ConversationOpened,
        Disconnected,
        FileDone,
        FileFailed,
        FileOffered,
        FileProgressed,
        InvitationRefused,
        MailReceived,
        MailboxChanged,
        MessageDelivered,
        MessageReceived,
        MessageUndelivered,
        NameChanged,
        ParticipantJoined,
        ParticipantLeft,
        PresenceChanged,
        ProfileReceived,
        ServerErrorReported,
        SignInFailed,
        SignedIn,
        SystemMessage,
        TypingChanged {

  void deliverTo(MsnListener listener);
}
