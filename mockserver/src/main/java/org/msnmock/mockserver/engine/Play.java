package org.msnmock.mockserver.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.LinePattern.Surplus;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/**
 * One play of a script: events go in, actions come out.
 *
 * <pre>
 * event ─► inbox ─► heads awaited by the script ─► background rules ─► nobody: a deviation
 *                          │                              │
 *                          └──────────► steps ◄───────────┘ ─► actions, journal
 * </pre>
 *
 * Not thread-safe; the caller's clock is the only one.
 */
public final class Play {
  /** Where {@link #nextDue} has nothing to wait for. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final byte[] EMPTY = {};
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final long GONE = Long.MIN_VALUE;
  private static final long TOLERANCE = Duration.ofMillis(50).toNanos();
  private static final int MOST_AFTER_THE_END = 100;
  private static final int MOST_TOLD = 10_000;

  private final Script script;
  private final PlaySettings settings;
  private final Consumer<Action> actions;
  private final long began;
  private final Journal journal;
  private final Values values;
  private final Rules rules = new Rules();
  private final Captures captures = new Captures();
  private final Judge judge;
  private final BuiltInPassport passport;

  private final Map<Integer, Conn> connections = new LinkedHashMap<>(4);
  private final Map<Role, Deque<Conn>> waiting = new EnumMap<>(Role.class);
  private final Map<Role, Conn> lastAccepted = new EnumMap<>(Role.class);
  private final Map<Role, Deque<Asked>> requests = new EnumMap<>(Role.class);
  private final Map<Integer, Role> openRequests = new LinkedHashMap<>(2);
  private final Map<Role, Integer> lastTaken = new EnumMap<>(Role.class);
  private final Map<Integer, StepInfo> asks = new HashMap<>(2);
  private final List<Word> told = new ArrayList<>(2);
  private final List<Run> ruleRuns = new ArrayList<>(2);
  private final List<Deviation> deviations = new ArrayList<>(1);
  private final List<String> branches = new ArrayList<>(2);
  private final Conn[] aliases;
  private final Run cursor;

  private long event;
  private long now;
  private long nextDue = NEVER;
  private int stepsDone;
  private int afterTheEnd;
  private Outcome outcome = Outcome.OK;
  private String reason = "";
  private boolean someoneCame;
  private Event.@Nullable ClientEnded clientEnded;
  private @Nullable Result result;

  /**
   * @param actions is given each action at once, in order, from within {@link #begin} and {@link
   *     #handle}; it must not call back into this play
   * @param now nanoseconds of any rising clock
   */
  public Play(Script script, PlaySettings settings, Consumer<Action> actions, long now) {
    this.script = script;
    this.settings = settings;
    this.actions = actions;
    this.began = now;
    this.now = now;
    this.journal = new Journal(settings.listener());
    this.values = new Values(script, settings);
    this.passport =
        new BuiltInPassport(script.account(), script.address("login.site").orElse("localhost"));
    this.aliases = new Conn[script.dialogue().aliases()];
    this.cursor = new Run(script.first(), null, now);
    this.judge = new Judge(script, values, journal);
  }

  public Script script() {
    return script;
  }

  /** Starts: does what the script begins with. */
  public void begin(long at) {
    now = at;
    rules.enter(script.dialogue().background(), Node.Rank.FILE);
    cursor.since = at;
    pump();
  }

