package org.msnmock.client.event;

import org.msnmock.client.message.Profile;

/** The server told what it knows of the account. */
public record ProfileReceived(Profile profile) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.profileReceived(this);
  }
}
