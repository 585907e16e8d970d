package org.msnmock.client.event;

/** Something that the application may want to know. */
public sealed interface MsnEvent
    permits ContactChanged,
        ContactListChanged,
        ContactRequested,
        ContactsReceived,
        Disconnected,
        MailReceived,
        MailboxChanged,
        NameChanged,
        PresenceChanged,
        ProfileReceived,
        ServerErrorReported,
        SignInFailed,
        SignedIn,
        SystemMessage {

  void deliverTo(MsnListener listener);
}
