package org.msnmock.client.command;

import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.wire.Frame;

/**
 * {@code USR <id> OK <account> <friendly name> <verified> <child>}. The flags came with later
 * versions and may be missing; so may the name, for which the account then stands.
 */
public record SignInAccepted(Principal user, String friendlyName) implements PresentTicket.Answer {
  static SignInAccepted from(Frame frame) {
    if (!frame.argument(1).equals("OK")) {
      throw new ProtocolViolationException("Expected USR ... OK and got: " + frame);
    }
    Principal user = Fields.principal(frame, 2);
    return new SignInAccepted(user, Fields.friendlyName(frame, 3, user));
  }
}
