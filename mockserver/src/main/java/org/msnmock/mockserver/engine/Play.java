package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.LinePattern.Surplus;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Timing;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Shown;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Request;

/**
 * One play of a script: events go in, actions come out.
 *
 * <pre>
 * event ─► arrivals ─► heads awaited by the script ─► background rules ─► emulator, where the
 *                             │                             │            │   dialogue leaves it that
 *                             └─────────► steps ◄───────────┘            └─► nobody: a deviation
 *                                           └─► actions, journal
 * </pre>
 *
 * Not thread-safe; the caller's clock is the only one.
 */
public final class Play {
  /** Where {@link #nextDue} has nothing to wait for. */
  public static final long NEVER = Long.MAX_VALUE;

  /** The exit code with which a client says that a case is not for it. */
  private static final int NOT_FOR_ME = 77;

  private static final int MOST_AFTER_THE_END = 100;
  private static final int MOST_ALSO = 6;

  /** So many are reported; the journal has those after them, too. */
  private static final int MOST_DEVIATIONS = 1_000;

  private final Script script;
  private final Stage stage;
  private final Arrivals arrivals;
  private final Speaker speaker;
  private final Rules rules = new Rules();
  private final Captures captures = new Captures();
  private final Judge judge;
  private final Timekeeper timekeeper;
  private final Conditions conditions;
  private final Dials dials;
  private final Map<Integer, Step.Do> asks = new HashMap<>(2);
  private final List<Run> ruleRuns = new ArrayList<>(2);
  private final List<Deviation> deviations = new ArrayList<>(1);
  private final List<String> branches = new ArrayList<>(2);
  private final Cursors cursors;
  private final PeerFraming peers;
  private final Shown shown;

  private long nextDue = NEVER;
  private int stepsDone;
  private int asked;
  private long takes;
  private long heard;
  private int afterTheEnd;
  private Outcome outcome = Outcome.OK;
  private String reason = "";
  private final Departures departures;
  private final @Nullable StandIn standIn;
  private @Nullable Result result;

  /**
   * @param actions is given each action at once, in order, from within {@link #begin} and {@link
   *     #handle}; it must not call back into this play
   * @param now nanoseconds of any rising clock
   */
  public Play(Script script, PlaySettings settings, Consumer<Action> actions, long now) {
    this.script = script;
    this.stage = new Stage(script, settings, actions, now);
    this.arrivals = new Arrivals(stage);
    this.speaker = new Speaker(stage, arrivals, watcher());
    this.judge = new Judge(stage, arrivals, rules);
    this.departures = new Departures(script.dialogue(), arrivals);
    this.timekeeper = new Timekeeper(stage);
    this.conditions = new Conditions(stage);
    this.dials = new Dials(stage);
    this.cursors = new Cursors(new Run(script.first(), null, now));
    this.peers = new PeerFraming(stage, arrivals, cursors, judge);
    this.shown = new Shown(script.dialogue());
    this.standIn = StandIn.of(stage, arrivals, speaker).orElse(null);
  }

  private Speaker.Watcher watcher() {
    return new Speaker.Watcher() {
      @Override
      public void said(Conn conn, Frame frame) {
        if (standIn != null) {
          standIn.promise(conn.service(), frame);
        }
      }

      @Override
      public void ended(Conn conn) {
        Play.this.ended(conn);
      }
    };
  }

  public Script script() {
    return script;
  }

  /** Starts: does what the script begins with. */
  public void begin(long at) {
    stage.advanceTo(at);
    stage.values.tellGiven(script.dialogue().given());
    rules.enter(script.dialogue().background(), Node.Rank.FILE);
    cursors.first().since = at;
    pump();
  }

  /** In place of beginning: what it is about cannot be shown here. */
  public void decline(String why, long at) {
    stage.advanceTo(at);
    settle(Outcome.UNSUPPORTED, why);
    end();
  }

  /** When the next {@link Event.Tick} is wanted, on the clock of {@code now}; {@link #NEVER}. */
  public long nextDue() {
    return nextDue;
  }

  /** Whether nothing but its client can move it on. */
  public boolean waitsForItsClient() {
    return result == null && earliestOfScript() == NEVER;
  }

  /** Whether it is over. */
  public boolean isEnded() {
    return result != null;
  }

  /** How it ended; only when {@link #isEnded}. */
  public Result result() {
    if (result == null) {
      throw new IllegalStateException("the play of " + script.row().id() + " goes on");
    }
    return result;
  }

  /** Whether a connection to this service would be accepted now, or a request to it is awaited. */
  public boolean awaits(Service service) {
    return cursors.anyHead(
            (run, step) ->
                step instanceof Step.Accept accept && accept.service().equals(service)
                    || step instanceof Step.ClientRequest request
                        && request.service().equals(service))
        || standIn != null
            && (standIn.expects(service)
                || cursors.anyHead((run, step) -> arrivals.lacks(run, step, service)));
  }

  /** Ends the play from outside, as when a run is interrupted; without effect when it is over. */
  public void abandon(String why, long at) {
    if (result == null) {
      stage.advanceTo(at);
      stage.note(why);
      settle(Outcome.FAILED, why);
      end();
    }
  }

  // ---- events ----

  /** Takes one event. After the end events are only noted. */
  public void handle(Event happened, long at) {
    stage.nextEvent(at);
    if (!(happened instanceof Event.Tick)) {
      endSilences();
    }
    if (result != null) {
      noteAfterTheEnd(happened);
      return;
    }
    take(happened);
    if (result == null) {
      pump();
    }
    if (result == null) {
      stage.backlog.overflow().ifPresent(on -> deviate(judge.tooMuch(cursors.first(), on)));
    }
  }

  /** What comes now does not break a silence that is over; only nobody has looked at the clock. */
  private void endSilences() {
    boolean moved = false;
    for (int i = 0; i < cursors.size() && result == null; i++) {
      moved |= endsBySilence(cursors.get(i));
    }
    while (moved && result == null) {
      moved = advanceScript();
    }
  }

