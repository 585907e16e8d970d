package org.msnmock.mockserver.yaml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Target;

/**
 * What is known at one place of the script: names by Java's rules for definite assignment, and
 * connections. It changes while the steps are read; each branch has a copy.
 */
final class Flow {
  private final Map<String, Known> known = new LinkedHashMap<>();
  private final Map<String, Name> perhaps = new LinkedHashMap<>();
  private final Map<String, Target.Alias> aliases = new HashMap<>();
  private final Wires wires;

  Flow(Wires wires) {
    this.wires = wires;
  }

  /** A name with a value. */
  record Known(Name name, Piece.Equality equality) {}

  Map<String, Known> known() {
    return known;
  }

  /** Names that have a value on some ways only. */
  Map<String, Name> perhaps() {
    return perhaps;
  }

  /** Connections with names of their own. */
  Map<String, Target.Alias> aliases() {
    return aliases;
  }

  Wires wires() {
    return wires;
  }

  Flow copy() {
    return copy(wires.copy());
  }

  /** For a branch beside others. */
  Flow fork() {
    return copy(wires.fork());
  }

  /** A copy in which nothing is known of the script's connections. */
  Flow apart() {
    return copy(new Wires());
  }

  private Flow copy(Wires copiedWires) {
    Flow copy = new Flow(copiedWires);
    copy.known.putAll(known);
    copy.perhaps.putAll(perhaps);
    copy.aliases.putAll(aliases);
    return copy;
  }

  /** Goes on with what is known whichever of these ways was taken. */
  void join(List<Flow> ways) {
    List<Flow> alive = ways.stream().filter(way -> !way.wires.isOver()).toList();
    wires.join(ways.stream().map(Flow::wires).toList());
    if (alive.isEmpty()) {
      return;
    }
    Map<String, Known> first = new LinkedHashMap<>(alive.get(0).known);
    known.clear();
    for (Flow way : alive) {
      perhaps.putAll(way.perhaps);
      way.known.forEach((text, one) -> perhaps.put(text, one.name()));
      first.keySet().retainAll(way.known.keySet());
      first.replaceAll((text, one) -> exactest(one, way.known.getOrDefault(text, one)));
      aliases.putAll(way.aliases);
    }
    known.putAll(first);
    perhaps.keySet().removeAll(known.keySet());
  }

  /** Goes on behind branches that were all played in some order. */
  void afterAll(List<Flow> ways) {
    for (Flow way : ways) {
      known.putAll(way.known);
      perhaps.putAll(way.perhaps);
      aliases.putAll(way.aliases);
    }
    perhaps.keySet().removeAll(known.keySet());
    wires.mergeAll(ways.stream().map(Flow::wires).toList());
  }

  /** Goes on behind branches that were all played; what they learned ended with them. */
  void afterStrangers(List<Flow> ways) {
    ways.forEach(way -> aliases.putAll(way.aliases));
    wires.mergeAll(ways.stream().map(Flow::wires).toList());
  }

  /**
   * Goes on behind rounds; what they learned ended with them.
   *
   * @param orNone whether there may have been no round at all
   */
  void afterRounds(Flow round, boolean orNone) {
    aliases.putAll(round.aliases);
    wires.join(orNone ? List.of(wires.copy(), round.wires) : List.of(round.wires));
  }

  private static Known exactest(Known a, Known b) {
    return a.equality() == Piece.Equality.EXACT ? a : b;
  }
}
