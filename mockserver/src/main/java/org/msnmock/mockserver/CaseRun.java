package org.msnmock.mockserver;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientNotStartedException;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Shown;

/**
 * One play of one case: carries what the play asks to its clients and what they say to the play.
 */
final class CaseRun implements Audience, Participant.Host {
  /** How long a closed server may take to say how its play has ended. */
  private static final Duration CLOSING = Duration.ofSeconds(15);

  /** How long a client that has closed its connection may take to end. */
  private static final Duration LEAVING = Duration.ofMillis(500);

  /** "This case is not for me." */
  private static final int NOT_FOR_ME = 77;

  private final Server server;
  private final Script script;
  private final Map<String, Participant> participants = new LinkedHashMap<>();
  private final Pace pace;
  private final CompletableFuture<Result> outcome = new CompletableFuture<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final CompletableFuture<Boolean> isForThem = new CompletableFuture<>();
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param addresses what the placeholders of the dialogue stand for
   * @param clients one for each of the dialogue, in its order
   * @param time what the clients are to go by, where that is not the time of the machine
   */
  CaseRun(
      Server server,
      Script script,
      Map<String, String> addresses,
      List<ClientUnderTest> clients,
      Optional<VirtualTime> time) {
    this.server = server;
    this.script = script;
    this.pace = time.isPresent() ? time.get() : Pace.OF_THE_MACHINE;
    for (int i = 0; i < clients.size(); i++) {
      Briefing briefing = Briefing.of(script, script.accounts().get(i), addresses, time);
      String subject = script.dialogue().subject(briefing.account().client());
      participants.put(subject, new Participant(clients.get(i), briefing, subject, pace, this));
    }
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
      participants.values().forEach(Participant::begin);
      pace.end();
      Result result = await(patience);
      return isNotForThem(result) ? unsupported(result) : result;
    } finally {
      stopClients();
    }
  }

  List<String> clientLog() {
    List<String> log = new ArrayList<>();
    participants.values().forEach(participant -> log.addAll(participant.log()));
    log.addAll(notes);
    return log;
  }

  /**
   * Whether a client says so: its last connection is closed some moments before its exit code is
   * known, and by then the play may be over.
   */
  private boolean isNotForThem(Result result) throws InterruptedException {
    if (result.main().filter(deviation -> deviation.kind() == Deviation.Kind.CLOSED).isEmpty()) {
      return false;
    }
    try {
      return !isForThem.get(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private static Result unsupported(Result result) {
    String why = "a client ended, exit code 77: this case is not for it";
    return changed(
        result, Outcome.UNSUPPORTED, why, List.of(), new Shown(result.dialogue()).verdicts());
  }

  private static Result changed(
      Result result,
      Outcome outcome,
      String why,
      List<Deviation> deviations,
      Map<String, Optional<Outcome>> requirements) {
    return new Result(
        result.dialogue(),
        result.caseId(),
        outcome,
        why,
        deviations,
        result.branches(),
        result.ruleUses(),
        requirements,
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
        "the case was given up: it had not ended after %s s".formatted(patience.toSeconds());
    return changed(result, Outcome.FAILED, why, result.deviations(), result.requirements());
  }

  private static RuntimeException rethrown(Exception fault) {
    return fault.getCause() instanceof ClientNotStartedException notStarted
        ? notStarted
        : new IllegalStateException("the play broke off by a fault of our own", fault.getCause());
  }

  @Override
  public void asked(int play, Action.Ask ask) {
    Objects.requireNonNull(participants.get(ask.client()), "no such client").asked(ask);
  }

  @Override
  public void tell(Event event) {
    if (event instanceof Event.ClientEnded ended) {
      left(ended.code());
    }
    server.tell(Server.ONLY, event);
  }

  @Override
  public void notStarted(ClientNotStartedException fault) {
    outcome.completeExceptionally(fault);
  }

  private void left(int code) {
    if (code == NOT_FOR_ME) {
      isForThem.complete(false);
    } else if (ended.incrementAndGet() == participants.size()) {
      isForThem.complete(true);
    }
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

  private void stopClients() throws InterruptedException {
    Participant.await(participants.values().stream().map(Participant::stopping).toList());
  }
}
