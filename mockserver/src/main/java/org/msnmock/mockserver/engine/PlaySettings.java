package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.journal.Journal;

/**
 * How one play is run.
 *
 * @param strictness what is a deviation and what is only noted
 * @param timeScale upper limits are multiplied by it; above 0
 * @param startTimeout how long the first connection may take
 * @param seed decides generated values
 * @param partner whether the client can be asked to act and tells what its user sees
 * @param epochSeconds the time of day at which the play begins, seconds since 1970
 * @param listener is told every journal entry
 * @param late what becomes of a case in which something right comes late, up to ten times its
 *     limit; nothing is waited for that long where this is empty
 * @param sending whether lines go out by themselves
 */
public record PlaySettings(
    Strictness strictness,
    double timeScale,
    Duration startTimeout,
    long seed,
    Partner partner,
    long epochSeconds,
    Journal.Listener listener,
    Optional<Outcome> late,
    Sending sending) {

  public PlaySettings {
    if (!(timeScale > 0) || timeScale > 1000) {
      throw new IllegalArgumentException("time scale must be above 0, at most 1000: " + timeScale);
    }
  }

  /** What is late is not waited for, and lines go out by themselves. */
  public PlaySettings(
      Strictness strictness,
      double timeScale,
      Duration startTimeout,
      long seed,
      Partner partner,
      long epochSeconds,
      Journal.Listener listener) {
    this(
        strictness,
        timeScale,
        startTimeout,
        seed,
        partner,
        epochSeconds,
        listener,
        Optional.empty(),
        Sending.BY_ITSELF);
  }

  /** When lines go out. */
  public enum Sending {
    /** When it is their turn. */
    BY_ITSELF,
    /** When somebody has looked at them: {@link Action.Hold}. */
    BY_HAND
  }

  /** How hard the judge is. */
  public enum Strictness {
    STRICT,
    LENIENT
  }

  /** Who stands at the client's side. */
  public enum Partner {
    /** Nobody: {@code do} and {@code see} cannot be played. */
    NONE,
    /** An adapter that acts and tells. */
    ADAPTER,
    /** A person who reads {@code do} and acts; nobody tells what was seen. */
    PERSON
  }
}
