package org.msnmock.scenarios;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Cuts what comes into frames, and lets each be changed. The end comes as the frame "". Of a file a
 * frame is whatever has come.
 */
final class Frames extends InputStream {
  private static final Set<String> WITH_PAYLOAD = Set.of("MSG", "NOT", "IPG");

  private static final int LARGEST_PIECE = 8_192;

  private final InputStream in;
  private final UnaryOperator<String> change;
  private final BooleanSupplier isFileNext;
  private byte[] current = new byte[0];
  private int position;

  /**
   * @param isFileNext whether no lines come any more
   */
  Frames(InputStream in, UnaryOperator<String> change, BooleanSupplier isFileNext) {
    this.in = new BufferedInputStream(in);
    this.change = change;
    this.isFileNext = isFileNext;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (position == current.length) {
      String frame = next();
      current = changed(frame).getBytes(StandardCharsets.ISO_8859_1);
      position = 0;
      if (frame.isEmpty() && current.length == 0) {
        return -1;
      }
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, into, offset, count);
    position += count;
    return count;
  }

  private String changed(String frame) throws IOException {
    try {
      return change.apply(frame);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String next() throws IOException {
    try {
      return isFileNext.getAsBoolean() ? piece() : frame();
    } catch (IOException e) {
      String unused = changed(""); // a broken connection is an end, too
      throw e;
    }
  }

  private String piece() throws IOException {
    byte[] piece = new byte[LARGEST_PIECE];
    int length = in.read(piece);
    return length < 0 ? "" : new String(piece, 0, length, StandardCharsets.ISO_8859_1);
  }

  private String frame() throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    int last = in.read();
    while (last >= 0) {
      frame.write(last);
      if (last == '\n') {
        frame.write(in.readNBytes(payloadLength(frame.toString(StandardCharsets.ISO_8859_1))));
        break;
      }
      last = in.read();
    }
    return frame.toString(StandardCharsets.ISO_8859_1);
  }

  private static int payloadLength(String line) {
    String[] fields = line.strip().split(" ");
    String last = fields[fields.length - 1];
    // what is no length is for the client to say
    return WITH_PAYLOAD.contains(fields[0]) && last.matches("[0-9]{1,7}")
        ? Integer.parseInt(last)
        : 0;
  }
}
