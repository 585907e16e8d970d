package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.Ticket;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** {@code USR <id> TWN S <ticket>}: the proof that Passport knows the user. */
public record PresentTicket(Ticket ticket) implements Request<PresentTicket.Answer> {

  /** Come in, or go elsewhere after all. */
  public sealed interface Answer permits Redirected, SignInAccepted {}

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("USR", id.toString(), "TWN", "S", ticket.value()).withSecretLastArgument();
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("USR", "XFR");
  }

  @Override
  public Answer answer(Frame reply) {
    return reply.verb().equals("XFR") ? Redirected.from(reply) : SignInAccepted.from(reply);
  }
}