  /** When the next {@link Event.Tick} is wanted, on the clock of {@code now}; {@link #NEVER}. */
  public long nextDue() {
    return nextDue;
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

  /** Whether a connection to this role would be accepted now, or a request to it is awaited. */
  public boolean awaits(Role role) {
    for (int i = 0; i < cursor.heads.size(); i++) {
      Step.Awaiting step = cursor.heads.get(i).step();
      if (cursor.deadlines[i] != GONE
          && (step instanceof Step.Accept accept && accept.role() == role
              || step instanceof Step.ClientRequest request && request.role() == role)) {
        return true;
      }
    }
    return false;
  }

  /** Ends the play from outside, as when a run is interrupted; without effect when it is over. */
  public void abandon(String why, long at) {
    if (result == null) {
      now = at;
      journal.add(new Entry.Noted(elapsed(), why, Optional.empty()));
      outcome = Outcome.FAILED;
      reason = why;
      end();
    }
  }

  // ---- events ----

  /** Takes one event. After the end events are only noted. */
  public void handle(Event happened, long at) {
    now = at;
    values.elapsed = at - began;
    event++;
    if (result != null) {
      noteAfterTheEnd(happened);
      return;
    }
    if (happened instanceof Event.Line line) {
      line(line);
    } else if (happened instanceof Event.Connected connected) {
      connected(connected);
    } else if (happened instanceof Event.Closed closed) {
      closed(closed);
    } else if (happened instanceof Event.Requested requested) {
      requested(requested);
    } else if (happened instanceof Event.Malformed malformed) {
      malformed(malformed);
    } else if (happened instanceof Event.HandshakeFailed failed) {
      journal.add(
          new Entry.HandshakeFailed(elapsed(), failed.role(), failed.remote(), failed.reason()));
    } else if (happened instanceof Event.Told word) {
      told(word);
    } else if (happened instanceof Event.ActionDone done) {
      actionDone(done);
    } else if (happened instanceof Event.ClientEnded ended) {
      clientEnded(ended);
    }
    if (result == null) {
      pump();
    }
  }

  private long elapsed() {
    return now - began;
  }

  private void connected(Event.Connected happened) {
    int number = connections.size() + 1;
    Conn conn = new Conn(happened.connection(), new Entry.Connection(number, happened.role()));
    connections.put(happened.connection(), conn);
    waiting.computeIfAbsent(happened.role(), role -> new ArrayDeque<>(2)).add(conn);
    conn.acceptedAt = event;
    journal.add(new Entry.Connected(elapsed(), conn.name, happened.remote()));
  }

  private void line(Event.Line happened) {
    Conn conn = connections.get(happened.connection());
    if (conn == null || conn.endedByUs) {
      return;
    }
    Frame frame = happened.frame();
    journal.add(new Entry.Heard(elapsed(), conn.name, frame));
    checkLineEnd(conn, frame);
    checkId(conn, frame);
    if (result != null) {
      return;
    }
    Conn.Heard heard = new Conn.Heard(frame, event, now);
    if (reads(conn) || !conn.inbox.isEmpty() || !offerToRules(conn, heard)) {
      conn.inbox.add(heard);
    }
  }

  private void closed(Event.Closed happened) {
    Conn conn = connections.get(happened.connection());
    if (conn == null || conn.isClosedByClient()) {
      return;
    }
    conn.closedAt = event;
    conn.unfinished = happened.unfinished();
    journal.add(new Entry.ClosedByClient(elapsed(), conn.name, happened.manner()));
    if (conn.writer != null && conn.writer.isScript()) {
      conn.writer = null;
    }
  }

  private void malformed(Event.Malformed happened) {
    Conn conn = connections.get(happened.connection());
    if (conn == null || conn.endedByUs) {
      return;
    }
    journal.add(new Entry.Malformed(elapsed(), conn.name, happened.what(), happened.line()));
    deviate(judge.malformed(cursor, conn, happened, elapsed()));
  }

  private void requested(Event.Requested happened) {
    openRequests.put(happened.request(), happened.role());
    journal.add(
        new Entry.Requested(elapsed(), happened.request(), happened.role(), happened.content()));
    if (!script.scripts(happened.role())) {
      BuiltInPassport.Reply reply = passport.answer(happened.role(), happened.content());
      respond(
          happened.request(),
          happened.role(),
          reply.answer(),
          Entry.Taker.PASSPORT,
          Optional.empty());
      reply
          .complaint()
          .ifPresent(
              complaint -> {
                judge.passportRefused(complaint);
                journal.add(
                    new Entry.Noted(elapsed(), "Passport refuses: " + complaint, Optional.empty()));
              });
      return;
    }
    Asked asked = new Asked(happened.request(), happened.content(), event);
    if (readsRequests(happened.role()) || !offerToRules(happened.role(), asked)) {
      requests.computeIfAbsent(happened.role(), role -> new ArrayDeque<>(2)).add(asked);
    }
  }

  private void told(Event.Told happened) {
    journal.add(new Entry.Told(elapsed(), happened.event(), happened.arguments()));
    if (told.size() < MOST_TOLD) {
      told.add(new Word(happened, event));
    }
  }

  private void actionDone(Event.ActionDone happened) {
    StepInfo step = asks.remove(happened.ask());
    if (step == null || happened.reply() == Event.Reply.DONE) {
      return;
    }
    if (happened.reply() == Event.Reply.UNSUPPORTED) {
      settle(Outcome.UNSUPPORTED, "the client cannot do this: " + step.text());
      end();
    } else {
      deviate(judge.refusedToAct(step, happened.why(), elapsed()));
    }
  }

  private void clientEnded(Event.ClientEnded happened) {
    clientEnded = happened;
    journal.add(new Entry.ClientEnded(elapsed(), Judge.howItEnded(happened)));
    if (happened.signalled()) {
      deviate(judge.killed(cursor, happened, elapsed()));
    } else if (happened.code() == 77) {
      settle(Outcome.UNSUPPORTED, "the client says that this case is not for it (exit code 77)");
      end();
    }
  }

  private void noteAfterTheEnd(Event happened) {
    if (happened instanceof Event.Line line && afterTheEnd++ < MOST_AFTER_THE_END) {
      Conn conn = connections.get(line.connection());
      if (conn != null) {
        journal.add(new Entry.AfterTheEnd(elapsed(), conn.name, line.frame().text()));
      }
    } else if (happened instanceof Event.Requested requested) {
      actions.accept(new Action.Respond(requested.request(), unavailable()));
    }
  }

  private void checkLineEnd(Conn conn, Frame frame) {
    if (frame.end() == LineEnd.CRLF || conn.lineEndTold) {
      return;
    }
    conn.lineEndTold = true;
    if (settings.strictness() == PlaySettings.Strictness.STRICT) {
      record(judge.lineEnd(cursor, conn, frame, elapsed()));
    } else {
      note(conn.name + " ends its lines in LF without CR (FRAME-01)");
    }
  }

  private void checkId(Conn conn, Frame frame) {
    String id = Judge.transactionId(frame);
    if (id.isEmpty()) {
      return;
    }
    Conn.IdUse use = conn.useId(id);
    if (use == Conn.IdUse.FRESH) {
      return;
    }
    if (use == Conn.IdUse.OUTSTANDING && settings.strictness() == PlaySettings.Strictness.STRICT) {
      record(judge.repeatedId(cursor, conn, frame, id, elapsed()));
    } else {
      note("%s: transaction id %s is not higher than those before it".formatted(conn.name, id));
    }
  }

  // ---- the way through the dialogue ----

  private void pump() {
    boolean progress = true;
    while (progress && result == null) {
      progress = false;
      for (int i = 0; i < ruleRuns.size() && result == null; i++) {
        progress |= advance(ruleRuns.get(i));
      }
      if (!ruleRuns.isEmpty()) {
        ruleRuns.removeIf(run -> run.node instanceof Node.End);
      }
      if (result == null) {
        progress |= advance(cursor);
      }
    }
    nextDue = result == null ? earliest() : NEVER;
  }

  private long earliest() {
    long due = cursor.due;
    for (int i = 0; i < cursor.heads.size(); i++) {
      long deadline = cursor.deadlines[i];
      if (deadline != GONE) {
        due = Math.min(due, deadline);
      }
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
        if (run.isScript()) {
          finish();
        } else if (run.ruleConnection != null && run.ruleConnection.writer == run) {
          run.ruleConnection.writer = null;
        }
        return moved;
      } else if (node instanceof Node.Passage passage) {
        pass(passage);
        run.moveTo(passage.next(), now);
      } else if (node instanceof Node.Act act) {
        if (!perform(run, act.step())) {
          return moved;
        }
        stepsDone += run.isScript() ? 1 : 0;
        run.moveTo(act.next(), now);
      } else if (node instanceof Node.Await await && !await(run, await)) {
        return moved;
      }
      moved = true;
    }
    return moved;
  }

