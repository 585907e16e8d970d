package org.msnmock.client.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.client.protocol.ProtocolViolationException;

/**
 * Cuts a stream into frames. It reads bytes, not characters or lines: a payload has no line end,
 * and a letter may be split over two reads.
 *
 * <p>It is lenient where servers differ (a bare LF, a blank at the end, empty lines) and firm where
 * trust would be dangerous (lengths).
 */
public final class FrameReader {
  static final int LONGEST_LINE = 64 * 1024;
  static final int LONGEST_PAYLOAD = 1024 * 1024;

  /**
   * The commands of a notification server that carry a payload, and the field that holds its
   * length.
   */
  private static final Map<String, Integer> LENGTH_FIELD = Map.of("MSG", 2, "NOT", 0, "IPG", 0);

  private final InputStream in;

  public FrameReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * Waits for the next frame.
   *
   * @return nothing when the stream has ended after a whole frame
   * @throws EOFException when it has ended within a frame
   * @throws ProtocolViolationException when a line or a payload is too long, or a length is none
   */
  public Optional<Frame> next() throws IOException {
    while (true) {
      Optional<String> line = nextLine();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      String text = withoutBlanksAtTheEnd(line.get());
      if (!text.isEmpty()) {
        return Optional.of(frameFrom(text));
      }
    }
  }

  private Frame frameFrom(String line) throws IOException {
    List<String> tokens = Arrays.asList(line.split(" "));
    Frame frame = Frame.of(tokens.get(0), tokens.subList(1, tokens.size()).toArray(String[]::new));
    Integer lengthField = LENGTH_FIELD.get(frame.verb());
    return lengthField == null ? frame : frame.withPayload(payload(frame, lengthField));
  }

  private Payload payload(Frame frame, int lengthField) throws IOException {
    int length = (int) frame.number(lengthField, LONGEST_PAYLOAD);
    // readNBytes grows with what arrives, so an announced length alone costs no memory
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(
          "ended after %s of the %s payload bytes of %s".formatted(bytes.length, length, frame));
    }
    return Payload.of(bytes);
  }

  /**
   * Takes CR and blanks off the end, and no other white space: a name may end with that of another
   * script.
   */
  private static String withoutBlanksAtTheEnd(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    return line.substring(0, end);
  }

  private Optional<String> nextLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() > 0) {
          throw new EOFException("ended within a line, after " + line.size() + " bytes");
        }
        return Optional.empty();
      }
      if (line.size() == LONGEST_LINE) {
        throw new ProtocolViolationException("A line has more than " + LONGEST_LINE + " bytes");
      }
      line.write(next);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }
}
