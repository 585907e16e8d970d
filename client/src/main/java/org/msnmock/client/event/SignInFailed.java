package org.msnmock.client.event;

/**
 * The sign-in came to nothing, and all connections are closed. Nothing is tried again by itself.
 *
 * @param cause an {@link org.msnmock.client.protocol.MsnException} unless this library has a bug
 */
public record SignInFailed(Throwable cause) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.signInFailed(this);
  }
}
