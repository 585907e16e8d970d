package org.msnmock.mockserver.verdict;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.journal.Entry;

/**
 * Something the client did that the dialogue or the protocol does not allow.
 *
 * @param kind what sort of thing
 * @param outcome what it makes the verdict
 * @param step the step that was awaiting, or the nearest one; empty where none was
 * @param time nanoseconds since the play began
 * @param summary what happened, one sentence without a full stop
 * @param connection the MSNP connection on which it happened
 * @param expected the line that was awaited, values filled in; empty where none was
 * @param received the line or request as it came; empty where nothing came
 * @param mismatch where the nearest head did not fit
 * @param origin where the expected value came from: {@code learned at 12:5 from "VER 1 MSNP9"}
 * @param elseOk what else would have been right at this moment
 * @param hints likely causes, the likeliest first
 */
public record Deviation(
    Kind kind,
    Outcome outcome,
    Optional<StepInfo> step,
    long time,
    String summary,
    Optional<Entry.Connection> connection,
    String expected,
    String received,
    Optional<Mismatch> mismatch,
    Optional<String> origin,
    List<String> elseOk,
    List<String> hints) {

  public Deviation {
    elseOk = List.copyOf(elseOk);
    hints = List.copyOf(hints);
  }

  /** What sort of deviation. */
  public enum Kind {
    /** A line or request that none of the awaited steps takes. */
    UNEXPECTED,
    /** Nothing came in time. */
    TIMEOUT,
    /** The first connection never came. */
    NOBODY_CAME,
    /** The client does not listen where it said that it does. */
    NOT_REACHED,
    /** Something came where nothing may come. */
    QUIET_BROKEN,
    /** A line came before its client can have read what it answers. */
    EARLY,
    /** Something came before the lower limit of its step. */
    TOO_EARLY,
    /** What its step awaits came after the upper limit: right, but late. */
    TOO_LATE,
    /** A {@code check} does not hold. */
    CHECK_FAILED,
    /** The client closed a connection on which a line was awaited. */
    CLOSED,
    /** The client process ended while something was awaited from it. */
    CLIENT_ENDED,
    /** Bytes that make no frame. */
    MALFORMED,
    /** A line ended in LF without CR. */
    LINE_END,
    /** A transaction id was used again before it was answered. */
    REPEATED_ID,
    /** The client reported that it could not do what it was asked. */
    REFUSED_TO_ACT,
    /** A background rule was used too seldom. */
    TOO_SELDOM,
    /** A step said so: {@code verdict: failed}. */
    STATED;

    /** What it breaks whatever the dialogue is about; empty for what is a matter of the step. */
    public Optional<String> requirement() {
      return switch (this) {
        case LINE_END -> Optional.of("FRAME-01");
        case REPEATED_ID -> Optional.of("TRID-02");
        default -> Optional.empty();
      };
    }
  }
}