  private void finish() {
    for (Rule rule : rules.tooSeldom()) {
      record(judge.tooSeldom(rule, rules.uses(rule), elapsed()));
    }
    end();
  }

  private void pass(Node.Passage passage) {
    if (passage instanceof Node.Bind bind) {
      for (Step.Binding binding : bind.include().parameters()) {
        fill(binding, "a parameter of " + bind.include().file());
      }
    } else if (passage instanceof Node.Export export) {
      export.include().exports().forEach(one -> values.copy(one.from(), one.to()));
    } else if (passage instanceof Node.Enter enter) {
      rules.enter(enter.rules(), enter.rank());
    } else if (passage instanceof Node.Leave leave) {
      for (Rule rule : rules.leave(leave.rules())) {
        record(judge.tooSeldom(rule, rules.uses(rule), elapsed()));
      }
    }
  }

  private void fill(Step.Binding binding, String what) {
    String value = binding.value().fill(values);
    values.set(
        binding.name(), value, Origin.stated(what + ": " + Judge.shown(binding.name(), value)));
  }

  // ---- steps that wait for nothing ----

  /** Does a step; false when it is not done yet. */
  private boolean perform(Run run, Step step) {
    if (step instanceof Step.ServerLine line) {
      return send(run, line);
    } else if (step instanceof Step.ServerAnswer answer) {
      return answer(run, answer);
    } else if (step instanceof Step.Use use) {
      run.current = resolve(run, use.target());
    } else if (step instanceof Step.Close close) {
      return hangUp(run, close, close.target(), close.after(), Entry.Manner.FIN);
    } else if (step instanceof Step.Reset reset) {
      return hangUp(run, reset, reset.target(), reset.after(), Entry.Manner.RST);
    } else if (step instanceof Step.Refuse refuse) {
      journal.add(new Entry.Refused(elapsed(), refuse.role(), refuse.info().span()));
      actions.accept(new Action.Refuse(refuse.role()));
    } else if (step instanceof Step.SetValues set) {
      set.bindings().forEach(binding -> fill(binding, "set at " + set.info().span().place()));
    } else if (step instanceof Step.Do act) {
      ask(act);
    } else if (step instanceof Step.Pause pause) {
      return isOver(run, pause.duration());
    } else if (step instanceof Step.SetVerdict verdict) {
      state(verdict);
    } else if (step instanceof Step.Note note) {
      journal.add(
          new Entry.Noted(elapsed(), note.text().fill(values), Optional.of(note.info().span())));
    }
    return true;
  }

  /** Whether so long has passed since the step became the next one; else waits for it. */
  private boolean isOver(Run run, Duration duration) {
    if (duration.isZero() || run.waited || clientEnded != null && run.isScript()) {
      return true;
    }
    run.due = run.since + duration.toNanos();
    run.waited = now >= run.due;
    return run.waited;
  }

  private boolean send(Run run, Step.ServerLine step) {
    Conn conn = resolve(run, step.target());
    if (conn == null || !conn.isOpen()) {
      notDelivered(step, conn);
      run.pieces = List.of();
      return true;
    }
    if (conn.writer != null && conn.writer != run) {
      run.due = NEVER;
      return false;
    }
    if (!run.pieces.isEmpty()) {
      return sendPiece(run, conn);
    }
    if (!isOver(run, step.after())) {
      return false;
    }
    return begin(run, conn, step);
  }

  private void notDelivered(Step.ServerLine step, @Nullable Conn conn) {
    Span span = step.info().span();
    if (conn == null) {
      journal.add(new Entry.Noted(elapsed(), "no connection for this line", Optional.of(span)));
    } else {
      journal.add(new Entry.NotDelivered(elapsed(), conn.name, step.info().text(), span));
    }
  }

