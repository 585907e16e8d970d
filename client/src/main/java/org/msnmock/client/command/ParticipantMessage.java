package org.msnmock.client.command;

import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

/**
 * {@code MSG <account> <friendly name> <length>} and what somebody in the conversation says. The
 * name is anybody's word, and passed over.
 */
public record ParticipantMessage(Principal from, Payload payload) implements SwitchboardNotice {
  static ParticipantMessage from(Frame frame) {
    return new ParticipantMessage(Fields.principal(frame, 0), frame.payload());
  }

  /** The payload read as headers and a text. */
  public MimeMessage message() {
    return MimeMessage.from(payload);
  }

  @Override
  public void deliverTo(SwitchboardHandler handler) {
    handler.messageCame(this);
  }
}
