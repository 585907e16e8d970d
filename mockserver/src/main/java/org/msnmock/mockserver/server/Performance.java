package org.msnmock.mockserver.server;

import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.Play;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;

/** A play, as its host sees it. */
interface Performance {
  void begin(long now);

  void handle(Event event, long now);

  long nextDue();

  boolean awaits(Role role);

  boolean isEnded();

  void abandon(String why, long now);

  Result result();

  /** The performance of a script. */
  record OfScript(Play play) implements Performance {
    @Override
    public void begin(long now) {
      play.begin(now);
    }

    @Override
    public void handle(Event event, long now) {
      play.handle(event, now);
    }

    @Override
    public long nextDue() {
      return play.nextDue();
    }

    @Override
    public boolean awaits(Role role) {
      return play.awaits(role);
    }

    @Override
    public boolean isEnded() {
      return play.isEnded();
    }

    @Override
    public void abandon(String why, long now) {
      play.abandon(why, now);
    }

    @Override
    public Result result() {
      return play.result();
    }
  }
}
