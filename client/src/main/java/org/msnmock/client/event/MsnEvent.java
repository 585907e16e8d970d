package org.msnmock.client.event;

/** Something that the application may want to know. */
public sealed interface MsnEvent
    permits ContactChanged,
        ContactsReceived,
        ConversationClosed,
        ConversationFailed,
        ConversationOpened,
        Disconnected,
        InvitationRefused,
        MessageDelivered,
        MessageReceived,
        MessageUndelivered,
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
