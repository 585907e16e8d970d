package org.msnmock.client.event;

/** Something that the application may want to know. */
public sealed interface MsnEvent
    permits ContactChanged,
        ContactsReceived,
        Disconnected,
        PresenceChanged,
        ProfileReceived,
        ServerErrorReported,
        SignInFailed,
        SignedIn,
        SystemMessage {

  void deliverTo(MsnListener listener);
}
