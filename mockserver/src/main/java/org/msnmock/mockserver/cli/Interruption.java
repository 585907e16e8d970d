package org.msnmock.mockserver.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and TERM do to a run: it is told to stop, gets some time to write its reports, and
 * the process ends with {@link Exit#INTERRUPTED}, whatever signal it was.
 */
final class Interruption implements AutoCloseable {
  private static final long SECONDS_TO_REPORT = 10;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable stop) {
    this.hook = new Thread(() -> interrupted(stop), "msnmock interrupted");
  }

  /** From now until it is closed, an interruption does {@code stop}. */
  static Interruption does(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void interrupted(Runnable stop) {
    stop.run();
    try {
      if (!over.await(SECONDS_TO_REPORT, TimeUnit.SECONDS)) {
        over.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(Exit.INTERRUPTED.code());
  }

  /** The run is over, and all is written. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      over.countDown(); // the hook runs already and waits for this
    }
  }
}
