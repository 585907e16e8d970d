package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Delivery;

/** What goes out piece by piece, and what becomes of the connection then. */
final class Sending {
  /** So that the client gets the bytes before. */
  private static final long BEFORE_RESET = Duration.ofMillis(20).toNanos();

  private final int number;
  private final long gap;
  private final Optional<Damage.Then> then;
  private List<byte[]> pieces;
  private long due = Long.MIN_VALUE;

  /**
   * @param number of the connection, or of the request that is answered
   */
  Sending(int number, byte[] bytes, Delivery delivery, Optional<Damage.Then> then) {
    this.number = number;
    this.pieces = Pieces.cut(bytes, delivery);
    this.gap = Pieces.gap(delivery).toNanos();
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
    return pieces.isEmpty();
  }

  /** Hands over what is due; false while something is left to do, for which the run waits. */
  boolean goOn(Run run, long now, Consumer<byte[]> out) {
    while (!pieces.isEmpty() && now >= due) {
      out.accept(pieces.get(0));
      pieces = pieces.subList(1, pieces.size());
      due = now + (pieces.isEmpty() ? BEFORE_RESET : gap);
    }
    run.due = due;
    return pieces.isEmpty() && (now >= due || then.isEmpty() || then.get() != Damage.Then.RESET);
  }
}
