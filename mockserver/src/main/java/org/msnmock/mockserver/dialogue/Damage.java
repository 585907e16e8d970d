package org.msnmock.mockserver.dialogue;

import java.util.Locale;
import java.util.Optional;

/**
 * What {@code wire:} does to the bytes of one line or answer before they go out, in this order: a
 * wrong length is announced and a wrong line end written, all of it is sent again, one byte is
 * damaged, the end is cut off. How they go out is their {@link Delivery}.
 *
 * @param times how often it is sent, 1 to {@link #MOST_TIMES}
 */
public record Damage(
    Optional<Announced> length,
    LineEnding ending,
    int times,
    Optional<Flip> flip,
    Optional<Cut> cut) {
  public static final int MOST_TIMES = 100;

  public static final Damage NONE =
      new Damage(Optional.empty(), LineEnding.CRLF, 1, Optional.empty(), Optional.empty());

  public Damage {
    if (times < 1 || times > MOST_TIMES) {
      throw new IllegalArgumentException("a line is sent 1 to 100 times, not " + times);
    }
  }

  /** The length that stands in the line whose payload has so many bytes. */
  public int announces(int real) {
    return length.isPresent() ? length.get().of(real) : real;
  }

  /** {@code len: 0} and {@code len: +7}. It may be less than nothing, as in {@code MSG a b -1}. */
  public record Announced(int number, Basis basis) {
    int of(int real) {
      return basis == Basis.REAL_LENGTH ? real + number : number;
    }
  }

  /** To what the number of a wrong length is added. */
  public enum Basis {
    NOTHING,
    REAL_LENGTH
  }

  /**
   * {@code flip: { at: 10, mask: 01 }}: damages one byte.
   *
   * @param at counts from 0
   * @param mask the bits that change, 1 to 255
   */
  public record Flip(int at, int mask) {}

  /** {@code cut: 60%} and {@code cut: 17}: stops there, and what follows. */
  public record Cut(int amount, Unit unit, Then then) {

    /**
     * How many bytes of {@code size} are sent: at least one, and at least one is kept; of a single
     * byte none is kept.
     */
    public int sent(int size) {
      long wanted = unit == Unit.PERCENT ? (long) size * amount / 100 : amount;
      return (int) Math.max(Math.min(1, size), Math.min(size - 1, wanted));
    }
  }

  /** In what a cut is measured. */
  public enum Unit {
    BYTES,
    PERCENT
  }

  /** What becomes of the connection after a cut. */
  public enum Then {
    CLOSE,
    RESET,
    /** It stays open and nothing more is sent on it. */
    STALL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
