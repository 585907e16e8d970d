package org.msnmock.mockserver.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Request;

/** All that has come in to a play: connections with their inboxes, requests, words. */
final class Arrivals {
  private static final int MOST_TOLD = 10_000;
  private static final int MOST_LEFT = 20;

  private final Stage stage;
  private final Map<Integer, Conn> connections = new LinkedHashMap<>(4);
  private final Map<Service, Deque<Conn>> unaccepted = new HashMap<>(2);
  private final Map<Service, Conn> lastAccepted = new HashMap<>(2);
  private final Conn[] aliases;
  private final Map<Service, Deque<Asked>> requests = new HashMap<>(2);
  private final Map<Integer, Request> openRequests = new LinkedHashMap<>(2);
  private final Map<Service, Integer> lastTaken = new HashMap<>(2);
  private final Deque<Asked> left = new ArrayDeque<>(0);
  private final List<Told> told = new ArrayList<>(2);
  private Map<String, Long> came = Map.of();
  private boolean areUnframed;
  private int made;

  Arrivals(Stage stage) {
    this.stage = stage;
    this.aliases = new Conn[stage.script.dialogue().aliases()];
  }

  /** A request that waits to be taken. */
  record Asked(int id, Service service, Request content, long number, long time) {}

  /** A word of the client's adapter that waits to be taken. */
  record Told(Event.Told word, long number, long time) {}

  // ---- connections ----

  Conn connected(Event.Connected happened) {
    Conn conn = add(happened.connection(), happened.service());
    unaccepted.computeIfAbsent(happened.service(), service -> new ArrayDeque<>(2)).add(conn);
    return conn;
  }

  /** A connection that we have made; it is the one that its service stands for from now on. */
  Conn dialled(int connection, Step.Dial step) {
    Conn conn = add(connection, step.service());
    conn.accepted = true;
    lastAccepted.put(step.service(), conn);
    step.alias().ifPresent(name -> aliases[name.index()] = conn);
    return conn;
  }

  private Conn add(int connection, Service service) {
    made++;
    Entry.Connection name = new Entry.Connection(made, service);
    Conn conn = new Conn(connection, name, stage.event(), stage.now(), stage.backlog);
    connections.put(connection, conn);
    areUnframed |= conn.unframed != null;
    return conn;
  }

  /** Whether there is a connection of which the steps say where its lines end. */
  boolean areUnframed() {
    return areUnframed;
  }

  /**
   * Forgets a connection from which no step can take anything any more; steps that know it still
   * do. One that an {@code accept} may be for is kept, and one of which something is left.
   */
  void forgetIfOver(Conn conn) {
    boolean isLeft = !conn.inbox.isEmpty() || conn.unframed != null || !conn.unfinished.isEmpty();
    boolean isOver = conn.isClosedByClient() && (conn.closeTaken || !isLeft);
    if ((conn.accepted || conn.admitted)
        && (conn.endedByUs || isOver)
        && connections.remove(conn.id, conn)) {
      conn.forget();
      Deque<Conn> queue = unaccepted.get(conn.service());
      if (queue != null && conn.admitted) {
        queue.remove(conn); // it came and went by itself
      }
    }
  }

  /** The connection with this number, while something may come of it. */
  Optional<Conn> connection(int id) {
    return Optional.ofNullable(connections.get(id));
  }

  Collection<Conn> connections() {
    return connections.values();
  }

  /** The clients of which some connection was accepted so far; what is given out never changes. */
  Set<String> came() {
    return came.keySet();
  }

  /** When the first connection of a client was accepted. */
  Optional<Long> cameAt(String client) {
    return Optional.ofNullable(came.get(client));
  }

  /** Lets a connection in that no step accepts; it is the one that its service stands for. */
  void admit(Conn conn) {
    conn.admitted = true;
    hasCome(conn.service().client());
    lastAccepted.put(conn.service(), conn);
  }

  /** Takes a connection; it is the one that its service stands for from now on. */
  void accept(Conn conn, Optional<Target.Alias> alias) {
    named(conn);
    hasCome(conn.service().client());
    lastAccepted.put(conn.service(), conn);
    alias.ifPresent(name -> aliases[name.index()] = conn);
    forgetIfOver(conn);
  }

  /** A step knows this connection: it waits for nobody's {@code accept} any more. */
  void named(Conn conn) {
    if (!conn.accepted) {
      conn.accepted = true;
      Deque<Conn> queue = unaccepted.get(conn.service());
      if (queue != null) {
        queue.remove(conn);
      }
    }
  }

