package org.msnmock.client.switchboard;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.event.Activity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time, in the order in which they came, each on a thread that brought one. So
 * what they share needs no lock, and nobody is called with one held.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final Activity activity;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean isTaken;

  Turns(Activity activity) {
    this.activity = activity;
  }

  /**
   * Runs a task: now, or as soon as the thread that has the turn comes to it. So it must not wait.
   */
  void take(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
      if (isTaken) {
        return;
      }
      isTaken = true;
    }
    activity.begin();
    try {
      for (Runnable next = next(); next != null; next = next()) {
        runSafely(next);
      }
    } finally {
      activity.end();
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RejectedExecutionException e) {
      LOG.debug("Something is not done any more, as the client is closed", e);
    } catch (RuntimeException | Error e) {
      // a bug of this library, which must not cost the others their turns
      LOG.error("A conversation fell over", e);
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      isTaken = next != null;
      return next;
    }
  }
}
