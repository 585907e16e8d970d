package org.msnmock.client.command;

import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.wire.Frame;

/**
 * {@code USR <id> TWN S <challenge>}: show a ticket for this.
 *
 * @param text {@code key=value} pairs parted by commas; opaque, and passed on unchanged
 */
public record PassportChallenge(String text) implements IdentifyUser.Answer {
  static PassportChallenge from(Frame frame) {
    if (!frame.argument(1).equals("TWN") || !frame.argument(2).equals("S")) {
      throw new ProtocolViolationException(
          "Expected a challenge, USR ... TWN S, and got: " + frame);
    }
    String text = frame.argument(3);
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
      // it becomes part of an HTTP header
      throw new ProtocolViolationException("The challenge is not plain ASCII: " + frame);
    }
    return new PassportChallenge(text);
  }
}
