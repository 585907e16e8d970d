package org.msnmock.mockserver;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientNotStartedException;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.adapter.SignIn;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.PlaySettings.Partner;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;

/**
 * One play of one case: carries what the play asks to the client and what the client says to the
 * play. The client is started and asked on a thread of its own: it may be slow, and the play is not
 * to wait for it.
 */
final class CaseRun implements Audience, ClientEvents {
  private static final Duration STOPPING = Duration.ofSeconds(15);

  /** How long a closed server may take to say how its play has ended. */
  private static final Duration CLOSING = Duration.ofSeconds(15);

  /** How long a client that has closed its connection may take to end. */
  private static final Duration LEAVING = Duration.ofMillis(500);

  /** "This case is not for me." */
  private static final int NOT_FOR_ME = 77;

  private final Server server;
  private final Script script;
  private final Map<String, String> addresses;
  private final ClientUnderTest client;
  private final Pace pace;
  private final AtomicInteger tasks = new AtomicInteger();
  private final ExecutorService toClient;
  private final CompletableFuture<Result> outcome = new CompletableFuture<>();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private boolean started; // belongs to the thread of toClient

  CaseRun(
      Server server,
      Script script,
      Map<String, String> addresses,
      ClientUnderTest client,
      Pace pace) {
    this.pace = pace;
    this.server = server;
    this.script = script;
    this.addresses = addresses;
    this.client = client;
    this.toClient =
        Executors.newSingleThreadExecutor(task -> daemon(task, "msn-client " + script.row().id()));
  }

  /**
   * Plays to the end.
   *
   * @param patience after which the play is given up
   */
  Result play(PlaySettings how, Duration patience) throws IOException, InterruptedException {
    try {
      pace.begin();
      CompletableFuture<Result> unused = server.play(script, how, this); // ended() and broke() tell
      if (signIn() == SignIn.AUTO || client.partner() != Partner.NONE) {
        toClient(() -> startOnce(signIn()));
      }
      pace.end();
      Result result = await(patience);
      return isNotForIt(result) ? unsupported(result) : result;
    } finally {
      stopClient();
    }
  }

  List<String> clientLog() {
    List<String> log = new ArrayList<>(client.log());
    log.addAll(notes);
    return log;
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

  private SignIn signIn() {
    return script.dialogue().asksToSignIn() ? SignIn.WAIT : SignIn.AUTO;
  }

  /**
   * Whether the client says so: its last connection is closed some moments before its exit code is
   * known, and by then the play may be over.
   */
  private boolean isNotForIt(Result result) throws InterruptedException {
    if (result.main().filter(deviation -> deviation.kind() == Deviation.Kind.CLOSED).isEmpty()) {
      return false;
    }
    try {
      return exitCode.get(LEAVING.toMillis(), TimeUnit.MILLISECONDS) == NOT_FOR_ME;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private static Result unsupported(Result result) {
    String why = "the client ended, exit code 77: this case is not for it";
    return changed(result, Outcome.UNSUPPORTED, why, List.of());
  }

  private static Result changed(
      Result result, Outcome outcome, String why, List<Deviation> deviations) {
    return new Result(
        result.dialogue(),
        result.caseId(),
        outcome,
        why,
        deviations,
        result.branches(),
        result.ruleUses(),
        result.seed(),
        result.took(),
        result.stepsDone(),
        result.journal(),
        result.dropped(),
        result.redaction());
  }

  private Result await(Duration patience) throws InterruptedException {
    try {
      return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return givenUp(patience);
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  private Result givenUp(Duration patience) throws InterruptedException {
    server.close();
    Result result;
    try {
      result = outcome.get(CLOSING.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the server's own thread hangs, a fault of msnmock itself", e);
    }
    String why =
        "the case was given up: it had not ended after %d s".formatted(patience.toSeconds());
    return changed(result, Outcome.FAILED, why, result.deviations());
  }

  private static RuntimeException rethrown(Exception fault) {
    return fault.getCause() instanceof ClientNotStartedException notStarted
        ? notStarted
        : new IllegalStateException("the play broke off by a fault of our own", fault.getCause());
  }

  /** A play may ask the client to act before the one who began it has come to start the client. */
  private void startOnce(SignIn signIn) {
    if (!started) {
      started = true;
      start(signIn);
    }
  }

  private void start(SignIn signIn) {
    try {
      client.start(new Briefing(script.account(), script.row().id(), signIn, addresses), this);
    } catch (ClientNotStartedException e) {
      outcome.completeExceptionally(e);
    } catch (RuntimeException e) {
      notes.add("note the client failed to start: " + e);
      ended(1, false);
    }
  }

  @Override
  public void asked(int play, Action.Ask ask) {
    try {
      toClient(() -> act(ask));
    } catch (RejectedExecutionException e) {
      notes.add("note the client was to do %s when it was being stopped".formatted(ask.verb()));
    }
  }

  private void act(Action.Ask ask) {
    if (client.partner() == Partner.NONE) {
      startOnce(SignIn.AUTO);
      answered(ask.ask(), Event.Reply.DONE, "");
      return;
    }
    startOnce(signIn());
    try {
      client.act(ask.ask(), ask.verb(), ask.arguments());
    } catch (RuntimeException e) {
      notes.add("note the client failed to do %s: %s".formatted(ask.verb(), e));
      answered(ask.ask(), Event.Reply.FAILED, e.toString());
    }
  }

  @Override
  public void told(String event, Map<String, Object> arguments) {
    server.tell(Server.ONLY, new Event.Told(event, arguments));
  }

  @Override
  public void answered(int ask, Event.Reply reply, String why) {
    server.tell(Server.ONLY, new Event.ActionDone(ask, reply, why));
  }

  @Override
  public void ended(int code, boolean signalled) {
    exitCode.complete(code);
    server.tell(Server.ONLY, new Event.ClientEnded(code, signalled));
  }

  @Override
  public void ended(int play, Result result) {
    outcome.complete(result);
  }

  @Override
  public void broke(int play, RuntimeException fault) {
    outcome.completeExceptionally(fault);
  }

  @Override
  public void noted(String text) {
    notes.add("note " + text);
  }

  /** Stops it on a thread of its own, so that a client which can't even be stopped ends no run. */
  private void stopClient() throws InterruptedException {
    toClient.shutdownNow().forEach(task -> done());
    Thread stopping = daemon(client::stop, "msn-client stop " + script.row().id());
    stopping.start();
    boolean interrupted = Thread.interrupted();
    stopping.join(STOPPING.toMillis());
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
