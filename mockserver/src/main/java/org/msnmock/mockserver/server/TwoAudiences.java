package org.msnmock.mockserver.server;

import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.verdict.Result;

/** Two that are told. */
record TwoAudiences(Audience first, Audience second) implements Audience {
  @Override
  public void asked(int play, Action.Ask ask) {
    first.asked(play, ask);
    second.asked(play, ask);
  }

  @Override
  public void held(int play, Action.Hold hold) {
    first.held(play, hold);
    second.held(play, hold);
  }

  @Override
  public void ended(int play, Result result) {
    first.ended(play, result);
    second.ended(play, result);
  }

  @Override
  public void broke(int play, RuntimeException fault) {
    first.broke(play, fault);
    second.broke(play, fault);
  }

  @Override
  public void noted(String text) {
    first.noted(text);
    second.noted(text);
  }
}
