package org.msnmock.mockserver.emulator;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What is to happen at moments to come; those of the same moment in the order they were set. */
final class Alarms {
  /** Where nothing is to happen. */
  static final long NEVER = Long.MAX_VALUE;

  private final TreeSet<Alarm> waiting =
      new TreeSet<>(
          Comparator.comparingLong((Alarm alarm) -> alarm.at)
              .thenComparingLong(alarm -> alarm.order));
  private long latest;

  /** One of them. */
  final class Alarm {
    private final long at;
    private final long order;
    private final Runnable task;

    private Alarm(long at, long order, Runnable task) {
      this.at = at;
      this.order = order;
      this.task = task;
    }

    void cancel() {
      waiting.remove(this);
    }
  }

  /**
   * @param at in nanoseconds
   */
  Alarm set(long at, Runnable task) {
    latest++;
    Alarm alarm = new Alarm(at, latest, task);
    waiting.add(alarm);
    return alarm;
  }

  /** When the next one is due; {@link #NEVER} where there is none. */
  long next() {
    return waiting.isEmpty() ? NEVER : waiting.first().at;
  }

  /**
   * Lets happen what is due; what is set meanwhile waits for the next time, even if it is due.
   *
   * @param failed is told of each fault; the other alarms ring all the same
   */
  void ring(long now, Consumer<RuntimeException> failed) {
    long last = latest;
    while (!waiting.isEmpty() && waiting.first().at <= now && waiting.first().order <= last) {
      Alarm due = waiting.first();
      waiting.remove(due);
      try {
        due.task.run();
      } catch (RuntimeException fault) {
        failed.accept(fault);
      }
    }
  }
}
