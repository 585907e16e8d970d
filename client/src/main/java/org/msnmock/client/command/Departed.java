package org.msnmock.client.command;

import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Frame;

/**
 * {@code BYE <account>} or {@code BYE <account> 1}: somebody is no longer in the conversation.
 *
 * @param reason why
 */
public record Departed(Principal who, Reason reason) implements SwitchboardNotice {
  /** Why somebody is gone. */
  public enum Reason {
    LEFT,
    /** The server tidied up, as nobody had said anything for a while. */
    IDLE
  }

  static Departed from(Frame frame) {
    boolean isIdle = frame.optionalArgument(1).filter("1"::equals).isPresent();
    return new Departed(Fields.principal(frame, 0), isIdle ? Reason.IDLE : Reason.LEFT);
  }

  @Override
  public void deliverTo(SwitchboardHandler handler) {
    handler.departed(this);
  }
}
