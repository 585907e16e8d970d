package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.P2pPattern;
import org.msnmock.mockserver.dialogue.P2pPayload;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.dialogue.Timing;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.P2pMessage;
import org.msnmock.mockserver.wire.Text;

/** The entries of a journal as steps of a dialogue without includes, blocks and rules. */
final class ObservedSteps {
  /** So long a client may take without anything said about it. */
  private static final Duration PROMPT = Duration.ofSeconds(2);

  private static final List<String> LIMITS = List.of("10s", "30s", "1m", "2m", "5m", "15m", "60m");

  private final Result result;
  private final FlatNames names;
  private final PieceText pieces;
  private final IdentityHashMap<Span, Step> steps = new IdentityHashMap<>();
  private final ToldText told;

  /** When each {@code see} took something last. */
  private final IdentityHashMap<Span, Long> seen = new IdentityHashMap<>();

  private final Map<Entry.Connection, Wire> wires = new HashMap<>();
  private final Map<Service, Entry.Connection> latest = new HashMap<>();
  private final Set<Entry.Connection> admitted = new HashSet<>();
  private final boolean isEmulated;
  private final List<WrittenStep> out = new ArrayList<>();
  private Optional<Entry.Connection> current = Optional.empty();
  private Optional<Held> held = Optional.empty();
  private long lastTime;

  /** Whether something was left to the emulator since then, which is written nowhere. */
  private boolean isLeft;

  /** A line that goes out with the next step, if that is a line on its connection, too. */
  private record Held(WrittenStep step, Entry.Connection connection, String wire) {}

  /** A connection, as far as it is written down. */
  private static final class Wire {
    private final List<Id> ids = new ArrayList<>();
    private String alias = "";
    private boolean isAccepted;
    private boolean isClosed;
    private boolean isCloseWritten;

    /** Lines that were heard and are not written. */
    private int unwritten;
  }

  /** A transaction id that a line of the client had, and its name where it needs one. */
  private static final class Id {
    private final String value;
    private String name = "";

    private Id(String value) {
      this.value = value;
    }
  }

  ObservedSteps(Result result, FlatNames names) {
    this.result = result;
    this.names = names;
    this.isEmulated = result.dialogue().otherwise() == Otherwise.EMULATOR;
    this.pieces = new PieceText(names);
    this.told = new ToldText(names, pieces);
    for (Step step : Steps.all(result.dialogue().steps())) {
      steps.put(step.info().span(), step);
    }
    for (Rule rule : Steps.rules(result.dialogue())) {
      steps.put(rule.head().info().span(), rule.head());
      rule.answers().forEach(answer -> steps.put(answer.info().span(), answer));
    }
  }

  String text() {
    findWires();
    result.journal().forEach(this::write);
    deviations();
    if (out.stream().allMatch(WrittenStep::isComment)) {
      out.add(WrittenStep.of("note", "nothing happened"));
    }
    StringBuilder text = new StringBuilder();
    out.forEach(step -> text.append(step.text()));
    return text.toString();
  }

  // ---- connections ----

  /** Counts lines, and finds the connections that are used when their service means another. */
  private void findWires() {
    Map<Service, Entry.Connection> last = new HashMap<>();
    for (Entry entry : result.journal()) {
      if (entry instanceof Entry.Connected e && isEmulated) {
        last.put(e.connection().service(), e.connection());
        admitted.add(e.connection());
      } else if (entry instanceof Entry.Accepted e) {
        admitted.remove(e.connection());
        last.put(e.connection().service(), e.connection());
      } else if (entry instanceof Entry.Dialled e) {
        last.put(e.connection().service(), e.connection());
      } else if (entry instanceof Entry.Heard e) {
        wire(e.connection()).unwritten++;
      }
      Optional<Entry.Connection> used = used(entry);
      if (used.isPresent()) {
        Entry.Connection named = last.computeIfAbsent(used.get().service(), service -> used.get());
        if (!named.equals(used.get())
            && wire(used.get()).alias.isEmpty()
            && !isAdmitted(used.get())) {
          wire(used.get()).alias =
              names.fresh(used.get().service().toString().replace('.', '-') + "-");
        }
      }
    }
  }

