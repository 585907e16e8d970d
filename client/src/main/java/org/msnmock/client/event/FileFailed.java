package org.msnmock.client.event;

import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.protocol.TransferFailedException;

/** A file was declined or cancelled, by either side, or did not get through. */
public record FileFailed(FileTransfer file, TransferFailedException cause) implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.fileFailed(this);
  }
}
