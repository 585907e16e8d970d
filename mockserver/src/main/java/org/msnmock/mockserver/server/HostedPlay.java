package org.msnmock.mockserver.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Request;

/**
 * A play with its connections and open requests. As a timer it is due no later than the play wants
 * its next tick: a play whose moment only moves away costs nothing until the old one has come.
 */
final class HostedPlay extends Timers.Timer implements Consumer<Action> {
  /** How long a play of many waits for a client that has gone, where nothing else limits it. */
  static final long DESERTED = TimeUnit.SECONDS.toNanos(30);

  private final int number;
  private final Loop loop;
  private final Performance performance;
  private final Map<Integer, Connection> connections = new HashMap<>(4);
  private final Map<Integer, CompletableFuture<Reply>> requests = new HashMap<>(4);
  private final Map<Integer, Dialling> dialled = new HashMap<>(1);
  private final Map<Integer, Reply.InParts> begun = new HashMap<>(2);
  private final Map<String, Guest> guests = new HashMap<>(2);
  private int lastConnection;
  private int lastRequest;
  private boolean over;
  private long givenUpAt = Timers.NEVER;

  HostedPlay(int number, Loop loop, Repertoire repertoire, long now) {
    this.number = number;
    this.loop = loop;
    this.performance = repertoire.perform(number, this, now);
  }

  int number() {
    return number;
  }

  boolean isOver() {
    return over;
  }

  boolean awaits(Service service) {
    return performance.awaits(service);
  }

  /**
   * How much speaks for it that somebody is this play's client: {@link Guest#likeness}. Of one that
   * has not been here it is only known whether the others still are.
   */
  int likeness(Service service, Caller caller) {
    Guest guest = guests.get(service.client());
    if (guest == null) {
      return isInhabited() ? Guest.PRESENT : 0;
    }
    return guest.likeness(caller);
  }

  /** Whether some client is connected. */
  boolean isInhabited() {
    return guests.values().stream().anyMatch(Guest::isPresent);
  }

  void begin(long now) {
    run(() -> performance.begin(now));
  }

  /** Does something with the play that comes from no client. */
  void act(LongConsumer step) {
    long now = loop.now();
    run(() -> step.accept(now));
  }

  void abandon(String why) {
    long now = loop.now();
    run(() -> performance.abandon(why, now));
  }

  void deliver(Event event, long now) {
    if (event instanceof Event.Line line) {
      heard(line);
    }
    try {
      performance.handle(event, now);
    } catch (RuntimeException e) {
      breakOff(e);
      return;
    }
    settle();
  }

  private void heard(Event.Line line) {
    Connection connection = connection(line.connection());
    if (connection != null) {
      guest(connection).heard(line.frame());
    }
  }

  private Guest guest(Connection connection) {
    return guests.computeIfAbsent(connection.service().client(), client -> new Guest());
  }

  /** Takes the connection of somebody in; its number is the answer. */
  int enter(Connection connection, Caller caller) {
    guest(connection).comesAs(caller);
    return enter(connection);
  }

  /** Takes a connection in; its number is the answer. */
  int enter(Connection connection) {
    guest(connection).connected();
    lastConnection++;
    connections.put(lastConnection, connection);
    return lastConnection;
  }

  /** Numbers a connection that is over already. */
  int enterClosed() {
    lastConnection++;
    return lastConnection;
  }

  /** Forgets a connection of which nothing more will be heard. */
  void leave(int connection) {
    Connection left = connections.remove(connection);
    if (left != null) {
      guest(left).disconnected();
      awaitReturn();
    }
  }

  /** A client that has gone, and is given no time by its play, gets some. */
  private void awaitReturn() {
    if (over || !isDeserted()) {
      givenUpAt = Timers.NEVER;
      return;
    }
    if (givenUpAt == Timers.NEVER) {
      givenUpAt = loop.now() + DESERTED;
    }
    if (givenUpAt < at()) { // always: a tick since then was the only thing that was due
      loop.timers().set(this, givenUpAt);
    }
  }

  private boolean isDeserted() {
    return loop.casting().endsDeserted()
        && lastConnection > 0
        && connections.isEmpty()
        && requests.isEmpty()
        && begun.isEmpty()
        && dialled.isEmpty();
  }

  void request(Service service, Request content, CompletableFuture<Reply> reply) {
    lastRequest++;
    requests.put(lastRequest, reply);
    deliver(new Event.Requested(lastRequest, service, content), loop.now());
    if (over) {
      dropRequests();
    }
  }

