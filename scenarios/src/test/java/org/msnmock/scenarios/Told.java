package org.msnmock.scenarios;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.engine.Event;

/** Users who are told something else. */
final class Told {
  private Told() {}

  static ClientEvents withoutContacts(ClientEvents play) {
    return changed(
        play,
        (event, arguments) ->
            Optional.of(event.equals("contacts") ? Map.of("forward", List.of()) : arguments));
  }

  /** Nothing of this event, where its argument is this one. */
  static ClientEvents without(ClientEvents play, String unwanted, String argument, String value) {
    return changed(
        play,
        (event, arguments) ->
            event.equals(unwanted) && value.equals(arguments.getOrDefault(argument, value))
                ? Optional.empty()
                : Optional.of(arguments));
  }

  /** Whoever was a friend once stays one. */
  static ClientEvents withOldFriends(ClientEvents play) {
    Set<Object> friends = ConcurrentHashMap.newKeySet();
    return changed(
        play,
        (event, arguments) -> {
          if (!event.equals("contacts")) {
            return Optional.of(arguments);
          }
          friends.addAll((Collection<?>) arguments.getOrDefault("forward", List.of()));
          Map<String, Object> more = new HashMap<>(arguments);
          more.put("forward", List.copyOf(friends));
          return Optional.of(more);
        });
  }

  private static ClientEvents changed(
      ClientEvents play,
      BiFunction<String, Map<String, Object>, Optional<Map<String, Object>>> change) {
    return new ClientEvents() {
      @Override
      public void told(String event, Map<String, Object> arguments) {
        change.apply(event, arguments).ifPresent(changed -> play.told(event, changed));
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
