package org.msnmock.mockserver.junit;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.time.Pace;

/**
 * Hands what a play wants one client to do to the test, on a thread of its own; keeps it until
 * somebody is there who does it.
 */
final class ClientSide implements AutoCloseable {
  private final Pace pace;
  private final AtomicInteger tasks = new AtomicInteger();
  private final ExecutorService acting;
  private final Queue<Action.Ask> waiting = new ArrayDeque<>();
  private @Nullable Acting actor;

  ClientSide(String caseId, Pace pace) {
    this.pace = pace;
    this.acting =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "msn-client " + caseId);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Who acts, and where the answers go. */
  private record Acting(RunningPlay.Actor actor, Consumer<Event> answers) {
    void act(Action.Ask ask) {
      answers.accept(done(ask));
    }

    @SuppressWarnings("InterruptedExceptionSwallowed") // the thread is interrupted to end, only
    private Event.ActionDone done(Action.Ask ask) {
      try {
        actor.act(ask.verb(), ask.arguments());
        return new Event.ActionDone(ask.ask(), Event.Reply.DONE, "");
      } catch (UnsupportedOperationException e) { // so the actor says it, see RunningPlay.Actor
        return new Event.ActionDone(ask.ask(), Event.Reply.UNSUPPORTED, e.toString());
      } catch (Exception | AssertionError e) {
        return new Event.ActionDone(ask.ask(), Event.Reply.FAILED, e.toString());
      }
    }
  }

  synchronized void actor(RunningPlay.Actor who, Consumer<Event> answers) {
    Acting now = new Acting(who, answers);
    actor = now;
    while (!waiting.isEmpty()) {
      act(now, waiting.remove());
    }
  }

  synchronized void asked(Action.Ask ask) {
    if (actor == null) {
      waiting.add(ask);
    } else {
      act(actor, ask);
    }
  }

  private void act(Acting now, Action.Ask ask) {
    try {
      if (tasks.getAndIncrement() == 0) {
        pace.begin();
      }
      acting.execute(() -> work(now, ask));
    } catch (RejectedExecutionException e) {
      // the play is over, and so is everything that it asked for
    }
  }

  /** However many wait, it is one piece of work. */
  private void work(Acting now, Action.Ask ask) {
    try {
      now.act(ask);
    } finally {
      if (tasks.decrementAndGet() == 0) {
        pace.end();
      }
    }
  }

  @Override
  public void close() {
    acting.shutdownNow();
  }
}
