package org.msnmock.mockserver.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Deviation;

/** A deviation that is being put together. */
final class Draft {
  private final Deviation.Kind kind;
  private final String summary;
  private final long time;
  private Outcome outcome = Outcome.FAILED;
  private Optional<StepInfo> step = Optional.empty();
  private Optional<Entry.Connection> connection = Optional.empty();
  private String expected = "";
  private String received = "";
  private Optional<Mismatch> mismatch = Optional.empty();
  private Optional<String> origin = Optional.empty();
  private List<String> elseOk = List.of();
  private List<String> hints = List.of();

  Draft(Deviation.Kind kind, long time, String summary) {
    this.kind = kind;
    this.time = time;
    this.summary = summary;
  }

  /** The step that was awaiting; its level decides what the deviation weighs. */
  Draft at(StepInfo info) {
    step = Optional.of(info);
    outcome = kind == Deviation.Kind.STATED ? Outcome.FAILED : info.level().outcome();
    expected = expected.isEmpty() ? info.text() : expected;
    return this;
  }

  /** It weighs no more than this. */
  Draft atMost(Outcome most) {
    outcome = outcome.compareTo(most) <= 0 ? outcome : most;
    return this;
  }

  /** The step at which the script stood, when it is the protocol that was broken. */
  Draft near(Run run) {
    if (run.node instanceof Node.Await await) {
      step = Optional.of(await.step().info());
    } else if (run.node instanceof Node.Act act) {
      step = Optional.of(act.step().info());
    }
    return this;
  }

  Draft on(@Nullable Conn conn) {
    connection = Optional.ofNullable(conn).map(one -> one.name);
    return this;
  }

  Draft on(Entry.Connection one) {
    connection = Optional.of(one);
    return this;
  }

  Draft expected(String line) {
    expected = line;
    return this;
  }

  Draft received(String line) {
    received = line;
    return this;
  }

  Draft mismatch(Optional<Mismatch> found, Values values) {
    mismatch = found;
    origin = found.flatMap(Mismatch::source).flatMap(values::origin);
    return this;
  }

  Draft elseOk(List<String> others) {
    elseOk = others;
    return this;
  }

  Draft hints(List<String> likely) {
    hints = likely;
    return this;
  }

  Deviation done() {
    return new Deviation(
        kind,
        outcome,
        step,
        time,
        summary,
        connection,
        expected,
        received,
        mismatch,
        origin,
        elseOk,
        hints);
  }
}