  private boolean endsBySilence(Run run) {
    Wait wait = run.wait;
    if (wait == null) {
      return false;
    }
    Optional<Head> quiet = wait.quietBefore(stage.now());
    if (quiet.isPresent()) {
      chooseSilence(run, wait, quiet.get());
      return true;
    }
    if (wait.endsByQuiet() && wait.isQuietOver(stage.now())) {
      endByQuiet(run, wait);
      return true;
    }
    return false;
  }

  private void take(Event happened) {
    if (happened instanceof Event.Line line) {
      arrivals.connection(line.connection()).ifPresent(conn -> line(conn, line.frame()));
    } else if (happened instanceof Event.Connected connected) {
      Conn conn = arrivals.connected(connected);
      stage.journal.add(new Entry.Connected(stage.elapsed(), conn.name, connected.remote()));
      admit(conn, connected.remote());
    } else if (happened instanceof Event.Closed closed) {
      arrivals.connection(closed.connection()).ifPresent(conn -> closed(conn, closed));
    } else if (happened instanceof Event.Requested requested) {
      requested(requested);
    } else if (happened instanceof Event.Bytes bytes) {
      arrivals
          .connection(bytes.connection())
          .flatMap(conn -> bytes(conn, bytes.bytes()))
          .ifPresent(this::deviate);
    } else if (happened instanceof Event.Malformed malformed) {
      arrivals.connection(malformed.connection()).ifPresent(conn -> malformed(conn, malformed));
    } else {
      takeOther(happened);
    }
  }

  private void takeOther(Event happened) {
    if (happened instanceof Event.Released released) {
      release(released);
    } else if (happened instanceof Event.HandshakeFailed failed) {
      stage.journal.add(
          new Entry.HandshakeFailed(
              stage.elapsed(), failed.service(), failed.remote(), failed.reason()));
    } else if (happened instanceof Event.Told word) {
      stage.journal.add(
          new Entry.Told(stage.elapsed(), word.client(), word.event(), word.arguments()));
      arrivals.told(word);
    } else if (happened instanceof Event.ActionDone done) {
      actionDone(done);
    } else if (happened instanceof Event.Dialled || happened instanceof Event.DialFailed) {
      dials.answered(happened);
    } else if (happened instanceof Event.ClientEnded ended) {
      clientEnded(ended);
    } else if (happened instanceof Event.Tick tick) {
      tick.unfinished()
          .forEach((id, what) -> arrivals.connection(id).ifPresent(conn -> conn.unfinished = what));
      if (standIn != null) {
        standIn.tick();
      }
    }
  }

  /** Where an emulator answers, a connection is good without a step that accepts it. */
  private void admit(Conn conn, String remote) {
    if (standIn == null || !StandIn.serves(conn.service())) {
      return;
    }
    String client = conn.service().client();
    boolean isFirst = !arrivals.came().contains(client);
    arrivals.admit(conn);
    standIn.connected(conn, remote);
    for (int i = 0; isFirst && i < cursors.size(); i++) {
      Run run = cursors.get(i);
      if (run.wait != null && run.wait.isFor(client)) {
        run.wait = run.wait.anew(arrivals.came()); // what it is to do it can only begin now
      }
    }
  }

  private void release(Event.Released released) {
    for (int i = 0; i < cursors.size(); i++) {
      release(cursors.get(i), released);
    }
    ruleRuns.forEach(run -> release(run, released));
  }

  private static void release(Run run, Event.Released released) {
    if (run.held != null && run.held.number() == released.hold()) {
      run.held.release(released.line());
    }
  }

  /** A part of what a peer says; where it is large, silence is not awaited meanwhile. */
  private Optional<Deviation> bytes(Conn conn, byte[] bytes) {
    disturb(conn);
    return peers.add(conn, bytes);
  }

  private void line(Conn conn, Frame frame) {
    if (conn.endedByUs) {
      return;
    }
    conn.unfinished = "";
    stage.heard(conn, frame);
    checkLineEnd(conn, frame);
    checkId(conn, frame);
    Conn.Heard heard = new Conn.Heard(frame, stage.event(), stage.now());
    if (isRead(conn)
        || !(offerToRules(conn, frame) || conn.inbox.isEmpty() && leave(conn, heard))) {
      conn.inbox.add(heard);
    }
  }

  /** Whether the script reads this connection now. */
  private boolean isRead(Conn conn) {
    return cursors.anyHead((run, step) -> arrivals.reads(run, step, conn));
  }

  private void closed(Conn conn, Event.Closed happened) {
    if (conn.isClosedByClient()) {
      return;
    }
    conn.closedAt = stage.event();
    conn.closedTime = stage.now();
    conn.unfinished = happened.unfinished();
    stage.journal.add(new Entry.ClosedByClient(stage.elapsed(), conn.name, happened.manner()));
    if (conn.writer != null && conn.writer.isScript()) {
      conn.writer = null;
    }
    ended(conn);
    arrivals.forgetIfOver(conn);
  }

  /** A connection is over, by whomever. */
  private void ended(Conn conn) {
    if (standIn != null) {
      standIn.closed(conn);
    }
  }

  private void malformed(Conn conn, Event.Malformed happened) {
    if (!conn.endedByUs) {
      Redaction.secretsIn(happened.line()).forEach(stage.values::hide);
      stage.journal.add(
          new Entry.Malformed(stage.elapsed(), conn.name, happened.what(), happened.line()));
      deviate(judge.malformed(cursors.first(), conn, happened));
    }
  }

  private void requested(Event.Requested happened) {
    Arrivals.Asked asking = arrivals.requested(happened);
    stage.journal.add(
        new Entry.Requested(
            stage.elapsed(), happened.request(), happened.service(), happened.content()));
    if (!script.scripts(happened.service())) {
      askPassport(asking);
    } else if (isRead(happened.service()) || !(offerToRules(asking) || leave(asking))) {
      arrivals.keep(asking);
    }
  }

  private boolean isRead(Service service) {
    return cursors.anyHead((run, step) -> Arrivals.readsRequests(step, service));
  }

