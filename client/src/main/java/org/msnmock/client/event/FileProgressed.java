package org.msnmock.client.event;

import org.msnmock.client.conversation.FileTransfer;

/**
 * More of a file has gone or come, told a hundred times a file at the most; the last time with all.
 *
 * @param bytes all so far
 */
public record FileProgressed(FileTransfer file, long bytes) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.fileProgressed(this);
  }
}