  private static Optional<Entry.Connection> used(Entry entry) {
    if (entry instanceof Entry.Taken e) {
      return Optional.of(e.connection());
    } else if (entry instanceof Entry.PassedOver e) {
      return Optional.of(e.connection());
    } else if (entry instanceof Entry.Said e) {
      return Optional.of(e.connection());
    } else if (entry instanceof Entry.WasQuiet e) {
      return e.connection();
    } else if (entry instanceof Entry.SentGarbage e) {
      return Optional.of(e.connection());
    } else if (entry instanceof Entry.ClosedByClient e) {
      return Optional.of(e.connection());
    }
    return entry instanceof Entry.ClosedByUs e && e.step().isPresent()
        ? Optional.of(e.connection())
        : Optional.empty();
  }

  private Wire wire(Entry.Connection connection) {
    return wires.computeIfAbsent(connection, c -> new Wire());
  }

  private Wire accepted(Entry.Connection connection, Optional<Timing> timing, long time) {
    Wire wire = wire(connection);
    if (!wire.isAccepted && isAdmitted(connection)) {
      wire.isAccepted = true;
      latest.put(connection.service(), connection);
    } else if (!wire.isAccepted) {
      wire.isAccepted = true;
      boolean first = isFirst(connection.service().client());
      latest.put(connection.service(), connection);
      current = Optional.of(connection);
      WrittenStep step = WrittenStep.of("accept", connection.service().toString());
      if (!wire.alias.isEmpty()) {
        step.with("as", wire.alias);
      }
      if (!first || timing.flatMap(Timing::within).isPresent()) {
        limit(step, timing.orElse(Timing.DEFAULT), time);
      }
      add(step, time);
    }
    return wire;
  }

  /** Whether the emulator has let it in, and no step. */
  private boolean isAdmitted(Entry.Connection connection) {
    return admitted.contains(connection);
  }

  private void dialled(Entry.Dialled entry) {
    Wire wire = wire(entry.connection());
    wire.isAccepted = true;
    current = Optional.of(entry.connection());
    WrittenStep step = WrittenStep.of("dial", entry.connection().service().toString());
    if (steps.get(entry.step()) instanceof Step.Dial dial) {
      step.withText("to", pieces.sent(dial.to()));
      limit(step, timing(dial), entry.time());
    }
    if (!wire.alias.isEmpty()) {
      step.with("as", wire.alias);
    }
    add(step, entry.time());
  }

  /** Without a limit where that is the usual one. */
  private static Timing timing(Step.Dial dial) {
    Optional<Duration> within =
        Optional.of(dial.within()).filter(limit -> !limit.equals(Timing.DEFAULT_LIMIT));
    return new Timing(within, Optional.empty(), Optional.empty());
  }

  private boolean isFirst(String client) {
    return latest.keySet().stream().noneMatch(service -> service.client().equals(client));
  }

  /** The key of a step about a connection: {@code C ns}, or {@code C} where it is current. */
  private String key(String word, Entry.Connection connection) {
    boolean isCurrent = current.filter(connection::equals).isPresent();
    return isCurrent ? word : word + " " + place(connection);
  }

  private boolean isWritten(Entry.Connection connection) {
    return wire(connection).isAccepted || isAdmitted(connection);
  }

  private String place(Entry.Connection connection) {
    String alias = wire(connection).alias;
    return alias.isEmpty() ? connection.service().toString() : alias;
  }

  /** When all that was said before it is written, unless something was never read. */
  private void writeClose(Entry.Connection connection, long time) {
    Wire wire = wire(connection);
    if (wire.isClosed && wire.isAccepted && !wire.isCloseWritten && wire.unwritten == 0) {
      wire.isCloseWritten = true;
      WrittenStep step = WrittenStep.of("expect-close", place(connection));
      limit(step, Timing.DEFAULT, time);
      add(step, time);
    }
  }

