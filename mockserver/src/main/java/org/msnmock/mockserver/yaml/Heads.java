package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import org.msnmock.mockserver.dialogue.Step;

/** What a step awaits first. */
final class Heads {
  /** Enough for any dialogue that somebody wrote; what stands behind is left out. */
  static final int MOST_FOLLOWING = 1000;

  private Heads() {}

  /** The heads of a step that may begin a branch, empty where it may not. */
  static List<Step.Awaiting> of(Step step) {
    if (step instanceof Step.Awaiting awaiting) {
      return List.of(awaiting);
    }
    if (step instanceof Step.OneOf oneOf) {
      return ofBranches(oneOf.branches());
    }
    if (step instanceof Step.Include include) {
      return ofFirst(include.steps());
    }
    return step instanceof Step.Background block ? ofFirst(block.steps()) : List.of();
  }

  static List<Step.Awaiting> ofFirst(List<Step> steps) {
    return steps.isEmpty() ? List.of() : of(steps.get(0));
  }

  static List<Step.Awaiting> ofBranches(List<Step.Branch> branches) {
    List<Step.Awaiting> heads = new ArrayList<>();
    branches.forEach(branch -> heads.addAll(ofFirst(branch.steps())));
    return heads;
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

  /** The heads of a step, be it a block that cannot begin a branch. */
  static List<Step.Awaiting> ofBlock(Step step) {
    if (step instanceof Step.Maybe maybe) {
      return ofFirst(maybe.steps());
    }
    if (step instanceof Step.AllOf allOf && allOf.order() == Step.Order.ANY) {
      return ofBranches(allOf.branches());
    }
    return step instanceof Step.Repeat repeat ? ofFirst(repeat.steps()) : of(step);
  }

  /** What may end a block that may be left: all up to the first step that has to come. */
  static List<Step.Awaiting> following(List<Step> steps, int block) {
    List<Step.Awaiting> heads = new ArrayList<>();
    addFollowing(steps.subList(block + 1, steps.size()), heads);
    return heads;
  }

  /** Whether none of the steps has to come. */
  private static boolean addFollowing(List<Step> steps, List<Step.Awaiting> heads) {
    return steps.stream().allMatch(step -> addFollowing(step, heads));
  }

  private static boolean addFollowing(Step step, List<Step.Awaiting> heads) {
    if (heads.size() >= MOST_FOLLOWING) {
      return false;
    }
    if (step instanceof Step.Include include) {
      return addFollowing(include.steps(), heads);
    }
    if (step instanceof Step.Background block) {
      return addFollowing(block.steps(), heads);
    }
    heads.addAll(ofBlock(step));
    return isOpenEnded(step) && !mustBegin(step);
  }

  /** Whether it is over only when something else happens. */
  static boolean isOpenEnded(Step step) {
    return step instanceof Step.Maybe maybe && maybe.untilQuiet().isEmpty()
        || step instanceof Step.Repeat repeat
            && !repeat.isCounted()
            && repeat.untilQuiet().isEmpty();
  }

  static boolean mustBegin(Step block) {
    return block instanceof Step.Repeat repeat && repeat.least() > 0;
  }
}