  private boolean begin(Run run, Conn conn, Step.ServerLine step) {
    values.transactionId = run.isScript() ? conn.transactionId : run.transactionId;
    byte[] payload = step.payload().isPresent() ? step.payload().get().fill(values) : null;
    String line = step.line().fill(values, payload == null ? 0 : payload.length);
    Frame frame = new Frame(line, LineEnd.CRLF, payload);
    journal.add(
        new Entry.Said(
            elapsed(), conn.name, frame, step.info().span(), Judge.fault(step.delivery())));
    if (run.isScript()) {
      conn.lastSend = event;
    }
    String[] tokens = frame.tokens();
    if (tokens.length > 1) {
      conn.answered(tokens[1]);
    }
    byte[] bytes = join(conn.held, Text.encode(line), LINE_END, payload == null ? EMPTY : payload);
    conn.held = EMPTY;
    if (step.delivery() instanceof Delivery.JoinNext) {
      conn.held = bytes;
      return true;
    }
    if (step.delivery() instanceof Delivery.Whole) {
      actions.accept(new Action.Send(conn.id, bytes));
      return true;
    }
    run.pieces = Pieces.cut(bytes, step.delivery());
    run.gap = Pieces.gap(step.delivery()).toNanos();
    run.due = now;
    conn.writer = run;
    return sendPiece(run, conn);
  }

  private boolean sendPiece(Run run, Conn conn) {
    while (!run.pieces.isEmpty()) {
      if (now < run.due) {
        return false;
      }
      actions.accept(new Action.Send(conn.id, run.pieces.get(0)));
      run.pieces = run.pieces.subList(1, run.pieces.size());
      run.due = now + run.gap;
    }
    if (run.isScript()) {
      conn.writer = null;
    }
    return true;
  }

  private static byte[] join(byte[] held, byte[] line, byte[] end, byte[] payload) {
    byte[] out = Arrays.copyOf(held, held.length + line.length + end.length + payload.length);
    System.arraycopy(line, 0, out, held.length, line.length);
    System.arraycopy(end, 0, out, held.length + line.length, end.length);
    System.arraycopy(payload, 0, out, out.length - payload.length, payload.length);
    return out;
  }

  private boolean answer(Run run, Step.ServerAnswer step) {
    if (!isOver(run, step.after())) {
      return false;
    }
    Integer request = run.request != 0 ? (Integer) run.request : lastTaken.get(step.role());
    if (request == null || !openRequests.containsKey(request)) {
      note("no request of " + step.role().word() + " is open to be answered");
      return true;
    }
    List<String[]> headers = new ArrayList<>();
    for (Payload.Header header : step.headers()) {
      headers.add(new String[] {header.name(), header.value().fill(values)});
    }
    byte[] body = step.body().isPresent() ? step.body().get().fill(values) : EMPTY;
    respond(
        request,
        step.role(),
        new Answer(step.status(), step.reason(), headers, body),
        run.isScript() ? Entry.Taker.SCRIPT : Entry.Taker.BACKGROUND,
        Optional.of(step.info().span()));
    return true;
  }

  private void respond(
      int request, Role role, Answer answer, Entry.Taker taker, Optional<Span> step) {
    openRequests.remove(request);
    journal.add(new Entry.Answered(elapsed(), request, role, answer, taker, step));
    actions.accept(new Action.Respond(request, answer));
  }

  private static Answer unavailable() {
    byte[] body = "The play is over.".getBytes(StandardCharsets.US_ASCII);
    return new Answer(503, "Service Unavailable", List.of(), body);
  }

  private boolean hangUp(Run run, Step step, Target target, Duration after, Entry.Manner manner) {
    Conn conn = resolve(run, target);
    if (!isOver(run, after)) {
      return false;
    }
    if (conn != null && !conn.endedByUs) {
      if (conn.writer != null && conn.writer != run) {
        run.due = NEVER;
        return false;
      }
      hangUp(conn, manner, Optional.of(step.info().span()));
    }
    return true;
  }

  private void hangUp(Conn conn, Entry.Manner manner, Optional<Span> step) {
    if (conn.held.length > 0 && conn.isOpen()) {
      actions.accept(new Action.Send(conn.id, conn.held));
      conn.held = EMPTY;
    }
    conn.endedByUs = true;
    conn.inbox.clear();
    if (!conn.isClosedByClient()) {
      journal.add(new Entry.ClosedByUs(elapsed(), conn.name, manner, step));
    }
    actions.accept(
        manner == Entry.Manner.FIN ? new Action.Close(conn.id) : new Action.Reset(conn.id));
  }

  private void ask(Step.Do step) {
    int number = asks.size() + stepsDone + 1;
    Map<String, String> arguments = new LinkedHashMap<>();
    step.arguments().forEach((name, value) -> arguments.put(name, value.fill(values)));
    if (settings.partner() == PlaySettings.Partner.NONE && !step.verb().equals("sign-in")) {
      settle(Outcome.UNSUPPORTED, "nobody can ask this client to act: " + step.info().text());
      end();
      return;
    }
    asks.put(number, step.info());
    journal.add(new Entry.Asked(elapsed(), number, step.verb(), arguments, step.info().span()));
    actions.accept(new Action.Ask(number, step.verb(), arguments));
  }

  private void state(Step.SetVerdict step) {
    StepInfo info = step.info();
    String why = info.why().orElse("the dialogue says so");
    journal.add(
        new Entry.Judged(elapsed(), step.outcome(), why, Optional.of(info.span()), info.covers()));
    if (step.outcome() == Outcome.FAILED) {
      deviate(judge.stated(step, elapsed()));
      return;
    }
    settle(step.outcome(), why);
    if (step.outcome() == Outcome.UNSUPPORTED) {
      end();
    }
  }