  // ---- entries ----

  private void write(Entry entry) {
    if (entry instanceof Entry.Named e) {
      names.named(e.name(), e.value());
    } else if (entry instanceof Entry.Accepted e) {
      Optional<Timing> timing =
          steps.get(e.step()) instanceof Step.Accept accept
              ? Optional.of(accept.timing())
              : Optional.empty();
      accepted(e.connection(), timing, e.time());
      writeClose(e.connection(), e.time());
    } else if (entry instanceof Entry.Dialled e) {
      dialled(e);
    } else if (entry instanceof Entry.Taken e) {
      taken(e);
    } else if (entry instanceof Entry.PassedOver e) {
      heard(e.connection(), e.frame(), Optional.empty(), e.time());
    } else if (entry instanceof Entry.Left e) {
      wire(e.connection()).unwritten--;
      isLeft = true;
      writeClose(e.connection(), e.time());
    } else if (entry instanceof Entry.Said e) {
      said(e);
    } else if (entry instanceof Entry.ClosedByClient e) {
      wire(e.connection()).isClosed = true;
      writeClose(e.connection(), e.time());
    } else {
      writeOther(entry);
    }
  }

  private void writeOther(Entry entry) {
    if (entry instanceof Entry.RequestTaken e) {
      requested(e);
    } else if (entry instanceof Entry.Answered e) {
      answered(e);
    } else if (entry instanceof Entry.SentGarbage e) {
      garbage(e);
    } else if (entry instanceof Entry.ClosedByUs e) {
      closedByUs(e);
    } else if (entry instanceof Entry.Refused e) {
      add(WrittenStep.of("refuse", e.service().toString()), e.time());
    } else if (entry instanceof Entry.Asked e) {
      asked(e);
    } else if (entry instanceof Entry.Told e) {
      told.told(e);
    } else if (entry instanceof Entry.Seen e) {
      seen(e);
    } else if (entry instanceof Entry.WasQuiet e) {
      wasQuiet(e);
    } else if (entry instanceof Entry.Judged e && isStated(e)) {
      comment("%s: %s".formatted(e.outcome().word(), e.why()));
    }
  }

  /** Whether a step said so; what deviated is told at the end. */
  private boolean isStated(Entry.Judged entry) {
    return entry.step().isPresent()
        && result.deviations().stream()
            .noneMatch(deviation -> deviation.summary().equals(entry.why()));
  }

  private void add(WrittenStep step, long time) {
    out.add(step);
    lastTime = time;
    isLeft = false;
    held = Optional.empty();
  }

  private void comment(String text) {
    out.add(WrittenStep.comment(result.redaction().hide(text)));
  }

  /** Not where something came since the step before: what rules answered stands in the row, too. */
  private void wasQuiet(Entry.WasQuiet entry) {
    boolean isWhole = lastTime <= entry.since() && !isLeft;
    if (!isWhole || !(steps.get(entry.step()) instanceof Step.Quiet quiet)) {
      return;
    }
    WrittenStep step = WrittenStep.of("quiet", Values.text(quiet.duration()));
    if (quiet.target().isEmpty()) {
      add(step.with("for", "any"), entry.time());
    } else if (entry.connection().filter(this::isWritten).isPresent()) {
      Entry.Connection connection = entry.connection().get();
      boolean isCurrent = current.filter(connection::equals).isPresent();
      add(isCurrent ? step : step.with("for", place(connection)), entry.time());
    }
  }

  /** Where the script let time pass, and nothing came: without that, all that follows is early. */
  private void paused(long time) {
    Duration gap = Duration.ofSeconds(Duration.ofNanos(time - lastTime).toSeconds());
    if (gap.compareTo(PROMPT) > 0) {
      out.add(WrittenStep.of("pause", Values.text(gap)));
    }
  }

