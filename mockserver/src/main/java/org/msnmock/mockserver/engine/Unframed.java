package org.msnmock.mockserver.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.msnmock.mockserver.dialogue.BlockTotal;
import org.msnmock.mockserver.journal.Entry;
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
  /** What the most that may be transferred needs in blocks of one byte each, and some more. */
  static final int MOST = 4 * Blocks.MOST_IN_ALL + 64 * 1024;

  /** About what a moment takes. */
  private static final int MOMENT = 48;

  private static final int LONGEST_LINE = Limits.DEFAULT.line();
  private static final int MOST_MOMENTS = 10_000;
  private static final int SHOWN = 200;
  private static final byte[] NOTHING = {};

  private final Deque<Moment> moments = new ArrayDeque<>(2);
  private final Map<Wanted, Blocks.Reading> readings = new HashMap<>(1);
  private byte[] bytes = NOTHING;
  private int start;
  private int end;

  /** How many bytes came before those that are here. */
  private long dropped;

  private boolean mayBeClosed;
  private long latestNumber;
  private long latestTime;
  private List<Wanted> wanted = List.of();

  private final Entry.Connection connection;
  private final Backlog backlog;

  /** How much of the backlog is its own. */
  private long counted;

  /** Of a connection that was made by this event. */
  Unframed(Entry.Connection connection, long number, long time, Backlog backlog) {
    this.connection = connection;
    this.backlog = backlog;
    latestNumber = number;
    latestTime = time;
  }

  /** By this event the bytes came up to here, counted from the very first. */
  private record Moment(long end, long number, long time) {}

  /**
   * The blocks that a step awaits.
   *
   * @param total how many bytes they hold, as it is written
   * @param size the largest that is allowed
   */
  record Wanted(String total, int size) {
    private boolean isNothing() {
      return BlockTotal.of(total).equals(OptionalInt.of(0));
    }
  }

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
    if (length() + more.length > MOST) {
      return false;
    }
    makeRoom(more.length);
    System.arraycopy(more, 0, bytes, end, more.length);
    end += more.length;
    if (moments.size() == MOST_MOMENTS) {
      moments.removeLast();
    }
    moments.add(new Moment(dropped + length(), number, time));
    latestNumber = number;
    latestTime = time;
    dropClosing();
    count();
    return true;
  }

  private void count() {
    long weight = bytes.length + (long) MOMENT * moments.size();
    backlog.add(connection, weight - counted);
    counted = weight;
  }

  /** Drops all that has come. */
  void clear() {
    drop(length());
  }

  private int length() {
    return end - start;
  }

  private void makeRoom(int more) {
    if (end + more <= bytes.length) {
      return;
    }
    int length = length();
    byte[] target =
        length + more <= bytes.length / 2
            ? bytes
            : new byte[Math.max(length + more, Math.min(MOST, 2 * length))];
    System.arraycopy(bytes, start, target, 0, length);
    bytes = target;
    start = 0;
    end = length;
  }

  /**
   * Cuts off what comes next.
   *
   * @param blocks those that are awaited, by one step or another
   * @param stray what becomes of blocks where none are awaited
   */
  Next next(List<Wanted> blocks, Stray stray) {
    wanted = blocks;
    if (mayBeClosed && length() > 0 && closing() == Blocks.Closing.UNKNOWN) {
      return new Next.Nothing();
    }
    boolean begun = length() > 0 && Blocks.isBegunBy(bytes[start]);
    if (!blocks.isEmpty()
        && (begun || length() == 0 || blocks.stream().anyMatch(Wanted::isNothing))) {
      return blocks();
    }
    if (begun) {
      return stray == Stray.WRONG ? stray() : pass();
    }
    return line();
  }

  /** What becomes of blocks where none are awaited. */
  enum Stray {
    WRONG,
    /** They were under way when the transfer was given up. */
    PASSED_OVER
  }

  /** The first that is whole; else there may come more, unless it is wrong for each. */
  private Next blocks() {
    Optional<Next> wrong = Optional.empty();
    boolean partly = false;
    for (Wanted one : wanted) {
      OptionalInt total = BlockTotal.of(one.total());
      if (total.isEmpty()) {
        wrong = wrong.or(() -> Optional.of(noTotal(one)));
        continue;
      }
      Blocks.Read read =
          readings
              .computeIfAbsent(one, any -> new Blocks.Reading(total.getAsInt(), one.size()))
              .goOn(bytes, start, end);
      if (read instanceof Blocks.Read.Whole whole) {
        return whole(whole);
      }
      partly |= read instanceof Blocks.Read.Partly;
      if (read instanceof Blocks.Read.Wrong fault) {
        wrong = wrong.or(() -> Optional.of(new Next.Wrong(fault.what(), shown())));
      }
    }
    return partly ? new Next.Nothing() : wrong.orElse(new Next.Nothing());
  }

  private Next noTotal(Wanted blocks) {
    return new Next.Wrong(
        "\"%s\" is no number of bytes from 0 to %s".formatted(blocks.total(), Blocks.MOST_IN_ALL),
        shown());
  }

  private Next whole(Blocks.Read.Whole whole) {
    Next next = cut(new Frame(Blocks.LINE, LineEnd.CRLF, whole.content()), whole.length());
    mayBeClosed = true;
    dropClosing();
    return next;
  }

  private Next pass() {
    OptionalInt block = Blocks.lengthOfOne(bytes, start, end);
    while (block.isPresent() && block.getAsInt() <= length()) {
      drop(block.getAsInt());
      boolean another = length() > 0 && Blocks.isBegunBy(bytes[start]);
      block = another ? Blocks.lengthOfOne(bytes, start, end) : OptionalInt.empty();
    }
    return length() == 0 || Blocks.isBegunBy(bytes[start]) ? new Next.Nothing() : line();
  }

  /** A block where none is awaited. */
  private Next stray() {
    return new Next.Wrong(
        "a block came where no blocks are awaited: it begins with the byte %02x"
            .formatted(bytes[start]),
        shown());
  }

  private Next line() {
    int line = endOfLine();
    if (line > LONGEST_LINE || line < 0 && length() > LONGEST_LINE + 1) {
      return new Next.Wrong(
          "a line of more than %s bytes without CR LF".formatted(LONGEST_LINE), shown());
    }
    return line < 0
        ? new Next.Nothing()
        : cut(Frame.line(Text.decode(bytes, start, line)), line + 2);
  }

  /** After how many bytes CR LF stands, -1 where it does not. */
  private int endOfLine() {
    int last = Math.min(length() - 1, LONGEST_LINE + 1);
    for (int i = start; i < start + last; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i - start;
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
      if (one.end() >= dropped + count) {
        return one;
      }
    }
    return new Moment(0, latestNumber, latestTime); // nothing had to come
  }

  private void drop(int count) {
    start += count;
    dropped += count;
    readings.clear();
    while (!moments.isEmpty() && moments.getFirst().end() <= dropped) {
      moments.removeFirst();
    }
    if (start == end) {
      bytes = NOTHING;
      start = 0;
      end = 0;
    }
    count();
  }

  /** Behind blocks a closing one may stand, and empty ones, of which no step says anything. */
  private void dropClosing() {
    while (mayBeClosed && (closing() == Blocks.Closing.YES || closing() == Blocks.Closing.EMPTY)) {
      mayBeClosed = closing() == Blocks.Closing.EMPTY;
      drop(Blocks.closingLength());
    }
  }

  private Blocks.Closing closing() {
    return Blocks.closing(bytes, start, end);
  }

  /** What has come of something that is not whole, for people; empty when there is nothing. */
  String unfinished() {
    if (length() == 0) {
      return "";
    }
    int line = endOfLine();
    if (line >= 0 && !Blocks.isBegunBy(bytes[start])) {
      String text = Text.decode(bytes, start, Math.min(line, SHOWN));
      return "\"%s\" has come, which no step reads".formatted(Text.printable(text));
    }
    if (!Blocks.isBegunBy(bytes[start])) {
      return "\"%s\" without CR LF".formatted(Text.printable(shown()));
    }
    OptionalInt total =
        wanted.isEmpty() ? OptionalInt.empty() : BlockTotal.of(wanted.get(0).total());
    if (total.isEmpty()) {
      return "%s bytes of blocks".formatted(length());
    }
    Blocks.Reading reading = new Blocks.Reading(total.getAsInt(), wanted.get(0).size());
    return reading.goOn(bytes, start, end) instanceof Blocks.Read.Partly partly
        ? "%s of %s bytes in blocks have come".formatted(partly.came(), total.getAsInt())
        : "%s bytes of blocks".formatted(length());
  }

  private String shown() {
    return Text.decode(bytes, start, Math.min(length(), SHOWN));
  }
}
