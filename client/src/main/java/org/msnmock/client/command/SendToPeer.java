package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

/**
 * {@code MSG <id> D <length>} and what clients tell each other besides texts, since MSNP9. The
 * server tells what became of it as it does of a text.
 */
public record SendToPeer(Payload message) implements Request<SendMessage.Fate> {
  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("MSG", id.toString(), "D", Integer.toString(message.length()))
        .withPayload(message);
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("ACK", "NAK");
  }

  @Override
  public SendMessage.Fate answer(Frame reply) {
    return reply.verb().equals("ACK") ? SendMessage.Fate.DELIVERED : SendMessage.Fate.NOT_DELIVERED;
  }
}
