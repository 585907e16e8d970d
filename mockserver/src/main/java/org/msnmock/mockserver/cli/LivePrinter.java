package org.msnmock.mockserver.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Prints what happens as it happens, on a thread of its own: servers never wait for a console. What
 * comes within a few milliseconds is written at once: else a busy server would spend its time on
 * waking this thread. What it has no room for is dropped, and counted.
 */
final class LivePrinter implements AutoCloseable {
  private static final int WAITING = 10_000;
  private static final long GATHERING_MILLIS = 5;
  private static final long CLOSING_MILLIS = 2_000;
  private static final Supplier<List<String>> NO_MORE = List::of;

  private final PrintWriter out;
  private final BlockingQueue<Supplier<List<String>>> waiting;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread = new Thread(this::print, "msnmock live printer");

  LivePrinter(PrintWriter out) {
    this(out, WAITING);
  }

  LivePrinter(PrintWriter out, int room) {
    this.out = out;
    this.waiting = new ArrayBlockingQueue<>(room);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has lines printed; they are made on the printer's thread. Returns at once. */
  void print(Supplier<List<String>> lines) {
    if (!waiting.offer(lines)) {
      dropped.incrementAndGet();
    }
  }

  private void print() {
    List<Supplier<List<String>>> gathered = new ArrayList<>();
    try {
      do {
        gathered.clear();
        gathered.add(waiting.take());
        if (waiting.isEmpty()) {
          Thread.sleep(GATHERING_MILLIS);
        }
        waiting.drainTo(gathered);
      } while (write(gathered));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    confess();
  }

  /** Writes lines in one go; false when they were the last ones. */
  private boolean write(List<Supplier<List<String>>> gathered) {
    StringBuilder text = new StringBuilder();
    boolean more = true;
    for (Supplier<List<String>> next : gathered) {
      more &= next != NO_MORE;
      next.get().forEach(line -> text.append(line).append(System.lineSeparator()));
    }
    out.print(text);
    out.flush();
    confess();
    return more;
  }

  private void confess() {
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      out.println("  ... " + lost + " entries were dropped here: the console is too slow for them");
    }
  }

  /** Prints what still waits. */
  @Override
  public void close() throws InterruptedException {
    waiting.put(NO_MORE);
    thread.join(CLOSING_MILLIS);
  }
}
