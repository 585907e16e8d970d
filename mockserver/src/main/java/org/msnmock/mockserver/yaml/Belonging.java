package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Result;

/**
 * Whether the steps behind one that deviated, up to the next connection, are about the same
 * connection as that.
 */
final class Belonging {
  private final Target target;
  private final Optional<Entry.Connection> connection;
  private final List<Entry.Connection> taken;

  /** Whose a step is. */
  enum Whose {
    SAME,
    OTHER,
    /** There are several connections, and nothing tells which is meant. */
    UNKNOWN
  }

  /**
   * @param connection that of the step that deviated, if the play tells it
   */
  Belonging(Result result, Step.ClientLine deviated, Optional<Entry.Connection> connection) {
    this.target = deviated.target();
    this.taken = taken(result);
    this.connection = connection.or(() -> connection(target));
  }

  /** Connections that steps can be about, oldest first. */
  static List<Entry.Connection> taken(Result result) {
    boolean all = result.dialogue().otherwise() == Otherwise.EMULATOR;
    return result.journal().stream()
        .map(entry -> taken(entry, all))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<Entry.Connection> taken(Entry entry, boolean all) {
    if (entry instanceof Entry.Accepted accepted) {
      return Optional.of(accepted.connection());
    } else if (entry instanceof Entry.Dialled dialled) {
      return Optional.of(dialled.connection());
    }
    return all && entry instanceof Entry.Connected connected
        ? Optional.of(connected.connection())
        : Optional.empty();
  }

  /** Of a block: all that is inside. What is about no connection is another's. */
  Whose of(Step step) {
    Set<Whose> all =
        Steps.all(List.of(step)).stream()
            .map(this::ofLeaf)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    if (all.isEmpty()) {
      return Whose.OTHER;
    }
    return all.size() == 1 ? all.iterator().next() : Whose.UNKNOWN;
  }

  private Optional<Whose> ofLeaf(Step step) {
    if (step instanceof Step.ClientRequest || step instanceof Step.ServerAnswer) {
      return Optional.of(Whose.OTHER);
    } else if (step instanceof Step.Use
        || step instanceof Step.Quiet quiet && quiet.target().isEmpty()) {
      return Optional.of(taken.size() == 1 ? Whose.SAME : Whose.UNKNOWN);
    }
    return target(step).map(this::of);
  }

  private Whose of(Target other) {
    if (other.equals(target)) {
      return Whose.SAME;
    }
    Optional<Entry.Connection> meant = connection(other);
    if (connection.isEmpty()) {
      return Whose.UNKNOWN;
    } else if (meant.isPresent()) {
      return meant.equals(connection) ? Whose.SAME : Whose.OTHER;
    }
    return other instanceof Target.Listener ? Whose.OTHER : Whose.UNKNOWN; // one to come
  }

  private Optional<Entry.Connection> connection(Target meant) {
    if (meant instanceof Target.Listener listener) {
      return newest(listener.service());
    }
    return taken.size() == 1 ? Optional.of(taken.get(0)) : Optional.empty();
  }

  private Optional<Entry.Connection> newest(Service service) {
    return taken.stream().filter(one -> one.service().equals(service)).reduce((a, b) -> b);
  }

  /** What a step is about, as it is written; empty for what is about no connection by its word. */
  static Optional<Target> target(Step step) {
    if (step instanceof Step.ClientLine line) {
      return Optional.of(line.target());
    } else if (step instanceof Step.ServerLine line) {
      return Optional.of(line.target());
    } else if (step instanceof Step.Garbage garbage) {
      return Optional.of(garbage.target());
    } else if (step instanceof Step.ExpectClose close) {
      return Optional.of(close.target());
    } else if (step instanceof Step.Close close) {
      return Optional.of(close.target());
    } else if (step instanceof Step.Reset reset) {
      return Optional.of(reset.target());
    }
    return step instanceof Step.Quiet quiet ? quiet.target() : Optional.empty();
  }

  /** Whether another connection may be the current one behind a step. */
  static boolean isTurn(Step step) {
    return step instanceof Step.Accept || step instanceof Step.Dial || step instanceof Step.Use;
  }
}
