package org.msnmock.mockserver.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of one connection into frames, wherever the network cut them.
 *
 * <pre>
 * bytes ─► line ─ announces a payload? ─► bytes by count ─► frame
 *            └────────── no ─────────────────────────────► frame
 * </pre>
 *
 * After a malformed frame everything else is thrown away: nobody can know where the next line
 * begins.
 */
public final class Framer {
  private static final byte[] NOTHING = {};
  private static final int FIRST_PAYLOAD = 4 * 1024;

  private final Role role;
  private final PayloadCommands payloads;
  private final Limits limits;

  private byte[] kept = NOTHING;
  private int keptLength;
  private @Nullable String waitingLine;
  private LineEnd waitingEnd = LineEnd.CRLF;
  private byte @Nullable [] payload;
  private int payloadLength;
  private int payloadExpected;
  private boolean broken;

  public Framer(Role role, PayloadCommands payloads, Limits limits) {
    this.role = role;
    this.payloads = payloads;
    this.limits = limits;
  }

  /** What comes out, in order. */
  public interface Sink {
    void frame(Frame frame);

    /**
     * The bytes make no frame; nothing more will come from this connection.
     *
     * @param what the fault, in words
     * @param line the line, or the beginning of it
     */
    void malformed(String what, String line);
  }

  /** Takes all that remains in {@code bytes}. */
  public void feed(ByteBuffer bytes, Sink sink) {
    while (bytes.hasRemaining() && !broken) {
      if (payload != null) {
        feedPayload(bytes, payload, sink);
      } else if (!feedLine(bytes, sink)) {
        return;
      }
    }
    if (broken) {
      bytes.position(bytes.limit());
    }
  }

  /** What has come of a frame that is not whole yet, for reports; empty when there is nothing. */
  public String unfinished() {
    if (payload != null) {
      return "%s: %s of %s bytes of its payload have come"
          .formatted(waitingLine, payloadLength, payloadExpected);
    }
    if (keptLength == 0) {
      return "";
    }
    return "\"%s\" without a line end".formatted(Text.decode(kept, 0, Math.min(keptLength, 200)));
  }

  /** The array grows with what comes, not with what was announced. */
  private void feedPayload(ByteBuffer bytes, byte[] into, Sink sink) {
    int take = Math.min(bytes.remaining(), payloadExpected - payloadLength);
    byte[] target = into;
    if (payloadLength + take > into.length) {
      int grown = Math.max(payloadLength + take, into.length * 2);
      target = Arrays.copyOf(into, Math.min(payloadExpected, grown));
      payload = target;
    }
    bytes.get(target, payloadLength, take);
    payloadLength += take;
    if (payloadLength == payloadExpected) {
      finishPayload(target, sink);
    }
  }

  private void finishPayload(byte[] whole, Sink sink) {
    String line = waitingLine == null ? "" : waitingLine;
    waitingLine = null;
    payload = null;
    sink.frame(new Frame(line, waitingEnd, whole));
  }

  /** Returns false when the line is not whole yet; all bytes are taken then. */
  private boolean feedLine(ByteBuffer bytes, Sink sink) {
    if (keptLength == 0) {
      int end = indexOfLineFeed(bytes, bytes.position());
      if (end >= 0) {
        int length = end - bytes.position();
        byte[] line = new byte[length];
        bytes.get(line);
        bytes.get();
        line(line, length, sink);
        return true;
      }
    }
    return feedKept(bytes, sink);
  }

  private boolean feedKept(ByteBuffer bytes, Sink sink) {
    int end = indexOfLineFeed(bytes, bytes.position());
    int take = (end < 0 ? bytes.limit() : end) - bytes.position();
    if (keptLength + take > limits.line() + 1) {
      keep(bytes, Math.max(0, Math.min(take, limits.line() - keptLength)));
      breakOff(
          "a line of more than %s bytes without an end".formatted(limits.line()),
          Text.decode(kept, 0, Math.min(keptLength, 200)),
          sink);
      return false;
    }
    keep(bytes, take);
    if (end < 0) {
      return false;
    }
    bytes.get();
    byte[] line = kept;
    int length = keptLength;
    kept = NOTHING;
    keptLength = 0;
    line(line, length, sink);
    return true;
  }

  private void keep(ByteBuffer bytes, int count) {
    if (keptLength + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(64, Math.max(keptLength + count, kept.length * 2)));
    }
    bytes.get(kept, keptLength, count);
    keptLength += count;
  }

  private static int indexOfLineFeed(ByteBuffer bytes, int from) {
    for (int i = from; i < bytes.limit(); i++) {
      if (bytes.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void line(byte[] bytes, int length, Sink sink) {
    boolean carriageReturn = length > 0 && bytes[length - 1] == '\r';
    int textLength = carriageReturn ? length - 1 : length;
    if (textLength > limits.line()) {
      breakOff(
          "a line of %s bytes; the limit is %s".formatted(textLength, limits.line()),
          Text.decode(bytes, 0, Math.min(textLength, 200)),
          sink);
      return;
    }
    String text = Text.decode(bytes, 0, textLength);
    LineEnd end = carriageReturn ? LineEnd.CRLF : LineEnd.LF;
    int blank = text.indexOf(' ');
    if (!payloads.fromClient(role, blank < 0 ? text : text.substring(0, blank))) {
      sink.frame(new Frame(text, end, null));
      return;
    }
    announced(text, end, sink);
  }

  private void announced(String text, LineEnd end, Sink sink) {
    String stripped = text.endsWith(" ") ? text.substring(0, text.length() - 1) : text;
    String number = stripped.substring(stripped.lastIndexOf(' ') + 1);
    int length = parseLength(number);
    if (length < 0) {
      breakOff(
          "the payload length \"%s\" is no number from 0 to %s"
              .formatted(shortened(number), limits.payload()),
          text,
          sink);
      return;
    }
    if (length == 0) {
      sink.frame(new Frame(text, end, NOTHING));
      return;
    }
    waitingLine = text;
    waitingEnd = end;
    payload = new byte[Math.min(length, FIRST_PAYLOAD)];
    payloadLength = 0;
    payloadExpected = length;
  }

  private int parseLength(String number) {
    if (number.isEmpty() || number.length() > 9) {
      return -1;
    }
    for (int i = 0; i < number.length(); i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return -1;
      }
    }
    int length = Integer.parseInt(number);
    return length > limits.payload() ? -1 : length;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private void breakOff(String what, String line, Sink sink) {
    broken = true;
    kept = NOTHING;
    keptLength = 0;
    sink.malformed(what, line);
  }
}