  /** The upper limit of a step: as it was, and long enough for what really happened. */
  private void limit(WrittenStep step, Timing timing, long time) {
    Duration took = Duration.ofNanos(time - lastTime);
    Duration stated = timing.within().orElse(Timing.DEFAULT_LIMIT);
    Duration wanted = took.multipliedBy(2);
    if (took.compareTo(PROMPT) > 0 && wanted.compareTo(stated) > 0) {
      String limit =
          LIMITS.stream()
              .filter(one -> Values.duration(one).orElseThrow().compareTo(wanted) >= 0)
              .findFirst()
              .orElse("60m");
      step.with("within", limit);
    } else if (timing.within().isPresent()) {
      step.with("within", Values.text(stated));
    }
  }

  // ---- lines of the client ----

  private void taken(Entry.Taken entry) {
    if (!(steps.get(entry.step()) instanceof Step.ClientLine line)) {
      heard(entry.connection(), entry.frame(), Optional.empty(), entry.time());
      return;
    }
    Wire wire = accepted(entry.connection(), Optional.empty(), entry.time());
    wire.unwritten--;
    WrittenStep step =
        WrittenStep.of(key("C", entry.connection()), pattern(wire, line, entry.frame()));
    limit(step, line.timing(), entry.time());
    line.payload().ifPresent(payload -> payload(step, payload, entry.frame()));
    line.kept().ifPresent(kept -> keep(step, kept));
    passOn(step, line.passedOn());
    add(step, entry.time());
    writeClose(entry.connection(), entry.time());
  }

  private static void passOn(WrittenStep step, boolean passedOn) {
    if (passedOn) {
      step.with("pass", Otherwise.EMULATOR.word());
    }
  }

  /** The numbers of a message are the client's own, so what answers it needs their names. */
  private void keep(WrittenStep step, Step.Kept kept) {
    if (!kept.numbers().isEmpty()) {
      String word = names.fresh("message");
      List<FlatNames.Flat> flats = names.kept(word, kept.numbers());
      step.with(
          () ->
              flats.stream().anyMatch(FlatNames.Flat::isUsed)
                  ? WrittenStep.INDENT + "as: " + word + "\n"
                  : "");
    }
  }

  private Deferred pattern(Wire wire, Step.ClientLine step, Frame frame) {
    return step.payload().orElse(null) instanceof PayloadPattern.Blocks
        ? Deferred.of(Blocks.LINE)
        : pattern(wire, step.line(), frame);
  }

  private Deferred pattern(Wire wire, LinePattern line, Frame frame) {
    Deferred text = new Deferred();
    String[] received = frame.tokens();
    for (int i = 0; i < received.length; i++) {
      text.add(i > 0 ? " " : "");
      if (i >= line.tokens().size()) {
        text.add(pieces.received(received[i])); // a lenient play takes more than is stated
        continue;
      }
      TextPattern token = line.tokens().get(i);
      text.add(pieces.token(token, received[i], id(wire, token, received[i])));
      if (token.pieces().size() == 1 && token.pieces().get(0) instanceof Piece.Rest) {
        return text;
      }
    }
    return text;
  }

  private static Supplier<String> id(Wire wire, TextPattern token, String received) {
    if (token.pieces().stream().noneMatch(Piece.TransactionId.class::isInstance)) {
      return () -> "{trid}";
    }
    Id id = new Id(received);
    wire.ids.add(id);
    return () -> id.name.isEmpty() ? "{trid}" : "{" + id.name + "=trid}";
  }

