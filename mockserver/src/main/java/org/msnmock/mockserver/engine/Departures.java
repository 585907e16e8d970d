package org.msnmock.mockserver.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;

/** The clients whose processes have ended, and what waits for them in vain. */
final class Departures {
  private final int clients;
  private final Arrivals arrivals;
  private final Map<String, Event.ClientEnded> ended = new LinkedHashMap<>(2);

  Departures(Dialogue dialogue, Arrivals arrivals) {
    this.clients = dialogue.clients().size();
    this.arrivals = arrivals;
  }

  void add(Event.ClientEnded happened) {
    ended.put(happened.client(), happened);
  }

  /** Whether any client has ended. */
  boolean areThere() {
    return !ended.isEmpty();
  }

  boolean areAll() {
    return ended.size() == clients;
  }

  /** How a client ended, if it has. */
  Optional<Event.ClientEnded> of(String client) {
    return Optional.ofNullable(ended.get(client));
  }

  /** Whether nobody is left who could bring what a step waits for. */
  boolean concern(Run run, Step.Awaiting step) {
    return areAll() || of(run, step).isPresent();
  }

  /** The end that leaves one of these steps waiting in vain; of the first where none is its own. */
  Event.ClientEnded first(Run run, List<Head> heads) {
    for (Head head : heads) {
      Optional<Event.ClientEnded> own = of(run, head.step());
      if (own.isPresent()) {
        return own.get();
      }
    }
    return ended.values().iterator().next();
  }

  private Optional<Event.ClientEnded> of(Run run, Step.Awaiting step) {
    return Optional.ofNullable(client(run, step)).map(ended::get);
  }

  /** The client that a step waits for; null where that is any. */
  private @Nullable String client(Run run, Step.Awaiting step) {
    if (step instanceof Step.Accept accept) {
      return accept.service().client();
    } else if (step instanceof Step.ClientRequest request) {
      return request.service().client();
    } else if (step instanceof Step.See see) {
      return see.client();
    }
    Conn conn = arrivals.awaited(run, step);
    if (conn == null
        && step instanceof Step.ClientLine line
        && line.target() instanceof Target.Listener listener) {
      return listener.service().client(); // where an emulator accepts, it can come later
    }
    return conn == null ? null : conn.service().client();
  }
}
