package org.msnmock.mockserver.dialogue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.wire.P2pField;

/** A step of a dialogue. */
public sealed interface Step {
  StepInfo info();

  /** How long we hold it back ourselves, whatever the client does. */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** A step that waits for something: it may begin a branch. */
  sealed interface Awaiting extends Step {
    /** How long it may take, or has to be quiet, before any time scale. */
    Duration limit();

    /** From when to when it may come. */
    default Timing timing() {
      return Timing.DEFAULT;
    }
  }

  /**
   * {@code C [conn]: pattern}.
   *
   * @param passedOn whether the emulator hears of it too
   */
  record ClientLine(
      StepInfo info,
      Target target,
      LinePattern line,
      Optional<PayloadPattern> payload,
      Timing timing,
      Early early,
      Optional<Kept> kept,
      boolean passedOn)
      implements Awaiting {
    @Override
    public Duration limit() {
      return timing.limit();
    }
  }

  /**
   * {@code C nexus: GET /path} or {@code C login: ...}.
   *
   * @param passedOn whether the built-in Passport service answers it
   */
  record ClientRequest(
      StepInfo info,
      Service service,
      RequestPattern request,
      Timing timing,
      Optional<Kept> kept,
      boolean passedOn)
      implements Awaiting {
    @Override
    public Duration limit() {
      return timing.limit();
    }
  }

  /** {@code S [conn]: template}. */
  record ServerLine(
      StepInfo info,
      Target target,
      LineTemplate line,
      Optional<Payload> payload,
      Duration after,
      Delivery delivery,
      Damage damage,
      Optional<Kept> kept)
      implements Step {
    @Override
    public Duration delay() {
      return after;
    }
  }

  /**
   * {@code as: x} on a line, request or answer: the names {@code x.line}, {@code x.body} and {@code
   * x.time}.
   *
   * @param numbers those of a P2P message: {@code x.id} and others; empty beside other payloads
   */
  record Kept(Name line, Name body, Name time, Map<P2pField, Name> numbers) {
    public Kept {
      numbers = Map.copyOf(numbers);
    }

    /** All of them. */
    public List<Name> names() {
      List<Name> names = new ArrayList<>(List.of(line, body, time));
      names.addAll(numbers.values());
      return names;
    }
  }

  /**
   * {@code garbage [conn]: ...}: bytes that are no line.
   *
   * @param ending what is sent behind the content
   */
  record Garbage(StepInfo info, Target target, Payload content, LineEnding ending, Duration after)
      implements Step {
    @Override
    public Duration delay() {
      return after;
    }
  }

  /**
   * {@code S login: 200 OK}: the answer to the request taken last on this service.
   *
   * @param delivery how it goes out, not with the next one
   * @param damage a flip or a cut, if anything
   */
  record ServerAnswer(
      StepInfo info,
      Service service,
      int status,
      String reason,
      List<Payload.Header> headers,
      Optional<Payload> body,
      Duration after,
      Delivery delivery,
      Damage damage,
      Optional<Kept> kept)
      implements Step {
    public ServerAnswer {
      headers = List.copyOf(headers);
    }

    @Override
    public Duration delay() {
      return after;
    }
  }

  /** {@code accept: conn}. */
  record Accept(StepInfo info, Service service, Optional<Target.Alias> alias, Timing timing)
      implements Awaiting {
    @Override
    public Duration limit() {
      return timing.limit();
    }
  }

  /**
   * {@code dial: peer}: we connect to the client.
   *
   * @param to an address and a port, {@code 127.0.0.1:6891}
   * @param within how long that may take, before any time scale
   */
  record Dial(
      StepInfo info, Service service, Template to, Duration within, Optional<Target.Alias> alias)
      implements Step {}

  /** {@code use: conn}. */
  record Use(StepInfo info, Target target) implements Step {}

  /** {@code expect-close: conn}. */
  record ExpectClose(StepInfo info, Target target, Timing timing) implements Awaiting {
    @Override
    public Duration limit() {
      return timing.limit();
    }
  }

  /** {@code close: conn}: FIN. */
  record Close(StepInfo info, Target target, Duration after) implements Step {
    @Override
    public Duration delay() {
      return after;
    }
  }

  /** {@code reset: conn}: RST. */
  record Reset(StepInfo info, Target target, Duration after) implements Step {
    @Override
    public Duration delay() {
      return after;
    }
  }

  /** {@code refuse: role}: nobody listens there from now on. */
  record Refuse(StepInfo info, Service service) implements Step {}

  /** {@code one-of}. */
  record OneOf(StepInfo info, List<Branch> branches) implements Step {
    public OneOf {
      branches = List.copyOf(branches);
    }
  }

  /**
   * {@code any-order} and {@code parallel}: every branch is played.
   *
   * @param order whether branches share what comes in, or each reads connections of its own
   */
  record AllOf(StepInfo info, Order order, List<Branch> branches) implements Step {
    public AllOf {
      branches = List.copyOf(branches);
    }
  }

  /** How branches that are all played divide what comes in. */
  enum Order {
    /** The first branch, in file order, whose next step it fits. */
    ANY,
    /** The branch that reads the connection. */
    PARALLEL;

