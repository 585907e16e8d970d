package org.msnmock.mockserver.adapter;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A process and all that descends from it. Those seen once are remembered: a child whose parent has
 * ended descends from nobody any more. A child that its parent left alone before anybody looked is
 * out of reach.
 */
final class ProcessTree {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final ProcessHandle root;
  private final Set<ProcessHandle> members = ConcurrentHashMap.newKeySet();

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** Asks all of them to end; those who have not done so when the grace is over are killed. */
  void end(Duration grace) throws InterruptedException {
    look();
    members.forEach(ProcessHandle::destroy);
    awaitEnd(grace);
    kill();
    awaitEnd(grace);
  }

  /** Kills all of them at once. */
  void kill() {
    look();
    members.forEach(ProcessHandle::destroyForcibly);
  }

  private void look() {
    members.add(root);
    for (ProcessHandle member : List.copyOf(members)) {
      member.descendants().forEach(members::add);
    }
  }

  /** Polls: the end of a process that is not our own child can't be awaited. */
  private void awaitEnd(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (members.stream().anyMatch(ProcessTree::runs) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** A process that has ended, and that its parent has not buried yet, shows no program. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
