package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.msnmock.mockserver.dialogue.Step;

/**
 * The places where the script stands: one, or one for each open branch of {@code any-order} and
 * {@code parallel}, in file order. Owned by the play's thread.
 */
final class Cursors {
  private final List<Run> live = new ArrayList<>(1);

  Cursors(Run root) {
    live.add(root);
  }

  int size() {
    return live.size();
  }

  Run get(int i) {
    return live.get(i);
  }

  /** The top-most one; there is always one while the play goes on. */
  Run first() {
    return live.get(0);
  }

  /** Whether something is awaited of which this holds. */
  boolean anyHead(BiPredicate<Run, Step.Awaiting> question) {
    return firstWithHead(question).isPresent();
  }

  /** The top-most one that awaits something of which this holds. */
  Optional<Run> firstWithHead(BiPredicate<Run, Step.Awaiting> question) {
    for (int i = 0; i < live.size(); i++) {
      Run run = live.get(i);
      if (run.wait != null && anyHead(run, run.wait, question)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  private static boolean anyHead(Run run, Wait wait, BiPredicate<Run, Step.Awaiting> question) {
    for (Head head : wait.live()) {
      if (question.test(run, head.step())) {
        return true;
      }
    }
    return false;
  }

  /** Puts a cursor into each branch, in the place of the one that has come to them. */
  void fork(Run run, Node.Fork fork, long now) {
    List<Run> branches = new ArrayList<>();
    for (Node.Way way : fork.ways()) {
      branches.add(run.branch(way, now));
    }
    int at = live.indexOf(run);
    live.remove(at);
    live.addAll(at, branches);
    run.openBranches = branches.size();
    run.endedBranches.clear();
  }

  /** A branch has come to its end; after the last one its parent goes on. */
  void join(Run branch, Run parent, long now) {
    int at = live.indexOf(branch);
    live.remove(at);
    parent.endedBranches.add(branch);
    if (parent.endedBranches.size() < parent.openBranches) {
      return;
    }
    hearsay(parent);
    parent.silence = branch.silence;
    live.add(at, parent);
    parent.moveTo(((Node.Fork) parent.node).next(), now);
  }

  /** What the branches have said and heard is the parent's from now on. */
  private static void hearsay(Run parent) {
    parent.endedBranches.forEach(parent::hasTakenAll);
    Set<Conn> known = new HashSet<>();
    parent.endedBranches.forEach(branch -> known.addAll(branch.connections()));
    for (Conn conn : known) {
      Exchange whole = parent.exchange(conn);
      List<Exchange> readers = new ArrayList<>();
      for (Run branch : parent.endedBranches) {
        Exchange part = branch.exchange(conn);
        whole.lastSend = Math.max(whole.lastSend, part.lastSend);
        if (part.isRead) {
          readers.add(part);
        }
      }
      if (!readers.isEmpty()) {
        whole.isRead = true;
        whole.transactionId = readers.size() == 1 ? readers.get(0).transactionId : "";
      }
    }
  }
}
