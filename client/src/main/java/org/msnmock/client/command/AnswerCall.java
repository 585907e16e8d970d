package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * {@code ANS <id> <account> <key> <session>}: the answer to {@link Rang}. Before it is answered
 * itself, {@code IRO} tells who is there already; where nobody is, nothing does.
 */
public record AnswerCall(Principal user, String key, String session)
    implements Request<AnswerCall.Answered> {

  /** {@code ANS <id> OK}: come in, and that was everybody. */
  public record Answered() {}

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("ANS", id.toString(), user.address(), key, session).withSecretThirdArgument();
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("ANS");
  }

  @Override
  public Answered answer(Frame reply) {
    if (!reply.argument(1).equals("OK")) {
      throw new ProtocolViolationException("Expected ANS ... OK, and got: " + reply);
    }
    return new Answered();
  }

  @Override
  public String toString() {
    return "AnswerCall[" + user + ", " + session + "]";
  }
}
