package org.msnmock.client.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to the application, in order and one at a time, whatever executor it chose. The
 * threads that post never run its code and never wait for it.
 */
public final class EventQueue {
  /** So that a server that talks faster than the application listens doesn't fill the memory. */
  private static final int MOST_WAITING = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private final Executor executor;
  private final Activity activity;
  private final List<MsnListener> listeners;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean isDraining;

  /**
   * @param listeners each gets every event, in this order
   */
  public EventQueue(Executor executor, Activity activity, List<MsnListener> listeners) {
    this.executor = executor;
    this.activity = activity;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Brings an event that the server caused.
   *
   * @throws ProtocolViolationException when too many wait already
   */
  public void post(MsnEvent event) {
    if (!offer(() -> deliver(event))) {
      throw new ProtocolViolationException(
          "The server sends faster than the application listens: " + MOST_WAITING + " events wait");
    }
  }

  /**
   * Puts an event in its place, as {@link #add} does; false where too much waits already, so that
   * it is left out.
   */
  public boolean addIfRoom(MsnEvent event) {
    return addIfRoom(() -> deliver(event));
  }

  /** Brings an event that may be left out when too much waits already. */
  public boolean offer(MsnEvent event) {
    return offer(() -> deliver(event));
  }

  /** Brings something that may be left out when too much waits already. */
  public boolean offer(Runnable task) {
    boolean hasRoom = addIfRoom(task);
    drain();
    return hasRoom;
  }

  private boolean addIfRoom(Runnable task) {
    synchronized (waiting) {
      return waiting.size() < MOST_WAITING && waiting.add(task);
    }
  }

  /**
   * Puts an event in its place, without bringing it yet: for callers who hold a lock. To be
   * followed by {@link #drain}.
   */
  public void add(MsnEvent event) {
    add(() -> deliver(event));
  }

  /** Runs something on the application's executor, behind all events so far. */
  public void run(Runnable task) {
    add(task);
    drain();
  }

  /**
   * The same result or failure, given on the application's executor: its code may be chained to
   * this one.
   */
  public <T> CompletableFuture<T> onExecutor(CompletableFuture<T> inner) {
    CompletableFuture<T> outer = new CompletableFuture<>();
    CompletableFuture<T> unused =
        inner.whenComplete(
            (value, failure) ->
                run(
                    () -> {
                      if (failure == null) {
                        outer.complete(value);
                      } else {
                        outer.completeExceptionally(cause(failure));
                      }
                    }));
    return outer;
  }

  private static Throwable cause(Throwable failure) {
    Throwable inner = failure instanceof CompletionException ? failure.getCause() : null;
    return inner == null ? failure : inner;
  }

  private void add(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
    }
  }

  /** Sees to it that what waits is brought. */
  public void drain() {
    synchronized (waiting) {
      if (isDraining || waiting.isEmpty()) {
        return;
      }
      isDraining = true;
    }
    activity.begin();
    AtomicBoolean isBegun = new AtomicBoolean();
    Runnable once =
        () -> {
          if (!isBegun.getAndSet(true)) {
            runAll();
          }
        };
    try {
      executor.execute(once);
    } catch (RuntimeException | Error e) {
      // it was shut down, or has no thread; some have taken the task before they say so
      LOG.debug("The executor for events failed; a thread of its own brings what waits", e);
      runOnThread(once, isBegun);
    }
  }

  /** Somebody may be waiting for what is brought here, a future for instance. */
  private void runOnThread(Runnable once, AtomicBoolean isBegun) {
    Thread last = new Thread(once, "msn-events-last");
    last.setDaemon(true);
    try {
      last.start();
    } catch (OutOfMemoryError e) {
      LOG.error("There is no thread that brings events; the next one tries again", e);
      if (!isBegun.getAndSet(true)) {
        giveUp();
      }
    }
  }

  private void giveUp() {
    synchronized (waiting) {
      isDraining = false;
    }
    activity.end();
  }

  private void runAll() {
    try {
      for (Runnable task = next(); task != null; task = next()) {
        runSafely(task);
      }
    } finally {
      activity.end();
    }
  }

  private void deliver(MsnEvent event) {
    listeners.forEach(listener -> runSafely(() -> event.deliverTo(listener)));
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      // the application's own fault, which must not cost it the events that follow
      LOG.error("A listener failed", e);
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      Runnable task = waiting.poll();
      isDraining = task != null;
      return task;
    }
  }
}
