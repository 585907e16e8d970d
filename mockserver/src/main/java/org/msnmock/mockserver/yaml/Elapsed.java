package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Name;

/**
 * How much time has passed at the least at one place of the script: the pauses that are ours,
 * without what the client takes. Never more than that: what ways differ in is forgotten.
 */
final class Elapsed {
  private Duration now = Duration.ZERO;
  private Duration heardAll = Duration.ofSeconds(-1);
  private final Map<Name, Duration> moments = new HashMap<>();
  private final Map<Conn, Duration> heard = new HashMap<>();
  private final Map<Conn, Duration> said = new HashMap<>();
  private final Set<Name> present = new HashSet<>();

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** A moment has its name now. */
  void mark(Name moment) {
    moments.put(moment, now);
  }

  /** The same of one that we ourselves make: it is now, until something takes time. */
  void markNow(Name moment) {
    mark(moment);
    present.add(moment);
  }

  /** Something takes time, however little. */
  void lapse() {
    present.clear();
  }

  boolean isNow(Name moment) {
    return present.contains(moment);
  }

  /** Whatever comes on this connection comes after this. */
  void heard(Conn conn) {
    heard.put(conn, now);
  }

  /** Whatever comes on any connection comes after this. */
  void heardAll() {
    heardAll = now;
  }

  /** Who does not speak before being spoken to sends nothing on this connection before this. */
  void said(Conn conn) {
    said.put(conn, now);
  }

  /**
   * What lies between a moment and the next line on a connection at the least, nothing or less
   * where that may have come before; empty where nobody knows.
   */
  Optional<Duration> until(Conn conn, Name moment) {
    return between(moment, laterOf(heardAll, heard.getOrDefault(conn, heardAll)));
  }

  /** Likewise, for a line that answers what was said there. */
  Optional<Duration> untilAnswer(Conn conn, Name moment) {
    Duration hearing = laterOf(heardAll, heard.getOrDefault(conn, heardAll));
    return between(moment, laterOf(hearing, said.getOrDefault(conn, hearing)));
  }

  private Optional<Duration> between(Name moment, Duration end) {
    return Optional.ofNullable(moments.get(moment)).map(end::minus);
  }

  /** Becomes like another. */
  void take(Elapsed other) {
    now = other.now;
    heardAll = other.heardAll;
    replace(moments, other.moments);
    replace(heard, other.heard);
    replace(said, other.said);
    present.clear();
    present.addAll(other.present);
  }

  private static <K> void replace(Map<K, Duration> old, Map<K, Duration> with) {
    old.clear();
    old.putAll(with);
  }

  /** Becomes what holds whichever of these ways was taken. */
  void join(List<Elapsed> ways) {
    take(ways.get(0));
    lapse();
    for (Elapsed way : ways) {
      now = earlierOf(now, way.now);
      heardAll = earlierOf(heardAll, way.heardAll);
      moments.entrySet().retainAll(way.moments.entrySet());
      soonest(heard, way.heard);
      soonest(said, way.said);
    }
  }

  private static void soonest(Map<Conn, Duration> all, Map<Conn, Duration> way) {
    all.keySet().retainAll(way.keySet());
    all.replaceAll((conn, time) -> earlierOf(time, Objects.requireNonNull(way.get(conn))));
  }

  /** Becomes what holds when all of these were played side by side. */
  void mergeAll(List<Elapsed> ways) {
    lapse();
    for (Elapsed way : ways) {
      now = laterOf(now, way.now);
      heardAll = laterOf(heardAll, way.heardAll);
      moments.entrySet().retainAll(way.moments.entrySet());
      way.heard.forEach((conn, time) -> heard.merge(conn, time, Elapsed::laterOf));
      way.said.forEach((conn, time) -> said.merge(conn, time, Elapsed::laterOf));
    }
  }

  private static Duration earlierOf(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration laterOf(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
