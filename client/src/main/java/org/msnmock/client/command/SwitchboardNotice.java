package org.msnmock.client.command;

import org.msnmock.client.wire.Frame;

/** All that a switchboard says unasked. */
public sealed interface SwitchboardNotice
    permits Departed, Joined, ParticipantMessage, Unrecognised {

  void deliverTo(SwitchboardHandler handler);

  /** Chooses by verb, once. Whatever is not known yet comes out as {@link Unrecognised}. */
  static SwitchboardNotice from(Frame frame) {
    return switch (frame.verb()) {
      case "IRO" -> Joined.from(frame, 3);
      case "JOI" -> Joined.from(frame, 0);
      case "BYE" -> Departed.from(frame);
      case "MSG" -> ParticipantMessage.from(frame);
      default -> new Unrecognised(frame);
    };
  }
}
