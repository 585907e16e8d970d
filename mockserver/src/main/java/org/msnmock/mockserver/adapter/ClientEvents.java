package org.msnmock.mockserver.adapter;

import java.util.Map;
import org.msnmock.mockserver.engine.Event;

/** Hears what a client under test says about itself. Any thread may call; calls return at once. */
public interface ClientEvents {
  /** The client tells its user something; values are texts, lists of values or maps to values. */
  void told(String event, Map<String, Object> arguments);

  /** The answer to {@link ClientUnderTest#act}; {@code why} is empty where nothing is to say. */
  void answered(int ask, Event.Reply reply, String why);

  /**
   * The client has ended by itself.
   *
   * @param signalled whether a signal killed it
   */
  void ended(int code, boolean signalled);
}
