package org.msnmock.mockserver.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Text;

/**
 * Says what the script and the rules say: lines, answers, hanging up; at once or piece by piece.
 */
final class Speaker {
  private static final byte[] NOTHING = {};

  private final Stage stage;
  private final Arrivals arrivals;
  private final Watcher watcher;
  private final AnswerParts parts;
  private int holds;

  /**
   * @param watcher is told what has been done
   */
  Speaker(Stage stage, Arrivals arrivals, Watcher watcher) {
    this.stage = stage;
    this.arrivals = arrivals;
    this.watcher = watcher;
    this.parts = new AnswerParts(stage, arrivals);
  }

  /** Who has to know what is said and ended. */
  interface Watcher {
    /** The script or a rule says a line; it may still be on its way. */
    void said(Conn conn, Frame frame);

    /** We have ended a connection. */
    void ended(Conn conn);
  }

  /** Whether so long has passed since the step became the next one; else the run waits for it. */
  boolean isOver(Run run, Duration duration) {
    if (!duration.isZero() && !run.waited) {
      run.due = run.since + duration.toNanos();
      run.waited = stage.now() >= run.due;
      return run.waited;
    }
    return true;
  }

  // ---- lines ----

  /** Sends a line; false when it is not out yet. */
  boolean say(Run run, Step.ServerLine step) {
    Sending sending = run.sending;
    Conn conn =
        sending != null && run.sendingTo != null ? run.sendingTo : addressee(run, step.target());
    if (conn == null || !conn.isOpen() || conn.stalled) {
      run.sending = null;
      run.sendingTo = null;
      if (sending == null || !sending.isOut()) {
        notDelivered(step.info(), conn);
      }
      return true;
    }
    if (isTaken(run, conn)) {
      return false;
    }
    if (sending != null) {
      return goOn(run, conn, sending, step.info().span());
    }
    return isOver(run, step.after()) && begin(run, conn, step);
  }

  /**
   * To whom a line goes. Where an emulator accepts connections meanwhile, an answer goes where its
   * question came from, and not to the newest one.
   */
  private @Nullable Conn addressee(Run run, Target target) {
    if (stage.isEmulated() && target instanceof Target.Listener listener) {
      Conn asker = run.asker(listener.service());
      if (asker != null) {
        return asker;
      }
    }
    return arrivals.resolve(run, target);
  }

  /** Whether somebody else is in the midst of a line there; the run waits then. */
  private static boolean isTaken(Run run, Conn conn) {
    boolean taken = conn.writer != null && !conn.writer.equals(run);
    if (taken) {
      run.due = Play.NEVER;
    }
    return taken;
  }

  private void notDelivered(StepInfo step, @Nullable Conn conn) {
    if (conn == null) {
      stage.note("there is no connection for this line: " + step.text(), step.span());
    } else if (conn.endedByUs || conn.stalled) {
      stage.note("%s: nothing more is sent: %s".formatted(conn.name, step.text()), step.span());
    } else {
      stage.journal.add(
          new Entry.NotDelivered(stage.elapsed(), conn.name, step.text(), step.span()));
    }
  }

  private boolean begin(Run run, Conn conn, Step.ServerLine step) {
    stage.values.transactionId =
        run.isScript() ? run.exchange(conn).transactionId : run.transactionId;
    boolean byHand = stage.settings.sending() == PlaySettings.Sending.BY_HAND;
    if (byHand && isAsked(run, conn, step)) {
      return false;
    }
    byte[] payload = run.held == null ? payload(step) : run.held.payload();
    String wanted = run.held == null ? line(step, payload) : run.held.line();
    Optional<String> chosen = run.held == null ? Optional.of(wanted) : run.held.released();
    if (chosen.isEmpty()) {
      stage.note("%s: not sent, by hand: %s".formatted(conn.name, wanted), step.info().span());
      sendHeld(conn);
      return true;
    }
    named(run, conn);
    String line = chosen.get();
    boolean isOther =
        step.payload().orElse(null) instanceof Payload.Blocks && !line.equals(Blocks.LINE);
    boolean hasPayload = step.payload().isPresent() && !isOther;
    Frame frame = new Frame(line, LineEnd.CRLF, hasPayload ? payload : null);
    Spoiled spoiled =
        isOther ? Spoiled.line(line, NOTHING, step.damage()) : spoiled(line, payload, step);
    String fault = spoiled.fault(step.delivery());
    Span span = step.info().span();
    stage.journal.add(new Entry.Said(stage.elapsed(), conn.name, frame, span, fault));
    step.kept().ifPresent(kept -> stage.values.keep(kept, frame, stage.elapsed()));
    if (run.isScript()) {
      run.exchange(conn).lastSend = stage.now();
    }
    conn.answered(line);
    if (conn.equals(run.ruleConnection) && conn.writer == null) {
      conn.writer = run; // what a rule says is said in one go, also where it had to wait first
    }
    watcher.said(conn, frame);
    return deliver(run, conn, step, withHeld(conn, spoiled.bytes()));
  }

