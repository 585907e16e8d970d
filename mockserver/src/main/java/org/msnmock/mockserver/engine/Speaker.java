package org.msnmock.mockserver.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/**
 * Says what the script and the rules say: lines, answers, hanging up; at once or piece by piece.
 */
final class Speaker {
  private static final byte[] NOTHING = {};
  private static final byte[] LINE_END = {'\r', '\n'};

  private final Stage stage;
  private final Arrivals arrivals;

  Speaker(Stage stage, Arrivals arrivals) {
    this.stage = stage;
    this.arrivals = arrivals;
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
    Conn conn = arrivals.resolve(run, step.target());
    if (conn == null || !conn.isOpen()) {
      run.pieces = List.of();
      notDelivered(step, conn);
      return true;
    }
    if (isTaken(run, conn)) {
      return false;
    }
    if (!run.pieces.isEmpty()) {
      return sayPiece(run, conn);
    }
    return isOver(run, step.after()) && begin(run, conn, step);
  }

  /** Whether somebody else is in the midst of a line there; the run waits then. */
  private static boolean isTaken(Run run, Conn conn) {
    boolean taken = conn.writer != null && !conn.writer.equals(run);
    if (taken) {
      run.due = Play.NEVER;
    }
    return taken;
  }

  private void notDelivered(Step.ServerLine step, @Nullable Conn conn) {
    Span span = step.info().span();
    if (conn == null) {
      stage.note("there is no connection for this line: " + step.info().text(), span);
    } else {
      stage.journal.add(
          new Entry.NotDelivered(stage.elapsed(), conn.name, step.info().text(), span));
    }
  }

  private boolean begin(Run run, Conn conn, Step.ServerLine step) {
    stage.values.transactionId =
        run.isScript() ? run.exchange(conn).transactionId : run.transactionId;
    byte[] payload = step.payload().map(one -> one.fill(stage.values)).orElse(NOTHING);
    String line = step.line().fill(stage.values, payload.length);
    Frame frame = new Frame(line, LineEnd.CRLF, step.payload().isPresent() ? payload : null);
    stage.journal.add(
        new Entry.Said(
            stage.elapsed(), conn.name, frame, step.info().span(), Judge.fault(step.delivery())));
    step.kept().ifPresent(kept -> stage.values.keep(kept, frame, stage.elapsed()));
    if (run.isScript()) {
      run.exchange(conn).lastSend = stage.now();
    }
    conn.answered(line);
    return deliver(run, conn, step.delivery(), join(conn.held, Text.encode(line), payload));
  }

  private boolean deliver(Run run, Conn conn, Delivery delivery, byte[] bytes) {
    conn.held = NOTHING;
    if (delivery instanceof Delivery.JoinNext) {
      conn.held = bytes;
      return true;
    }
    if (delivery instanceof Delivery.Whole) {
      stage.act(new Action.Send(conn.id, bytes));
      return true;
    }
    run.pieces = Pieces.cut(bytes, delivery);
    run.gap = Pieces.gap(delivery).toNanos();
    run.due = stage.now();
    conn.writer = run;
    return sayPiece(run, conn);
  }

  private boolean sayPiece(Run run, Conn conn) {
    while (!run.pieces.isEmpty()) {
      if (stage.now() < run.due) {
        return false;
      }
      stage.act(new Action.Send(conn.id, run.pieces.get(0)));
      run.pieces = run.pieces.subList(1, run.pieces.size());
      run.due = stage.now() + run.gap;
    }
    if (run.isScript()) {
      conn.writer = null;
    }
    return true;
  }

  private static byte[] join(byte[] held, byte[] line, byte[] payload) {
    int length = held.length + line.length + LINE_END.length + payload.length;
    byte[] out = Arrays.copyOf(held, length);
    System.arraycopy(line, 0, out, held.length, line.length);
    System.arraycopy(LINE_END, 0, out, held.length + line.length, LINE_END.length);
    System.arraycopy(payload, 0, out, length - payload.length, payload.length);
    return out;
  }

  // ---- answers ----

  /** Answers the request that was taken last; false when it is not time yet. */
  boolean answer(Run run, Step.ServerAnswer step) {
    if (!isOver(run, step.after())) {
      return false;
    }
    Optional<Integer> request = arrivals.toAnswer(run, step.role());
    if (request.isEmpty()) {
      stage.note("no request is open to be answered by this", step.info().span());
      return true;
    }
    List<String[]> headers = new ArrayList<>();
    for (Payload.Header header : step.headers()) {
      headers.add(new String[] {header.name(), header.value().fill(stage.values)});
    }
    byte[] body = step.body().map(one -> one.fill(stage.values)).orElse(NOTHING);
    respond(
        request.get(),
        step.role(),
        new Answer(step.status(), step.reason(), headers, body),
        run.isScript() ? Entry.Taker.SCRIPT : Entry.Taker.BACKGROUND,
        Optional.of(step.info().span()));
    return true;
  }

  void respond(int request, Role role, Answer answer, Entry.Taker taker, Optional<Span> step) {
    arrivals.answered(request);
    stage.journal.add(new Entry.Answered(stage.elapsed(), request, role, answer, taker, step));
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
    if (!isOver(run, after)) {
      return false;
    }
    Conn conn = arrivals.resolve(run, target);
    if (conn == null || conn.endedByUs) {
      return true;
    }
    if (isTaken(run, conn)) {
      return false;
    }
    hangUp(conn, manner, Optional.of(step.info().span()));
    return true;
  }

  private void hangUp(Conn conn, Entry.Manner manner, Optional<Span> step) {
    if (conn.held.length > 0 && conn.isOpen()) {
      stage.act(new Action.Send(conn.id, conn.held));
      conn.held = NOTHING;
    }
    conn.endedByUs = true;
    conn.inbox.clear();
    if (!conn.isClosedByClient()) {
      stage.journal.add(new Entry.ClosedByUs(stage.elapsed(), conn.name, manner, step));
    }
    stage.act(manner == Entry.Manner.FIN ? new Action.Close(conn.id) : new Action.Reset(conn.id));
  }

  /** The play is over: everything is closed. */
  void hangUpAll() {
    for (Conn conn : arrivals.connections()) {
      if (!conn.endedByUs) {
        hangUp(conn, Entry.Manner.FIN, Optional.empty());
      }
    }
    arrivals.openRequests().forEach(this::respondThatItIsOver);
  }
}
