package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.wire.Frame;

/**
 * Cuts lines and blocks from the bytes of peers. Nobody knows what they are until a step wants
 * something of their connection. Owned by the play's thread.
 */
final class PeerFraming {
  private final Stage stage;
  private final Arrivals arrivals;
  private final Cursors cursors;
  private final Judge judge;
  private @Nullable Wrong wrong;

  PeerFraming(Stage stage, Arrivals arrivals, Cursors cursors, Judge judge) {
    this.stage = stage;
    this.arrivals = arrivals;
    this.cursors = cursors;
    this.judge = judge;
  }

  /** Bytes that no step can ever take, and the cursor that reads them. */
  private record Wrong(Run reader, Conn conn, Unframed.Next.Wrong bytes) {}

  /** Keeps what has come for the step that wants it; a deviation when that is too much. */
  Optional<Deviation> add(Conn conn, byte[] bytes) {
    if (conn.endedByUs
        || conn.unframed == null
        || conn.unframed.add(bytes, stage.event(), stage.now())) {
      return Optional.empty();
    }
    String what = "more than %s bytes came before a step could take them".formatted(Unframed.MOST);
    return Optional.of(judge.wrongBytes(cursors.first(), conn, what, ""));
  }

  /** Makes lines and blocks of what is awaited now; true when something can be taken. */
  boolean cut() {
    wrong = null;
    boolean cut = false;
    for (Conn conn : arrivals.areUnframed() ? arrivals.connections() : List.<Conn>of()) {
      if (conn.unframed != null && !conn.endedByUs && conn.inbox.isEmpty()) {
        cut |= cut(conn, conn.unframed);
      }
    }
    return cut;
  }

  private boolean cut(Conn conn, Unframed unframed) {
    Optional<Run> reader = reader(conn);
    if (reader.isEmpty()) {
      return false;
    }
    boolean isOver = !awaits(conn, Step.ClientLine.class) && awaits(conn, Step.ExpectClose.class);
    Unframed.Next next =
        unframed.next(blocks(conn), isOver ? Unframed.Stray.PASSED_OVER : Unframed.Stray.WRONG);
    if (next instanceof Unframed.Next.Wrong bytes && wrong == null) {
      wrong = new Wrong(reader.get(), conn, bytes);
    }
    if (next instanceof Unframed.Next.Whole whole) {
      Frame frame = whole.heard().frame();
      stage.heard(conn, frame);
      conn.inbox.add(whole.heard());
      return true;
    }
    return false;
  }

  /** What was wrong at the last cut. To be asked when nothing older waits to be taken. */
  Optional<Deviation> wrong() {
    if (wrong == null) {
      return Optional.empty();
    }
    String what = wrong.bytes().what();
    String text = wrong.bytes().text();
    stage.journal.add(new Entry.Malformed(stage.elapsed(), wrong.conn().name, what, text));
    return Optional.of(judge.wrongBytes(wrong.reader(), wrong.conn(), what, text));
  }

  private boolean awaits(Conn conn, Class<? extends Step.Awaiting> kind) {
    return cursors.anyHead((run, step) -> kind.isInstance(step) && arrivals.reads(run, step, conn));
  }

  /** The cursor that reads a connection. */
  private Optional<Run> reader(Conn conn) {
    return cursors.firstWithHead((run, step) -> arrivals.reads(run, step, conn));
  }

  /** The blocks that steps want of a connection. */
  private List<Unframed.Wanted> blocks(Conn conn) {
    List<Unframed.Wanted> out = new ArrayList<>(1);
    for (int i = 0; i < cursors.size(); i++) {
      Run run = cursors.get(i);
      for (Head head : run.wait == null ? List.<Head>of() : run.wait.live()) {
        if (head.step() instanceof Step.ClientLine line
            && line.payload().orElse(null) instanceof PayloadPattern.Blocks blocks
            && arrivals.reads(run, line, conn)) {
          out.add(new Unframed.Wanted(blocks.total(stage.values), blocks.size()));
        }
      }
    }
    return out;
  }
}
