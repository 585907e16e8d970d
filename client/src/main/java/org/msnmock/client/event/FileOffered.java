package org.msnmock.client.event;

import org.msnmock.client.conversation.FileTransfer;

/** Somebody wants to send a file. It waits to be accepted or declined. */
public record FileOffered(FileTransfer file) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.fileOffered(this);
  }
}
