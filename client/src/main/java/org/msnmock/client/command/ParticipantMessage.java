package org.msnmock.client.command;

import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Frame;

/**
 * {@code MSG <account> <friendly name> <length>} and what somebody in the conversation says. The
 * name is anybody's word, and passed over.
 */
public record ParticipantMessage(Principal from, MimeMessage message) implements SwitchboardNotice {
  static ParticipantMessage from(Frame frame) {
    return new ParticipantMessage(Fields.principal(frame, 0), MimeMessage.from(frame.payload()));
  }

  @Override
  public void deliverTo(SwitchboardHandler handler) {
    handler.messageCame(this);
  }
}
