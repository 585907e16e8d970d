package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** {@code XFR <id> SB}: where can a conversation be held? Several may be asked for at a time. */
public record RequestSwitchboard() implements Request<RequestSwitchboard.Offered> {

  /**
   * {@code XFR <id> SB <host:port> CKI <key>}.
   *
   * @param address as sent; it may be none
   * @param key opens the switchboard, once, for about two minutes
   */
  public record Offered(String address, String key) {
    @Override
    public String toString() {
      return "Offered[" + address + "]";
    }
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("XFR", id.toString(), "SB");
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("XFR");
  }

  @Override
  public Offered answer(Frame reply) {
    if (!reply.argument(1).equals("SB")) {
      throw new ProtocolViolationException("Asked for a switchboard, and got: " + reply);
    }
    return new Offered(reply.argument(2), Fields.opaque(reply, 4));
  }
}
