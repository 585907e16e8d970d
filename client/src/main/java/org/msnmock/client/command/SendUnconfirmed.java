package org.msnmock.client.command;

import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

/** {@code MSG <id> U <length>} and a message whose fate does not matter. */
public record SendUnconfirmed(Payload message) implements Announcement {
  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("MSG", id.toString(), "U", Integer.toString(message.length()))
        .withPayload(message);
  }
}
