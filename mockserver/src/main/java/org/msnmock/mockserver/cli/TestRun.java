package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.PlayedCase;
import org.msnmock.mockserver.adapter.ClientNotStartedException;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.report.CaseReport;
import org.msnmock.mockserver.report.RunReport;
import org.msnmock.mockserver.report.RunReport.End;
import org.msnmock.mockserver.verdict.Baseline;

/** Plays cases, several at a time, until all are judged or something ends the run. */
final class TestRun {
  private final Plan plan;
  private final Consumer<CaseReport> finished;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private final List<CaseReport> reports = new ArrayList<>();
  private final List<Thread> workers = new ArrayList<>();
  private final Instant began = Instant.now();
  private final int selected;
  private volatile boolean interrupted;
  private End end = End.FINISHED;
  private @Nullable Exception fault;

  /**
   * What is to be played.
   *
   * @param rounds how often each case is played
   * @param atOnce how many cases are played at the same time
   * @param runner plays the cases of a round, from 1
   * @param baseline what is known to fail
   * @param again tells how a case is played again
   * @param requirements what is required of clients
   */
  record Plan(
      List<Selected> cases,
      int rounds,
      int atOnce,
      FailFast failFast,
      Outcome failOn,
      long seed,
      ClientUnderTest.Factory clients,
      IntFunction<CaseRunner> runner,
      Baseline baseline,
      Again again,
      Requirements requirements) {}

  /** Whether the first failure ends the run. */
  enum FailFast {
    YES,
    NO
  }

  private record Job(Selected which, int round) {}

  /**
   * @param finished is told each case when it is over, one after the other
   */
  TestRun(Plan plan, Consumer<CaseReport> finished) {
    this.plan = plan;
    this.finished = finished;
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Selected which : plan.cases()) {
        jobs.add(new Job(which, round));
      }
    }
    this.selected = jobs.size();
  }

  /** Plays, and returns when it is over, for whatever reason. */
  RunReport play() {
    start();
    for (Thread worker : List.copyOf(workers)) {
      join(worker);
    }
    return report();
  }

  /**
   * From now on nothing more is begun, and what goes on is not judged. Any thread may call, and
   * waits for nobody: not for a worker that hangs on an output which nobody reads.
   */
  void giveUp() {
    interrupted = true;
  }

  /** Gives up, and ends what goes on. Any thread may call. */
  void interrupt() {
    giveUp();
    synchronized (this) {
      workers.forEach(Thread::interrupt);
    }
  }

  private End end() {
    return interrupted ? End.INTERRUPTED : end;
  }

  /** What ended the run before its end, if anything did. */
  synchronized Optional<Exception> fault() {
    return Optional.ofNullable(fault);
  }

  private synchronized void start() {
    for (int i = 1; i <= Math.min(plan.atOnce(), selected) && end() == End.FINISHED; i++) {
      Thread worker = new Thread(this::work, "msnmock job " + i);
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
  }

  private static void join(Thread worker) {
    boolean interrupted = false;
    while (true) {
      try {
        worker.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // workers end soon when the run is interrupted; nothing else ends it
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    for (Optional<Job> job = next(); job.isPresent(); job = next()) {
      try {
        play(job.get());
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        broke(e);
        return;
      } catch (Error e) { // the thread ends of it, and the run must not look as if it were whole
        broke(new IllegalStateException("a worker ended by " + e, e));
        throw e;
      }
    }
  }

  private void play(Job job) throws IOException, InterruptedException {
    Selected which = job.which();
    PlayedCase played =
        plan.runner().apply(job.round()).run(which.dialogue(), which.row(), plan.clients());
    judged(
        new CaseReport(
            played.result(),
            job.round(),
            played.began(),
            played.clientLog(),
            plan.baseline().of(played.result()),
            plan.again().command(played.result())));
  }

  private synchronized Optional<Job> next() {
    return end() == End.FINISHED ? Optional.ofNullable(jobs.poll()) : Optional.empty();
  }

  private synchronized void judged(CaseReport one) {
    if (interrupted) {
      return; // what was given up says nothing about the client
    }
    reports.add(one);
    finished.accept(one);
    if (plan.failFast() == FailFast.YES && report().fails(one)) {
      stop(End.FAILED_FAST);
    }
  }

  private synchronized void broke(Exception e) {
    boolean killed = interrupted && isFromOutside(e); // by us
    if (fault == null && !killed) {
      fault = e;
    }
    stop(End.STOPPED);
  }

  private void stop(End how) {
    if (end == End.FINISHED) {
      end = how;
    }
  }

  private synchronized RunReport report() {
    return new RunReport(
        began,
        Duration.between(began, Instant.now()),
        end() == End.FAILED_FAST && jobs.isEmpty() ? End.FINISHED : end(),
        selected,
        plan.failOn(),
        plan.seed(),
        reports,
        notJudged(),
        plan.requirements());
  }

  private List<String> notJudged() {
    Map<String, Integer> judged = new HashMap<>();
    reports.forEach(one -> judged.merge(one.result().caseId(), 1, Integer::sum));
    return plan.cases().stream()
        .map(Selected::id)
        .filter(id -> judged.getOrDefault(id, 0) < plan.rounds())
        .distinct()
        .toList();
  }

  /** Whether this fault is the client's or the machine's, and not ours. */
  static boolean isFromOutside(Exception fault) {
    return fault instanceof IOException || fault instanceof ClientNotStartedException;
  }
}
