package org.msnmock.mockserver.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Prints what happens as it happens, on a thread of its own: servers never wait for a console. What
 * it has no room for is dropped, and counted.
 */
final class LivePrinter implements AutoCloseable {
  private static final int WAITING = 10_000;
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
    try {
      Supplier<List<String>> next = waiting.take();
      while (next != NO_MORE) {
        next.get().forEach(out::println);
        confess();
        next = waiting.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    confess();
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