  private void askPassport(Arrivals.Asked asked) {
    BuiltInPassport.Reply reply =
        script.passport(asked.service()).answer(asked.service().role(), asked.content());
    speaker.respond(
        asked.id(), asked.service(), reply.answer(), Entry.Taker.PASSPORT, Optional.empty());
    reply
        .complaint()
        .ifPresent(
            complaint -> {
              judge.passportRefused(complaint);
              stage.note("Passport refuses: " + complaint);
            });
  }

  private void actionDone(Event.ActionDone happened) {
    Step.Do step = asks.remove(happened.ask());
    if (step == null || happened.reply() == Event.Reply.DONE) {
      return;
    }
    if (happened.reply() == Event.Reply.UNSUPPORTED) {
      settle(Outcome.UNSUPPORTED, "the client cannot do this: " + step.info().text());
      end();
    } else {
      deviate(judge.refusedToAct(step, happened.why()));
    }
  }

  private void clientEnded(Event.ClientEnded happened) {
    departures.add(happened);
    stage.journal.add(
        new Entry.ClientEnded(stage.elapsed(), happened.client(), Judge.howItEnded(happened)));
    if (happened.signalled()) {
      deviate(judge.killed(whoWaitsInVain(), happened));
    } else if (happened.code() == NOT_FOR_ME) {
      String who = Judge.who(happened.client());
      settle(Outcome.UNSUPPORTED, who + " says that this case is not for it (exit code 77)");
      end();
    }
  }

  /** The first cursor that waits for a client which is gone; the first of all where none does. */
  private Run whoWaitsInVain() {
    for (int i = 0; i < cursors.size(); i++) {
      Run run = cursors.get(i);
      if (run.wait != null && isInVain(run, run.wait)) {
        return run;
      }
    }
    return cursors.first();
  }

  private void noteAfterTheEnd(Event happened) {
    if (happened instanceof Event.Line line && afterTheEnd++ < MOST_AFTER_THE_END) {
      arrivals
          .connection(line.connection())
          .ifPresent(
              conn ->
                  stage.journal.add(
                      new Entry.AfterTheEnd(stage.elapsed(), conn.name, line.frame().text())));
    } else if (happened instanceof Event.Requested requested) {
      speaker.respondThatItIsOver(requested.request());
    }
  }

  private void checkLineEnd(Conn conn, Frame frame) {
    if (frame.end() == LineEnd.CRLF || conn.lineEndTold) {
      return;
    }
    conn.lineEndTold = true;
    if (stage.isStrict()) {
      record(judge.lineEnd(cursors.first(), conn, frame));
    } else {
      stage.note(conn.name + " ends its lines in LF without CR (FRAME-01)");
    }
  }

  private void checkId(Conn conn, Frame frame) {
    String id = Judge.transactionId(frame);
    if (id.isEmpty()) {
      return;
    }
    Conn.IdUse use = conn.useId(id);
    if (use == Conn.IdUse.OUTSTANDING && stage.isStrict()) {
      if (conn.repeatedIdTold) {
        return;
      }
      conn.repeatedIdTold = true;
      record(judge.repeatedId(cursors.first(), conn, frame, id));
    } else if (use != Conn.IdUse.FRESH) {
      stage.note(
          "%s: transaction id %s is not higher than those before it".formatted(conn.name, id));
    }
  }

  // ---- the way through the dialogue ----

  private void pump() {
    boolean progress = true;
    while (progress && result == null) {
      progress = false;
      for (int i = 0; i < ruleRuns.size() && result == null; i++) {
        progress |= advanceRule(ruleRuns.get(i));
      }
      if (!ruleRuns.isEmpty()) {
        ruleRuns.removeIf(run -> run.node instanceof Node.End);
      }
      progress |= advanceScript() || takeNext() || giveUpOnClient() || expire();
      progress |= result == null && standIn != null && standIn.goOn();
    }
    nextDue = result == null ? earliest() : NEVER;
  }

  private boolean takeNext() {
    boolean cut = peers.cut(); // before: closes and other lines may be younger
    if (takeWaiting() || cut) {
      return true;
    }
    peers.wrong().ifPresent(this::deviate);
    return false;
  }

  /**
   * A rule that waited finds its names again, whatever the script and other uses have made of them.
   */
  private boolean advanceRule(Run run) {
    if (isAsleep(run)) {
      return false;
    }
    stage.values.lend(run.own);
    boolean moved = advance(run);
    stage.values.giveBack(run.own);
    return moved;
  }

  private boolean isAsleep(Run run) {
    boolean isOpen = run.ruleConnection == null || run.ruleConnection.isOpen();
    return isOpen && run.due != NEVER && run.due > stage.now();
  }

  /** Moves the cursors on to where they wait; true when one has moved. */
  private boolean advanceScript() {
    for (int i = 0; i < cursors.size() && result == null; i++) {
      if (advance(cursors.get(i))) {
        return true; // there may be others now
      }
    }
    return false;
  }

  /** Takes something that has come; true when something was done. */
  private boolean takeWaiting() {
    for (int i = 0; i < cursors.size() && result == null; i++) {
      Run run = cursors.get(i);
      if (run.wait != null && takeWaiting(run, run.wait)) {
        return true;
      }
    }
    return false;
  }

  private boolean giveUpOnClient() {
    for (int i = 0; departures.areThere() && i < cursors.size() && result == null; i++) {
      Run run = cursors.get(i);
      if (run.wait != null && giveUpOnClient(run, run.wait)) {
        return true;
      }
    }
    return false;
  }

  private boolean expire() {
    for (int i = 0; i < cursors.size() && result == null; i++) {
      Run run = cursors.get(i);
      if (run.wait != null && expire(run, run.wait)) {
        return true;
      }
    }
    return false;
  }

  private long earliest() {
    long due = standIn == null ? NEVER : standIn.nextDue();
    return Math.min(due, earliestOfScript());
  }

