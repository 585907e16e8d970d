package org.msnmock.client.event;

import org.msnmock.client.protocol.Principal;

/** Somebody, perhaps the user, has another friendly name. */
public record NameChanged(Principal who, String friendlyName) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.nameChanged(this);
  }
}
