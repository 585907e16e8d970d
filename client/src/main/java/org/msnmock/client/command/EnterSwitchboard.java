package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * {@code USR <id> <account> <key>}: on a switchboard, who wants to call others. It has to come
 * within about a minute.
 */
public record EnterSwitchboard(Principal user, String key)
    implements Request<EnterSwitchboard.Entered> {

  /** {@code USR <id> OK <account> <friendly name>}: come in. */
  public record Entered() {}

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("USR", id.toString(), user.address(), key).withSecretThirdArgument();
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("USR");
  }

  @Override
  public Entered answer(Frame reply) {
    if (!reply.argument(1).equals("OK")) {
      throw new ProtocolViolationException("Expected USR ... OK, and got: " + reply);
    }
    return new Entered();
  }

  @Override
  public String toString() {
    return "EnterSwitchboard[" + user + "]";
  }
}
