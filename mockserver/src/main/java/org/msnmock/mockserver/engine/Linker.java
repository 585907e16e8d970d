package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Step;

/** Links the steps of a dialogue from the last to the first. */
final class Linker {
  private Linker() {}

  /** The first node of {@code steps}, after which {@code next} follows. */
  static Node link(List<Step> steps, Node next) {
    Node at = leaveFragments(steps, next);
    for (int i = steps.size() - 1; i >= 0; i--) {
      at = link(steps.get(i), at);
    }
    return at;
  }

  /** The rules of fragments are in force to the end of the block in which the include stands. */
  private static Node leaveFragments(List<Step> steps, Node next) {
    Node at = next;
    for (Step step : steps) {
      if (step instanceof Step.Include include && !include.rules().isEmpty()) {
        at = new Node.Leave(include.rules(), at);
      }
    }
    return at;
  }

  private static Node link(Step step, Node next) {
    if (step instanceof Step.Awaiting awaiting) {
      Head head = new Head(awaiting, List.of(), next, List.of(), Head.Place.OWN, step.info());
      return new Node.Await(step, List.of(head), next, Optional.empty());
    }
    if (step instanceof Step.OneOf oneOf) {
      return linkOneOf(oneOf, next);
    }
    if (step instanceof Step.Maybe maybe) {
      return linkMaybe(maybe, next);
    }
    if (step instanceof Step.AllOf allOf) {
      return linkAllOf(allOf, next);
    }
    if (step instanceof Step.Repeat repeat) {
      return linkRepeat(repeat, next);
    }
    if (step instanceof Step.Background block) {
      Node inside = link(block.steps(), leave(block.rules(), next));
      return enter(block.rules(), Node.Rank.BLOCK, inside);
    }
    if (step instanceof Step.If choice) {
      return new Node.Choice(choice, link(choice.then(), next), link(choice.otherwise(), next));
    }
    if (step instanceof Step.Include include) {
      Node out = include.exports().isEmpty() ? next : new Node.Export(include, next);
      Node inside = link(include.steps(), out);
      Node ruled = enter(include.rules(), Node.Rank.FRAGMENT, inside);
      return include.parameters().isEmpty() ? ruled : new Node.Bind(include, ruled);
    }
    return new Node.Act(step, next);
  }

  private static Node enter(List<Rule> rules, Node.Rank rank, Node next) {
    return rules.isEmpty() ? next : new Node.Enter(rules, rank, next);
  }

  private static Node leave(List<Rule> rules, Node next) {
    return rules.isEmpty() ? next : new Node.Leave(rules, next);
  }

  private static Node linkOneOf(Step.OneOf oneOf, Node next) {
    List<Head> heads = new ArrayList<>();
    for (Step.Branch branch : oneOf.branches()) {
      String choice = branch.span().line() + ":" + branch.span().column() + " " + branch.name();
      for (Head head : heads(link(branch.steps(), next))) {
        heads.add(head.chosenBy(choice).because(oneOf.info().why()));
      }
    }
    return new Node.Await(oneOf, List.copyOf(heads), next, Optional.empty());
  }

  private static Node linkMaybe(Step.Maybe maybe, Node next) {
    List<Head> heads = beginning(maybe, link(maybe.steps(), next));
    if (maybe.untilQuiet().isEmpty()) {
      heads(next).forEach(head -> heads.add(head.following()));
    }
    return new Node.Await(
        maybe, List.copyOf(heads), next, silence(maybe, maybe.untilQuiet(), next));
  }

  /**
   * What silence does to a block: it ends it where the block says so; where what follows the block
   * may be ended by silence, both are.
   */
  private static Optional<Node.UntilQuiet> silence(
      Step block, Optional<Duration> stated, Node next) {
    return stated.isPresent()
        ? stated.map(duration -> new Node.UntilQuiet(duration, block, List.of(), next))
        : silence(next);
  }

  private static Optional<Node.UntilQuiet> silence(Node node) {
    if (node instanceof Node.Await await) {
      return await.untilQuiet();
    }
    if (node instanceof Node.Loop loop) {
      return silence(loop.after(0));
    }
    return node instanceof Node.Passage passage
        ? silence(passage.next()).map(quiet -> quiet.via(passage))
        : Optional.empty();
  }

  private static Node linkAllOf(Step.AllOf allOf, Node next) {
    List<Node.Way> ways = new ArrayList<>();
    for (Step.Branch branch : allOf.branches()) {
      ways.add(new Node.Way(branch.name(), link(branch.steps(), new Node.End())));
    }
    return new Node.Fork(allOf, List.copyOf(ways), next);
  }

  private static Node linkRepeat(Step.Repeat repeat, Node next) {
    Node.Loop loop = new Node.Loop(repeat, next);
    Node round = link(repeat.steps(), new Node.EndRound(loop));
    loop.link(round, repeat.isCounted() ? next : choice(repeat, round, next));
    return new Node.StartLoop(loop);
  }

  /** Another round, or what follows the loop. */
  private static Node choice(Step.Repeat repeat, Node round, Node next) {
    List<Head> heads = beginning(repeat, round);
    if (repeat.untilQuiet().isEmpty()) {
      heads(next).forEach(head -> heads.add(head.following()));
    }
    return new Node.Await(
        repeat, List.copyOf(heads), next, silence(repeat, repeat.untilQuiet(), next));
  }

  /** The heads of what begins a block, in a list to add to. */
  private static List<Head> beginning(Step block, Node inside) {
    List<Head> heads = new ArrayList<>();
    heads(inside).forEach(head -> heads.add(head.because(block.info().why())));
    return heads;
  }

  /** Branches in free order begin with the one whose head is met. */
  private static List<Head> heads(Node.Fork fork) {
    List<Head> heads = new ArrayList<>();
    for (int i = 0; i < fork.ways().size(); i++) {
      for (Head head : heads(fork.ways().get(i).first())) {
        List<Node.Way> ways = new ArrayList<>(fork.ways());
        ways.set(i, new Node.Way(ways.get(i).name(), head.then()));
        heads.add(head.goingOnAt(new Node.Fork(fork.step(), List.copyOf(ways), fork.next())));
      }
    }
    return heads;
  }

  /** The heads of what begins at a node; the loader has seen to it that it begins with some. */
  private static List<Head> heads(Node node) {
    if (node instanceof Node.Await await) {
      return await.heads();
    }
    if (node instanceof Node.Loop loop) {
      return heads(loop.after(0));
    }
    if (node instanceof Node.Fork fork) {
      return heads(fork);
    }
    if (node instanceof Node.Passage passage) {
      return heads(passage.next()).stream().map(head -> head.via(passage)).toList();
    }
    throw new IllegalStateException("a branch must begin with a step that waits: " + node);
  }
}
