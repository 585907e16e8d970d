package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Step;

/**
 * The background rules in force, in the order in which they are tried: blocks from the inside out,
 * the file's own, fragments. Found by the command of the line, so that a thousand rules cost no
 * more than one.
 */
final class Rules {
  private static final String ANY = "";

  private final List<Active> order = new ArrayList<>();
  private final IdentityHashMap<Rule, Integer> uses = new IdentityHashMap<>();
  private final Map<String, Integer> usesByName = new LinkedHashMap<>();
  private @Nullable Map<String, List<Active>> byCommand;

  /** A rule in force. */
  record Active(Rule rule, Node.Rank rank) {}

  void enter(Collection<Rule> rules, Node.Rank rank) {
    if (rules.isEmpty()) {
      return;
    }
    int at = 0;
    if (rank != Node.Rank.BLOCK) {
      while (at < order.size() && order.get(at).rank().compareTo(rank) <= 0) {
        at++;
      }
    }
    for (Rule rule : rules) {
      order.add(at++, new Active(rule, rank));
      uses.put(rule, 0); // a scope that is entered again counts anew
    }
    byCommand = null;
  }

  /** Takes rules out of force; those that were used too seldom come back. */
  List<Rule> leave(Collection<Rule> rules) {
    Set<Rule> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.addAll(rules);
    order.removeIf(active -> gone.contains(active.rule()));
    byCommand = null;
    return rules.stream().filter(this::isUsedTooSeldom).toList();
  }

  /** Those in force that were used too seldom. */
  List<Rule> tooSeldom() {
    return order.stream().map(Active::rule).filter(this::isUsedTooSeldom).toList();
  }

  private boolean isUsedTooSeldom(Rule rule) {
    return uses.getOrDefault(rule, 0) < rule.least();
  }

  boolean isUsedUp(Rule rule) {
    return rule.most() != Integer.MAX_VALUE && uses.getOrDefault(rule, 0) >= rule.most();
  }

  int uses(Rule rule) {
    return uses.getOrDefault(rule, 0);
  }

  void use(Rule rule) {
    uses.merge(rule, 1, Integer::sum);
    usesByName.merge(rule.name(), 1, Integer::sum);
  }

  /** How often each rule was used, by name. */
  Map<String, Integer> usesByName() {
    return usesByName;
  }

  /** The names of all rules in force. */
  List<String> names() {
    return order.stream().map(active -> active.rule().name()).distinct().toList();
  }

  /** The rules that may take a line with this command, in order. */
  List<Active> forCommand(String command) {
    if (order.isEmpty()) {
      return List.of();
    }
    Map<String, List<Active>> index = byCommand;
    if (index == null) {
      index = index();
      byCommand = index;
    }
    List<Active> found = index.get(command);
    return found != null ? found : index.getOrDefault(ANY, List.of());
  }

  /** The rules for requests, in order. */
  List<Active> forRequests() {
    return order.stream()
        .filter(active -> active.rule().head() instanceof Step.ClientRequest)
        .toList();
  }

  private Map<String, List<Active>> index() {
    Map<String, List<Active>> index = new HashMap<>();
    for (Active active : order) {
      command(active.rule()).ifPresent(command -> index.put(command, new ArrayList<>()));
    }
    index.put(ANY, new ArrayList<>());
    for (Active active : order) {
      if (active.rule().head() instanceof Step.ClientLine) {
        Optional<String> command = command(active.rule());
        if (command.isPresent()) {
          index.computeIfAbsent(command.get(), c -> new ArrayList<>()).add(active);
        } else {
          index.values().forEach(list -> list.add(active));
        }
      }
    }
    return index;
  }

  private static Optional<String> command(Rule rule) {
    return rule.head() instanceof Step.ClientLine line ? line.line().command() : Optional.empty();
  }
}
