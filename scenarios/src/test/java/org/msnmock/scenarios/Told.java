package org.msnmock.scenarios;

import java.util.List;
import java.util.Map;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.engine.Event;

/** Users who are told something else. */
final class Told {
  private Told() {}

  static ClientEvents withoutContacts(ClientEvents play) {
    return new ClientEvents() {
      @Override
      public void told(String event, Map<String, Object> arguments) {
        play.told(event, event.equals("contacts") ? Map.of("forward", List.of()) : arguments);
      }

      @Override
      public void answered(int ask, Event.Reply reply, String why) {
        play.answered(ask, reply, why);
      }

      @Override
      public void ended(int code, boolean signalled) {
        play.ended(code, signalled);
      }
    };
  }
}
