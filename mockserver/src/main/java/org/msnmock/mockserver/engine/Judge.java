package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.LinePattern.Surplus;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Frame;

/** Puts deviations into words and values: what was awaited, what came, what may be the cause. */
final class Judge {
  private static final int MOST_ELSE = 6;
  private static final int MOST_CAUSES = 5;
  private static final int MOST_BESIDE = 3;

  /** What ends a silence sooner than its time. */
  private static final String OVER = "that nothing more could come";

  private static final String[] NONE = {};

  /** The token of {@code USR 3 TWN S <ticket>}. */
  private static final int TICKET = 4;

  private final Stage stage;
  private final Arrivals arrivals;
  private final Rules rules;
  private final Hints hints;
  private final List<String> passportComplaints = new ArrayList<>(0);

  Judge(Stage stage, Arrivals arrivals, Rules rules) {
    this.stage = stage;
    this.arrivals = arrivals;
    this.rules = rules;
    this.hints = new Hints(stage.script, stage.values, stage.journal);
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

  static String who(String client) {
    return client.isEmpty() ? "the client" : client;
  }

  static String howItEnded(Event.ClientEnded ended) {
    String who = who(ended.client());
    return ended.signalled()
        ? "%s was killed by a signal (exit code %s)".formatted(who, ended.code())
        : "%s ended, exit code %s".formatted(who, ended.code());
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  // ---- deviations at a step ----

  Optional<Mismatch> match(Step.ClientLine step, Frame frame, Surplus surplus, Captures captures) {
    if (isOfBlocks(step) != isOfBlocks(frame)) {
      return Optional.of(otherSort(step, frame));
    }
    Optional<Mismatch> mismatch = step.line().match(frame, surplus, stage.values, captures);
    if (mismatch.isPresent() || step.payload().isEmpty() || !frame.hasPayload()) {
      return mismatch;
    }
    PayloadPattern stated = step.payload().get();
    PayloadPattern payload = surplus == Surplus.ALLOWED ? stated.withOthersAllowed() : stated;
    return payload.match(frame.payload().orElseThrow(), captures.over(stage.values), captures);
  }

  private static boolean isOfBlocks(Step.ClientLine step) {
    return step.payload().orElse(null) instanceof PayloadPattern.Blocks;
  }

  private static boolean isOfBlocks(Frame frame) {
    return frame.hasPayload() && frame.text().equals(Blocks.LINE);
  }

  /** Blocks are no line, whatever the pattern takes, and a line is no blocks. */
  private Mismatch otherSort(Step.ClientLine step, Frame frame) {
    TextPattern first = step.line().tokens().get(0);
    return new Mismatch(
        Mismatch.Part.TOKEN,
        0,
        first.span(),
        isOfBlocks(step) ? Blocks.LINE : first.expected(stage.values),
        frame.command(),
        Optional.empty(),
        first.isSecret());
  }

  /** A line that none of the heads takes. */
  Deviation unexpected(Run run, List<Head> heads, Conn conn, Frame frame) {
    Step.ClientLine nearest = null;
    Optional<Mismatch> best = Optional.empty();
    for (Head head : heads) {
      if (head.step() instanceof Step.ClientLine line
          && Arrivals.is(conn, arrivals.resolve(run, line.target()))) {
        Optional<Mismatch> mismatch = match(line, frame, Surplus.REFUSED, new Captures());
        if (nearest == null || progress(mismatch) > progress(best)) {
          nearest = line;
          best = mismatch;
        }
      }
    }
    if (nearest == null) {
      return broken(run, heads, conn, frame);
    }
    List<String> likely = new ArrayList<>(tooLate(run, heads, conn, frame).stream().toList());
    likely.addAll(hints.forLine(conn.name, frame, best, nearest));
    best = best.map(mismatch -> hideTicket(frame, mismatch));
    return draft(Deviation.Kind.UNEXPECTED, summary(frame, best))
        .expected(expected(nearest, frame.tokens()))
        .at(reasoned(run.wait, nearest))
        .on(conn)
        .received(frame.text())
        .mismatch(best, stage.values)
        .elseOk(elseOk(heads, nearest))
        .hints(likely(run, likely))
        .done();
  }

  /** A step that would take the line, had its limit not been over sooner than those of others. */
  private Optional<String> tooLate(Run run, List<Head> heads, Conn conn, Frame frame) {
    Wait wait = run.wait;
    if (wait == null) {
      return Optional.empty();
    }
    for (Head head : wait.at().heads()) {
      if (!heads.contains(head)
          && head.step() instanceof Step.ClientLine line
          && Arrivals.is(conn, arrivals.resolve(run, line.target()))
          && match(line, frame, Surplus.REFUSED, new Captures()).isEmpty()) {
        long limit = Window.of(line, wait.since(), stage).most();
        return Optional.of(
            "%s takes it, but only for %s, which are over".formatted(title(line), seconds(limit)));
      }
    }
    return Optional.empty();
  }

  private static String title(Step step) {
    return step.info().text() + " (" + step.info().span().place() + ")";
  }

  /** How a {@code quiet} decided what is next, empty where nothing else was awaited beside it. */
  String decided(Step.Quiet quiet, Wait wait) {
    long silence = quiet.duration().toNanos();
    String what = stage.now() - wait.since() < silence ? OVER : seconds(silence) + " of quiet";
    return decided(what, quiet, wait);
  }

  /** The same of the silence that ends a block. */
  String decided(Node.UntilQuiet until, Wait wait) {
    String silence = seconds(stage.scaled(until.duration())) + " of silence";
    return decided(wait.isQuietOver(stage.now()) ? silence : OVER, until.of(), wait);
  }

  private static String decided(String silence, Step by, Wait wait) {
    List<String> others =
        wait.live().stream()
            .map(Head::step)
            .filter(step -> !(step instanceof Step.Quiet))
            .map(Judge::title)
            .toList();
    if (others.isEmpty()) {
      return "";
    }
    int more = others.size() - MOST_BESIDE;
    return "%s decided the way (%s); until then this was awaited, too: %s%s"
        .formatted(
            silence,
            by.info().span().place(),
            String.join("; ", others.subList(0, Math.min(MOST_BESIDE, others.size()))),
            more > 0 ? "; and %s more".formatted(more) : "");
  }

  /** What stands in the place of the ticket is one, also when a dialogue has made it up. */
  private static Mismatch hideTicket(Frame frame, Mismatch mismatch) {
    String[] tokens = frame.tokens();
    boolean ticket =
        mismatch.index() >= TICKET
            && tokens.length >= TICKET
            && tokens[0].equals("USR")
            && tokens[3].equals("S");
    return ticket ? mismatch.hidden() : mismatch;
  }

  /** A line on a connection where none was awaited. */
  private Deviation broken(Run run, List<Head> heads, Conn conn, Frame frame) {
    Step.Awaiting first =
        heads.stream()
            .map(Head::step)
            .filter(step -> arrivals.reads(run, step, conn))
            .findFirst()
            .orElse(heads.get(0).step());
    boolean quiet = first instanceof Step.Quiet;
    String awaited = quiet ? "nothing may come" : "the client was to close";
    return draft(
            quiet ? Deviation.Kind.QUIET_BROKEN : Deviation.Kind.UNEXPECTED,
            "%s came where %s".formatted(what(frame), awaited))
        .at(reasoned(run.wait, first))
        .on(conn)
        .received(frame.text())
        .elseOk(elseOk(heads, first))
        .hints(likely(run, tooLate(run, heads, conn, frame).stream().toList()))
        .done();
  }

  Deviation unexpectedRequest(Run run, List<Head> heads, Arrivals.Asked asking) {
    Step.Awaiting nearest = broken(heads);
    Optional<Mismatch> best = Optional.empty();
    for (Head head : heads) {
      if (head.step() instanceof Step.ClientRequest awaited
          && awaited.service().equals(asking.service())) {
        Optional<Mismatch> mismatch =
            awaited.request().match(asking.content(), stage.values, new Captures());
        if (best.isEmpty() || progress(mismatch) > progress(best)) {
          nearest = awaited;
          best = mismatch;
        }
      }
    }
    String title = asking.service().title();
    String what =
        best.map(
                mismatch ->
                    "the request to %s has another %s than was awaited"
                        .formatted(title, mismatch.part().word()))
            .orElse("a request to %s came where nothing may come".formatted(title));
    return draft(
            nearest instanceof Step.Quiet ? Deviation.Kind.QUIET_BROKEN : Deviation.Kind.UNEXPECTED,
            what)
        .at(reasoned(run.wait, nearest))
        .received(asking.content().method() + " " + asking.content().path())
        .mismatch(best, stage.values)
        .elseOk(elseOk(heads, nearest))
        .hints(likely(run, best.map(hints::forRequest).orElse(List.of())))
        .done();
  }

  /** What a connection or a request is not to disturb, wherever it comes to. */
  private static Step.Awaiting broken(List<Head> heads) {
    return heads.stream()
        .map(Head::step)
        .filter(step -> step instanceof Step.Quiet quiet && quiet.target().isEmpty())
        .findFirst()
        .orElse(heads.get(0).step());
  }

  Deviation unexpectedConnection(Run run, List<Head> heads, Conn conn) {
    Step.Awaiting quiet = broken(heads);
    return draft(
            Deviation.Kind.QUIET_BROKEN,
            "the client connected to the %s where nothing may come"
                .formatted(conn.service().title()))
        .at(reasoned(run.wait, quiet))
        .on(conn)
        .elseOk(elseOk(heads, quiet))
        .hints(likely(run, List.of()))
        .done();
  }

  /** Nothing came in time. */
  Deviation timeout(Run run, List<Head> heads, long since, List<String> alsoWaiting) {
    Step.Awaiting first = heads.get(0).step();
    String limit = limit(run, first, since);
    List<String> likely = causes(arrivals.connections());
    if (first instanceof Step.See see) {
      hangUp(run).ifPresent(closed -> likely.add(0, closed));
      arrivals.nearest(see).ifPresent(told -> likely.addAll(0, differences(see, told)));
    }
    likely.addAll(alsoWaiting);
    Optional<String> starter =
        Wait.starter(first, stage).filter(client -> !arrivals.came().contains(client));
    if (starter.isPresent()) {
      return nobodyCame(run, first, starter.get(), seconds(stage.now() - since), likely);
    }
    return nearestLeft(run, heads, since, limit, likely)
        .or(() -> nearestRequestLeft(run, heads, since, limit, likely))
        .orElseGet(() -> nothingCame(run, heads, limit, likely));
  }

  /** Who has left may have nothing more to tell; neither a {@code see} nor a quiet minds that. */
  private static Optional<String> hangUp(Run run) {
    return Optional.ofNullable(run.current)
        .filter(conn -> conn.isClosedByClient() && !conn.closeTaken)
        .map(conn -> "the client has closed %s, which is not awaited here".formatted(conn.name));
  }

  private Deviation nothingCame(Run run, List<Head> heads, String limit, List<String> likely) {
    Step.Awaiting first = heads.get(0).step();
    return draft(Deviation.Kind.TIMEOUT, whatDidNotCome(first) + limit)
        .expected(first instanceof Step.ClientLine line ? expected(line, NONE) : "")
        .at(reasoned(run.wait, first))
        .on(arrivals.awaited(run, first))
        .elseOk(elseOk(heads, first))
        .hints(likely(run, likely))
        .done();
  }

  /** The limit that is over, in words; that it has a tolerance is nothing to puzzle over. */
  private String limit(Run run, Step.Awaiting first, long since) {
    if (run.wait != null && run.wait.isStart(first)) {
      return " for " + seconds(stage.now() - since);
    }
    Window window = Window.of(first, since, stage);
    boolean isLate = stage.isStrict() && stage.settings.late().isPresent();
    boolean isOwn = first.timing().since().isEmpty();
    String from = isOwn ? "" : " after " + Timekeeper.start(first);
    return " within " + seconds(window.most()) + from + (isLate ? ", nor in ten times that" : "");
  }

  /** Of lines with the right command that were left to the emulator meanwhile: what was wrong. */
  private Optional<Deviation> nearestLeft(
      Run run, List<Head> heads, long since, String limit, List<String> likely) {
    Step.ClientLine nearest = null;
    Conn.Heard best = null;
    Optional<Mismatch> why = Optional.empty();
    for (Head head : heads) {
      Conn conn = arrivals.awaited(run, head.step());
      if (conn != null && head.step() instanceof Step.ClientLine line) {
        for (Conn.Heard heard : conn.left) {
          Optional<Mismatch> mismatch =
              heard.time() < since
                  ? Optional.empty()
                  : match(line, heard.frame(), Surplus.REFUSED, new Captures());
          boolean isNear = mismatch.isPresent() && !isOtherCommand(mismatch.get());
          if (isNear && (nearest == null || progress(mismatch) >= progress(why))) {
            nearest = line;
            best = heard;
            why = mismatch;
          }
        }
      }
    }
    return nearest == null || best == null
        ? Optional.empty()
        : Optional.of(nearestLeft(run, heads, nearest, best.frame(), why, limit, likely));
  }

  private Optional<Deviation> nearestRequestLeft(
      Run run, List<Head> heads, long since, String limit, List<String> likely) {
    for (Head head : heads) {
      for (Arrivals.Asked asked : newestFirst(arrivals.left())) {
        if (head.step() instanceof Step.ClientRequest step
            && asked.time() >= since
            && step.service().equals(asked.service())) {
          Optional<Mismatch> why =
              step.request().match(asked.content(), stage.values, new Captures());
          List<String> all = new ArrayList<>(likely);
          all.addAll(why.map(hints::forRequest).orElse(List.of()));
          return Optional.of(
              draft(
                      Deviation.Kind.TIMEOUT,
                      "no request to %s that fits came%s; one with another %s was left to the built-in Passport"
                          .formatted(
                              asked.service().title(),
                              limit,
                              why.map(mismatch -> mismatch.part().word()).orElse("form")))
                  .at(reasoned(run.wait, step))
                  .received(asked.content().method() + " " + asked.content().path())
                  .mismatch(why, stage.values)
                  .elseOk(elseOk(heads, step))
                  .hints(withComplaints(all))
                  .done());
        }
      }
    }
    return Optional.empty();
  }

  private static List<Arrivals.Asked> newestFirst(Collection<Arrivals.Asked> requests) {
    List<Arrivals.Asked> newest = new ArrayList<>(requests);
    Collections.reverse(newest);
    return newest;
  }

  private static boolean isOtherCommand(Mismatch mismatch) {
    return mismatch.part() == Mismatch.Part.TOKEN && mismatch.index() == 0;
  }

  private Deviation nearestLeft(
      Run run,
      List<Head> heads,
      Step.ClientLine nearest,
      Frame frame,
      Optional<Mismatch> why,
      String limit,
      List<String> likely) {
    Conn conn = Objects.requireNonNull(arrivals.awaited(run, nearest));
    likely.addAll(hints.forLine(conn.name, frame, why, nearest));
    return draft(
            Deviation.Kind.TIMEOUT,
            "nothing that fits came%s; what came nearest was left to the emulator: %s"
                .formatted(limit, summary(frame, why)))
        .expected(expected(nearest, frame.tokens()))
        .at(reasoned(run.wait, nearest))
        .on(conn)
        .received(frame.text())
        .mismatch(why.map(mismatch -> hideTicket(frame, mismatch)), stage.values)
        .elseOk(elseOk(heads, nearest))
        .hints(likely(run, likely))
        .done();
  }

  private Deviation nobodyCame(
      Run run, Step.Awaiting first, String client, String waited, List<String> likely) {
    likely.add(
        "is the client told where to connect? It finds the address in MSN_SERVER, or as"
            + " {entry.addr} in --client");
    String told = stage.script.address(client, "entry.addr").orElse("no address");
    return draft(
            Deviation.Kind.NOBODY_CAME,
            "no connection%s in %s; %s was told %s"
                .formatted(client.isEmpty() ? "" : " of " + client, waited, who(client), told))
        .at(reasoned(run.wait, first))
        .hints(likely)
        .done();
  }

  /** The client closed where a line was awaited. */
  Deviation closed(Run run, List<Head> heads) {
    Conn closed = arrivals.awaited(run, heads.get(0).step());
    List<String> likely = causes(closed == null ? List.of() : List.of(closed));
    return draft(Deviation.Kind.CLOSED, "the client closed the connection while a line was awaited")
        .at(reasoned(run.wait, heads.get(0).step()))
        .on(closed)
        .hints(likely(run, likely))
        .done();
  }

  /** The client process ended where it was to be told something. */
  Deviation clientEnded(Step step, Event.ClientEnded ended) {
    return draft(Deviation.Kind.CLIENT_ENDED, howItEnded(ended) + before(ended))
        .at(step.info())
        .hints(withComplaints(causes(arrivals.connections())))
        .done();
  }

  private String before(Event.ClientEnded ended) {
    return arrivals.cameAt(ended.client()).isPresent() ? "" : " before it connected to anything";
  }

  /** The client process ended where something was awaited. */
  Deviation clientEnded(Run run, List<Head> heads, Event.ClientEnded ended) {
    return draft(Deviation.Kind.CLIENT_ENDED, howItEnded(ended) + before(ended))
        .at(reasoned(run.wait, heads.get(0).step()))
        .on(arrivals.awaited(run, heads.get(0).step()))
        .elseOk(elseOk(heads, heads.get(0).step()))
        .hints(likely(run, causes(arrivals.connections())))
        .done();
  }

  Deviation early(Conn conn, Frame frame, Step.ClientLine step) {
    return draft(
            Deviation.Kind.EARLY,
            "%s came too early: before the server began to send the line that it depends on"
                .formatted(what(frame)))
        .at(step.info())
        .on(conn)
        .received(frame.text())
        .hints(List.of("wait for the server's answer to the command before"))
        .done();
  }

  Deviation refusedToAct(Step.Do step, String why) {
    return draft(
            Deviation.Kind.REFUSED_TO_ACT,
            who(step.client())
                + " could not do what it was asked"
                + (why.isEmpty() ? "" : ": " + why))
        .at(step.info())
        .done();
  }

  Deviation tooSeldom(Rule rule) {
    return draft(
            Deviation.Kind.TOO_SELDOM,
            "background rule \"%s\" was used %s times, at least %s are asked for"
                .formatted(rule.name(), rules.uses(rule), rule.least()))
        .at(rule.head().info())
        .done();
  }

  /** {@code verdict: failed}. */
  Deviation stated(Run run, Step.SetVerdict step) {
    return new Draft(
            Deviation.Kind.STATED,
            stage.elapsed(),
            step.info().why().orElse("the dialogue says so"))
        .at(step.info())
        .hints(likely(run, List.of()))
        .done();
  }

  // ---- deviations from the protocol, whatever the step ----

  Deviation killed(Run run, Event.ClientEnded ended) {
    return draft(Deviation.Kind.CLIENT_ENDED, howItEnded(ended))
        .near(run)
        .hints(List.of("a client must not crash, whatever a server sends"))
        .done();
  }

  Deviation malformed(Run run, Conn conn, Event.Malformed happened) {
    return draft(Deviation.Kind.MALFORMED, "the bytes make no line: " + happened.what())
        .near(run)
        .on(conn)
        .received(happened.line())
        .done();
  }

  /** Bytes of a peer that no step can ever take. */
  Deviation wrongBytes(Run run, Conn conn, String what, String bytes) {
    return draft(Deviation.Kind.MALFORMED, what).near(run).on(conn).received(bytes).done();
  }

  /** More waits than may, since it came on this connection. */
  Deviation tooMuch(Run run, Entry.Connection connection) {
    return draft(
            Deviation.Kind.MALFORMED,
            "more than %s bytes, on all connections together, came before a step could take them"
                .formatted(Backlog.MOST))
        .near(run)
        .on(connection)
        .done();
  }

  /** The client has no connection on which a line could be said. */
  Deviation nobodyToTell(Step step, long waited) {
    return draft(
            Deviation.Kind.TIMEOUT,
            "there was no connection for this%s for %s"
                .formatted(step instanceof Step.ServerLine ? " line" : "", seconds(waited)))
        .at(step.info())
        .hints(withComplaints(causes(arrivals.connections())))
        .done();
  }

  /** We could not connect to the client. */
  Deviation notReached(Step.Dial step, String reason) {
    return draft(Deviation.Kind.NOT_REACHED, reason).at(step.info()).done();
  }

  Deviation lineEnd(Run run, Conn conn, Frame frame) {
    return draft(Deviation.Kind.LINE_END, "the line ends in LF without CR (FRAME-01)")
        .near(run)
        .on(conn)
        .received(frame.text())
        .hints(List.of("every command line ends in CR LF, the bytes 0d 0a"))
        .done();
  }

  Deviation repeatedId(Run run, Conn conn, Frame frame, String id) {
    return draft(
            Deviation.Kind.REPEATED_ID,
            "transaction id %s is used again before a server line has carried it (TRID-02)"
                .formatted(id))
        .near(run)
        .on(conn)
        .received(frame.text())
        .hints(List.of("count up by one for each command, on each connection"))
        .done();
  }

  // ---- words ----

  /** What is told of an awaited step, with the reason of the block that it begins. */
  static StepInfo reasoned(@Nullable Wait wait, Step step) {
    return wait == null
        ? step.info()
        : wait.at().heads().stream()
            .filter(head -> head.step().equals(step))
            .map(Head::info)
            .findFirst()
            .orElse(step.info());
  }

  private Draft draft(Deviation.Kind kind, String summary) {
    return new Draft(kind, stage.elapsed(), summary);
  }

  /** The line of a step as it should have been: what was received where that is right. */
  private String expected(Step.ClientLine step, String[] received) {
    List<TextPattern> tokens = step.line().tokens();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      out.append(i > 0 ? " " : "");
      out.append(expected(tokens.get(i), i < received.length ? received[i] : ""));
    }
    return out.toString();
  }

  private String expected(TextPattern token, String received) {
    boolean right =
        !received.isEmpty()
            && token
                .match(received, Mismatch.Part.TOKEN, 0, stage.values, new Captures())
                .isEmpty();
    String text = right ? received : token.expected(stage.values);
    return text.indexOf(' ') < 0 ? text : "<" + text + ">";
  }

  private static int progress(Optional<Mismatch> mismatch) {
    return mismatch.map(Mismatch::progress).orElse(Integer.MAX_VALUE);
  }

  private static String summary(Frame frame, Optional<Mismatch> best) {
    if (best.isEmpty()) {
      return what(frame) + " came where another line was awaited";
    }
    Mismatch mismatch = best.get();
    return switch (mismatch.part()) {
      case TOKEN ->
          mismatch.index() == 0
              ? "%s came, %s was awaited".formatted(what(frame), mismatch.expected())
              : "token %s of %s is not what was awaited"
                  .formatted(mismatch.index() + 1, what(frame));
      case MISSING_TOKEN ->
          "%s ends too soon: token %s is missing".formatted(what(frame), mismatch.index() + 1);
      case EXTRA_TOKEN ->
          "%s goes on after its last token: %s more than stated"
              .formatted(what(frame), frame.tokens().length - mismatch.index());
      case P2P -> "the P2P message in %s is not what was awaited".formatted(what(frame));
      default -> "the payload of %s is not what was awaited".formatted(what(frame));
    };
  }

  /** A line for people: its command, where it has one. */
  private static String what(Frame frame) {
    if (frame.text().isBlank()) {
      return "an empty line";
    }
    return frame.command().isEmpty() ? "a line that begins with a blank" : frame.command();
  }

  /** In what the telling that came nearest differs. */
  private List<String> differences(Step.See see, Event.Told told) {
    List<String> out = new ArrayList<>();
    for (String name : arrivals.differences(see, told)) {
      Object received = Step.See.told(told.arguments(), name);
      String expected = Objects.requireNonNull(see.arguments().get(name)).fill(stage.values);
      out.add(
          received == null
              ? "it told \"%s\" without %s, where \"%s\" was awaited"
                  .formatted(see.event(), name, expected)
              : "it told \"%s\" with %s \"%s\", where \"%s\" was awaited"
                  .formatted(see.event(), name, received, expected));
    }
    return out;
  }

  private static String whatDidNotCome(Step.Awaiting step) {
    if (step instanceof Step.ExpectClose close) {
      return "the client did not close "
          + (close.target() instanceof Target.Current ? "the connection" : close.target());
    } else if (step instanceof Step.Accept accept) {
      return "no connection to the " + accept.service().title() + " came";
    } else if (step instanceof Step.ClientRequest request) {
      return "no request to " + request.service().title() + " came";
    }
    return step instanceof Step.See see
        ? "%s did not tell \"%s\"".formatted(who(see.client()), see.event())
        : "nothing came";
  }

  /** What else came in, which may be why the right thing did not. */
  private List<String> causes(Collection<Conn> connections) {
    List<String> likely = new ArrayList<>();
    int more = 0;
    for (Conn conn : connections) {
      Optional<String> cause = cause(conn);
      if (cause.isPresent() && likely.size() == MOST_CAUSES) {
        more++;
      } else {
        cause.ifPresent(likely::add);
      }
    }
    if (more > 0) {
      likely.add("and %s more connections on which something like this is so".formatted(more));
    }
    handshake().ifPresent(likely::add);
    return likely;
  }

  private static Optional<String> cause(Conn conn) {
    if (!conn.unfinished().isEmpty()) {
      String then = conn.isClosedByClient() ? "then the client closed" : "then nothing more";
      return Optional.of("%s: %s, %s".formatted(conn.name, conn.unfinished(), then));
    }
    if (!conn.inbox.isEmpty()) {
      String line = conn.inbox.getFirst().frame().text();
      return Optional.of("%s has said \"%s\", which no step awaits now".formatted(conn.name, line));
    }
    return conn.accepted || conn.admitted || !conn.isOpen()
        ? Optional.empty()
        : Optional.of("%s has connected, which no step awaits now".formatted(conn.name));
  }

  private Optional<String> handshake() {
    for (Entry entry : stage.journal.entries()) {
      if (entry instanceof Entry.HandshakeFailed failed
          && stage.script.dialogue().certificate(failed.service().role()) == Certificate.TRUSTED) {
        return Optional.of(
            ("the TLS handshake with %s failed: %s. The client must trust the authority in the"
                    + " file that MSN_CA_FILE names")
                .formatted(failed.service().title(), failed.reason()));
      }
    }
    return Optional.empty();
  }

  /** The client talked to a service whose certificate is to be refused. */
  private Optional<String> credulity() {
    for (Entry entry : stage.journal.entries()) {
      if (entry instanceof Entry.Requested asked) {
        Certificate shown = stage.script.dialogue().certificate(asked.service().role());
        if (shown != Certificate.TRUSTED) {
          return Optional.of(
              "the client took the certificate of the %s, which is %s: it has to break off the TLS handshake"
                  .formatted(asked.service().title(), shown.fault()));
        }
      }
    }
    return Optional.empty();
  }

  /** With what silence had decided before, and with complaints. */
  private List<String> likely(Run run, List<String> likely) {
    List<String> all = withComplaints(likely);
    if (!run.silence.isEmpty()) {
      all.add(run.silence);
    }
    return all;
  }

  private List<String> withComplaints(List<String> likely) {
    List<String> all = new ArrayList<>(likely);
    credulity().ifPresent(all::add);
    for (String complaint : passportComplaints) {
      all.add("the Passport service had refused: " + complaint);
    }
    return all;
  }

  private List<String> elseOk(List<Head> heads, Step nearest) {
    List<String> out = new ArrayList<>();
    for (Head head : heads) {
      StepInfo info = head.step().info();
      if (info.number() != nearest.info().number() && out.size() < MOST_ELSE) {
        out.add(
            "%s%s (%s:%s)"
                .formatted(
                    info.text(), asked(head.step()), info.span().line(), info.span().column()));
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

  /** What a {@code see} wants beside its event, as it is written: several may be of one event. */
  private static String asked(Step step) {
    if (!(step instanceof Step.See see) || see.arguments().isEmpty()) {
      return "";
    }
    return see.arguments().entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue().span().text())
        .sorted()
        .collect(Collectors.joining(", ", " with ", ""));
  }
}
