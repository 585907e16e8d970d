package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

/** What is known of connections at one place of the script. Fragments share it with includers. */
final class Wires {
  private final Map<Role, Conn> open = new EnumMap<>(Role.class);
  private final Map<Integer, Conn> aliases = new HashMap<>();
  private final Set<Conn> withId = new HashSet<>();
  private final Set<Conn> closed = new HashSet<>();
  private final Set<Role> asked = EnumSet.noneOf(Role.class);
  private Optional<Conn> current = Optional.empty();
  private boolean over;

  /** The connection that a step names, empty where it is not open on every way that leads here. */
  Optional<Conn> find(Target target) {
    if (target instanceof Target.Listener listener) {
      return Optional.ofNullable(open.get(listener.role()));
    }
    return target instanceof Target.Alias alias
        ? Optional.ofNullable(aliases.get(alias.index()))
        : current;
  }

  Conn accept(Role role, Optional<Target.Alias> alias) {
    Conn conn = new Conn(Optional.of(role));
    open.put(role, conn);
    alias.ifPresent(name -> aliases.put(name.index(), conn));
    current = Optional.of(conn);
    return conn;
  }

  /** Takes a connection for open after it was told that it is not: once is enough. */
  void assume(Target target) {
    if (target instanceof Target.Listener listener) {
      open.put(listener.role(), new Conn(Optional.of(listener.role())));
    } else if (target instanceof Target.Alias alias) {
      aliases.put(alias.index(), new Conn(Optional.empty()));
    } else {
      current = Optional.of(new Conn(Optional.empty()));
    }
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
  }

  boolean isClosed(Conn conn) {
    return closed.contains(conn);
  }

  /** A request was taken on this role. */
  void ask(Role role) {
    asked.add(role);
  }

  boolean isAsked(Role role) {
    return asked.contains(role);
  }

  /** The play ends here: what follows is never reached on this way. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
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
    asked.addAll(other.asked);
    current = other.current;
    over = other.over;
  }

  /** Becomes what holds whichever of these ways was taken; those that are over do not lead here. */
  void join(List<Wires> ways) {
    List<Wires> alive = ways.stream().filter(way -> !way.over).toList();
    if (alive.isEmpty()) {
      over = true;
      return;
    }
    take(alive.get(0));
    if (alive.size() == 1) {
      return;
    }
    for (Wires way : alive) {
      withId.addAll(way.withId);
      asked.addAll(way.asked);
      open.keySet().retainAll(way.open.keySet());
      aliases.keySet().retainAll(way.aliases.keySet());
    }
    closed.removeIf(conn -> !alive.stream().allMatch(way -> way.isClosed(conn)));
    open.replaceAll(
        (role, conn) -> one(alive, alive.stream().map(way -> way.open.get(role)).toList()));
    aliases.replaceAll(
        (index, conn) -> one(alive, alive.stream().map(way -> way.aliases.get(index)).toList()));
    current =
        alive.stream().anyMatch(way -> way.current.isEmpty())
            ? Optional.empty()
            : Optional.of(one(alive, alive.stream().map(way -> way.current.get()).toList()));
  }

  /** The one that stands for the connection of each way. */
  private Conn one(List<Wires> ways, List<Conn> conns) {
    Conn first = conns.get(0);
    if (conns.stream().allMatch(conn -> conn == first)) {
      return first;
    }
    boolean sameRole = conns.stream().allMatch(conn -> conn.role().equals(first.role()));
    Conn joined = new Conn(sameRole ? first.role() : Optional.empty());
    if (conns.stream().anyMatch(withId::contains)) {
      withId.add(joined);
    }
    List<Boolean> ends = new ArrayList<>();
    for (int i = 0; i < conns.size(); i++) {
      ends.add(ways.get(i).isClosed(conns.get(i)));
    }
    if (!ends.contains(false)) {
      closed.add(joined);
    }
    return joined;
  }
}
