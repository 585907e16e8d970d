package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** {@code USR <id> TWN I <account>}: who wants to sign in. */
public record IdentifyUser(Principal user) implements Request<IdentifyUser.Answer> {

  /** Go elsewhere, or get a ticket. */
  public sealed interface Answer permits Redirected, PassportChallenge {}

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("USR", id.toString(), "TWN", "I", user.address());
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("USR", "XFR");
  }

  @Override
  public Answer answer(Frame reply) {
    return reply.verb().equals("XFR") ? Redirected.from(reply) : PassportChallenge.from(reply);
  }
}
