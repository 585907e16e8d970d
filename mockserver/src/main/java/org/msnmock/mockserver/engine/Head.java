package org.msnmock.mockserver.engine;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;

/**
 * A step that may come next, and what follows when it does.
 *
 * @param step what is awaited
 * @param entry what has to be done on the way to it: parameters bound, rules put in force
 * @param then what comes next; null at the end
 * @param choices what is decided by taking it: {@code 33:3 leaves}
 * @param place how it became a head
 * @param info what is told of the step where a client deviates: with the reason of the block that
 *     it begins, where it has none of its own
 */
record Head(
    Step.Awaiting step,
    List<Node.Passage> entry,
    Node then,
    List<String> choices,
    Place place,
    StepInfo info) {

  /** How a step became a head. */
  enum Place {
    /** It is the step itself, or begins a branch. */
    OWN,
    /** It follows a block that may be left out. */
    FOLLOWING
  }

  Head via(Node.Passage passage) {
    return new Head(step, join(passage, entry), then, choices, place, info);
  }

  Head chosenBy(String choice) {
    return new Head(step, entry, then, join(choice, choices), place, info);
  }

  Head goingOnAt(Node node) {
    return new Head(step, entry, node, choices, place, info);
  }

  Head following() {
    return new Head(step, entry, then, choices, Place.FOLLOWING, info);
  }

  /** With the reason of a block that it begins. */
  Head because(Optional<String> reason) {
    return info.why().isPresent() || reason.isEmpty()
        ? this
        : new Head(step, entry, then, choices, place, info.because(reason.get()));
  }

  private static <T> List<T> join(T first, List<T> rest) {
    java.util.ArrayList<T> out = new java.util.ArrayList<>();
    out.add(first);
    out.addAll(rest);
    return List.copyOf(out);
  }
}