  private static Spoiled spoiled(String line, byte[] payload, Step.ServerLine step) {
    return step.payload().orElse(null) instanceof Payload.Blocks blocks
        ? Spoiled.whole(blocks.framed(payload), step.damage())
        : Spoiled.line(line, payload, step.damage());
  }

  private byte[] payload(Step.ServerLine step) {
    return step.payload().map(one -> one.fill(stage.values)).orElse(NOTHING);
  }

  private String line(Step.ServerLine step, byte[] payload) {
    return step.line().fill(stage.values, step.damage().announces(payload.length));
  }

  /** Only a step of the script takes a connection from {@code accept}. */
  private void named(Run run, Conn conn) {
    if (run.isScript()) {
      arrivals.named(conn);
    }
  }

  /** Has somebody look at the line; true while nobody has said what becomes of it. */
  private boolean isAsked(Run run, Conn conn, Step.ServerLine step) {
    run.due = Play.NEVER;
    if (run.held == null) {
      byte[] payload = payload(step);
      String line = line(step, payload);
      holds++;
      run.held = new Held(holds, line, payload);
      stage.act(
          new Action.Hold(
              holds, conn.name, line, step.info().span(), known(), Script.awaitedBehind(run.node)));
    }
    return !run.held.isReleased();
  }

  /** What has a value now, for people. */
  private List<String> known() {
    Redaction redaction = stage.script.redaction().and(stage.values.secrets());
    List<String> out = new ArrayList<>();
    for (Name name : stage.script.dialogue().names()) {
      stage
          .values
          .value(name)
          .map(value -> name.isSecret() ? "(hidden)" : redaction.hideLine(value))
          .ifPresent(value -> out.add(name.text() + " = " + value));
    }
    return out;
  }

  /** What was held back, and these bytes behind it. */
  private static byte[] withHeld(Conn conn, byte[] bytes) {
    byte[] held = conn.held;
    conn.held = NOTHING;
    return held.length == 0 ? bytes : Spoiled.join(held, bytes);
  }

  /** There is no next line with which it could go out. */
  private void sendHeld(Conn conn) {
    if (conn.held.length > 0 && conn.isOpen()) {
      stage.act(new Action.Send(conn.id, withHeld(conn, NOTHING)));
    }
  }

  private boolean deliver(Run run, Conn conn, Step.ServerLine step, byte[] bytes) {
    Optional<Damage.Cut> cut = step.damage().cut();
    if (step.delivery() instanceof Delivery.JoinNext) {
      conn.held = bytes;
      return true;
    }
    if (step.delivery() instanceof Delivery.Whole && cut.isEmpty()) {
      stage.act(new Action.Send(conn.id, bytes));
      return true;
    }
    Sending sending = new Sending(conn.id, bytes, step.delivery(), cut.map(Damage.Cut::then));
    run.sending = sending;
    run.sendingTo = conn;
    conn.writer = run;
    return goOn(run, conn, sending, step.info().span());
  }

  private boolean goOn(Run run, Conn conn, Sending sending, Span step) {
    if (!sending.goOn(
        run, stage.now(), piece -> stage.act(new Action.Send(sending.number(), piece)))) {
      return false;
    }
    run.sending = null;
    run.sendingTo = null;
    if (run.isScript()) {
      conn.writer = null;
    }
    sending.then().ifPresent(then -> end(conn, then, step));
    return true;
  }

  private void end(Conn conn, Damage.Then then, Span step) {
    switch (then) {
      case CLOSE -> hangUp(conn, Entry.Manner.FIN, Optional.of(step));
      case RESET -> hangUp(conn, Entry.Manner.RST, Optional.of(step));
      case STALL -> {
        conn.stalled = true;
        stage.note("%s stalls: nothing more is sent on it".formatted(conn.name), step);
      }
    }
  }

  /** Sends what no step says; it is in the journal already. */
  void sendBeside(Conn conn, byte[] bytes) {
    stage.act(new Action.Send(conn.id, withHeld(conn, bytes)));
  }

  // ---- garbage ----

