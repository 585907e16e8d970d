package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** {@code CAL <id> <account>}: asks somebody to come to the switchboard. */
public record Invite(Principal who) implements Request<Invite.Ringing> {

  /**
   * {@code CAL <id> RINGING <session>}: the invitation is on its way, which is no acceptance. An
   * invitation that is ignored is never heard of again.
   */
  public record Ringing() {}

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("CAL", id.toString(), who.address());
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("CAL");
  }

  @Override
  public Ringing answer(Frame reply) {
    return new Ringing();
  }
}
