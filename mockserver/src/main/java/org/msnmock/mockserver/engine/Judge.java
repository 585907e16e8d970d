package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.LinePattern.Surplus;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/** Puts deviations into words and values: what was awaited, what came, what may be the cause. */
final class Judge {
  private static final int MOST_ELSE = 6;

  private final Script script;
  private final Values values;
  private final Journal journal;
  private final Hints hints;
  private final List<String> passportComplaints = new ArrayList<>(0);

  Judge(Script script, Values values, Journal journal) {
    this.script = script;
    this.values = values;
    this.journal = journal;
    this.hints = new Hints(script, values, journal);
  }

  /** The built-in Passport service refused; likely the cause of what goes wrong later. */
  void passportRefused(String complaint) {
    passportComplaints.add(complaint);
  }

  // ---- small questions ----

  /** The transaction id of a client's line, empty where it has none. */
  static String transactionId(Frame frame) {
    String[] tokens = frame.tokens();
    if (tokens.length < 2 || tokens[0].equals("PNG") || tokens[0].equals("OUT")) {
      return "";
    }
    String id = tokens[1];
    if (id.isEmpty() || id.length() > 10) {
      return "";
    }
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) < '0' || id.charAt(i) > '9') {
        return "";
      }
    }
    return id;
  }

  static String shown(Name name, String value) {
    return name.isSecret() ? "[hidden]" : value;
  }

  /** How a line was broken up, for the journal; empty when it was not. */
  static String fault(Delivery delivery) {
    if (delivery instanceof Delivery.Chunks chunks) {
      return "in pieces of " + chunks.sizes() + " bytes and the rest";
    }
    if (delivery instanceof Delivery.Every every) {
      return "in pieces of " + every.size();
    }
    return delivery instanceof Delivery.JoinNext ? "in one segment with the next line" : "";
  }

  /** Whether what a client told is what was awaited; lists are compared as sets. */
  static boolean same(String expected, Object received) {
    if (!(received instanceof Collection<?> several)) {
      return expected.equals(received.toString());
    }
    HashSet<String> wanted = new HashSet<>();
    for (String one : expected.split(",", -1)) {
      if (!one.isBlank()) {
        wanted.add(one.strip());
      }
    }
    HashSet<String> got = new HashSet<>();
    several.forEach(one -> got.add(String.valueOf(one)));
    return wanted.equals(got);
  }

  static String howItEnded(Event.ClientEnded ended) {
    return ended.signalled()
        ? "the client was killed by a signal (exit code %d)".formatted(ended.code())
        : "the client ended, exit code %d".formatted(ended.code());
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  // ---- deviations ----

  Deviation unexpected(Run run, List<Head> heads, Rules rules, Conn conn, Frame frame, long time) {
    Step.ClientLine nearest = null;
    Optional<Mismatch> best = Optional.empty();
    for (Head head : heads) {
      if (head.step() instanceof Step.ClientLine line && connection(run, line.target(), conn)) {
        Optional<Mismatch> mismatch = match(line, frame);
        if (nearest == null || progress(mismatch) > progress(best)) {
          nearest = line;
          best = mismatch;
        }
      }
    }
    if (nearest == null) {
      return broken(heads, rules, conn, frame, time);
    }
    StepInfo info = nearest.info();
    List<String> likely = hints.forLine(conn.name, frame, best, nearest);
    return new Deviation(
        Deviation.Kind.UNEXPECTED,
        info.level().outcome(),
        Optional.of(info),
        time,
        summary(frame, best),
        Optional.of(conn.name),
        expected(nearest),
        frame.text(),
        best,
        best.flatMap(Mismatch::source).flatMap(values::origin),
        elseOk(heads, nearest, rules),
        withComplaints(likely));
  }

  /** The line of a step, with the values that are known. */
  private String expected(Step.ClientLine step) {
    return step.line().tokens().stream()
        .map(token -> token.expected(values))
        .map(token -> token.indexOf(' ') < 0 ? token : "<" + token + ">")
        .collect(Collectors.joining(" "));
  }

  private static boolean connection(Run run, Target target, Conn conn) {
    return target instanceof Target.Listener listener
        ? listener.role() == conn.role()
        : !(target instanceof Target.Current) || run.current == conn;
  }

  private Optional<Mismatch> match(Step.ClientLine line, Frame frame) {
    Captures captures = new Captures();
    Optional<Mismatch> mismatch = line.line().match(frame, Surplus.REFUSED, values, captures);
    if (mismatch.isPresent() || line.payload().isEmpty() || !frame.hasPayload()) {
      return mismatch;
    }
    return line.payload().get().match(frame.payload().orElseThrow(), values, captures);
  }

  private static int progress(Optional<Mismatch> mismatch) {
    return mismatch.map(Mismatch::progress).orElse(Integer.MAX_VALUE);
  }

  private static String summary(Frame frame, Optional<Mismatch> best) {
    if (best.isEmpty()) {
      return frame.command() + " came where another line was awaited";
    }
    Mismatch mismatch = best.get();
    return switch (mismatch.part()) {
      case TOKEN ->
          mismatch.index() == 0
              ? "%s came, %s was awaited".formatted(frame.command(), mismatch.expected())
              : "token %d of %s is not what was awaited"
                  .formatted(mismatch.index() + 1, frame.command());
      case MISSING_TOKEN ->
          "%s ends too soon: token %d is missing".formatted(frame.command(), mismatch.index() + 1);
      case EXTRA_TOKEN ->
          "%s goes on after its last token: %d more than stated"
              .formatted(frame.command(), frame.tokens().length - mismatch.index());
      default -> "the payload of %s is not what was awaited".formatted(frame.command());
    };
  }

  /** A line on a connection where none was awaited. */
  private Deviation broken(List<Head> heads, Rules rules, Conn conn, Frame frame, long time) {
    Head first = heads.get(0);
    StepInfo info = first.step().info();
    boolean quiet = first.step() instanceof Step.Quiet;
    String awaited = quiet ? "nothing may come" : "the client was to close";
    return new Deviation(
        quiet ? Deviation.Kind.QUIET_BROKEN : Deviation.Kind.UNEXPECTED,
        info.level().outcome(),
        Optional.of(info),
        time,
        "%s came where %s".formatted(frame.command(), awaited),
        Optional.of(conn.name),
        "",
        frame.text(),
        Optional.empty(),
        Optional.empty(),
        elseOk(heads, first.step(), rules),
        withComplaints(List.of()));
  }

  Deviation unexpectedRequest(List<Head> heads, Role role, Request request, long time) {
    Step.Awaiting nearest = heads.get(0).step();
    Optional<Mismatch> best = Optional.empty();
    for (Head head : heads) {
      if (head.step() instanceof Step.ClientRequest awaited && awaited.role() == role) {
        Optional<Mismatch> mismatch = awaited.request().match(request, values, new Captures());
        if (best.isEmpty() || progress(mismatch) > progress(best)) {
          nearest = awaited;
          best = mismatch;
        }
      }
    }
    StepInfo info = nearest.info();
    String line = request.method() + " " + request.path();
    return new Deviation(
        nearest instanceof Step.Quiet ? Deviation.Kind.QUIET_BROKEN : Deviation.Kind.UNEXPECTED,
        info.level().outcome(),
        Optional.of(info),
        time,
        best.map(
                mismatch ->
                    "the request to %s has another %s than was awaited"
                        .formatted(role.title(), mismatch.part().word()))
            .orElse("a request to %s came where nothing may come".formatted(role.title())),
        Optional.empty(),
        nearest.info().text(),
        line,
        best,
        best.flatMap(Mismatch::source).flatMap(values::origin),
        List.of(),
        best.map(hints::forRequest).orElse(List.of()));
  }

  Deviation unexpectedConnection(List<Head> heads, Conn conn, long time) {
    StepInfo info = heads.get(0).step().info();
    return plain(
        Deviation.Kind.QUIET_BROKEN,
        info,
        time,
        "the client connected to %s where nothing may come".formatted(conn.role().title()),
        Optional.of(conn.name),
        List.of());
  }

  Deviation timeout(
      Run run,
      List<Head> heads,
      boolean someoneCame,
      Rules rules,
      Collection<Conn> connections,
      long waitedNanos,
      long time) {
    Step.Awaiting first = heads.get(0).step();
    StepInfo info = first.info();
    List<String> likely = new ArrayList<>();
    unfinished(connections, likely);
    unread(connections, likely);
    handshakes(likely);
    String waited = seconds(waitedNanos);
    if (first instanceof Step.Accept && !someoneCame) {
      likely.add(
          "is the client told where to connect? It finds the address in MSN_SERVER, or as {entry.addr} in --client");
      return plain(
          Deviation.Kind.NOBODY_CAME,
          info,
          time,
          "no connection in %s; the client was told %s"
              .formatted(waited, script.address("entry.addr").orElse("no address")),
          Optional.empty(),
          likely);
    }
    Optional<Entry.Connection> connection = Optional.ofNullable(run.current).map(c -> c.name);
    return new Deviation(
        Deviation.Kind.TIMEOUT,
        info.level().outcome(),
        Optional.of(info),
        time,
        whatDidNotCome(first).formatted(waited),
        connection,
        first instanceof Step.ClientLine line ? expected(line) : info.text(),
        "",
        Optional.empty(),
        Optional.empty(),
        elseOk(heads, first, rules),
        withComplaints(likely));
  }

  private static String whatDidNotCome(Step.Awaiting step) {
    if (step instanceof Step.ExpectClose close) {
      return "the client did not close "
          + (close.target() instanceof Target.Current ? "the connection" : close.target())
          + " within %s";
    }
    if (step instanceof Step.Accept accept) {
      return "no connection to the " + accept.role().title() + " came for %s";
    }
    if (step instanceof Step.ClientRequest request) {
      return "no request to " + request.role().title() + " came for %s";
    }
    return step instanceof Step.See see
        ? "the client did not tell \"" + see.event() + "\" for %s"
        : "nothing came for %s";
  }

  private static void unfinished(Collection<Conn> connections, List<String> likely) {
    for (Conn conn : connections) {
      if (!conn.unfinished.isEmpty()) {
        likely.add("%s: %s, then the client closed".formatted(conn.name, conn.unfinished));
      }
    }
  }

  private static void unread(Collection<Conn> connections, List<String> likely) {
    for (Conn conn : connections) {
      if (!conn.inbox.isEmpty()) {
        likely.add(
            "%s has said \"%s\", which no step awaits now"
                .formatted(conn.name, conn.inbox.getFirst().frame().text()));
      } else if (!conn.accepted && conn.isOpen()) {
        likely.add("%s has connected, which no step awaits now".formatted(conn.name));
      }
    }
  }

  private void handshakes(List<String> likely) {
    for (Entry entry : journal.entries()) {
      if (entry instanceof Entry.HandshakeFailed failed) {
        likely.add(
            "the TLS handshake with %s failed: %s. The client must trust the authority in the file that MSN_CA_FILE names"
                .formatted(failed.role().title(), failed.reason()));
        return;
      }
    }
  }

  Deviation closed(Run run, List<Head> heads, long time) {
    StepInfo info = heads.get(0).step().info();
    Optional<Entry.Connection> connection = Optional.ofNullable(run.current).map(c -> c.name);
    List<String> likely = new ArrayList<>();
    if (run.current != null) {
      unfinished(List.of(run.current), likely);
    }
    handshakes(likely);
    return plain(
        Deviation.Kind.CLOSED,
        info,
        time,
        "the client closed the connection while a line was awaited",
        connection,
        withComplaints(likely));
  }

  Deviation clientEnded(
      Run run, List<Head> heads, Event.ClientEnded ended, boolean someoneCame, long time) {
    StepInfo info = heads.get(0).step().info();
    List<String> likely = new ArrayList<>();
    handshakes(likely);
    String before = someoneCame ? "" : " before it connected to anything";
    return plain(
        Deviation.Kind.CLIENT_ENDED,
        info,
        time,
        howItEnded(ended) + before,
        Optional.ofNullable(run.current).map(conn -> conn.name),
        withComplaints(likely));
  }

  Deviation killed(Run run, Event.ClientEnded ended, long time) {
    return new Deviation(
        Deviation.Kind.CLIENT_ENDED,
        Outcome.FAILED,
        step(run),
        time,
        howItEnded(ended),
        Optional.empty(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of("a client must not crash, whatever a server sends"));
  }

  Deviation malformed(Run run, Conn conn, Event.Malformed happened, long time) {
    return new Deviation(
        Deviation.Kind.MALFORMED,
        Outcome.FAILED,
        step(run),
        time,
        "the bytes make no line: " + happened.what(),
        Optional.of(conn.name),
        "",
        happened.line(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  Deviation lineEnd(Run run, Conn conn, Frame frame, long time) {
    return new Deviation(
        Deviation.Kind.LINE_END,
        Outcome.FAILED,
        step(run),
        time,
        "the line ends in LF without CR (FRAME-01)",
        Optional.of(conn.name),
        "",
        frame.text(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of("every command line ends in CR LF, the bytes 0d 0a"));
  }

  Deviation repeatedId(Run run, Conn conn, Frame frame, String id, long time) {
    return new Deviation(
        Deviation.Kind.REPEATED_ID,
        Outcome.FAILED,
        step(run),
        time,
        "transaction id %s is used again before a server line has carried it (TRID-02)"
            .formatted(id),
        Optional.of(conn.name),
        "",
        frame.text(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of("count up by one for each command, on each connection"));
  }

  Deviation early(Conn conn, Frame frame, Step.ClientLine step, long time) {
    return plain(
        Deviation.Kind.EARLY,
        step.info(),
        time,
        "%s came too early: before the server began to send the line that it depends on"
            .formatted(frame.command()),
        Optional.of(conn.name),
        List.of("wait for the server's answer to the command before"));
  }

  Deviation refusedToAct(StepInfo step, String why, long time) {
    return plain(
        Deviation.Kind.REFUSED_TO_ACT,
        step,
        time,
        "the client could not do what it was asked" + (why.isEmpty() ? "" : ": " + why),
        Optional.empty(),
        List.of());
  }

  Deviation tooSeldom(Rule rule, int uses, long time) {
    return plain(
        Deviation.Kind.TOO_SELDOM,
        rule.head().info(),
        time,
        "background rule \"%s\" was used %d times, at least %d are asked for"
            .formatted(rule.name(), uses, rule.least()),
        Optional.empty(),
        List.of());
  }

  Deviation stated(Step.SetVerdict step, long time) {
    return new Deviation(
        Deviation.Kind.STATED,
        Outcome.FAILED,
        Optional.of(step.info()),
        time,
        step.info().why().orElse("the dialogue says so"),
        Optional.empty(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        withComplaints(List.of()));
  }

  private static Deviation plain(
      Deviation.Kind kind,
      StepInfo info,
      long time,
      String summary,
      Optional<Entry.Connection> connection,
      List<String> likely) {
    return new Deviation(
        kind,
        info.level().outcome(),
        Optional.of(info),
        time,
        summary,
        connection,
        info.text(),
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        likely);
  }

  /** The step at which the script stands. */
  private static Optional<StepInfo> step(Run run) {
    if (run.node instanceof Node.Await await) {
      return Optional.of(await.step().info());
    }
    return run.node instanceof Node.Act act ? Optional.of(act.step().info()) : Optional.empty();
  }

  private List<String> withComplaints(List<String> likely) {
    List<String> all = new ArrayList<>(likely);
    for (String complaint : passportComplaints) {
      all.add("the Passport service had refused: " + complaint);
    }
    return all;
  }

  private static List<String> elseOk(List<Head> heads, @Nullable Step nearest, Rules rules) {
    List<String> out = new ArrayList<>();
    for (Head head : heads) {
      if (!head.step().equals(nearest) && out.size() < MOST_ELSE) {
        StepInfo info = head.step().info();
        out.add("%s (%d:%d)".formatted(info.text(), info.span().line(), info.span().column()));
      }
    }
    if (heads.size() - 1 > MOST_ELSE) {
      out.add("...");
    }
    if (!rules.names().isEmpty()) {
      out.add("background: " + String.join(", ", rules.names()));
    }
    return out;
  }
}
