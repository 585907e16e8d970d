package org.msnmock.client.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns frames into the bytes that go out. */
public final class FrameWriter {
  private FrameWriter() {}

  /**
   * The line, CR LF, and the payload with nothing behind it.
   *
   * @throws IllegalArgumentException when a field is empty or would break the line apart
   */
  public static byte[] toBytes(Frame frame) {
    StringBuilder line = new StringBuilder(frame.verb());
    for (String argument : frame.arguments()) {
      if (argument.isEmpty() || argument.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
        throw new IllegalArgumentException(
            "a field is empty, or has a blank or control character, in: " + frame);
      }
      line.append(' ').append(argument);
    }
    byte[] head = line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    byte[] body = frame.payload().toBytes();
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
