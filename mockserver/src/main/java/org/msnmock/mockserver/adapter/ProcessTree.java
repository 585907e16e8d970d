package org.msnmock.mockserver.adapter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A process and all that it has started. Those seen once are remembered: a child whose parent has
 * ended descends from nobody any more. Where the system shows the variables of processes (in {@code
 * /proc}), those that detached themselves are found by one that they have inherited; elsewhere they
 * are out of reach.
 */
final class ProcessTree {
  private static final Path PROCESSES = Path.of("/proc");
  private static final int MOST_LOOKS = 10;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final ProcessHandle root;
  private final byte[] mark;
  private final Set<ProcessHandle> members = ConcurrentHashMap.newKeySet();

  /**
   * @param mark {@code NAME=value} of a variable that this process was given, and so hands down to
   *     whatever it starts
   */
  ProcessTree(ProcessHandle root, String mark) {
    this.root = root;
    this.mark = mark.getBytes(StandardCharsets.UTF_8);
  }

  /** Asks all of them to end; those who have not done so when the grace is over are killed. */
  void end(Duration grace) throws InterruptedException {
    look();
    members.forEach(ProcessHandle::destroy);
    awaitEnd(grace);
    kill();
    awaitEnd(grace);
  }

  /** Kills all of them at once, and those that they start meanwhile. */
  void kill() {
    look();
    int before = 0;
    for (int i = 0; i < MOST_LOOKS && members.size() > before; i++) {
      before = members.size();
      members.forEach(ProcessHandle::destroyForcibly);
      look();
    }
  }

  private void look() {
    members.add(root);
    for (ProcessHandle member : List.copyOf(members)) {
      if (member.isAlive()) { // its id may be somebody else's by now
        member.descendants().forEach(members::add);
      }
    }
    if (Files.isDirectory(PROCESSES)) {
      ProcessHandle.allProcesses().filter(this::isMarked).forEach(members::add);
    }
  }

  private boolean isMarked(ProcessHandle process) {
    Path variables = PROCESSES.resolve(process.pid() + "/environ");
    try {
      return contains(Files.readAllBytes(variables), mark);
    } catch (IOException e) {
      return false; // it has ended, or is somebody else's
    }
  }

  private static boolean contains(byte[] text, byte[] part) {
    for (int i = 0; i + part.length <= text.length; i++) {
      if (Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
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