  private void hasCome(String client) {
    if (!came.containsKey(client)) {
      Map<String, Long> more = new HashMap<>(came);
      more.put(client, stage.now());
      came = Map.copyOf(more);
    }
  }

  /** The connection that a step of this run is about; null where there is none. */
  @Nullable Conn resolve(Run run, Target target) {
    if (run.ruleConnection != null) {
      return run.ruleConnection;
    }
    if (target instanceof Target.Listener listener) {
      return lastAccepted.get(listener.service());
    }
    return target instanceof Target.Alias alias ? aliases[alias.index()] : run.current;
  }

  /** The connection on which a step awaits something; null where that is none. */
  @Nullable Conn awaited(Run run, Step.Awaiting step) {
    if (step instanceof Step.ClientLine line) {
      return resolve(run, line.target());
    } else if (step instanceof Step.ExpectClose close) {
      return resolve(run, close.target());
    }
    return step instanceof Step.Quiet quiet && quiet.target().isPresent()
        ? resolve(run, quiet.target().get())
        : null;
  }

  /** Whether a background rule about {@code target} is for this connection. */
  boolean isFor(Target target, Conn conn) {
    return conn.unframed == null && isMeant(target, conn);
  }

  private boolean isMeant(Target target, Conn conn) {
    return target instanceof Target.Current
        || target instanceof Target.Listener listener && listener.service().includes(conn.service())
        || target instanceof Target.Alias alias
            && aliases[alias.index()] != null
            && aliases[alias.index()].id == conn.id;
  }

  /** Whether a step of this run waits for a connection that is not there, or not any more. */
  boolean lacks(Run run, Step.Awaiting step, Service service) {
    Target target = null;
    if (step instanceof Step.ClientLine line) {
      target = line.target();
    } else if (step instanceof Step.ExpectClose close) {
      target = close.target();
    }
    if (!(target instanceof Target.Listener listener) || !listener.service().equals(service)) {
      return false;
    }
    Conn conn = resolve(run, target);
    return conn == null || !conn.isOpen();
  }

  /** Whether a step of this run reads the connection. */
  boolean reads(Run run, Step.Awaiting step, Conn conn) {
    return is(conn, awaited(run, step))
        || step instanceof Step.Quiet quiet && quiet.target().isEmpty();
  }

  static boolean is(Conn one, @Nullable Conn other) {
    return other != null && one.id == other.id;
  }

  /** Whether a step of this run reads the requests of a service. */
  static boolean readsRequests(Step.Awaiting step, Service service) {
    return step instanceof Step.ClientRequest request && request.service().equals(service)
        || step instanceof Step.Quiet quiet && quiet.target().isEmpty();
  }

  // ---- requests ----

  Asked requested(Event.Requested happened) {
    openRequests.put(happened.request(), happened.content());
    return new Asked(
        happened.request(), happened.service(), happened.content(), stage.event(), stage.now());
  }

  void keep(Asked asked) {
    requests.computeIfAbsent(asked.service(), service -> new ArrayDeque<>(2)).add(asked);
  }

  void remove(Asked asked) {
    Deque<Asked> queue = requests.get(asked.service());
    if (queue != null) {
      queue.remove(asked);
    }
  }

  /** The script has taken a request: the next answer of its service is for it. */
  void taken(Asked asked) {
    remove(asked);
    lastTaken.put(asked.service(), asked.id());
  }

  /** Remembers a request that was left to Passport, for who looks for one in vain. */
  void leave(Asked asked) {
    if (left.size() == MOST_LEFT) {
      left.removeFirst();
    }
    left.addLast(asked);
  }

  /** The last requests that were left to Passport, oldest first. */
  Collection<Asked> left() {
    return left;
  }

  /** The request that an answer of this run is for, while it is open. */
  Optional<Integer> toAnswer(Run run, Service service) {
    Integer request = run.request != 0 ? (Integer) run.request : lastTaken.get(service);
    return Optional.ofNullable(request).filter(openRequests::containsKey);
  }

  /** Forgets a request, since it is answered; what it was, where it was open. */
  Optional<Request> answered(int request) {
    return Optional.ofNullable(openRequests.remove(request));
  }

  /** Requests that nobody has answered. */
  List<Integer> openRequests() {
    return List.copyOf(openRequests.keySet());
  }

