package org.msnmock.client.event;

import org.msnmock.client.contact.ContactList;

/** The contact list was read to its end; it may be empty. */
public record ContactsReceived(ContactList contacts) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.contactsReceived(this);
  }
}
