package org.msnmock.mockserver.adapter;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.msnmock.mockserver.engine.Event;

/** Keeps what a client says, as text. */
final class RecordedEvents implements ClientEvents {
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @Override
  public void told(String event, Map<String, Object> arguments) {
    events.add("told " + event + " " + arguments);
  }

  @Override
  public void answered(int ask, Event.Reply reply, String why) {
    events.add("answered " + ask + " " + reply + " " + why);
  }

  @Override
  public void ended(int code, boolean signalled) {
    events.add("ended " + code + (signalled ? " by a signal" : ""));
  }

  /** The next one; the deadline only ends a hung test. */
  String next() throws InterruptedException {
    String event = events.poll(60, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("the client said nothing");
    }
    return event;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }
}
