package org.msnmock.mockserver;

import java.time.Duration;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.ServerSettings;

/**
 * How cases are played.
 *
 * @param timeScale upper limits are multiplied by it
 * @param startTimeout how long the client may take to come
 * @param seed decides generated values, the ticket among them
 * @param late what becomes of a case in which something right comes late; empty: it is not waited
 *     for
 */
public record CaseSettings(
    ServerSettings server,
    Strictness strictness,
    double timeScale,
    Duration startTimeout,
    long seed,
    Optional<Outcome> late) {

  /** Without a word for what is late. */
  public CaseSettings(
      ServerSettings server,
      Strictness strictness,
      double timeScale,
      Duration startTimeout,
      long seed) {
    this(server, strictness, timeScale, startTimeout, seed, Optional.empty());
  }
}