  @Override
  void due(long now) {
    if (performance.nextDue() <= now) {
      deliver(tick(), now);
    } else if (givenUpAt <= now && isDeserted() && performance.waitsForItsClient()) {
      abandon(
          "its client has closed all its connections, and has not come back for %s s"
              .formatted(TimeUnit.NANOSECONDS.toSeconds(DESERTED)));
    } else {
      if (givenUpAt <= now) {
        givenUpAt = Timers.NEVER;
      }
      settle();
    }
  }

  private Event.Tick tick() {
    if (!performance.judges()) {
      return Event.Tick.NOTHING_UNFINISHED;
    }
    Map<Integer, String> unfinished = new HashMap<>(0);
    connections.forEach(
        (id, connection) -> {
          String what = connection.unfinished();
          if (!what.isEmpty()) {
            unfinished.put(id, what);
          }
        });
    return unfinished.isEmpty() ? Event.Tick.NOTHING_UNFINISHED : new Event.Tick(unfinished);
  }

  @Override
  public void accept(Action action) {
    if (action instanceof Action.Send send) {
      Connection connection = connection(send.connection());
      if (connection != null) {
        guest(connection).told(send.bytes());
        connection.send(send.bytes());
      }
    } else if (action instanceof Action.Respond respond) {
      CompletableFuture<Reply> reply = requests.remove(respond.request());
      if (reply != null) {
        reply.complete(new Reply.Whole(respond.answer()));
      }
    } else if (action instanceof Action.RespondPart part) {
      respond(part);
    } else if (action instanceof Action.EndAnswer end) {
      Reply.InParts parts = begun.remove(end.request());
      if (parts != null) {
        parts.end(end.manner());
      }
    } else if (action instanceof Action.Close close) {
      Connection connection = connection(close.connection());
      if (connection != null) {
        connection.close();
      }
    } else if (action instanceof Action.Reset reset) {
      Connection connection = connection(reset.connection());
      if (connection != null) {
        connection.reset();
      }
    } else if (action instanceof Action.Refuse refuse) {
      loop.refuse(refuse.service());
    } else if (action instanceof Action.Dial dial) {
      dial(dial);
    } else if (action instanceof Action.Ask ask) {
      loop.audience().asked(number, ask);
    } else if (action instanceof Action.Hold hold) {
      loop.audience().held(number, hold);
    }
    // Action.Ended says nothing that isEnded() does not say once the event has been handled.
  }

  private void dial(Action.Dial dial) {
    Dialling dialling = new Dialling(loop, this, dial);
    dialled.put(dial.number(), dialling);
    loop.post(dialling::begin); // a play is not told of anything while it acts
  }

  /** What became of an attempt is known, or nobody wants to know it. */
  void answered(int dial) {
    dialled.remove(dial);
  }

  private void respond(Action.RespondPart part) {
    CompletableFuture<Reply> reply = requests.remove(part.request());
    if (reply != null) {
      Reply.InParts first = new Reply.InParts(loop.settings().pace());
      begun.put(part.request(), first);
      reply.complete(first);
    }
    Reply.InParts parts = begun.get(part.request());
    if (parts != null) {
      parts.add(part.bytes());
    }
  }

  private @Nullable Connection connection(int id) {
    return connections.get(id);
  }

  private void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      breakOff(e);
      return;
    }
    settle();
  }

  private void settle() {
    if (over) {
      return;
    }
    if (performance.isEnded()) {
      finish();
      performance.tellEnd(loop.audience(), number);
      return;
    }
    long due = performance.nextDue();
    if (due < at()) {
      loop.timers().set(this, due);
    }
    awaitReturn();
    loop.casting().touched(this);
  }

  /** A fault of one play must not take the others with it. */
  private void breakOff(RuntimeException fault) {
    if (!over) {
      finish();
      loop.audience().broke(number, fault);
    }
  }

  private void finish() {
    over = true;
    loop.timers().remove(this);
    for (Connection connection : List.copyOf(connections.values())) {
      connection.close();
    }
    List.copyOf(dialled.values()).forEach(Dialling::giveUp);
    dropRequests();
    loop.casting().ended(this);
  }

  /** Whoever waits for an answer, or for more of one, then closes without it. */
  private void dropRequests() {
    requests.values().forEach(reply -> reply.cancel(false));
    requests.clear();
    begun.values().forEach(parts -> parts.end(Entry.Manner.FIN));
    begun.clear();
  }
}
