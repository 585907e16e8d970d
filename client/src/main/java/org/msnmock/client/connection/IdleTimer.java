package org.msnmock.client.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Fires once when nothing has happened for a while. */
public final class IdleTimer {
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final Runnable whenIdle;
  private Duration limit = Duration.ZERO;
  private Instant latest = Instant.MIN;
  private @Nullable ScheduledFuture<?> check;

  /**
   * @param whenIdle runs on the scheduler
   */
  public IdleTimer(Clock clock, ScheduledExecutorService scheduler, Runnable whenIdle) {
    this.clock = clock;
    this.scheduler = scheduler;
    this.whenIdle = whenIdle;
  }

  /** Begins to wait, or begins anew with another limit. */
  public synchronized void start(Duration newLimit) {
    stop();
    limit = newLimit;
    latest = clock.instant();
    check = schedule(newLimit);
  }

  /** Says that something has happened. */
  public synchronized void touch() {
    latest = clock.instant();
  }

  public synchronized void stop() {
    if (check != null) {
      check.cancel(false);
      check = null;
    }
  }

  private ScheduledFuture<?> schedule(Duration delay) {
    return scheduler.schedule(this::check, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void check() {
    synchronized (this) {
      if (check == null) {
        return;
      }
      Duration left = limit.minus(Duration.between(latest, clock.instant()));
      if (!left.isNegative() && !left.isZero()) {
        check = schedule(left);
        return;
      }
      check = null;
    }
    whenIdle.run();
  }
}
