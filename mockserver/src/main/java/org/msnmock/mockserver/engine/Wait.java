package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Timing;

/** The heads that a run awaits, each until its deadline. Owned by the play's thread. */
final class Wait {
  private final Node.Await at;
  private final long since;
  private final Set<String> came;
  private final Stage stage;
  private List<Head> live;
  private long[] deadlines;

  /** When an {@code optional} block is over by silence. */
  private long quietAt;

  Wait(Node.Await at, long since, Set<String> came, Stage stage) {
    this.at = at;
    this.since = since;
    this.came = came;
    this.stage = stage;
    this.live = at.heads();
    this.deadlines = new long[live.size()];
    for (int i = 0; i < deadlines.length; i++) {
      deadlines[i] = deadline(live.get(i));
    }
    this.quietAt = quietFrom(since);
    if (!stage.hears()) {
      removeMute();
    }
  }

  Node.Await at() {
    return at;
  }

  long since() {
    return since;
  }

  /** The heads that can still be met, in file order; not to be changed. */
  List<Head> live() {
    return live;
  }

  /** Whether the client has yet to come, so that its start counts. */
  boolean isStart(Step.Awaiting step) {
    return starter(step, stage).filter(client -> !came.contains(client)).isPresent();
  }

  /** The client that has to start for this to happen; where an emulator accepts, for any step. */
  static Optional<String> starter(Step.Awaiting step, Stage stage) {
    if (step instanceof Step.Accept accept) {
      return Optional.of(accept.service().client());
    } else if (!stage.isEmulated()) {
      return Optional.empty();
    } else if (step instanceof Step.ClientLine line) {
      return listener(line.target());
    } else if (step instanceof Step.ExpectClose close) {
      return listener(close.target());
    } else if (step instanceof Step.ClientRequest request) {
      return Optional.of(request.service().client());
    }
    return step instanceof Step.See see ? Optional.of(see.client()) : Optional.empty();
  }

  private static Optional<String> listener(Target target) {
    return target instanceof Target.Listener listener
        ? Optional.of(listener.service().client())
        : Optional.empty();
  }

  /** Whether it is about what this client is to do. */
  boolean isFor(String client) {
    return at.heads().stream().anyMatch(head -> isFor(client, head.step()));
  }

  private boolean isFor(String client, Step.Awaiting step) {
    return step instanceof Step.Quiet quiet
        ? quiet.target().map(target -> listener(target).equals(Optional.of(client))).orElse(true)
        : starter(step, stage).equals(Optional.of(client));
  }

  /** The same from the beginning, now that a client has come. */
  Wait anew(Set<String> haveCome) {
    return new Wait(at, stage.now(), haveCome, stage);
  }

  /** Whether nothing but silence ends it: it waits that long for what states no limit. */
  boolean hasNoLimit(Step.Awaiting step) {
    return endsByQuiet() && step.timing().equals(Timing.DEFAULT) && !isOfBlockBefore(step);
  }

  /** Whether it begins a block that silence ends only together with the one behind it. */
  private boolean isOfBlockBefore(Step.Awaiting step) {
    if (at.untilQuiet().isEmpty() || at.untilQuiet().get().of().equals(at.step())) {
      return false;
    }
    for (Head head : at.heads()) {
      if (head.step().equals(step)) {
        return head.place() == Head.Place.OWN;
      }
    }
    return false;
  }

  private boolean awaitsBlockBefore() {
    return live.stream().anyMatch(head -> isOfBlockBefore(head.step()));
  }

  /** Something has come where silence would have ended the wait. */
  void disturbed() {
    quietAt = quietFrom(stage.now());
  }

  private long quietFrom(long moment) {
    return at.untilQuiet().map(until -> moment + stage.scaled(until.duration())).orElse(Play.NEVER);
  }

  boolean endsByQuiet() {
    return at.untilQuiet().isPresent();
  }

  boolean isQuietOver(long now) {
    return now >= quietAt && !awaitsBlockBefore();
  }

  /** When it has to be looked at again. */
  long earliest() {
    long earliest = awaitsBlockBefore() ? Play.NEVER : quietAt;
    for (long deadline : deadlines) {
      earliest = Math.min(earliest, deadline);
    }
    return earliest;
  }

  boolean isLate(int head, long now) {
    return deadlines[head] <= now;
  }

  /** A {@code quiet} that is over before something comes at this moment, if there is one. */
  Optional<Head> quietBefore(long came) {
    for (int i = live.size() - 1; i >= 0; i--) {
      if (live.get(i).step() instanceof Step.Quiet && isLate(i, came)) {
        return Optional.of(live.get(i));
      }
    }
    return Optional.empty();
  }

  /** The head can no longer be met. */
  void remove(int head) {
    List<Head> rest = new ArrayList<>(live);
    rest.remove(head);
    long[] others = Arrays.copyOf(deadlines, deadlines.length - 1);
    System.arraycopy(deadlines, head + 1, others, head, others.length - head);
    live = rest;
    deadlines = others;
  }

  /** Where nobody tells what the client's user sees, a {@code see} is never chosen. */
  private void removeMute() {
    for (int i = live.size() - 1; i >= 0; i--) {
      Head head = live.get(i);
      if (head.step() instanceof Step.See && head.place() == Head.Place.OWN) {
        remove(i);
      }
    }
  }

  private long deadline(Head head) {
    Step.Awaiting step = head.step();
    if (step instanceof Step.Quiet quiet) {
      return since + quiet.duration().toNanos();
    }
    if (isStart(step)) {
      return since + stage.settings.startTimeout().toNanos();
    }
    if (hasNoLimit(step)) {
      return Play.NEVER;
    }
    boolean bySilence = step instanceof Step.See && !stage.hears();
    boolean ends = bySilence || step instanceof Step.Accept || isOfBlockBefore(step);
    if (!stage.isStrict() && !ends) {
      return Play.NEVER;
    }
    Window window = Window.of(step, since, stage);
    return stage.isStrict() && stage.settings.late().isPresent() && !bySilence
        ? window.closesForGood()
        : window.closes();
  }
}
