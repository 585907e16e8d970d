package org.msnmock.scenarios;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.engine.Event;

/** Users who are told something else. */
final class Told {
  private Told() {}

  /** Tells the play something, or nothing, in place of an event. */
  private interface Retelling {
    void tell(ClientEvents play, String event, Map<String, Object> arguments);
  }

  static ClientEvents withoutContacts(ClientEvents play) {
    return otherwise(
        play,
        (to, event, arguments) ->
            to.told(event, event.equals("contacts") ? Map.of("forward", List.of()) : arguments));
  }

  /** Nothing of this event, where its argument is this one. */
  static ClientEvents without(ClientEvents play, String unwanted, String argument, String value) {
    return otherwise(
        play,
        (to, event, arguments) -> {
          if (!event.equals(unwanted) || !value.equals(arguments.getOrDefault(argument, value))) {
            to.told(event, arguments);
          }
        });
  }

  /** Whoever was a friend once stays one. */
  static ClientEvents withOldFriends(ClientEvents play) {
    Set<Object> friends = ConcurrentHashMap.newKeySet();
    return otherwise(
        play,
        (to, event, arguments) -> {
          Map<String, Object> told = new HashMap<>(arguments);
          if (event.equals("contacts")) {
            friends.addAll((Collection<?>) arguments.getOrDefault("forward", List.of()));
            told.put("forward", List.copyOf(friends));
          }
          to.told(event, told);
        });
  }

  static ClientEvents withoutErrors(ClientEvents play) {
    return otherwise(
        play,
        (to, event, arguments) -> {
          if (!event.equals("error")) {
            to.told(event, arguments);
          }
        });
  }

  /** Whoever says something is called by the name that stands beside it. */
  static ClientEvents renamingContacts(ClientEvents play) {
    return otherwise(
        play,
        (to, event, arguments) -> {
          to.told(event, arguments);
          if (event.equals("message")) {
            to.told("names", Map.of("who", arguments.getOrDefault("from", ""), "name", "Carol"));
          }
        });
  }

  /** An event with other arguments. */
  static ClientEvents changing(
      ClientEvents play, String changed, UnaryOperator<Map<String, Object>> change) {
    return otherwise(
        play,
        (to, event, arguments) ->
            to.told(event, event.equals(changed) ? change.apply(arguments) : arguments));
  }

  private static ClientEvents otherwise(ClientEvents play, Retelling retelling) {
    return new ClientEvents() {
      @Override
      public void told(String event, Map<String, Object> arguments) {
        retelling.tell(play, event, arguments);
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