  private long earliestOfScript() {
    long due = NEVER;
    for (int i = 0; i < cursors.size(); i++) {
      Run run = cursors.get(i);
      due = Math.min(due, run.wait == null ? run.due : run.wait.earliest());
    }
    for (Run run : ruleRuns) {
      due = Math.min(due, run.due);
    }
    return due;
  }

  /** Moves on as far as it goes; says whether it moved at all. */
  private boolean advance(Run run) {
    boolean moved = false;
    while (result == null) {
      Node node = run.node;
      if (node instanceof Node.End) {
        return finish(run) || moved;
      } else if (node instanceof Node.Fork fork) {
        cursors.fork(run, fork, stage.now());
        return true;
      } else if (node instanceof Node.Passage passage) {
        pass(run, passage);
        run.moveTo(passage.next(), stage.now());
      } else if (node instanceof Node.Choice choice) {
        decide(run, choice);
      } else if (node instanceof Node.Loop loop) {
        run.moveTo(loop.after(run.rounds(loop)), stage.now());
      } else if (node instanceof Node.EndRound round) {
        run.moveTo(endRound(run, round.loop()), stage.now());
      } else if (node instanceof Node.Act act) {
        if (!perform(run, act.step())) {
          return moved;
        }
        stepsDone += run.isScript() ? 1 : 0;
        shown.played(act.step().info());
        run.moveTo(act.next(), stage.now());
      } else if (node instanceof Node.Await await && !skips(run, await)) {
        return moved;
      }
      moved = true;
    }
    return moved;
  }

  private void decide(Run run, Node.Choice choice) {
    Span span = choice.step().info().span();
    boolean holds = conditions.holds(choice.step());
    branches.add("%s:%s if: %s".formatted(span.line(), span.column(), holds ? "then" : "else"));
    stepsDone++;
    run.moveTo(holds ? choice.then() : choice.otherwise(), stage.now());
  }

  /** A run has come to its end; true when another goes on in its place. */
  private boolean finish(Run run) {
    if (run.parent != null) {
      cursors.join(run, run.parent, stage.now());
      return true;
    }
    if (run.isScript()) {
      for (Rule rule : rules.tooSeldom()) {
        record(judge.tooSeldom(rule));
      }
      shown.cameToItsEnd();
      end();
    } else if (run.ruleConnection != null && run.equals(run.ruleConnection.writer)) {
      run.ruleConnection.writer = null;
    }
    return false;
  }

  private void startLoop(Run run, Node.Loop loop) {
    run.startLoop(loop);
    loop.step().inner().forEach(stage.values::forget);
    for (Step.Binding list : loop.step().collected()) {
      stage.values.startList(list.name(), Origin.stated(collectedAt(loop)));
    }
  }

  /** What follows a round: another one, unless nothing came in this one and no time passed. */
  private Node endRound(Run run, Node.Loop loop) {
    boolean isIdle = run.countRound(loop, heard, stage.now());
    for (Step.Binding list : loop.step().collected()) {
      String value = list.value().fill(stage.values);
      stage.values.append(list.name(), value);
    }
    loop.step().inner().forEach(stage.values::forget);
    boolean mayEnd = !loop.step().isCounted() && run.rounds(loop) >= loop.step().least();
    return isIdle && mayEnd ? loop.next() : loop;
  }

  private static String collectedAt(Node.Loop loop) {
    return "collected at " + loop.step().info().span().place();
  }

  private void pass(Run run, Node.Passage passage) {
    if (passage instanceof Node.Enter enter) {
      rules.enter(enter.rules(), enter.rank());
    } else if (passage instanceof Node.Leave leave) {
      for (Rule rule : rules.leave(leave.rules())) {
        record(judge.tooSeldom(rule));
      }
    } else if (passage instanceof Node.StartLoop start) {
      startLoop(run, start.loop());
    } else {
      bind(passage);
    }
  }

  private void bind(Node.Passage passage) {
    if (passage instanceof Node.Bind bind) {
      String what = "a parameter of " + bind.include().file();
      bind.include().parameters().forEach(binding -> fill(binding, what));
    } else if (passage instanceof Node.Export export) {
      export.include().exports().forEach(one -> stage.values.copy(one.from(), one.to()));
    }
  }

  private void fill(Step.Binding binding, String what) {
    String value = binding.value().fill(stage.values);
    stage.values.set(binding.name(), value, Origin.stated(what));
  }

  // ---- steps that wait for nothing ----

  /** Does a step; false when it is not done yet. */
  private boolean perform(Run run, Step step) {
    if (step instanceof Step.ServerLine line) {
      return isAddressed(run, step, line.target()) && speaker.say(run, line);
    } else if (step instanceof Step.ServerAnswer answer) {
      return speaker.answer(run, answer);
    } else if (step instanceof Step.Garbage garbage) {
      return isAddressed(run, step, garbage.target()) && speaker.throwIn(run, garbage);
    } else if (step instanceof Step.Close close) {
      return isAddressed(run, step, close.target())
          && speaker.hangUp(run, close, close.target(), close.after(), Entry.Manner.FIN);
    } else if (step instanceof Step.Reset reset) {
      return isAddressed(run, step, reset.target())
          && speaker.hangUp(run, reset, reset.target(), reset.after(), Entry.Manner.RST);
    } else if (step instanceof Step.Dial dial) {
      return dial(run, dial);
    } else if (step instanceof Step.Pause pause) {
      return departures.areAll() || speaker.isOver(run, pause.duration());
    }
    performAtOnce(run, step);
    return true;
  }

  /**
   * Whether there has been a connection for what we do; where an emulator accepts, it waits for
   * one. False when that ends the play, too.
   */
  private boolean isAddressed(Run run, Step step, Target target) {
    if (standIn == null
        || !(target instanceof Target.Listener listener)
        || !StandIn.serves(listener.service())
        || arrivals.resolve(run, target) != null) {
      return true;
    }
    String client = listener.service().client();
    Optional<Event.ClientEnded> ended = departures.of(client);
    if (ended.isPresent()) {
      deviate(judge.clientEnded(step, ended.get()));
      return false;
    }
    run.due =
        arrivals
            .cameAt(client)
            .map(came -> Math.max(came, run.since) + stage.scaled(Timing.DEFAULT_LIMIT))
            .orElse(run.since + stage.settings.startTimeout().toNanos());
    if (stage.now() < run.due) {
      return false;
    }
    if (stage.isStrict()) {
      deviate(judge.nobodyToTell(step, stage.now() - run.since));
      return false;
    }
    return true; // it is noted then
  }