  private void payload(WrittenStep step, PayloadPattern pattern, Frame frame) {
    if (pattern instanceof PayloadPattern.Blocks blocks) {
      step.with(new BlocksText(names, pieces, frame).awaited(blocks.size()));
    } else if (pattern instanceof PayloadPattern.Body body) {
      step.withBlock("body", pieces.awaited(body.text()));
    } else if (pattern instanceof PayloadPattern.Mime mime) {
      List<WrittenStep.Pair> headers = pairs(mime.headers());
      Optional<Deferred> text = mime.text().map(pieces::awaited);
      List<WrittenStep.Pair> fields = pairs(mime.fields());
      String inner = WrittenStep.INDENT + "  ";
      step.with(
          () -> {
            StringBuilder lines = new StringBuilder(WrittenStep.INDENT + "mime:\n");
            map(inner, "headers", headers, lines);
            others(inner, "other-headers", mime.otherHeaders(), lines);
            text.ifPresent(t -> lines.append(WrittenStep.block(inner, "text", t)));
            map(inner, "fields", fields, lines);
            others(inner, "other-fields", mime.otherFields(), lines);
            return lines.toString();
          });
    } else if (pattern instanceof P2pPattern awaited && message(frame).isPresent()) {
      step.with(new MessageText(names, pieces, message(frame).get()).awaited(awaited));
    } else {
      step.with("bytes", hex(frame.payload().orElse(new byte[0])));
    }
  }

  private static Optional<P2pMessage> message(Frame frame) {
    return frame.payload().flatMap(P2pMessage::inside);
  }

  private static void map(
      String indent, String key, List<WrittenStep.Pair> pairs, StringBuilder lines) {
    if (!pairs.isEmpty()) {
      lines.append(indent).append(key).append(":\n").append(WrittenStep.map(indent + "  ", pairs));
    }
  }

  private static void others(
      String indent, String key, PayloadPattern.Others others, StringBuilder lines) {
    if (others == PayloadPattern.Others.ALLOWED) {
      lines.append(indent).append(key).append(": allow\n");
    }
  }

