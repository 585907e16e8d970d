package org.msnmock.client.event;

import org.msnmock.client.contact.Contact;

/** Something about a contact is new, such as a phone number. */
public record ContactChanged(Contact contact) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.contactChanged(this);
  }
}