  // ---- words of the adapter ----

  void told(Event.Told word) {
    if (told.size() < MOST_TOLD) {
      told.add(new Told(word, stage.event(), stage.now()));
    }
  }

  void taken(Told word) {
    told.remove(word);
  }

  boolean matches(Step.See see, Event.Told word) {
    return isAbout(see, word)
        && see.arguments().entrySet().stream().allMatch(argument -> fits(argument, word));
  }

  private static boolean isAbout(Step.See see, Event.Told word) {
    return see.event().equals(word.event()) && see.client().equals(word.client());
  }

  private boolean fits(Map.Entry<String, Template> argument, Event.Told word) {
    Object received = Step.See.told(word.arguments(), argument.getKey());
    return received != null && Judge.same(argument.getValue().fill(stage.values), received);
  }

  /** What was told of the awaited event, and differs in what the step asks of it least. */
  Optional<Event.Told> nearest(Step.See see) {
    Event.Told nearest = null;
    long best = -1;
    for (Told one : told) {
      long fitting =
          see.arguments().entrySet().stream()
              .filter(argument -> fits(argument, one.word()))
              .count();
      if (isAbout(see, one.word()) && fitting >= best) {
        nearest = one.word();
        best = fitting;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The names of the arguments of which something else was told, or nothing; sorted. */
  List<String> differences(Step.See see, Event.Told word) {
    return see.arguments().entrySet().stream()
        .filter(argument -> !fits(argument, word))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  // ---- what waits ----

  /** The oldest of what waits for one of these steps; null where nothing does. */
  @Nullable Found oldest(Run run, List<Head> heads) {
    Found oldest = null;
    for (Head head : heads) {
      oldest = older(oldest, waiting(run, head.step()));
    }
    return oldest;
  }

  private static @Nullable Found older(@Nullable Found one, @Nullable Found other) {
    if (one == null) {
      return other;
    }
    return other == null || one.number() <= other.number() ? one : other;
  }

  private @Nullable Found waiting(Run run, Step.Awaiting step) {
    if (step instanceof Step.ClientLine line) {
      return line(resolve(run, line.target()));
    } else if (step instanceof Step.ExpectClose close) {
      return lineOrClosing(resolve(run, close.target()));
    } else if (step instanceof Step.Accept accept) {
      return arrival(accept.service());
    } else if (step instanceof Step.ClientRequest request) {
      return call(request.service());
    } else if (step instanceof Step.See see) {
      return word(see);
    }
    return step instanceof Step.Quiet quiet ? noise(run, quiet) : null;
  }

  private static @Nullable Found line(@Nullable Conn conn) {
    return conn == null || conn.inbox.isEmpty()
        ? null
        : new Found.Line(conn, conn.inbox.getFirst().number());
  }

  private static @Nullable Found lineOrClosing(@Nullable Conn conn) {
    if (conn == null || !conn.inbox.isEmpty()) {
      return line(conn);
    }
    return conn.isClosedByClient() && !conn.closeTaken
        ? new Found.Closing(conn, conn.closedAt)
        : null;
  }

  private @Nullable Found arrival(Service service) {
    Deque<Conn> queue = unaccepted.get(service);
    if (queue != null && stage.isEmulated()) {
      queue.removeIf(conn -> conn.admitted && !conn.isOpen()); // it came and went by itself
    }
    return queue == null || queue.isEmpty()
        ? null
        : new Found.Arrival(queue.getFirst(), queue.getFirst().connectedAt);
  }

  private @Nullable Found call(Service service) {
    Deque<Asked> queue = requests.get(service);
    return queue == null || queue.isEmpty() ? null : new Found.Call(queue.getFirst());
  }

  private @Nullable Found word(Step.See see) {
    for (Told one : told) {
      if (matches(see, one.word())) {
        return new Found.Word(one);
      }
    }
    return null;
  }

  private @Nullable Found noise(Run run, Step.Quiet quiet) {
    if (quiet.target().isPresent()) {
      return line(resolve(run, quiet.target().get()));
    }
    Found oldest = null;
    for (Conn conn : connections.values()) {
      oldest = older(oldest, line(conn));
    }
    for (Service service : unaccepted.keySet()) {
      if (!stage.isEmulated() || !StandIn.serves(service)) {
        oldest = older(oldest, arrival(service));
      }
    }
    for (Service service : requests.keySet()) {
      oldest = older(oldest, call(service));
    }
    return oldest;
  }
}
