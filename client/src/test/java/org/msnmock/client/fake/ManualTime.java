package org.msnmock.client.fake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock and its scheduler that stand still until the test moves them. */
public final class ManualTime extends ScheduledThreadPoolExecutor {
  private final Queue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing((Task task) -> task.due));
  private Instant now = Instant.parse("2003-09-05T12:00:00Z");

  public ManualTime() {
    super(1);
  }

  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now();
      }
    };
  }

  private synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    if (isShutdown()) {
      throw new RejectedExecutionException("the time is over");
    }
    Task task = new Task(command, now.plusNanos(unit.toNanos(delay)));
    tasks.add(task);
    return task;
  }

  /** Moves the time, and runs on this thread what becomes due. */
  public void advance(Duration by) {
    Instant end = now().plus(by);
    for (Optional<Task> due = nextDue(end); due.isPresent(); due = nextDue(end)) {
      due.get().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  /** How many tasks wait. */
  public synchronized int waits() {
    tasks.removeIf(FutureTask::isDone);
    return tasks.size();
  }

  /** How long it is until the only task is due; negative where there is none, or several. */
  public synchronized Duration nextWait() {
    return waits() == 1 ? Duration.between(now, tasks.element().due) : Duration.ofSeconds(-1);
  }

  /** Whether a task is due after exactly this time. */
  public synchronized boolean waits(Duration time) {
    tasks.removeIf(FutureTask::isDone);
    return tasks.stream().anyMatch(task -> task.due.equals(now.plus(time)));
  }

  private synchronized Optional<Task> nextDue(Instant end) {
    tasks.removeIf(FutureTask::isDone);
    Task first = tasks.peek();
    if (first == null || first.due.isAfter(end)) {
      return Optional.empty();
    }
    now = first.due.isAfter(now) ? first.due : now;
    return Optional.of(tasks.remove());
  }

  private static final class Task extends FutureTask<Void>
      implements RunnableScheduledFuture<Void> {
    private final Instant due;

    Task(Runnable command, Instant due) {
      super(command, null);
      this.due = due;
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      throw new UnsupportedOperationException("the test knows the time");
    }

    @Override
    public int compareTo(Delayed other) {
      throw new UnsupportedOperationException("ordered by the time when it is due");
    }
  }
}
