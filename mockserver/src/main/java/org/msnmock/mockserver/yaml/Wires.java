package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Target;

/** What is known of connections at one place of the script. Fragments share it with includers. */
final class Wires {
  private final Map<Service, Conn> open = new HashMap<>();
  private final Map<Integer, Conn> aliases = new HashMap<>();
  private final Set<Conn> withId = new HashSet<>();
  private final Set<Conn> closed = new HashSet<>();
  private final Set<Conn> silent = new HashSet<>();
  private final Set<Service> asked = new HashSet<>();
  private final Set<Conn> read = new HashSet<>();
  private final Set<String> came = new HashSet<>();
  private final Elapsed elapsed = new Elapsed();
  private Optional<Conn> current = Optional.empty();
  private boolean over;

  /** The connection that a step names, empty where it is not open on every way that leads here. */
  Optional<Conn> find(Target target) {
    if (target instanceof Target.Listener listener) {
      return Optional.ofNullable(open.get(listener.service()));
    }
    return target instanceof Target.Alias alias
        ? Optional.ofNullable(aliases.get(alias.index()))
        : current;
  }

  Conn accept(Service service, Optional<Target.Alias> alias) {
    Conn conn = new Conn(Optional.of(service));
    open.put(service, conn);
    alias.ifPresent(name -> aliases.put(name.index(), conn));
    current = Optional.of(conn);
    return conn;
  }

  /** A connection of this client was accepted. */
  void come(String client) {
    came.add(client);
  }

  /** Whether that is so on every way that leads here. */
  boolean hasCome(String client) {
    return came.contains(client);
  }

  /** Takes a connection for open after it was told that it is not: once is enough. */
  Conn assume(Target target) {
    Conn conn =
        new Conn(
            target instanceof Target.Listener listener
                ? Optional.of(listener.service())
                : Optional.empty());
    if (target instanceof Target.Listener listener) {
      open.put(listener.service(), conn);
      come(listener.service().client());
    } else if (target instanceof Target.Alias alias) {
      aliases.put(alias.index(), conn);
    } else {
      current = Optional.of(conn);
    }
    return conn;
  }

  void use(Conn conn) {
    current = Optional.of(conn);
  }

  /** A {@code C} line with {@code {trid}} was taken on it. */
  void idTaken(Conn conn) {
    withId.add(conn);
  }

  boolean hasId(Conn conn) {
    return withId.contains(conn);
  }

  void close(Conn conn) {
    closed.add(conn);
    silent.add(conn);
  }

  /** Nothing more is sent on it, while its client may go on. */
  void stall(Conn conn) {
    silent.add(conn);
  }

  /** Whether nothing can be sent on it any more. */
  boolean isSilent(Conn conn) {
    return silent.contains(conn);
  }

  boolean isClosed(Conn conn) {
    return closed.contains(conn);
  }

  /** Something is awaited on it. */
  void read(Conn conn) {
    read.add(conn);
  }

  /** The connections on which something was awaited since the beginning, or since the fork. */
  Set<Conn> read() {
    return read;
  }

  /** A request was taken on this service. */
  void ask(Service service) {
    asked.add(service);
  }

  boolean isAsked(Service service) {
    return asked.contains(service);
  }

  /** How much time has passed here at the least. */
  Elapsed elapsed() {
    return elapsed;
  }

  /** The play ends here: what follows is never reached on this way. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** A copy for a branch beside others, on which nothing is awaited yet. */
  Wires fork() {
    Wires fork = copy();
    fork.read.clear();
    return fork;
  }

  /**
   * Becomes what holds when all of these were played, whose connections were the same at first. The
   * transaction id of a connection is known only if exactly one of them has read there.
   */
  void mergeAll(List<Wires> ways) {
    Map<Service, Conn> openBefore = new HashMap<>(open);
    Map<Conn, Integer> readers = new HashMap<>();
    for (Wires way : ways) {
      way.open.forEach(
          (service, conn) -> {
            if (openBefore.get(service) != conn) {
              open.put(service, conn);
            }
          });
      aliases.putAll(way.aliases);
      closed.addAll(way.closed);
      silent.addAll(way.silent);
      asked.addAll(way.asked);
      withId.addAll(way.withId);
      read.addAll(way.read);
      came.addAll(way.came);
      way.read.forEach(conn -> readers.merge(conn, 1, Integer::sum));
      over |= way.over;
    }
    elapsed.mergeAll(ways.stream().map(Wires::elapsed).toList());
    readers.forEach(
        (conn, several) -> {
          if (several > 1) {
            withId.remove(conn);
          }
        });
  }

  Wires copy() {
    Wires copy = new Wires();
    copy.take(this);
    return copy;
  }

  /** Becomes like another. */
  private void take(Wires other) {
    open.clear();
    open.putAll(other.open);
    aliases.clear();
    aliases.putAll(other.aliases);
    withId.addAll(other.withId);
    closed.clear();
    closed.addAll(other.closed);
    silent.clear();
    silent.addAll(other.silent);
    asked.addAll(other.asked);
    read.addAll(other.read);
    came.clear();
    came.addAll(other.came);
    elapsed.take(other.elapsed);
    current = other.current;
    over = other.over;
  }

  /** Becomes what holds whichever of these ways was taken; those that are over do not lead here. */
  void join(List<Wires> ways) {
    List<Wires> alive = new ArrayList<>();
    for (Wires way : ways) {
      if (!way.over) {
        alive.add(way);
      }
    }
    if (alive.isEmpty()) {
      over = true;
      return;
    }
    take(alive.get(0));
    elapsed.join(alive.stream().map(Wires::elapsed).toList());
    for (Wires way : alive) {
      withId.addAll(way.withId);
      asked.addAll(way.asked);
      read.addAll(way.read);
      came.retainAll(way.came);
      closed.retainAll(way.closed);
      silent.retainAll(way.silent);
      open.keySet().retainAll(way.open.keySet());
      aliases.keySet().retainAll(way.aliases.keySet());
    }
    for (Map.Entry<Service, Conn> one : open.entrySet()) {
      one.setValue(joined(alive, new Target.Listener(one.getKey())));
    }
    for (Map.Entry<Integer, Conn> one : aliases.entrySet()) {
      one.setValue(joined(alive, new Target.Alias("", one.getKey())));
    }
    for (Wires way : alive) {
      if (way.current.isEmpty()) {
        current = Optional.empty();
        return;
      }
    }
    current = Optional.of(joined(alive, new Target.Current()));
  }

  /** The one that stands for the connection that each way has there. */
  private Conn joined(List<Wires> ways, Target target) {
    Conn first = ways.get(0).find(target).orElseThrow();
    boolean same = true;
    boolean sameService = true;
    boolean hasId = false;
    boolean isClosed = true;
    boolean isSilent = true;
    for (Wires way : ways) {
      Conn conn = way.find(target).orElseThrow();
      same &= conn == first;
      sameService &= conn.service().equals(first.service());
      hasId |= way.hasId(conn);
      isClosed &= way.isClosed(conn);
      isSilent &= way.isSilent(conn);
    }
    if (same) {
      return first;
    }
    Conn joined = new Conn(sameService ? first.service() : Optional.empty());
    if (hasId) {
      withId.add(joined);
    }
    if (isClosed) {
      closed.add(joined);
    }
    if (isSilent) {
      silent.add(joined);
    }
    return joined;
  }
}