  private List<WrittenStep.Pair> pairs(List<PayloadPattern.Header> headers) {
    return headers.stream()
        .map(header -> new WrittenStep.Pair(header.name(), pieces.awaited(header.value())))
        .toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  /** A line that no step has taken, as it came. */
  private void heard(
      Entry.Connection connection, Frame frame, Optional<LinePattern> nearest, long time) {
    Wire wire = accepted(connection, Optional.empty(), time);
    wire.unwritten--;
    if (frame.text().isEmpty()) {
      comment("an empty line came on " + connection);
      return;
    }
    if (connection.service().role().isUnframed()) {
      heardFromPeer(connection, frame, time);
      return;
    }
    List<String> tokens =
        new ObservedLine(names, frame)
            .tokens(
                nearest,
                (i, token, received) -> pieces.token(token, received, () -> "{trid}").text());
    if (tokens.size() > 1 && tokens.get(1).equals("{trid}")) {
      wire.ids.add(new Id(frame.tokens()[1]));
    }
    WrittenStep step = WrittenStep.of(key("C", connection), String.join(" ", tokens));
    limit(step, Timing.DEFAULT, time);
    if (tokens.get(tokens.size() - 1).equals("{len}")) {
      observedPayload(step, frame);
    }
    add(step, time);
    writeClose(connection, time);
  }

  /** A line or blocks that no step has taken; nothing in a line stands for a transaction id. */
  private void heardFromPeer(Entry.Connection connection, Frame frame, long time) {
    WrittenStep step;
    if (frame.hasPayload()) {
      step = WrittenStep.of(key("C", connection), Blocks.LINE);
      step.with(new BlocksText(names, pieces, frame).awaited(Blocks.LARGEST));
    } else {
      List<String> tokens = Stream.of(frame.tokens()).map(pieces::received).toList();
      step = WrittenStep.of(key("C", connection), String.join(" ", tokens));
    }
    limit(step, Timing.DEFAULT, time);
    add(step, time);
    writeClose(connection, time);
  }

  /** A payload that no step has taken; one with a secret in it is not told. */
  private void observedPayload(WrittenStep step, Frame frame) {
    String text = frame.payloadText();
    boolean plain = !Text.hasStray(text) && !text.replace("\r\n", "").contains("\n");
    if (text.isEmpty() || names.isSecret(text)) {
      return;
    }
    if (plain) {
      step.withBlock("body", Deferred.of(FlatNames.doubled(text)));
    } else {
      step.with("bytes", hex(frame.payload().orElse(new byte[0])));
    }
  }

  // ---- lines of the server ----

  private void said(Entry.Said entry) {
    if (!(steps.get(entry.step()) instanceof Step.ServerLine line)) {
      return;
    }
    Wire wire = accepted(entry.connection(), Optional.empty(), entry.time());
    boolean blocks = line.payload().orElse(null) instanceof Payload.Blocks;
    WrittenStep step =
        WrittenStep.of(
            key("S", entry.connection()),
            blocks ? Deferred.of(Blocks.LINE) : template(wire, line, entry.frame()));
    if (!line.after().isZero()) {
      step.with("after", Values.text(line.after()));
    }
    line.payload().ifPresent(payload -> payload(step, payload, entry.frame()));
    held.filter(before -> before.connection().equals(entry.connection()))
        .ifPresent(before -> before.step().withFlow("wire", before.wire()));
    add(step, entry.time());
    String fault = WireText.of(line.delivery(), line.damage());
    if (line.delivery() instanceof Delivery.JoinNext) {
      held = Optional.of(new Held(step, entry.connection(), fault));
    } else if (!fault.isEmpty()) {
      step.withFlow("wire", fault);
    }
  }

  private Deferred template(Wire wire, Step.ServerLine line, Frame frame) {
    Deferred text = new Deferred();
    String[] sent = frame.text().split(" ", -1);
    int at = 0;
    for (Template token : line.line().tokens()) {
      String real = at < sent.length ? sent[at] : "";
      Optional<Deferred> written = pieces.token(token, answers(wire, token, real));
      if (written.isPresent()) {
        text.add(at > 0 ? " " : "").add(written.get());
        at += 1 + blanks(token);
      }
    }
    return text;
  }

  /** How many tokens more than one a token of the template has become. */
  private int blanks(Template token) {
    return token.pieces().stream()
        .mapToInt(
            piece -> {
              String value =
                  piece instanceof Piece.Known known
                      ? names.value(known.name(), known.format()).orElse("")
                      : "";
              return (int) value.chars().filter(c -> c == ' ').count();
            })
        .sum();
  }

  /** What stands for the id of the line that a line of the server answers. */
  private Supplier<String> answers(Wire wire, Template token, String real) {
    if (token.pieces().stream().noneMatch(Piece.TransactionId.class::isInstance)) {
      return () -> "{trid}";
    }
    for (int i = wire.ids.size() - 1; i >= 0; i--) {
      Id id = wire.ids.get(i);
      if (id.value.equals(real)) {
        if (i < wire.ids.size() - 1 && id.name.isEmpty()) {
          id.name = names.fresh("id");
        }
        return () -> id.name.isEmpty() ? "{trid}" : "{" + id.name + "}";
      }
    }
    return () -> FlatNames.doubled(real);
  }

  private void payload(WrittenStep step, Payload payload, Frame frame) {
    if (payload instanceof Payload.Blocks blocks) {
      step.with(new BlocksText(names, pieces, frame).sent(blocks));
    } else if (payload instanceof Payload.Body body) {
      step.withBlock("body", pieces.sent(body.text()));
    } else if (payload instanceof Payload.Mime mime) {
      List<WrittenStep.Pair> headers = sentPairs(mime.headers());
      List<WrittenStep.Pair> fields = sentPairs(mime.fields());
      Optional<Deferred> text = mime.text().map(pieces::sent);
      String inner = WrittenStep.INDENT + "  ";
      step.with(
          () -> {
            StringBuilder lines = new StringBuilder(WrittenStep.INDENT + "mime:\n");
            map(inner, "headers", headers, lines);
            map(inner, "fields", fields, lines);
            text.ifPresent(t -> lines.append(WrittenStep.block(inner, "text", t)));
            return lines.toString();
          });
    } else if (payload instanceof P2pPayload sent && message(frame).isPresent()) {
      step.with(new MessageText(names, pieces, message(frame).get()).sent(sent));
    } else {
      step.with("bytes", hex(frame.payload().orElse(new byte[0])));
    }
  }

  private List<WrittenStep.Pair> sentPairs(List<Payload.Header> headers) {
    return headers.stream()
        .map(header -> new WrittenStep.Pair(header.name(), pieces.sent(header.value())))
        .toList();
  }

  private void garbage(Entry.SentGarbage entry) {
    accepted(entry.connection(), Optional.empty(), entry.time());
    boolean noise =
        steps.get(entry.step()) instanceof Step.Garbage garbage
            && garbage.content() instanceof Payload.Noise;
    String content = "{ hex: \"%s\", eol: none }".formatted(hex(Text.encode(entry.text())));
    if (noise && steps.get(entry.step()) instanceof Step.Garbage garbage) {
      Payload.Noise made = (Payload.Noise) garbage.content();
      content =
          "{ bytes: "
              + made.size()
              + ", seed: "
              + made.seed()
              + ", eol: "
              + garbage.ending().word()
              + " }";
    }
    add(WrittenStep.flow(key("garbage", entry.connection()), content), entry.time());
  }

  /** What a fault ends is ended by the fault. */
  private void closedByUs(Entry.ClosedByUs entry) {
    Step step = entry.step().map(steps::get).orElse(null);
    boolean stated = step instanceof Step.Close || step instanceof Step.Reset;
    if (stated && wire(entry.connection()).isAccepted) {
      String word = entry.manner() == Entry.Manner.FIN ? "close" : "reset";
      add(WrittenStep.of(word, place(entry.connection())), entry.time());
    }
  }

  // ---- requests ----

  private void requested(Entry.RequestTaken entry) {
    if (!(steps.get(entry.step()) instanceof Step.ClientRequest request)) {
      return;
    }
    Deferred line = Deferred.of(request.request().method() + " ");
    line.add(pieces.awaited(request.request().path()));
    WrittenStep step = WrittenStep.of("C " + entry.service(), line);
    limit(step, request.timing(), entry.time());
    if (!request.request().headers().isEmpty()) {
      step.withMap("headers", pairs(request.request().headers()));
    }
    if (!request.request().authorization().isEmpty()) {
      step.withMap("auth", pairs(request.request().authorization()));
    }
    passOn(step, request.passedOn());
    add(step, entry.time());
  }

  private void answered(Entry.Answered entry) {
    Step step = entry.step().map(steps::get).orElse(null);
    if (!(step instanceof Step.ServerAnswer answer)) {
      comment(
          "the built-in Passport service on %s answered %s %s"
              .formatted(entry.service(), entry.answer().status(), entry.answer().reason()));
      return;
    }
    WrittenStep written =
        WrittenStep.of(
            "S " + entry.service(), (answer.status() + " " + answer.reason()).stripTrailing());
    if (!answer.after().isZero()) {
      written.with("after", Values.text(answer.after()));
    }
    if (!answer.headers().isEmpty()) {
      written.withMap("headers", sentPairs(answer.headers()));
    }
    if (answer.body().isPresent()) {
      Frame body = new Frame("", LineEnd.CRLF, entry.answer().body());
      payload(written, answer.body().get(), body);
    }
    String wire = WireText.of(answer.delivery(), answer.damage());
    if (!wire.isEmpty()) {
      written.withFlow("wire", wire);
    }
    add(written, entry.time());
  }

  // ---- the client's own side ----

  /** {@code do}, {@code do alice}. */
  private static String of(String word, String client) {
    return client.isEmpty() ? word : word + " " + client;
  }

  /** An observed dialogue does not stand where its files do. */
  private Map<String, String> told(Entry.Asked entry) {
    Map<String, String> told = new LinkedHashMap<>(entry.arguments());
    if (steps.get(entry.step()) instanceof Step.Do act) {
      act.files().forEach((name, path) -> told.put(name, path.toString()));
    }
    return told;
  }

  private void seen(Entry.Seen entry) {
    seen.put(entry.step(), entry.time());
    if (steps.get(entry.step()) instanceof Step.See see) {
      see(see, told.taken(see, entry), entry.time());
    }
  }

  private void see(Step.See see, WrittenStep step, long time) {
    limit(step, see.timing(), time);
    add(step, time);
  }

  private void asked(Entry.Asked entry) {
    paused(entry.time());
    WrittenStep step = WrittenStep.of(of("do", entry.client()), entry.verb());
    if (!entry.arguments().isEmpty()) {
      step.withMap(
          "args",
          told(entry).entrySet().stream()
              .map(
                  arg ->
                      new WrittenStep.Pair(
                          arg.getKey(), Deferred.of(names.literal(arg.getValue()))))
              .toList());
    }
    add(step, entry.time());
  }

  // ---- the end ----

  private void deviations() {
    for (Deviation deviation : result.deviations()) {
      Optional<Entry.Heard> line = deviating(deviation);
      Optional<Step.ClientRequest> request = request(deviation);
      if (request.isPresent()) {
        comment("this came, and was not awaited: " + deviation.summary());
        String received = FlatNames.doubled(deviation.received());
        add(WrittenStep.of("C " + request.get().service(), received), deviation.time());
      } else if (line.isPresent()) {
        comment("this came, and was not awaited: " + deviation.summary());
        heard(line.get().connection(), line.get().frame(), pattern(deviation), deviation.time());
      } else {
        comment("here: " + deviation.summary());
        unseen(deviation)
            .ifPresent(see -> told.other(see).ifPresent(step -> see(see, step, deviation.time())));
      }
    }
  }

  /** Whether it took something at this very moment; a round before does not count. */
  private boolean isSeen(Span step, long time) {
    return seen.getOrDefault(step, Long.MIN_VALUE) == time;
  }

  /** The {@code see} that found nothing, where it was one. */
  private Optional<Step.See> unseen(Deviation deviation) {
    boolean isOfTime =
        deviation.kind() == Deviation.Kind.TIMEOUT
            || deviation.kind() == Deviation.Kind.TOO_EARLY
            || deviation.kind() == Deviation.Kind.TOO_LATE
            || deviation.kind() == Deviation.Kind.CLIENT_ENDED;
    return deviation
        .step()
        .filter(info -> isOfTime && !isSeen(info.span(), deviation.time()))
        .map(info -> steps.get(info.span()))
        .filter(Step.See.class::isInstance)
        .map(Step.See.class::cast);
  }

  /** The step that awaited another request than came; one with a secret in its path is not told. */
  private Optional<Step.ClientRequest> request(Deviation deviation) {
    boolean came = deviation.connection().isEmpty() && !deviation.received().isEmpty();
    return deviation
        .step()
        .map(info -> steps.get(info.span()))
        .filter(step -> came && step instanceof Step.ClientRequest)
        .filter(step -> !names.isSecret(deviation.received()))
        .map(Step.ClientRequest.class::cast);
  }

  private Optional<LinePattern> pattern(Deviation deviation) {
    return deviation
        .step()
        .map(info -> steps.get(info.span()))
        .filter(Step.ClientLine.class::isInstance)
        .map(step -> ((Step.ClientLine) step).line());
  }

  /** The line that ended the play, where one did. */
  private Optional<Entry.Heard> deviating(Deviation deviation) {
    boolean came =
        deviation.kind() == Deviation.Kind.UNEXPECTED
            || deviation.kind() == Deviation.Kind.QUIET_BROKEN;
    if (!came || deviation.received().isEmpty() || deviation.connection().isEmpty()) {
      return Optional.empty();
    }
    Wire wire = wire(deviation.connection().get());
    List<Entry.Heard> heard =
        result.journal().stream()
            .filter(Entry.Heard.class::isInstance)
            .map(Entry.Heard.class::cast)
            .filter(entry -> entry.connection().equals(deviation.connection().get()))
            .toList();
    int index = heard.size() - wire.unwritten;
    return index >= 0 && index < heard.size() ? Optional.of(heard.get(index)) : Optional.empty();
  }
}
