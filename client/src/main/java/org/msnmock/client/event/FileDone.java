package org.msnmock.client.event;

import org.msnmock.client.conversation.FileTransfer;

/** A file is where it belongs. */
public record FileDone(FileTransfer file) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.fileDone(this);
  }
}
