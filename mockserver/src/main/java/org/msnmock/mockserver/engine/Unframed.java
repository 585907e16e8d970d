package org.msnmock.mockserver.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.BlockTotal;
import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Text;

/**
 * The bytes of a peer that no step has wanted yet. Only what is awaited says where the next thing
 * ends: a line at its CR LF, blocks where their total has come.
 */
final class Unframed {
  /** More than the most that may be transferred needs, in blocks of four bytes. */
  static final int MOST = 2 * Blocks.MOST_IN_ALL;

  private static final int LONGEST_LINE = Limits.DEFAULT.line();
  private static final int MOST_MOMENTS = 10_000;
  private static final int SHOWN = 200;

  private final Deque<Moment> moments = new ArrayDeque<>(2);
  private byte[] bytes = {};
  private int length;
  private boolean mayBeClosed;
  private long latestNumber;
  private long latestTime;
  private Optional<Wanted> wanted = Optional.empty();

  /** Of a connection that was made by this event. */
  Unframed(long number, long time) {
    latestNumber = number;
    latestTime = time;
  }

  /** The first bytes came by this event, up to so many. */
  private record Moment(int end, long number, long time) {}

  /**
   * The blocks that a step awaits.
   *
   * @param total how many bytes they hold, as it is written
   * @param size the largest that is allowed
   */
  record Wanted(String total, int size) {}

  /** What could be made of the bytes. */
  sealed interface Next {
    /** It can be taken by a step. */
    record Whole(Conn.Heard heard) implements Next {}

    /** No step can ever take it. */
    record Wrong(String what, String text) implements Next {}

    /** More has to come. */
    record Nothing() implements Next {}
  }

  /** Takes bytes in; false when there are too many that nobody wants. */
  boolean add(byte[] more, long number, long time) {
    if (length + more.length > MOST) {
      return false;
    }
    if (length + more.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more.length, Math.min(MOST, 2 * length)));
    }
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    if (moments.size() == MOST_MOMENTS) {
      moments.removeLast();
    }
    moments.add(new Moment(length, number, time));
    latestNumber = number;
    latestTime = time;
    dropClosing();
    return true;
  }

  /** Cuts off what comes next, where blocks or none are awaited. */
  Next next(Optional<Wanted> blocks) {
    wanted = blocks;
    if (mayBeClosed && length > 0 && isClosing() == Blocks.Closing.UNKNOWN) {
      return new Next.Nothing();
    }
    if (blocks.isPresent() && (length == 0 || Blocks.isBegunBy(bytes[0]))) {
      return blocks(blocks.get());
    }
    if (length > 0 && Blocks.isBegunBy(bytes[0])) {
      return stray();
    }
    return line();
  }

  private Next blocks(Wanted blocks) {
    OptionalInt total = BlockTotal.of(blocks.total());
    if (total.isEmpty()) {
      return new Next.Wrong(
          "\"%s\" is no number of bytes from 0 to %d".formatted(blocks.total(), Blocks.MOST_IN_ALL),
          shown());
    }
    Blocks.Read read = Blocks.read(bytes, 0, length, total.getAsInt(), blocks.size());
    if (read instanceof Blocks.Read.Wrong wrong) {
      return new Next.Wrong(wrong.what(), shown());
    }
    if (!(read instanceof Blocks.Read.Whole whole)) {
      return new Next.Nothing();
    }
    Next next = cut(new Frame(Blocks.LINE, LineEnd.CRLF, whole.content()), whole.length());
    mayBeClosed = true;
    dropClosing();
    return next;
  }

  /** A block where none is awaited. */
  private Next stray() {
    return new Next.Wrong(
        "a block came where no blocks are awaited: it begins with the byte %02x"
            .formatted(bytes[0]),
        shown());
  }

  private Next line() {
    int end = endOfLine();
    if (end > LONGEST_LINE || end < 0 && length > LONGEST_LINE + 1) {
      return new Next.Wrong(
          "a line of more than %d bytes without CR LF".formatted(LONGEST_LINE), shown());
    }
    return end < 0 ? new Next.Nothing() : cut(Frame.line(Text.decode(bytes, 0, end)), end + 2);
  }

  /** Where CR LF stands, -1 where it does not. */
  private int endOfLine() {
    int last = Math.min(length - 1, LONGEST_LINE + 1);
    for (int i = 0; i < last; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private Next cut(Frame frame, int count) {
    Moment came = moment(count);
    drop(count);
    mayBeClosed = false;
    return new Next.Whole(new Conn.Heard(frame, came.number(), came.time()));
  }

  /** By which event so many bytes were there. */
  private Moment moment(int count) {
    for (Moment one : moments) {
      if (one.end() >= count) {
        return one;
      }
    }
    return new Moment(0, latestNumber, latestTime); // nothing had to come
  }

  private void drop(int count) {
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
    Deque<Moment> rest = new ArrayDeque<>();
    for (Moment one : moments) {
      if (one.end() > count) {
        rest.add(new Moment(one.end() - count, one.number(), one.time()));
      }
    }
    moments.clear();
    moments.addAll(rest);
  }

  /** Behind blocks a closing one may stand, of which no step says anything. */
  private void dropClosing() {
    if (mayBeClosed && isClosing() == Blocks.Closing.YES) {
      mayBeClosed = false;
      drop(Blocks.closingLength());
    }
  }

  private Blocks.Closing isClosing() {
    return Blocks.closing(bytes, 0, length);
  }

  /** What has come of something that is not whole, for people; empty when there is nothing. */
  String unfinished() {
    if (length == 0) {
      return "";
    }
    if (endOfLine() >= 0 && !Blocks.isBegunBy(bytes[0])) {
      String line = Text.decode(bytes, 0, Math.min(endOfLine(), SHOWN));
      return "\"%s\" has come, which no step reads".formatted(Text.printable(line));
    }
    if (!Blocks.isBegunBy(bytes[0])) {
      return "\"%s\" without CR LF".formatted(Text.printable(shown()));
    }
    @Nullable Wanted blocks = wanted.orElse(null);
    if (blocks == null || BlockTotal.of(blocks.total()).isEmpty()) {
      return "%d bytes of blocks".formatted(length);
    }
    int total = BlockTotal.of(blocks.total()).getAsInt();
    return Blocks.read(bytes, 0, length, total, blocks.size()) instanceof Blocks.Read.Partly partly
        ? "%d of %d bytes in blocks have come".formatted(partly.came(), total)
        : "%d bytes of blocks".formatted(length);
  }

  private String shown() {
    return Text.decode(bytes, 0, Math.min(length, SHOWN));
  }
}
