package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.ArrayList;
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
  record Choice(Step.If step, Node then, Node otherwise) implements Node {}

  /**
   * The end of an {@code optional} block, or of rounds, by silence.
   *
   * @param of the block that says so; one before it that may be left out ends with it, once its own
   *     time is over
   * @param entry what is passed on the way to it then
   */
  record UntilQuiet(Duration duration, Step of, List<Passage> entry, Node then) {
    UntilQuiet via(Passage passage) {
      List<Passage> all = new ArrayList<>();
      all.add(passage);
      all.addAll(entry);
      return new UntilQuiet(duration, of, List.copyOf(all), then);
    }
  }

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

  /** Branches that are all played; {@code next} follows the end of the last of them. */
  record Fork(Step step, List<Way> ways, Node next) implements Node {}

  /** A branch of a fork: its name, and where it begins. */
  record Way(String name, Node first) {}

  /** The beginning of a loop: no round is done, nothing collected. */
  record StartLoop(Loop loop) implements Passage {
    @Override
    public Node next() {
      return loop;
    }
  }

  /**
   * {@code repeat}: decides whether a round must follow, may follow, or not. It is linked once,
   * when its body is: the body leads back here.
   */
  final class Loop implements Node {
    private final Step.Repeat step;
    private final Node next;
    private Node round;
    private Node choice;

    Loop(Step.Repeat step, Node next) {
      this.step = step;
      this.next = next;
      this.round = next;
      this.choice = next;
    }

    /**
     * @param first what a round begins with
     * @param either waits for another round or for what ends the loop
     */
    void link(Node first, Node either) {
      round = first;
      choice = either;
    }

    Step.Repeat step() {
      return step;
    }

    Node next() {
      return next;
    }

    /** What follows when so many rounds are done. */
    Node after(int rounds) {
      if (rounds < step.least()) {
        return round;
      }
      return rounds < step.most() ? choice : next;
    }
  }

  /** The end of a round. */
  record EndRound(Loop loop) implements Node {}

  /** The end of the dialogue, or of a branch. */
  record End() implements Node {}
}
