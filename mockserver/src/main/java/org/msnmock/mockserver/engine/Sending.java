package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Delivery;

/** What goes out piece by piece, and what becomes of the connection then. */
final class Sending {
  /** So that the client gets the bytes before. */
  private static final long BEFORE_RESET = Duration.ofMillis(20).toNanos();

  private final int number;
  private final Pieces pieces;
  private final Optional<Damage.Then> then;
  private long due = Long.MIN_VALUE;

  /**
   * @param number of the connection, or of the request that is answered
   */
  Sending(int number, byte[] bytes, Delivery delivery, Optional<Damage.Then> then) {
    this.number = number;
    this.pieces = new Pieces(bytes, delivery);
    this.then = then;
  }

  int number() {
    return number;
  }

  Optional<Damage.Then> then() {
    return then;
  }

  /** Whether all bytes are handed over, be it before a reset. */
  boolean isOut() {
    return pieces.areAllTaken();
  }

  /** Hands over what is due; false while something is left to do, for which the run waits. */
  boolean goOn(Run run, long now, Consumer<byte[]> out) {
    while (!pieces.areAllTaken() && now >= due) {
      out.accept(pieces.next());
      due = now + (pieces.areAllTaken() ? BEFORE_RESET : pieces.gap().toNanos());
    }
    run.due = due;
    boolean isAwaitingReset = now < due && then.isPresent() && then.get() == Damage.Then.RESET;
    return pieces.areAllTaken() && !isAwaitingReset;
  }
}
