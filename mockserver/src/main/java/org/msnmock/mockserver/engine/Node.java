package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Step;

/**
 * A dialogue as the engine walks it: each node knows what follows, so that a step costs the same in
 * a short dialogue and in a long one.
 */
sealed interface Node {

  /** Something to do at once. */
  record Act(Step step, Node next) implements Node {}

  /**
   * Something to wait for.
   *
   * @param heads in file order
   * @param skip what follows when none of the heads can ever be chosen, since nobody tells what the
   *     client's user sees
   * @param untilQuiet ends an {@code optional} block: the silence, and what follows it
   */
  record Await(Step step, List<Head> heads, Node skip, Optional<UntilQuiet> untilQuiet)
      implements Node {}

  /** {@code if}: one of two ways, which is decided at once. */
  record Fork(Step.If step, Node then, Node otherwise) implements Node {}

  /** The end of an {@code optional} block by silence. */
  record UntilQuiet(Duration duration, Node then) {}

  /** A border between scopes; costs no time and can be passed on the way to a head. */
  sealed interface Passage extends Node {
    Node next();
  }

  /** Fills the parameters of a fragment. */
  record Bind(Step.Include include, Node next) implements Passage {}

  /** Hands back what a fragment gives. */
  record Export(Step.Include include, Node next) implements Passage {}

  /** Puts rules in force. */
  record Enter(List<Rule> rules, Rank rank, Node next) implements Passage {}

  /** Puts the rules of a scope out of force. */
  record Leave(List<Rule> rules, Node next) implements Passage {}

  /** Where rules stand in the order in which they are tried. */
  enum Rank {
    BLOCK,
    FILE,
    FRAGMENT
  }

  /** The end of the dialogue. */
  record End() implements Node {}
}
