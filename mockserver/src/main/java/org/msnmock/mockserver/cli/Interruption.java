package org.msnmock.mockserver.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * What Ctrl-C and TERM do to a run: its clients end, it is told to stop, gets some time to write
 * its reports, and the process ends with {@link Exit#INTERRUPTED}, whatever signal it was, and
 * whether the run has stopped or hangs on an output that nobody reads.
 */
final class Interruption implements AutoCloseable {
  private static final Duration TIME_TO_REPORT = Duration.ofSeconds(10);

  private final Runnable kill;
  private final Runnable stop;
  private final Duration bound;
  private final IntConsumer halt;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::happened, "msnmock interrupted");

  Interruption(Runnable kill, Runnable stop, Duration bound, IntConsumer halt) {
    this.kill = kill;
    this.stop = stop;
    this.bound = bound;
    this.halt = halt;
  }

  /**
   * From now until it is closed, an interruption does these.
   *
   * @param kill ends the clients, and waits for nobody; done again at the end
   * @param stop stops the run, and may wait for it
   */
  static Interruption does(Runnable kill, Runnable stop) {
    Interruption interruption =
        new Interruption(kill, stop, TIME_TO_REPORT, Runtime.getRuntime()::halt);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  void happened() {
    kill.run();
    Thread stopping = new Thread(stop, "msnmock stopping");
    stopping.setDaemon(true);
    stopping.start();
    awaitReports();
    kill.run();
    halt.accept(Exit.INTERRUPTED.code());
  }

  @SuppressWarnings("ResultOfMethodCallIgnored") // it ends either way
  private void awaitReports() {
    try {
      over.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run is over, and all is written. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the hook runs already, and has waited for this
    }
  }
}