  /** Sends bytes that are no line; false when they are not out yet. */
  boolean throwIn(Run run, Step.Garbage step) {
    Conn conn = addressee(run, step.target());
    if (conn == null || !conn.isOpen() || conn.stalled) {
      notDelivered(step.info(), conn);
      return true;
    }
    if (isTaken(run, conn) || !isOver(run, step.after())) {
      return false;
    }
    named(run, conn);
    byte[] bytes = Spoiled.join(step.content().fill(stage.values), step.ending().bytes());
    stage.journal.add(
        new Entry.SentGarbage(
            stage.elapsed(), conn.name, bytes.length, Text.decode(bytes), step.info().span()));
    stage.act(new Action.Send(conn.id, withHeld(conn, bytes)));
    return true;
  }

  // ---- answers ----

  /** Answers the request that was taken last; false when the answer is not out yet. */
  boolean answer(Run run, Step.ServerAnswer step) {
    if (run.sending != null) {
      return parts.goOn(run, run.sending, step);
    }
    if (!isOver(run, step.after())) {
      return false;
    }
    Optional<Integer> request = arrivals.toAnswer(run, step.service());
    if (request.isEmpty()) {
      stage.note("no request is open to be answered by this", step.info().span());
      return true;
    }
    Answer answer = fill(step);
    step.kept().ifPresent(kept -> stage.values.keep(kept, answer, stage.elapsed()));
    Entry.Taker taker = run.isScript() ? Entry.Taker.SCRIPT : Entry.Taker.BACKGROUND;
    if (!(step.delivery() instanceof Delivery.Whole) || !step.damage().equals(Damage.NONE)) {
      return parts.begin(run, request.get(), step, answer, taker);
    }
    Optional<Span> span = Optional.of(step.info().span());
    respond(request.get(), step.service(), answer, taker, span);
    return true;
  }

  private Answer fill(Step.ServerAnswer step) {
    List<String[]> headers = new ArrayList<>();
    for (Payload.Header header : step.headers()) {
      headers.add(new String[] {header.name(), header.value().fill(stage.values)});
    }
    byte[] body = step.body().map(one -> one.fill(stage.values)).orElse(NOTHING);
    return new Answer(step.status(), step.reason(), headers, body);
  }

  void respond(
      int request, Service service, Answer answer, Entry.Taker taker, Optional<Span> step) {
    arrivals.answered(request);
    stage.journal.add(
        new Entry.Answered(stage.elapsed(), request, service, answer, taker, step, ""));
    stage.act(new Action.Respond(request, answer));
  }

  /** Answers a request that comes when the play is over. */
  void respondThatItIsOver(int request) {
    byte[] body = "The play is over.".getBytes(StandardCharsets.US_ASCII);
    stage.act(new Action.Respond(request, new Answer(503, "Service Unavailable", List.of(), body)));
  }

  // ---- hanging up ----

  /** Closes or breaks a connection; false when it is not time yet. */
  boolean hangUp(Run run, Step step, Target target, Duration after, Entry.Manner manner) {
    Conn conn = addressee(run, target);
    if (!isOver(run, after)) {
      return false;
    }
    if (conn == null) {
      stage.note("there is no connection for this: " + step.info().text(), step.info().span());
    }
    if (conn == null || conn.endedByUs) {
      return true;
    }
    if (isTaken(run, conn)) {
      return false;
    }
    named(run, conn);
    hangUp(conn, manner, Optional.of(step.info().span()));
    return true;
  }

  private void hangUp(Conn conn, Entry.Manner manner, Optional<Span> step) {
    sendHeld(conn);
    conn.endedByUs = true;
    conn.forgetWaiting();
    if (!conn.isClosedByClient()) {
      stage.journal.add(new Entry.ClosedByUs(stage.elapsed(), conn.name, manner, step));
    }
    stage.act(manner == Entry.Manner.FIN ? new Action.Close(conn.id) : new Action.Reset(conn.id));
    watcher.ended(conn);
    arrivals.forgetIfOver(conn);
  }

  /** Closes a connection that no step closes. */
  void hangUpBeside(Conn conn) {
    if (!conn.endedByUs) {
      hangUp(conn, Entry.Manner.FIN, Optional.empty());
    }
  }

  /** The play is over: everything is closed. */
  void hangUpAll() {
    for (Conn conn : List.copyOf(arrivals.connections())) {
      if (!conn.endedByUs) {
        hangUp(conn, Entry.Manner.FIN, Optional.empty());
      }
    }
    arrivals.openRequests().forEach(this::respondThatItIsOver);
  }
}
