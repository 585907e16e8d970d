package org.msnmock.mockserver.engine;

import java.util.List;
import org.msnmock.mockserver.dialogue.Step;

/**
 * A step that may come next, and what follows when it does.
 *
 * @param step what is awaited
 * @param entry what has to be done on the way to it: parameters bound, rules put in force
 * @param then what comes next; null at the end
 * @param choices what is decided by taking it: {@code 33:3 leaves}
 * @param place how it became a head
 */
record Head(
    Step.Awaiting step, List<Node.Passage> entry, Node then, List<String> choices, Place place) {

  /** How a step became a head. */
  enum Place {
    /** It is the step itself, or begins a branch. */
    OWN,
    /** It follows a block that may be left out. */
    FOLLOWING
  }

  Head via(Node.Passage passage) {
    return new Head(step, join(passage, entry), then, choices, place);
  }

  Head chosenBy(String choice) {
    return new Head(step, entry, then, join(choice, choices), place);
  }

  Head goingOnAt(Node node) {
    return new Head(step, entry, node, choices, place);
  }

  Head following() {
    return new Head(step, entry, then, choices, Place.FOLLOWING);
  }

  private static <T> List<T> join(T first, List<T> rest) {
    java.util.ArrayList<T> out = new java.util.ArrayList<>();
    out.add(first);
    out.addAll(rest);
    return List.copyOf(out);
  }
}
