package org.msnmock.mockserver.server;

import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.verdict.Result;

/** Is told what plays do, on the server's own thread: it must be quick. Plays count from 1. */
public interface Audience {
  /** A play wants its client to act. */
  default void asked(int play, Action.Ask ask) {}

  /** A play holds a line until it is told {@link org.msnmock.mockserver.engine.Event.Released}. */
  default void held(int play, Action.Hold hold) {}

  /** A play is over. */
  default void ended(int play, Result result) {}

  /** A play broke off by a fault of our own. */
  default void broke(int play, RuntimeException fault) {}

  /** Something worth knowing that belongs to no play. */
  default void noted(String text) {}

  /** This one and another one, which is told everything behind it. */
  default Audience and(Audience other) {
    return new TwoAudiences(this, other);
  }
}