  // ---- steps that wait ----

  /** A request that waits to be taken. */
  record Asked(int id, Request content, long number) {}

  /** A word of the client's adapter that waits to be taken. */
  private static final class Word {
    final Event.Told word;
    final long number;
    boolean taken;

    Word(Event.Told word, long number) {
      this.word = word;
      this.number = number;
    }
  }

  /** Waits at a node; true when the run has moved on. */
  private boolean await(Run run, Node.Await await) {
    if (run.heads.isEmpty()) {
      arm(run, await);
      if (isSkipped(run)) {
        note(
            "skipped, since nobody tells what the client's user sees: "
                + await.step().info().text());
        run.moveTo(await.skip(), now);
        return true;
      }
    }
    if (takeWaiting(run, await)) {
      return true;
    }
    return result == null && expire(run, await);
  }

  private void arm(Run run, Node.Await await) {
    run.heads = await.heads();
    run.deadlines = new long[run.heads.size()];
    for (int i = 0; i < run.deadlines.length; i++) {
      Head head = run.heads.get(i);
      bind(head);
      run.deadlines[i] = deadline(run, head);
    }
    run.due = NEVER;
    if (await.untilQuiet().isPresent()) {
      run.due = run.since + scaled(await.untilQuiet().get().duration());
    }
  }

  /** A head behind an include needs the parameters before it can be compared. */
  private void bind(Head head) {
    for (Node.Passage passage : head.entry()) {
      if (passage instanceof Node.Bind || passage instanceof Node.Export) {
        pass(passage);
      }
    }
  }

  private boolean isSkipped(Run run) {
    for (long deadline : run.deadlines) {
      if (deadline != GONE) {
        return false;
      }
    }
    return true;
  }

  private long deadline(Run run, Head head) {
    Step.Awaiting step = head.step();
    if (step instanceof Step.See see) {
      boolean mute = settings.partner() != PlaySettings.Partner.ADAPTER;
      return mute && head.place() == Head.Place.OWN ? GONE : limit(run, see.timing().limit());
    }
    if (step instanceof Step.Quiet quiet) {
      return run.since + quiet.duration().toNanos();
    }
    if (step instanceof Step.Accept accept) {
      if (!someoneCame) {
        return run.since + settings.startTimeout().toNanos();
      }
      return limit(run, accept.timing().limit());
    }
    if (settings.strictness() == PlaySettings.Strictness.LENIENT) {
      return NEVER;
    }
    if (step instanceof Step.ClientLine line) {
      return limit(run, line.timing().limit());
    }
    if (step instanceof Step.ClientRequest request) {
      return limit(run, request.timing().limit());
    }
    return limit(run, ((Step.ExpectClose) step).timing().limit());
  }

  private long limit(Run run, Duration duration) {
    long scaled = scaled(duration);
    return run.since + scaled + Math.max(TOLERANCE, scaled / 10);
  }

  private long scaled(Duration duration) {
    return (long) (duration.toNanos() * settings.timeScale());
  }

  /** Whether the script reads this connection now. */
  private boolean reads(Conn conn) {
    for (int i = 0; i < cursor.heads.size(); i++) {
      if (cursor.deadlines[i] != GONE && reads(cursor, cursor.heads.get(i).step(), conn)) {
        return true;
      }
    }
    return false;
  }

  private boolean reads(Run run, Step.Awaiting step, Conn conn) {
    if (step instanceof Step.ClientLine line) {
      return resolve(run, line.target()) == conn;
    }
    if (step instanceof Step.ExpectClose close) {
      return resolve(run, close.target()) == conn;
    }
    return step instanceof Step.Quiet quiet
        && (quiet.target().isEmpty() || resolve(run, quiet.target().get()) == conn);
  }

