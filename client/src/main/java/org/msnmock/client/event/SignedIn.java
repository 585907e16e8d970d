package org.msnmock.client.event;

import org.msnmock.client.contact.ContactList;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

/**
 * The user is in, and has the first status.
 *
 * @param contacts the list as it was read; empty where the client was told to leave it alone
 */
public record SignedIn(Principal user, String friendlyName, Status status, ContactList contacts)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.signedIn(this);
  }
}
