package org.msnmock.mockserver.engine;

import java.util.function.Consumer;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;

/** One play of a script. Not thread-safe. */
public final class Play {
  /** Where {@link #nextDue} has nothing to wait for. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Script script;

  /**
   * @param actions is given each action at once, in order, from within {@link #begin} and {@link
   *     #handle}; it must not call back into this play
   * @param now nanoseconds of any rising clock
   */
  public Play(Script script, PlaySettings settings, Consumer<Action> actions, long now) {
    this.script = script;
  }

  public Script script() {
    return script;
  }

  /** Starts: does what the script begins with. */
  public void begin(long now) {}

  /** Takes one event. After the end events are only noted. */
  public void handle(Event event, long now) {}

  /** When the next {@link Event.Tick} is wanted, on the clock of {@code now}; {@link #NEVER}. */
  public long nextDue() {
    return NEVER;
  }

  /** Whether a connection to this role would be accepted now, or a request to it awaited. */
  public boolean awaits(Role role) {
    return false;
  }

  /** Whether it is over. */
  public boolean isEnded() {
    return false;
  }

  /** Ends the play from outside, as when a run is interrupted; without effect when it is over. */
  public void abandon(String why, long now) {}

  /** How it ended; only when {@link #isEnded}. */
  public Result result() {
    throw new IllegalStateException("the play goes on");
  }
}
