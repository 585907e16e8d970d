package org.msnmock.client.event;

import org.msnmock.client.protocol.ErrorCode;

/**
 * The server reported an error that belongs to no request of the application.
 *
 * @param number what it means is in {@link ErrorCode}, if it is known at all
 */
public record ServerErrorReported(int number) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.serverErrorReported(this);
  }
}
