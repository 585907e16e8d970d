package org.msnmock.mockserver.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.msnmock.mockserver.dialogue.Step;

/** The connections that we are making to clients. Owned by the play's thread. */
final class Dials {
  private final Stage stage;
  private final Map<Run, Attempt> attempts = new HashMap<>(1);
  private int last;

  Dials(Stage stage) {
    this.stage = stage;
  }

  /** One attempt, and what became of it. */
  final class Attempt {
    private final int number;
    private final String to;
    private final String limit;
    private OptionalInt connection = OptionalInt.empty();
    private Optional<String> refusal = Optional.empty();

    private Attempt(int number, String to, String limit) {
      this.number = number;
      this.to = to;
      this.limit = limit;
    }

    String to() {
      return to;
    }

    /** The connection, once there is one. */
    OptionalInt connection() {
      return connection;
    }

    /** Why there will be none, once that is certain. */
    Optional<String> failure(Run run) {
      return refusal.isEmpty() && stage.now() >= run.due
          ? Optional.of("nobody answered at %s within %s".formatted(to, limit))
          : refusal;
    }
  }

  /** The attempt that a run makes; it begins with the first question. */
  Attempt of(Run run, Step.Dial step) {
    Attempt present = attempts.get(run);
    return present == null ? begin(run, step) : present;
  }

  private Attempt begin(Run run, Step.Dial step) {
    last++;
    long limit = stage.scaled(step.within());
    Attempt attempt = new Attempt(last, step.to().fill(stage.values), Judge.seconds(limit));
    attempts.put(run, attempt);
    run.due = run.since + limit + Window.tolerance(limit);
    stage.act(new Action.Dial(attempt.number, step.service(), attempt.to));
    return attempt;
  }

  /** Takes in what became of an attempt. */
  void answered(Event happened) {
    for (Attempt attempt : attempts.values()) {
      if (happened instanceof Event.Dialled made && made.dial() == attempt.number) {
        attempt.connection = OptionalInt.of(made.connection());
      } else if (happened instanceof Event.DialFailed failed && failed.dial() == attempt.number) {
        attempt.refusal = Optional.of(failed.reason());
      }
    }
  }

  void forget(Run run) {
    attempts.remove(run);
  }
}
