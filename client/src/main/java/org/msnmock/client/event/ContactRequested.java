package org.msnmock.client.event;

import org.msnmock.client.contact.Contact;

/**
 * Somebody has put the user on their list, and waits to be allowed or blocked. Told at each sign-in
 * until one of the two is done, unless the user wants everybody to be allowed silently.
 */
public record ContactRequested(Contact contact) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.contactRequested(this);
  }
}
