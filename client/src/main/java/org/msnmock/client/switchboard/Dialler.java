package org.msnmock.client.switchboard;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.event.Activity;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.Endpoint;

/** Connects, each time on a thread of its own, so that nobody else waits for it. */
final class Dialler {
  private final ConnectionSettings settings;
  private final Activity activity;
  private final Map<Thread, Wakening> threads = new HashMap<>();
  private boolean isClosed;

  private enum Wakening {
    NONE,
    /** The thread counts as at work once more, by whoever has woken it. */
    WOKEN
  }

  Dialler(ConnectionSettings settings) {
    this.settings = settings;
    this.activity = settings.activity();
  }

  /**
   * @param outcome gets the connection, not started yet, or the failure, on any thread
   */
  void dial(Endpoint server, BiConsumer<@Nullable Connection, @Nullable Throwable> outcome) {
    Thread thread = new Thread(() -> run(server, outcome), "msn-call " + server);
    thread.setDaemon(true);
    boolean isLate;
    synchronized (threads) {
      isLate = isClosed;
      if (!isLate) {
        threads.put(thread, Wakening.NONE);
      }
    }
    if (isLate) {
      outcome.accept(
          null,
          new ConnectionLostException(
              Loss.CLOSED_HERE, "The client was closed before it called " + server + "."));
      return;
    }
    activity.begin();
    thread.start();
  }

  private void run(Endpoint server, BiConsumer<@Nullable Connection, @Nullable Throwable> outcome) {
    try {
      outcome.accept(Connection.open(server, settings), null);
    } catch (RuntimeException | Error e) {
      // also what a bug throws: somebody waits for the outcome
      outcome.accept(null, e);
    } finally {
      Wakening wakening;
      synchronized (threads) {
        wakening = threads.remove(Thread.currentThread());
      }
      activity.end();
      if (wakening == Wakening.WOKEN) {
        activity.end();
      }
    }
  }

  /** Breaks off what is on its way. */
  void close() {
    synchronized (threads) {
      isClosed = true;
      threads.replaceAll(
          (thread, wakening) -> {
            if (wakening == Wakening.NONE) {
              activity.begin(); // it has something to do from now on, until it is done
            }
            thread.interrupt();
            return Wakening.WOKEN;
          });
    }
  }
}