  private boolean readsRequests(Role role) {
    for (int i = 0; i < cursor.heads.size(); i++) {
      Step.Awaiting step = cursor.heads.get(i).step();
      if (cursor.deadlines[i] != GONE
          && (step instanceof Step.ClientRequest request && request.role() == role
              || step instanceof Step.Quiet quiet && quiet.target().isEmpty())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Conn resolve(Run run, Target target) {
    if (run.ruleConnection != null) {
      return run.ruleConnection;
    }
    if (target instanceof Target.Listener listener) {
      return lastAccepted.get(listener.role());
    }
    if (target instanceof Target.Alias alias) {
      return aliases[alias.index()];
    }
    return run.current;
  }

  /** Takes the oldest thing that is waiting for one of the heads. */
  private boolean takeWaiting(Run run, Node.Await await) {
    while (result == null) {
      Waiting oldest = oldest(run);
      if (oldest == null) {
        return clientEnded != null && giveUpOnClient(run, await);
      }
      int head = headFor(run, oldest);
      if (head >= 0) {
        take(run, await, head, oldest);
        return true;
      }
      if (!goesElsewhere(run, oldest)) {
        return false;
      }
    }
    return false;
  }

  /** Something that came in and waits; one of the fields says what. */
  private static final class Waiting {
    long number = NEVER;
    @Nullable Conn line;
    @Nullable Conn closed;
    @Nullable Conn arrived;
    @Nullable Asked request;
    @Nullable Role role;
    @Nullable Word word;

    void offer(long candidate, Consumer<Waiting> what) {
      if (candidate < number) {
        number = candidate;
        line = null;
        closed = null;
        arrived = null;
        request = null;
        role = null;
        word = null;
        what.accept(this);
      }
    }
  }

  private @Nullable Waiting oldest(Run run) {
    Waiting oldest = new Waiting();
    for (int i = 0; i < run.heads.size(); i++) {
      if (run.deadlines[i] != GONE) {
        offer(run, run.heads.get(i).step(), oldest);
      }
    }
    return oldest.number == NEVER ? null : oldest;
  }

  private void offer(Run run, Step.Awaiting step, Waiting oldest) {
    if (step instanceof Step.ClientLine line) {
      offerLine(resolve(run, line.target()), oldest);
    } else if (step instanceof Step.ExpectClose close) {
      Conn conn = resolve(run, close.target());
      offerLine(conn, oldest);
      if (conn != null && conn.isClosedByClient() && !conn.closeTaken && conn.inbox.isEmpty()) {
        oldest.offer(conn.closedAt, found -> found.closed = conn);
      }
    } else if (step instanceof Step.Accept accept) {
      offerArrival(accept.role(), oldest);
    } else if (step instanceof Step.ClientRequest request) {
      offerRequest(request.role(), oldest);
    } else if (step instanceof Step.See see) {
      Word word = find(see);
      if (word != null) {
        oldest.offer(word.number, found -> found.word = word);
      }
    } else if (step instanceof Step.Quiet quiet) {
      offerNoise(run, quiet, oldest);
    }
  }

  private static void offerLine(@Nullable Conn conn, Waiting oldest) {
    if (conn != null && !conn.inbox.isEmpty()) {
      oldest.offer(conn.inbox.getFirst().number(), found -> found.line = conn);
    }
  }

  private void offerArrival(Role role, Waiting oldest) {
    Deque<Conn> queue = waiting.get(role);
    if (queue != null && !queue.isEmpty()) {
      oldest.offer(queue.getFirst().acceptedAt, found -> found.arrived = queue.getFirst());
    }
  }

  private void offerRequest(Role role, Waiting oldest) {
    Deque<Asked> queue = requests.get(role);
    if (queue != null && !queue.isEmpty()) {
      oldest.offer(
          queue.getFirst().number(),
          found -> {
            found.request = queue.getFirst();
            found.role = role;
          });
    }
  }

  private void offerNoise(Run run, Step.Quiet quiet, Waiting oldest) {
    if (quiet.target().isPresent()) {
      offerLine(resolve(run, quiet.target().get()), oldest);
      return;
    }
    for (Conn conn : connections.values()) {
      offerLine(conn, oldest);
    }
    waiting.keySet().forEach(role -> offerArrival(role, oldest));
    requests.keySet().forEach(role -> offerRequest(role, oldest));
  }

  private @Nullable Word find(Step.See see) {
    for (Word word : told) {
      if (!word.taken && matches(see, word.word)) {
        return word;
      }
    }
    return null;
  }

  private boolean matches(Step.See see, Event.Told word) {
    if (!see.event().equals(word.event())) {
      return false;
    }
    for (Map.Entry<String, Template> argument : see.arguments().entrySet()) {
      Object received = word.arguments().get(argument.getKey());
      if (received == null || !Judge.same(argument.getValue().fill(values), received)) {
        return false;
      }
    }
    return true;
  }

  /** The top-most head that takes it, -1 for none; what it learns stands in {@link #captures}. */
  private int headFor(Run run, Waiting found) {
    for (int i = 0; i < run.heads.size(); i++) {
      if (run.deadlines[i] != GONE && fits(run, run.heads.get(i).step(), found)) {
        return i;
      }
    }
    return -1;
  }

  private boolean fits(Run run, Step.Awaiting step, Waiting found) {
    captures.clear();
    if (found.line != null) {
      return step instanceof Step.ClientLine line
          && resolve(run, line.target()) == found.line
          && match(line, found.line.inbox.getFirst().frame()).isEmpty();
    }
    if (found.closed != null) {
      return step instanceof Step.ExpectClose close && resolve(run, close.target()) == found.closed;
    }
    if (found.arrived != null) {
      return step instanceof Step.Accept accept && accept.role() == found.arrived.role();
    }
    if (found.request != null) {
      return step instanceof Step.ClientRequest request
          && request.role() == found.role
          && request.request().match(found.request.content(), values, captures).isEmpty();
    }
    return found.word != null && step instanceof Step.See see && matches(see, found.word.word);
  }

  private Optional<Mismatch> match(Step.ClientLine step, Frame frame) {
    Surplus surplus =
        settings.strictness() == PlaySettings.Strictness.STRICT ? Surplus.REFUSED : Surplus.ALLOWED;
    Optional<Mismatch> mismatch = step.line().match(frame, surplus, values, captures);
    if (mismatch.isPresent() || step.payload().isEmpty() || !frame.hasPayload()) {
      return mismatch;
    }
    return step.payload().get().match(frame.payload().orElse(EMPTY), values, captures);
  }

  private void take(Run run, Node.Await await, int index, Waiting found) {
    Head head = run.heads.get(index);
    Step.Awaiting step = head.step();
    Span span = step.info().span();
    if (found.line != null) {
      Conn conn = found.line;
      Conn.Heard heard = conn.inbox.removeFirst();
      take(conn, heard, (Step.ClientLine) step);
    } else if (found.closed != null) {
      found.closed.closeTaken = true;
    } else if (found.arrived != null) {
      accept(run, found.arrived, (Step.Accept) step);
    } else if (found.request != null) {
      takeRequest(found.request, (Step.ClientRequest) step, span);
    } else if (found.word != null) {
      found.word.taken = true;
    }
    if (result == null) {
      choose(run, await, head);
    }
  }

  private void choose(Run run, Node.Await await, Head head) {
    stepsDone++;
    head.choices().forEach(branches::add);
    for (Node.Passage passage : head.entry()) {
      if (passage instanceof Node.Enter || passage instanceof Node.Leave) {
        pass(passage);
      }
    }
    if (await.step() instanceof Step.Maybe && head.place() == Head.Place.OWN) {
      StepInfo info = await.step().info();
      branches.add(info.span().line() + ":" + info.span().column() + " optional");
    }
    run.moveTo(head.then(), now);
  }

  private void take(Conn conn, Conn.Heard heard, Step.ClientLine step) {
    Span span = step.info().span();
    Frame frame = heard.frame();
    values.learn(captures, span, frame.text());
    if (!captures.transactionId().isEmpty()) {
      conn.transactionId = captures.transactionId();
    }
    journal.add(new Entry.Taken(elapsed(), conn.name, frame, Entry.Taker.SCRIPT, span));
    noteSurplus(step, frame, conn);
    if (heard.number() <= conn.lastSend && step.early() != Early.ALLOWED) {
      early(conn, heard, step);
    }
  }

  private void noteSurplus(Step.ClientLine step, Frame frame, Conn conn) {
    if (settings.strictness() == PlaySettings.Strictness.LENIENT
        && step.line().match(frame, Surplus.REFUSED, values, new Captures()).isPresent()) {
      note("%s: more tokens than the dialogue states: %s".formatted(conn.name, frame.command()));
    }
  }

  private void early(Conn conn, Conn.Heard heard, Step.ClientLine step) {
    if (step.early() == Early.FAIL) {
      deviate(judge.early(conn, heard.frame(), step, elapsed()));
      return;
    }
    String what =
        "%s: %s came before its client can have read the line before it"
            .formatted(conn.name, heard.frame().command());
    if (step.early() == Early.NON_STRICT) {
      settle(Outcome.NON_STRICT, what);
    }
    journal.add(new Entry.Noted(elapsed(), what, Optional.of(step.info().span())));
  }

  private void accept(Run run, Conn conn, Step.Accept step) {
    waiting.getOrDefault(conn.role(), new ArrayDeque<>()).remove(conn);
    conn.accepted = true;
    someoneCame = true;
    lastAccepted.put(conn.role(), conn);
    step.alias().ifPresent(alias -> aliases[alias.index()] = conn);
    run.current = conn;
    journal.add(new Entry.Accepted(elapsed(), conn.name, step.info().span()));
  }

  private void takeRequest(Asked asked, Step.ClientRequest step, Span span) {
    requests.getOrDefault(step.role(), new ArrayDeque<>()).remove(asked);
    values.learn(captures, span, asked.content().path());
    lastTaken.put(step.role(), asked.id());
    note("request %d on %s is taken by the script".formatted(asked.id(), step.role().word()));
  }

  /**
   * What no head takes: for a background rule, or a deviation. True when the run may look again.
   */
  private boolean goesElsewhere(Run run, Waiting found) {
    if (found.line != null) {
      return lineGoesElsewhere(run, found.line);
    }
    if (found.request != null && found.role != null) {
      Asked asked = found.request;
      requests.getOrDefault(found.role, new ArrayDeque<>()).remove(asked);
      if (offerToRules(found.role, asked)) {
        return true;
      }
      deviate(judge.unexpectedRequest(liveHeads(run), found.role, asked.content(), elapsed()));
      return false;
    }
    if (found.arrived != null) {
      deviate(judge.unexpectedConnection(liveHeads(run), found.arrived, elapsed()));
    }
    return false;
  }

  private boolean lineGoesElsewhere(Run run, Conn conn) {
    Conn.Heard heard = conn.inbox.removeFirst();
    if (offerToRules(conn, heard)) {
      return true;
    }
    if (settings.strictness() == PlaySettings.Strictness.LENIENT) {
      journal.add(new Entry.PassedOver(elapsed(), conn.name, heard.frame()));
      return true;
    }
    deviate(judge.unexpected(run, liveHeads(run), rules, conn, heard.frame(), elapsed()));
    return false;
  }

  private List<Head> liveHeads(Run run) {
    List<Head> live = new ArrayList<>();
    for (int i = 0; i < run.heads.size(); i++) {
      if (run.deadlines[i] != GONE) {
        live.add(run.heads.get(i));
      }
    }
    return live;
  }

  /** Removes heads that can no longer be met. True when the run has moved on. */
  private boolean expire(Run run, Node.Await await) {
    if (await.untilQuiet().isPresent() && isQuietEnough(run)) {
      run.moveTo(await.untilQuiet().get().then(), now);
      return true;
    }
    List<Head> before = liveHeads(run);
    boolean closed = false;
    for (int i = 0; i < run.heads.size(); i++) {
      Head head = run.heads.get(i);
      if (run.deadlines[i] == GONE) {
        continue;
      }
      if (run.deadlines[i] <= now) {
        if (head.step() instanceof Step.Quiet || isSkippedWhenLate(head)) {
          choose(run, await, head);
          return true;
        }
        run.deadlines[i] = GONE;
      } else if (isClosed(run, head.step())) {
        run.deadlines[i] = GONE;
        closed = true;
      }
    }
    if (!before.isEmpty() && isSkipped(run) && await.untilQuiet().isEmpty()) {
      deviate(
          closed
              ? judge.closed(run, before, elapsed())
              : judge.timeout(
                  run,
                  before,
                  someoneCame,
                  rules,
                  connections.values(),
                  now - run.since,
                  elapsed()));
    }
    return false;
  }

  private boolean isSkippedWhenLate(Head head) {
    return head.step() instanceof Step.See
        && settings.partner() != PlaySettings.Partner.ADAPTER
        && head.place() == Head.Place.FOLLOWING;
  }

  private boolean isQuietEnough(Run run) {
    return now >= run.due
        || run.heads.stream().anyMatch(head -> isClosed(run, head.step()))
        || clientEnded != null;
  }

  /** Whether a line can no longer come, since the client has closed. */
  private boolean isClosed(Run run, Step.Awaiting step) {
    if (!(step instanceof Step.ClientLine line)) {
      return false;
    }
    Conn conn = resolve(run, line.target());
    return conn != null && !conn.isOpen() && conn.inbox.isEmpty();
  }

  /** The client process is gone and nothing is left to take. True when the run has moved on. */
  private boolean giveUpOnClient(Run run, Node.Await await) {
    if (await.untilQuiet().isPresent()) {
      run.moveTo(await.untilQuiet().get().then(), now);
      return true;
    }
    for (Head head : liveHeads(run)) {
      boolean silent = head.step() instanceof Step.Quiet || isSkippedWhenLate(head);
      boolean closed =
          head.step() instanceof Step.ExpectClose close && resolve(run, close.target()) != null;
      if (silent || closed) {
        choose(run, await, head);
        return true;
      }
    }
    if (clientEnded != null) {
      deviate(judge.clientEnded(run, liveHeads(run), clientEnded, someoneCame, elapsed()));
    }
    return false;
  }

  // ---- background rules ----

  private boolean offerToRules(Conn conn, Conn.Heard heard) {
    for (Rules.Active active : rules.forCommand(heard.frame().command())) {
      Rule rule = active.rule();
      if (rule.head() instanceof Step.ClientLine line && isFor(line.target(), conn)) {
        captures.clear();
        if (!rules.isUsedUp(rule) && match(line, heard.frame()).isEmpty()) {
          runRule(rule, conn, heard.frame());
          return true;
        }
      }
    }
    return false;
  }

  /** A bare {@code C:} is for every connection, a role for every connection of that role. */
  private boolean isFor(Target target, Conn conn) {
    return target instanceof Target.Current
        || target instanceof Target.Listener listener && listener.role() == conn.role()
        || target instanceof Target.Alias alias && aliases[alias.index()] == conn;
  }

  private void runRule(Rule rule, Conn conn, Frame frame) {
    rules.use(rule);
    Span span = rule.head().info().span();
    values.learn(captures, span, frame.text());
    journal.add(new Entry.Taken(elapsed(), conn.name, frame, Entry.Taker.BACKGROUND, span));
    Run run = new Run(Linker.link(rule.answers(), new Node.End()), conn, now);
    run.transactionId = captures.transactionId();
    start(run, conn);
  }

  private void start(Run run, Conn conn) {
    if (conn.writer == null) {
      conn.writer = run;
    }
    advance(run);
    if (!(run.node instanceof Node.End)) {
      ruleRuns.add(run);
    }
  }

  private boolean offerToRules(Role role, Asked asked) {
    for (Rules.Active active : rules.forRequests()) {
      Rule rule = active.rule();
      Step.ClientRequest head = (Step.ClientRequest) rule.head();
      captures.clear();
      if (head.role() == role
          && !rules.isUsedUp(rule)
          && head.request().match(asked.content(), values, captures).isEmpty()) {
        rules.use(rule);
        values.learn(captures, head.info().span(), asked.content().path());
        Run run = new Run(Linker.link(rule.answers(), new Node.End()), null, now);
        run.request = asked.id();
        advance(run);
        if (!(run.node instanceof Node.End)) {
          ruleRuns.add(run);
        }
        return true;
      }
    }
    return false;
  }

  // ---- judging ----

  private void note(String text) {
    journal.add(new Entry.Noted(elapsed(), text, Optional.empty()));
  }

  private void settle(Outcome reached, String why) {
    if (reached.compareTo(outcome) > 0) {
      outcome = reached;
      reason = why;
    }
  }

  /** A deviation that does not end the play. */
  private void record(Deviation deviation) {
    deviations.add(deviation);
    settle(deviation.outcome(), deviation.summary());
    journal.add(
        new Entry.Judged(
            elapsed(),
            deviation.outcome(),
            deviation.summary(),
            deviation.step().map(StepInfo::span),
            deviation.step().map(StepInfo::covers).orElse(List.of())));
  }

  private void deviate(Deviation deviation) {
    record(deviation);
    end();
  }

  private void end() {
    if (result != null) {
      return;
    }
    for (Conn conn : connections.values()) {
      if (!conn.endedByUs) {
        hangUp(conn, Entry.Manner.FIN, Optional.empty());
      }
    }
    for (Map.Entry<Integer, Role> open : openRequests.entrySet()) {
      actions.accept(new Action.Respond(open.getKey(), unavailable()));
    }
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
            settings.seed(),
            Duration.ofNanos(elapsed()),
            stepsDone,
            journal.entries(),
            journal.dropped(),
            Redaction.of(script.account().password(), script.account().ticket()));
    actions.accept(new Action.Ended());
  }
}
