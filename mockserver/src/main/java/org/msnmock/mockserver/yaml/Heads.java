package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import org.msnmock.mockserver.dialogue.Step;

/** What a step awaits first. */
final class Heads {
  private Heads() {}

  /** The heads of a step that may begin a branch, empty where it may not. */
  static List<Step.Awaiting> of(Step step) {
    if (step instanceof Step.Awaiting awaiting) {
      return List.of(awaiting);
    }
    if (step instanceof Step.OneOf oneOf) {
      List<Step.Awaiting> out = new ArrayList<>();
      oneOf.branches().forEach(branch -> out.addAll(ofFirst(branch.steps())));
      return out;
    }
    if (step instanceof Step.Include include) {
      return ofFirst(include.steps());
    }
    return step instanceof Step.Background block ? ofFirst(block.steps()) : List.of();
  }

  static List<Step.Awaiting> ofFirst(List<Step> steps) {
    return steps.isEmpty() ? List.of() : of(steps.get(0));
  }

  /** Whether a step waits for the client, so that an {@code optional} before it is over then. */
  static boolean isAwaiting(Step step) {
    if (step instanceof Step.Include include) {
      return !include.steps().isEmpty() && isAwaiting(include.steps().get(0));
    }
    if (step instanceof Step.Background block) {
      return !block.steps().isEmpty() && isAwaiting(block.steps().get(0));
    }
    if (step instanceof Step.AllOf allOf) {
      return allOf.order() == Step.Order.ANY
          && allOf.branches().stream().allMatch(branch -> isAwaitingOneOf(branch.steps()));
    }
    return step instanceof Step.Maybe
        || step instanceof Step.Repeat
        || step instanceof Step.OneOf
        || !of(step).isEmpty();
  }

  /** Whether a branch begins with a head that changes no other branch's current connection. */
  private static boolean isAwaitingOneOf(List<Step> steps) {
    List<Step.Awaiting> heads = ofFirst(steps);
    return !heads.isEmpty() && heads.stream().noneMatch(Step.Accept.class::isInstance);
  }

  /** What may end a block that may be left, when it stands before this step. */
  static List<Step.Awaiting> ending(Step next) {
    if (next instanceof Step.Maybe maybe) {
      return ofFirst(maybe.steps());
    }
    return next instanceof Step.Repeat repeat ? ofFirst(repeat.steps()) : of(next);
  }
}