  /** Connects to the client; false while that has not come about. */
  private boolean dial(Run run, Step.Dial step) {
    Dials.Attempt attempt = dials.of(run, step);
    if (attempt.connection().isPresent()) {
      dials.forget(run);
      Conn conn = arrivals.dialled(attempt.connection().getAsInt(), step);
      run.current = conn;
      run.hasTaken(conn, ++takes);
      stage.journal.add(
          new Entry.Dialled(stage.elapsed(), conn.name, attempt.to(), step.info().span()));
      return true;
    }
    attempt.failure(run).ifPresent(reason -> deviate(judge.notReached(step, reason)));
    return false;
  }

  private void performAtOnce(Run run, Step step) {
    Span span = step.info().span();
    if (step instanceof Step.Use use) {
      run.current = arrivals.resolve(run, use.target());
    } else if (step instanceof Step.Refuse refuse) {
      stage.journal.add(new Entry.Refused(stage.elapsed(), refuse.service(), span));
      stage.act(new Action.Refuse(refuse.service()));
    } else if (step instanceof Step.SetValues set) {
      set.bindings().forEach(binding -> fill(binding, "set at " + span.place()));
    } else if (step instanceof Step.Do act) {
      ask(act);
    } else if (step instanceof Step.SetVerdict verdict) {
      state(run, verdict);
    } else if (step instanceof Step.Mark mark) {
      stage.values.mark(mark.moment(), stage.elapsed());
    } else if (step instanceof Step.Check check) {
      conditions.check(check).ifPresent(this::deviate);
    } else if (step instanceof Step.Note note) {
      stage.note(note.text().fill(stage.values), span);
    }
  }

  private void ask(Step.Do step) {
    Map<String, String> arguments = new LinkedHashMap<>();
    step.arguments().forEach((name, value) -> arguments.put(name, value.fill(stage.values)));
    boolean mute = stage.settings.partner() == PlaySettings.Partner.NONE;
    if (mute && !step.verb().equals("sign-in")) {
      settle(Outcome.UNSUPPORTED, "nobody can ask this client to act: " + step.info().text());
      end();
      return;
    }
    asked++;
    asks.put(asked, step);
    stage.journal.add(
        new Entry.Asked(
            stage.elapsed(), asked, step.client(), step.verb(), arguments, step.info().span()));
    Map<String, String> told = new LinkedHashMap<>(arguments);
    step.files().forEach((name, path) -> told.put(name, path.toString()));
    stage.act(new Action.Ask(asked, step.client(), step.verb(), told));
  }

  private void state(Run run, Step.SetVerdict step) {
    StepInfo info = step.info();
    if (step.outcome() == Outcome.FAILED) {
      deviate(judge.stated(run, step));
      return;
    }
    String why = info.why().orElse("the dialogue says so");
    stage.journal.add(
        new Entry.Judged(stage.elapsed(), step.outcome(), why, Optional.of(info.span())));
    shown.deviated(step.outcome(), info);
    settle(step.outcome(), why);
    if (step.outcome() == Outcome.UNSUPPORTED) {
      end();
    }
  }

  // ---- steps that wait ----

  /** Begins to wait at a node; true when there is nothing to wait for and the run has moved on. */
  private boolean skips(Run run, Node.Await at) {
    Wait wait = run.wait;
    if (wait == null) {
      at.heads().forEach(head -> head.entry().forEach(this::bind));
      wait = new Wait(at, run.since, arrivals.came(), stage);
      run.wait = wait;
    }
    if (wait.live().isEmpty() && !wait.endsByQuiet()) {
      stage.note(
          "skipped, since nobody tells what the client's user sees: " + at.step().info().text());
      shown.skipped(at.step().info());
      run.moveTo(at.skip(), stage.now());
      return true;
    }
    return false;
  }

  /** Takes the oldest thing that is waiting for one of the heads. */
  private boolean takeWaiting(Run run, Wait wait) {
    while (result == null) {
      Found oldest = arrivals.oldest(run, wait.live());
      if (oldest == null) {
        return false;
      }
      Optional<Head> head = headFor(run, wait, oldest);
      if (head.isPresent()) {
        timekeeper.judge(head.get().step(), oldest, wait).ifPresent(this::judged);
        if (result == null) {
          enter(run, head.get().entry()); // before: a loop begins without what it learns
          take(run, head.get(), oldest);
        }
        if (result == null) {
          goOn(run, wait.at(), head.get());
        }
        return result == null;
      }
      if (isForAnother(run, oldest)) {
        return false;
      }
      if (!goesElsewhere(run, wait, oldest)) {
        return false;
      }
    }
    return false;
  }

  /** The top-most head that takes it; what it learns stands in {@link #captures}. */
  private Optional<Head> headFor(Run run, Wait wait, Found found) {
    Optional<Head> late = Optional.empty();
    for (Head head : wait.live()) {
      captures.clear();
      if (fits(run, head.step(), found)) {
        if (!timekeeper.isLate(head.step(), found, wait)) {
          return Optional.of(head);
        }
        late = late.isPresent() ? late : Optional.of(head);
      }
    }
    if (late.isPresent()) { // the heads after it have learned something else, or nothing
      captures.clear();
      fits(run, late.get().step(), found);
    }
    return late;
  }

