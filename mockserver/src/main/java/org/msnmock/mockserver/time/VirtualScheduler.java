package org.msnmock.mockserver.time;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks when virtual time has come to them, one after the other, on a thread that lives while
 * there is something to do. The tasks of a moment are run in the order in which they were given.
 */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
  private static final int IDLE_SECONDS = 1;

  private final VirtualTime time;
  private final ThreadPoolExecutor thread;
  private final PriorityQueue<Task<?>> waiting =
      new PriorityQueue<>(
          Comparator.<Task<?>>comparingLong(task -> task.at)
              .thenComparingLong(task -> task.number));
  private long given;

  VirtualScheduler(VirtualTime time) {
    this.time = time;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, "msnmock virtual time");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /** When the next task is due; {@link Long#MAX_VALUE} where there is none. */
  synchronized long next() {
    Task<?> first = waiting.peek();
    return first == null ? Long.MAX_VALUE : first.at;
  }

  /** Begins to run what is due; false where nothing is. */
  synchronized boolean runDue(long now) {
    boolean any = false;
    while (next() <= now) {
      execute(waiting.remove());
      any = true;
    }
    return any;
  }

  @Override
  public void execute(Runnable task) {
    time.begin();
    try {
      thread.execute(
          () -> {
            try {
              task.run();
            } finally {
              time.end();
            }
          });
    } catch (RejectedExecutionException e) {
      time.end();
      throw e;
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return give(new Task<>(task, delay(delay, unit), 0));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return give(new Task<>(task, delay(delay, unit)));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long first, long period, TimeUnit unit) {
    return give(new Task<>(task, delay(first, unit), positive(unit.toNanos(period))));
  }

  /** The same as at a fixed rate: no time passes while a task runs. */
  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long first, long delay, TimeUnit unit) {
    return scheduleAtFixedRate(task, first, delay, unit);
  }

  private long delay(long delay, TimeUnit unit) {
    long now = time.now();
    return now + Math.min(Long.MAX_VALUE - now, Math.max(0, unit.toNanos(delay)));
  }

  private static long positive(long period) {
    if (period <= 0) {
      throw new IllegalArgumentException("a period must be more than nothing, was " + period);
    }
    return period;
  }

  private synchronized <V> Task<V> give(Task<V> task) {
    if (isShutdown()) {
      throw new RejectedExecutionException("the scheduler was shut down");
    }
    task.number = given++;
    waiting.add(task);
    return task;
  }

  private synchronized void take(Task<?> task) {
    waiting.remove(task);
  }

  /** Due at a moment of virtual time, and perhaps again after a period. */
  private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final long period;
    private long at;
    private long number;

    Task(Runnable task, long at, long period) {
      super(task, null);
      this.at = at;
      this.period = period;
    }

    Task(Callable<V> task, long at) {
      super(task);
      this.at = at;
      this.period = 0;
    }

    @Override
    public boolean isPeriodic() {
      return period > 0;
    }

    @Override
    public void run() {
      if (!isPeriodic()) {
        super.run();
      } else if (runAndReset()) {
        at += period;
        Task<V> unused = give(this);
      }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      take(this);
      return super.cancel(mayInterrupt);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - time.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  // ---- the end: nothing that is due later is run then ----

  @Override
  public synchronized void shutdown() {
    waiting.clear();
    thread.shutdown();
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    List<Runnable> left = List.copyOf(waiting);
    waiting.clear();
    thread.shutdownNow();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return thread.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return thread.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return thread.awaitTermination(timeout, unit);
  }
}