    /** {@code any-order}, {@code parallel}. */
    public String word() {
      return this == ANY ? "any-order" : "parallel";
    }
  }

  /**
   * {@code repeat}.
   *
   * @param most {@link Integer#MAX_VALUE} where there is no bound
   * @param untilQuiet ends it when nothing came for so long; empty where an awaiting step follows
   * @param collected lists that get a value at the end of each round
   * @param inner names that are learned in a round and known in it alone
   */
  record Repeat(
      StepInfo info,
      int least,
      int most,
      List<Step> steps,
      Optional<Duration> untilQuiet,
      List<Binding> collected,
      List<Name> inner)
      implements Step {
    public Repeat {
      steps = List.copyOf(steps);
      collected = List.copyOf(collected);
      inner = List.copyOf(inner);
    }

    /** Whether it says exactly how often. */
    public boolean isCounted() {
      return least == most;
    }
  }

  /** A named way through a block. */
  record Branch(String name, Span span, List<Step> steps) {
    public Branch {
      steps = List.copyOf(steps);
    }
  }

  /**
   * {@code optional}.
   *
   * @param untilQuiet ends the block when nothing came for so long; empty where an awaiting step
   *     follows
   */
  record Maybe(StepInfo info, List<Step> steps, Optional<Duration> untilQuiet) implements Step {
    public Maybe {
      steps = List.copyOf(steps);
    }
  }

  /** {@code background} with {@code steps}. */
  record Background(StepInfo info, List<Rule> rules, List<Step> steps) implements Step {
    public Background {
      rules = List.copyOf(rules);
      steps = List.copyOf(steps);
    }
  }

  /** {@code if}: one of two ways, the second of which may have no steps. */
  record If(StepInfo info, Condition condition, List<Step> then, List<Step> otherwise)
      implements Step {
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** {@code check}: a condition that must hold. */
  record Check(StepInfo info, Condition condition) implements Step {}

  /** {@code mark}: names this moment. */
  record Mark(StepInfo info, Name moment) implements Step {}

  /**
   * {@code include}.
   *
   * @param parameters what the fragment is given, in its own slots
   * @param rules the fragment's background rules, in force to the end of the block in which the
   *     include stands
   * @param exports what it gives back
   */
  record Include(
      StepInfo info,
      String file,
      List<Binding> parameters,
      List<Rule> rules,
      List<Step> steps,
      List<Export> exports)
      implements Step {
    public Include {
      parameters = List.copyOf(parameters);
      rules = List.copyOf(rules);
      steps = List.copyOf(steps);
      exports = List.copyOf(exports);
    }
  }

  /** A value for a name. */
  record Binding(Name name, Template value) {}

  /** A value that goes from a fragment to its includer. */
  record Export(Name from, Name to) {}

  /** {@code set}. */
  record SetValues(StepInfo info, List<Binding> bindings) implements Step {
    public SetValues {
      bindings = List.copyOf(bindings);
    }
  }

  /**
   * {@code do: verb}: asks a client to act.
   *
   * @param client its name; empty where the dialogue has one
   * @param files where the files are that arguments name, by the argument's name
   */
  record Do(
      StepInfo info,
      String client,
      String verb,
      Map<String, Template> arguments,
      Map<String, Path> files)
      implements Step {
    public Do {
      arguments = Map.copyOf(arguments);
      files = Map.copyOf(files);
    }
  }

  /**
   * {@code see: event}: what a client tells its user.
   *
   * @param client its name; empty where the dialogue has one
   * @param arguments by their names; what is inside of one that is a map, by {@link #inside}
   */
  record See(
      StepInfo info, String client, String event, Map<String, Template> arguments, Timing timing)
      implements Awaiting {
    public See {
      arguments = Map.copyOf(arguments);
    }

    /** How an entry of an argument that is a map is called; only the entry may have a point. */
    public static String inside(String argument, String entry) {
      return argument + "." + entry;
    }

    /** What was told as the argument of this name, {@code null} where nothing was. */
    public static @Nullable Object told(Map<String, Object> arguments, String name) {
      int point = name.indexOf('.');
      if (point < 0) {
        return arguments.get(name);
      }
      return arguments.get(name.substring(0, point)) instanceof Map<?, ?> map
          ? map.get(name.substring(point + 1))
          : null;
    }

    @Override
    public Duration limit() {
      return timing.limit();
    }
  }

  /** {@code pause: duration}. */
  record Pause(StepInfo info, Duration duration) implements Step {
    @Override
    public Duration delay() {
      return duration;
    }
  }

  /**
   * {@code quiet: duration}: nothing may come.
   *
   * @param target the connection, empty for any
   */
  record Quiet(StepInfo info, Duration duration, Optional<Target> target) implements Awaiting {
    @Override
    public Duration limit() {
      return duration;
    }
  }

  /** {@code verdict: word}. */
  record SetVerdict(StepInfo info, Outcome outcome) implements Step {}

  /** {@code note: template}. */
  record Note(StepInfo info, Template text) implements Step {}
}
