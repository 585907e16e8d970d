package org.msnmock.mockserver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientNotStartedException;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.adapter.SignIn;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.PlaySettings.Partner;
import org.msnmock.mockserver.time.Pace;

/**
 * One client of a case. It is started and asked on a thread of its own: it may be slow, and neither
 * the play nor another client is to wait for it.
 */
final class Participant implements ClientEvents {
  private static final Duration STOPPING = Duration.ofSeconds(15);

  private final ClientUnderTest client;
  private final Briefing briefing;
  private final String subject;
  private final Pace pace;
  private final Host host;
  private final AtomicInteger tasks = new AtomicInteger();
  private final ExecutorService toClient;
  private boolean started; // belongs to the thread of toClient

  /** Who hears of what a client does. Any thread may call. */
  interface Host {
    /** Something for the play. */
    void tell(Event event);

    /** Something for the log. */
    void noted(String text);

    /** It cannot even be started. */
    void notStarted(ClientNotStartedException fault);
  }

  /**
   * @param subject how the play names it; empty where it is the only one
   */
  Participant(ClientUnderTest client, Briefing briefing, String subject, Pace pace, Host host) {
    this.client = client;
    this.briefing = briefing;
    this.subject = subject;
    this.pace = pace;
    this.host = host;
    this.toClient = Executors.newSingleThreadExecutor(task -> daemon(task, "msn-client " + name()));
  }

  private String name() {
    return subject.isEmpty() ? briefing.caseId() : briefing.caseId() + " " + subject;
  }

  private String who() {
    return subject.isEmpty() ? "the client" : subject;
  }

  /** Starts the client, unless that is for the dialogue to do. */
  void begin() {
    if (briefing.signIn() == SignIn.AUTO || client.partner() != Partner.NONE) {
      toClient(() -> startOnce(briefing));
    }
  }

  /**
   * However many tasks wait, they are one piece of work: one that waits for the play lets time pass
   * although others are behind it.
   */
  private void toClient(Runnable task) {
    if (tasks.getAndIncrement() == 0) {
      pace.begin();
    }
    try {
      toClient.execute(worked(task));
    } catch (RejectedExecutionException e) {
      done();
      throw e;
    }
  }

  private Runnable worked(Runnable task) {
    return () -> {
      try {
        task.run();
      } finally {
        done();
      }
    };
  }

  private void done() {
    if (tasks.decrementAndGet() == 0) {
      pace.end();
    }
  }

  /** A play may ask the client to act before the one who began it has come to start the client. */
  private void startOnce(Briefing how) {
    if (!started) {
      started = true;
      start(how);
    }
  }

  private void start(Briefing how) {
    try {
      client.start(how, this);
    } catch (ClientNotStartedException e) {
      host.notStarted(e);
    } catch (RuntimeException e) {
      host.noted(who() + " failed to start: " + e);
      ended(1, false);
    }
  }

  void asked(Action.Ask ask) {
    try {
      toClient(() -> act(ask));
    } catch (RejectedExecutionException e) {
      host.noted("%s was to do %s when it was being stopped".formatted(who(), ask.verb()));
    }
  }

  private void act(Action.Ask ask) {
    if (client.partner() == Partner.NONE) {
      startOnce(briefing.with(SignIn.AUTO));
      answered(ask.ask(), Event.Reply.DONE, "");
      return;
    }
    startOnce(briefing);
    try {
      client.act(ask.ask(), ask.verb(), ask.arguments());
    } catch (RuntimeException e) {
      host.noted("%s failed to do %s: %s".formatted(who(), ask.verb(), e));
      answered(ask.ask(), Event.Reply.FAILED, e.toString());
    }
  }

  @Override
  public void told(String event, Map<String, Object> arguments) {
    host.tell(new Event.Told(subject, event, arguments));
  }

  @Override
  public void answered(int ask, Event.Reply reply, String why) {
    host.tell(new Event.ActionDone(ask, reply, why));
  }

  @Override
  public void ended(int code, boolean signalled) {
    host.tell(new Event.ClientEnded(subject, code, signalled));
  }

  /** What the client said besides. */
  List<String> log() {
    return subject.isEmpty()
        ? client.log()
        : client.log().stream().map(line -> subject + ": " + line).toList();
  }

  /**
   * Begins to stop it, on a thread of its own, so that a client which can't even be stopped ends no
   * run.
   */
  Thread stopping() {
    toClient.shutdownNow().forEach(task -> done());
    Thread stopping = daemon(client::stop, "msn-client stop " + name());
    stopping.start();
    return stopping;
  }

  /** Waits until all of these have stopped, or have had enough time for it. */
  static void await(List<Thread> stopping) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    long latest = System.nanoTime() + STOPPING.toNanos();
    for (Thread one : stopping) {
      one.join(Math.max(1, Duration.ofNanos(latest - System.nanoTime()).toMillis()));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
