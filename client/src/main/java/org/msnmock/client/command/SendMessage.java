package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

/**
 * {@code MSG <id> A <length>} and a message, of which the server tells whether it reached everybody
 * in the conversation.
 */
public record SendMessage(Payload message) implements Request<SendMessage.Fate> {

  /** What became of it. */
  public enum Fate {
    /** {@code ACK <id>}: everybody has it. */
    DELIVERED,
    /** {@code NAK <id>}: somebody has not. */
    NOT_DELIVERED
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("MSG", id.toString(), "A", Integer.toString(message.length()))
        .withPayload(message);
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("ACK", "NAK");
  }

  @Override
  public Fate answer(Frame reply) {
    return reply.verb().equals("ACK") ? Fate.DELIVERED : Fate.NOT_DELIVERED;
  }
}