  /** Whether another branch takes it, in its turn. */
  private boolean isForAnother(Run run, Found found) {
    for (int i = 0; i < cursors.size(); i++) {
      Run other = cursors.get(i);
      if (other != run && other.wait != null && headFor(other, other.wait, found).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean fits(Run run, Step.Awaiting step, Found found) {
    if (found instanceof Found.Line line) {
      return step instanceof Step.ClientLine pattern
          && Arrivals.is(line.conn(), arrivals.resolve(run, pattern.target()))
          && match(pattern, line.conn().inbox.getFirst().frame()).isEmpty();
    } else if (found instanceof Found.Closing closing) {
      return step instanceof Step.ExpectClose close
          && Arrivals.is(closing.conn(), arrivals.resolve(run, close.target()));
    } else if (found instanceof Found.Arrival arrival) {
      return step instanceof Step.Accept accept
          && accept.service().equals(arrival.conn().service());
    } else if (found instanceof Found.Call call) {
      return step instanceof Step.ClientRequest request && fits(request, call.asked());
    }
    return found instanceof Found.Word word
        && step instanceof Step.See see
        && arrivals.matches(see, word.told().word());
  }

  private boolean fits(Step.ClientRequest step, Arrivals.Asked asking) {
    return step.service().includes(asking.service())
        && step.request().match(asking.content(), stage.values, captures).isEmpty();
  }

  private Optional<Mismatch> match(Step.ClientLine step, Frame frame) {
    Surplus surplus = stage.isStrict() ? Surplus.REFUSED : Surplus.ALLOWED;
    return judge.match(step, frame, surplus, captures);
  }

  private void take(Run run, Head head, Found found) {
    shown.played(head.step().info());
    run.silence = "";
    Span span = head.step().info().span();
    heard += found.isNothing() ? 0 : 1;
    if (found instanceof Found.Line line) {
      take(run, line.conn(), next(line.conn()), (Step.ClientLine) head.step());
    } else if (found instanceof Found.Closing closing) {
      closing.conn().closeTaken = true;
      closing.conn().forgetWaiting();
      arrivals.forgetIfOver(closing.conn());
    } else if (found instanceof Found.Arrival arrival) {
      arrivals.accept(arrival.conn(), ((Step.Accept) head.step()).alias());
      run.current = arrival.conn();
      run.hasTaken(arrival.conn(), ++takes);
      stage.journal.add(new Entry.Accepted(stage.elapsed(), arrival.conn().name, span));
    } else if (found instanceof Found.Call call) {
      arrivals.taken(call.asked());
      Step.ClientRequest request = (Step.ClientRequest) head.step();
      take(call.asked(), request, Entry.Taker.SCRIPT);
      passOn(request, call.asked());
    } else if (found instanceof Found.Word word) {
      arrivals.taken(word.told());
      Event.Told told = word.told().word();
      stage.journal.add(
          new Entry.Seen(stage.elapsed(), told.client(), told.event(), told.arguments(), span));
    }
  }

  private void take(Arrivals.Asked asked, Step.ClientRequest step, Entry.Taker taker) {
    Request request = asked.content();
    Span span = step.info().span();
    stage.values.learn(captures, span, request.path());
    step.kept().ifPresent(kept -> stage.values.keep(kept, request, stage.elapsed(asked.time())));
    stage.journal.add(
        new Entry.RequestTaken(stage.elapsed(), asked.id(), asked.service(), request, taker, span));
  }

  private void take(Run run, Conn conn, Conn.Heard heard, Step.ClientLine step) {
    Span span = step.info().span();
    Frame frame = heard.frame();
    stage.values.learn(captures, span, frame.text());
    Exchange exchange = run.exchange(conn);
    exchange.isRead = true;
    arrivals.named(conn);
    disturb(conn);
    run.hasTaken(conn, ++takes);
    if (!captures.transactionId().isEmpty()) {
      exchange.transactionId = captures.transactionId();
    }
    step.kept().ifPresent(kept -> stage.values.keep(kept, frame, stage.elapsed(heard.time())));
    stage.journal.add(new Entry.Taken(stage.elapsed(), conn.name, frame, Entry.Taker.SCRIPT, span));
    noteSurplus(conn, step, frame);
    boolean judged =
        conn.unframed == null && stage.settings.sending() == PlaySettings.Sending.BY_ITSELF;
    if (judged && heard.time() <= exchange.lastSend && step.early() != Early.ALLOWED) {
      early(conn, frame, step);
    }
    passOn(step, conn, frame);
  }

  private void passOn(Step.ClientLine step, Conn conn, Frame frame) {
    if (standIn == null || result != null) {
      return;
    }
    if (step.passedOn()) {
      standIn.line(conn, frame);
    } else {
      standIn.passedBy(conn, frame);
    }
  }

  private void passOn(Step.ClientRequest step, Arrivals.Asked asked) {
    if (step.passedOn() && result == null) {
      askPassport(asked);
    }
  }

  private void noteSurplus(Conn conn, Step.ClientLine step, Frame frame) {
    if (!stage.isStrict()
        && frame.tokens().length > step.line().tokens().size()
        && judge.match(step, frame, Surplus.REFUSED, new Captures()).isPresent()) {
      stage.note(
          "%s: %s has more tokens than the dialogue states".formatted(conn.name, frame.command()),
          step.info().span());
    }
  }

  private void early(Conn conn, Frame frame, Step.ClientLine step) {
    if (step.early() == Early.FAIL) {
      deviate(judge.early(conn, frame, step));
      return;
    }
    String what =
        "%s: %s came before its client can have read the line before it"
            .formatted(conn.name, frame.command());
    if (step.early() == Early.NON_STRICT) {
      settle(Outcome.NON_STRICT, what);
      shown.deviated(Outcome.NON_STRICT, step.info());
    }
    stage.note(what, step.info().span());
  }

  /** What a head waits for is that nothing comes. */
  private void chooseSilence(Run run, Wait wait, Head head) {
    if (head.step() instanceof Step.Quiet quiet) {
      Span span = quiet.info().span();
      stage.journal.add(
          new Entry.WasQuiet(
              stage.elapsed(),
              stage.elapsed(wait.since()),
              quiet.target().map(target -> arrivals.resolve(run, target)).map(conn -> conn.name),
              span));
      run.silence = judge.decided(quiet, wait);
    }
    choose(run, wait.at(), head);
  }

  private void choose(Run run, Node.Await at, Head head) {
    enter(run, head.entry());
    goOn(run, at, head);
  }

  /** Passes what stands on the way to a head. */
  private void enter(Run run, List<Node.Passage> entry) {
    for (Node.Passage passage : entry) {
      if (!(passage instanceof Node.Bind || passage instanceof Node.Export)) {
        pass(run, passage); // values are filled in when the wait begins, for the heads to see
      }
    }
  }

  private void goOn(Run run, Node.Await at, Head head) {
    stepsDone++;
    branches.addAll(head.choices());
    if (at.step() instanceof Step.Maybe && head.place() == Head.Place.OWN) {
      Span span = at.step().info().span();
      branches.add(span.line() + ":" + span.column() + " optional");
    }
    run.moveTo(head.then(), stage.now());
  }

  /** What no head takes: for a background rule, or a deviation. True when to look again. */
  private boolean goesElsewhere(Run run, Wait wait, Found found) {
    if (found instanceof Found.Line line) {
      return lineGoesElsewhere(run, wait, line.conn());
    } else if (found instanceof Found.Call call) {
      arrivals.remove(call.asked());
      if (offerToRules(call.asked()) || leave(call.asked())) {
        return true;
      }
      deviate(judge.unexpectedRequest(run, wait.live(), call.asked()));
    } else if (found instanceof Found.Arrival arrival) {
      deviate(judge.unexpectedConnection(run, wait.live(), arrival.conn()));
    }
    return false;
  }

  private Conn.Heard next(Conn conn) {
    Conn.Heard first = conn.inbox.removeFirst();
    arrivals.forgetIfOver(conn);
    return first;
  }

  private boolean lineGoesElsewhere(Run run, Wait wait, Conn conn) {
    Conn.Heard heard = next(conn);
    Frame frame = heard.frame();
    if (offerToRules(conn, frame) || leave(conn, heard)) {
      return true;
    }
    if (!stage.isStrict()) {
      stage.journal.add(new Entry.PassedOver(stage.elapsed(), conn.name, frame));
      return true;
    }
    Run reader = whoWantsQuiet(conn).orElse(run);
    List<Head> heads = reader.wait == null ? wait.live() : reader.wait.live();
    deviate(judge.unexpected(reader, heads, conn, frame));
    return false;
  }

  private Optional<Run> whoWantsQuiet(Conn conn) {
    return cursors.firstWithHead(
        (run, step) -> step instanceof Step.Quiet && arrivals.reads(run, step, conn));
  }

  /** Leaves a line to the emulator, if there is one and nobody has asked for silence. */
  private boolean leave(Conn conn, Conn.Heard heard) {
    if (standIn == null
        || !StandIn.serves(conn.service())
        || stage.isStrict() && whoWantsQuiet(conn).isPresent()) {
      return false;
    }
    stage.journal.add(new Entry.Left(stage.elapsed(), conn.name, heard.frame()));
    conn.leave(heard);
    disturb(conn);
    standIn.line(conn, heard.frame());
    return true;
  }

  /** Something has come that is no background line: silence begins anew for who reads here. */
  private void disturb(Conn conn) {
    for (int i = 0; i < cursors.size(); i++) {
      Run run = cursors.get(i);
      if (run.wait != null && run.wait.endsByQuiet() && readsBy(run, run.wait, conn)) {
        run.wait.disturbed();
      }
    }
  }

  private boolean readsBy(Run run, Wait wait, Conn conn) {
    return wait.live().stream().anyMatch(head -> arrivals.reads(run, head.step(), conn));
  }

  /** Leaves a request to the built-in Passport service, as {@link #leave(Conn, Conn.Heard)}. */
  private boolean leave(Arrivals.Asked asked) {
    boolean isLeft =
        standIn != null
            && !(stage.isStrict()
                && cursors.anyHead(
                    (run, step) -> step instanceof Step.Quiet quiet && quiet.target().isEmpty()));
    if (isLeft) {
      arrivals.leave(asked);
      askPassport(asked);
    }
    return isLeft;
  }

  /** Removes heads that can no longer be met. True when the run has moved on. */
  private boolean expire(Run run, Wait wait) {
    if (wait.at().untilQuiet().isPresent() && isQuiet(run, wait)) {
      endByQuiet(run, wait);
      return true;
    }
    List<Head> before = wait.live();
    boolean closed = false;
    for (int i = wait.live().size() - 1; i >= 0; i--) {
      Head head = wait.live().get(i);
      if (wait.isLate(i, stage.now())) {
        if (isMetBySilence(head)) {
          chooseSilence(run, wait, head);
          return true;
        }
        wait.remove(i);
      } else if (isClosed(run, head.step())) {
        wait.remove(i);
        closed = true;
      }
    }
    if (wait.live().isEmpty() && !wait.endsByQuiet()) {
      deviate(
          closed
              ? judge.closed(run, before)
              : judge.timeout(run, before, wait.since(), alsoWaiting(run)));
    }
    return false;
  }

  private void endByQuiet(Run run, Wait wait) {
    Node.UntilQuiet quiet = wait.at().untilQuiet().orElseThrow();
    run.silence = judge.decided(quiet, wait);
    quiet.entry().forEach(passage -> pass(run, passage));
    run.moveTo(quiet.then(), stage.now());
  }

  /** Where the other branches stand. */
  private List<String> alsoWaiting(Run run) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < cursors.size() && out.size() < MOST_ALSO; i++) {
      Run other = cursors.get(i);
      if (other != run && other.wait != null && !other.wait.live().isEmpty()) {
        StepInfo info = other.wait.live().get(0).step().info();
        out.add(
            "also waiting, in \"%s\" at %s: %s"
                .formatted(other.name, info.span().place(), info.text()));
      }
    }
    return out;
  }

  /** Whether the head's time being over is what it waits for. */
  private boolean isMetBySilence(Head head) {
    return head.step() instanceof Step.Quiet || head.step() instanceof Step.See && !stage.hears();
  }

  private boolean isQuiet(Run run, Wait wait) {
    return wait.isQuietOver(stage.now())
        || !wait.live().isEmpty()
            && wait.live().stream().allMatch(head -> isClosed(run, head.step()));
  }

  /** Whether a line can no longer come, since its connection is closed. */
  private boolean isClosed(Run run, Step.Awaiting step) {
    if (!(step instanceof Step.ClientLine line)) {
      return false;
    }
    Conn conn = arrivals.resolve(run, line.target());
    boolean canComeAgain =
        standIn != null
            && line.target() instanceof Target.Listener listener
            && StandIn.serves(listener.service());
    return conn != null && !conn.isOpen() && conn.inbox.isEmpty() && !canComeAgain;
  }

  /**
   * A client process is gone and nothing of it is left to take: what waits for it alone is over.
   * True when the run has moved on.
   */
  private boolean giveUpOnClient(Run run, Wait wait) {
    if (!isInVain(run, wait)) {
      return false; // somebody else may still decide
    }
    if (wait.at().untilQuiet().isPresent()) {
      endByQuiet(run, wait);
      return true;
    }
    for (Head head : wait.live()) {
      if (isMetByTheEnd(run, wait, head)) {
        chooseSilence(run, wait, head);
        return true;
      }
    }
    deviate(judge.clientEnded(run, wait.live(), departures.first(run, wait.live())));
    return false;
  }

  private boolean isInVain(Run run, Wait wait) {
    for (Head head : wait.live()) {
      if (!departures.concern(run, head.step())) {
        return false;
      }
    }
    return !wait.live().isEmpty() || departures.areAll();
  }

  /** Whether the end of its client is as good as what the head waits for. */
  private boolean isMetByTheEnd(Run run, Wait wait, Head head) {
    return head.step() instanceof Step.ExpectClose close
        ? arrivals.resolve(run, close.target()) != null
        : isMetBySilence(head) && !isAnotherRound(wait, head);
  }

  /** A loop of which nobody hears any more is not played on by silence. */
  private static boolean isAnotherRound(Wait wait, Head head) {
    return wait.at().step() instanceof Step.Repeat && head.place() == Head.Place.OWN;
  }

  // ---- background rules ----

  private boolean offerToRules(Conn conn, Frame frame) {
    for (Rules.Active active : rules.forCommand(frame.command())) {
      Rule rule = active.rule();
      if (rule.head() instanceof Step.ClientLine line
          && arrivals.isFor(line.target(), conn)
          && !rules.isUsedUp(rule)) {
        captures.clear();
        if (match(line, frame).isEmpty()) {
          run(rule, line, conn, frame);
          return true;
        }
      }
    }
    return false;
  }

  private void run(Rule rule, Step.ClientLine head, Conn conn, Frame frame) {
    rules.use(rule);
    OwnNames own = stage.values.own(rule.names());
    Span span = head.info().span();
    stage.values.learn(captures, span, frame.text());
    head.kept().ifPresent(kept -> stage.values.keep(kept, frame, stage.elapsed()));
    stage.journal.add(
        new Entry.Taken(stage.elapsed(), conn.name, frame, Entry.Taker.BACKGROUND, span));
    Run run = new Run(script.answers(rule), conn, stage.now());
    run.transactionId = captures.transactionId();
    passOn(head, conn, frame);
    if (conn.writer == null) {
      conn.writer = run;
    }
    start(run, own);
  }

  private boolean offerToRules(Arrivals.Asked asking) {
    for (Rules.Active active : rules.forRequests()) {
      Rule rule = active.rule();
      captures.clear();
      if (rule.head() instanceof Step.ClientRequest head
          && !rules.isUsedUp(rule)
          && fits(head, asking)) {
        rules.use(rule);
        OwnNames own = stage.values.own(rule.names());
        take(asking, head, Entry.Taker.BACKGROUND);
        passOn(head, asking);
        Run run = new Run(script.answers(rule), null, stage.now());
        run.request = asking.id();
        start(run, own);
        return true;
      }
    }
    return false;
  }

  /** Its head has been taken; the names have what the rule makes of them, until it waits. */
  private void start(Run run, OwnNames own) {
    run.own = own;
    advance(run);
    stage.values.giveBack(own);
    if (!(run.node instanceof Node.End)) {
      ruleRuns.add(run);
    }
  }

  // ---- judging ----

  private void settle(Outcome reached, String why) {
    if (reached.compareTo(outcome) > 0) {
      outcome = reached;
      reason = why;
    }
  }

  /** A deviation that does not end the play. */
  private void record(Deviation deviation) {
    if (deviations.size() == MOST_DEVIATIONS) {
      deviations.remove(MOST_DEVIATIONS - 1); // the one that ends the play is the last
    }
    deviations.add(deviation);
    shown.deviated(deviation);
    settle(deviation.outcome(), deviation.summary());
    stage.journal.add(
        new Entry.Judged(
            stage.elapsed(),
            deviation.outcome(),
            deviation.summary(),
            deviation.step().map(StepInfo::span)));
  }

  /** What came at the wrong time ends the play, unless it is late and that is to be told only. */
  private void judged(Deviation deviation) {
    if (deviation.kind() == Deviation.Kind.TOO_LATE && stage.settings.late().isPresent()) {
      record(deviation);
    } else {
      deviate(deviation);
    }
  }

  private void deviate(Deviation deviation) {
    record(deviation);
    end();
  }

  private void end() {
    if (result != null) {
      return;
    }
    if (standIn != null) {
      standIn.stop();
    }
    speaker.hangUpAll();
    nextDue = NEVER;
    result =
        new Result(
            script.dialogue(),
            script.row().id(),
            outcome,
            reason,
            deviations,
            branches,
            rules.usesByName(),
            shown.verdicts(),
            stage.settings.seed(),
            Duration.ofNanos(stage.elapsed()),
            stepsDone,
            stage.journal.entries(),
            stage.journal.dropped(),
            script.redaction().and(stage.values.secrets()));
    stage.act(new Action.Ended());
  }
}
