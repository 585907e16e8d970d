package org.msnmock.client.event;

import org.msnmock.client.contact.ContactList;

/** The contact list is another one now: the server confirmed a change, or made one. */
public record ContactListChanged(ContactList contacts) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.contactListChanged(this);
  }
}
