package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.LineTemplate;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.Timing;
import org.msnmock.mockserver.wire.Role;

/** {@code C} and {@code S}: lines, and on nexus and login requests and answers. */
final class LineReader {
  private final StepReader.Item item;
  private final Context context;
  private final Report report;
  private final Fields fields;

  LineReader(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
    this.fields = item.fields();
  }

  /** The step of a {@code C} or {@code S}. */
  Optional<Step> read(Telling kind) {
    Optional<Scalar> line = line();
    Optional<Target> named = target();
    if (line.isEmpty() || named.isEmpty()) {
      return Optional.empty();
    }
    Target target = named.get();
    Optional<Role> http = http(target);
    if (http.isPresent()) {
      HttpReader requests = new HttpReader(item);
      return kind == Telling.C
          ? requests.request(line.get(), http.get())
          : requests.answer(line.get(), http.get());
    }
    Conn conn = new Connections(context).open(target, item.info().span());
    if (context.wires().isClosed(conn)) {
      report.add(
          Code.D504,
          item.info().span(),
          kind == Telling.C
              ? "nothing can come after the end of this connection"
              : "nothing can be sent after the end of this connection");
    }
    refuse("headers", "in a payload headers stand in  mime: { headers: ... }");
    refuse("auth", "it belongs to a request on login");
    if (kind == Telling.C) {
      context.wires().read(conn);
    }
    Step step =
        kind == Telling.C
            ? clientLine(line.get(), target, conn)
            : serverLine(line.get(), target, conn);
    context.build().site(step, conn, report);
    return Optional.of(step);
  }

  private Step.ClientLine clientLine(Scalar line, Target target, Conn conn) {
    LinePattern pattern = Texts.linePattern(line, context);
    new LineChecks(context, conn.role()).check(pattern, PayloadReader.key(fields, report));
    Optional<PayloadPattern> payload = new PayloadReader(context).pattern(fields);
    if (pattern.hasTransactionId()) {
      context.wires().idTaken(conn);
    }
    return new Step.ClientLine(item.info(), target, pattern, payload, timing(item), early());
  }

  private Step.ServerLine serverLine(Scalar line, Target target, Conn conn) {
    LineTemplate template = Texts.lineTemplate(line, context);
    new LineChecks(context, conn.role()).check(template, PayloadReader.key(fields, report));
    if (!context.wires().hasId(conn)) {
      refuseTransactionId(template);
    }
    return new Step.ServerLine(
        item.info(),
        target,
        template,
        new PayloadReader(context).template(fields),
        item.duration("after").orElse(Duration.ZERO),
        new WireReader(item).read());
  }

  private void refuseTransactionId(LineTemplate line) {
    for (Template token : line.tokens()) {
      for (Piece piece : token.pieces()) {
        if (piece instanceof Piece.TransactionId) {
          report.add(
              Code.D604,
              piece.span(),
              "no C line before this has learned a {trid} on this connection",
              "fix: write a number, or let a C line with {trid} come first");
        }
      }
    }
  }

  private void refuse(String key, String hint) {
    Optional<Node.Entry> entry = fields.entry(key);
    if (entry.isPresent()) {
      report.add(
          Code.D102,
          entry.get().key().span(),
          "\"%s\" is for nexus and login".formatted(key),
          hint);
    }
  }

  /** The text of the line, which stands on one source line. */
  private Optional<Scalar> line() {
    Optional<Scalar> line = item.text();
    if (line.isEmpty()) {
      return line;
    }
    Scalar scalar = line.get();
    if (!scalar.isOnOneLine()) {
      report.add(
          Code.D106,
          scalar.span(),
          "a %s line over two source lines".formatted(item.telling().key().text().substring(0, 1)),
          "fix: write it on one line, however long; a payload stands under  body:  or  mime:");
      return Optional.empty();
    }
    if (scalar.text().indexOf('\n') >= 0 || scalar.text().indexOf('\r') >= 0) {
      report.add(Code.D107, scalar.span(), "a line end inside of a line");
      return Optional.empty();
    }
    return Optional.of(withoutTabs(scalar));
  }

  /** Looks like a blank, and separates nothing; who means one writes so. */
  private Scalar withoutTabs(Scalar scalar) {
    OptionalInt tab = scalar.bareTab();
    if (tab.isEmpty()) {
      return scalar;
    }
    Span place = scalar.part(tab.getAsInt(), tab.getAsInt() + 1);
    report.add(
        Code.D107,
        place,
        "a tab inside of a line, in column %d".formatted(place.column()),
        "fix: write one blank; a tab that is meant stands in double quotes as \\t");
    return scalar.withBlanksForTabs();
  }

  private Optional<Target> target() {
    Span span = item.telling().key().span();
    Optional<Target> target = new Connections(context).target(item.subject(), span);
    return target.isPresent() && context.isAnswer()
        ? Optional.of(RuleReader.answerTarget(target.get(), context, span))
        : target;
  }

  /** The role, if requests and answers of HTTP are spoken there. */
  private Optional<Role> http(Target target) {
    if (target instanceof Target.Listener listener && listener.role().isHttp()) {
      return Optional.of(listener.role());
    }
    Optional<Role> role =
        context.ruleConn().isPresent() ? context.ruleConn().get().role() : Optional.empty();
    return role.isPresent() && role.get().isHttp() ? role : Optional.empty();
  }

  /** {@code within}, as all awaiting steps have it. */
  static Timing timing(StepReader.Item item) {
    if (!item.fields().has("within")) {
      return Timing.DEFAULT;
    }
    Scalar written = item.fields().text("within").orElse(null);
    Optional<Duration> within = item.duration("within");
    if (written != null && within.filter(Duration::isZero).isPresent()) {
      item.report().add(Code.D401, written.span(), "nobody can be there in no time at all");
    }
    if (item.context().isRule()) {
      item.report()
          .add(
              Code.D304,
              item.fields().entry("within").orElseThrow().key().span(),
              "a background rule waits for ever, it has no limit");
    }
    return new Timing(within);
  }

  private Early early() {
    Optional<Scalar> word = fields.text("early");
    if (word.isEmpty()) {
      return Early.NOTED;
    }
    return switch (word.get().text()) {
      case "fail" -> Early.FAIL;
      case "non-strict" -> Early.NON_STRICT;
      case "allow" -> Early.ALLOWED;
      default -> {
        report.add(
            Code.D107,
            word.get().span(),
            "\"early\" is fail, non-strict or allow",
            Nearest.hint(word.get().text(), List.of("fail", "non-strict", "allow")));
        yield Early.NOTED;
      }
    };
  }

  /** {@code wire:}: how the bytes are handed over. */
  private static final class WireReader {
    private static final Set<String> KEYS = Set.of("chunks", "every", "gap", "join");
    private static final Set<String> LATER = Set.of("cut", "then", "flip", "len", "eol", "repeat");

    private final StepReader.Item item;
    private final Report report;

    WireReader(StepReader.Item item) {
      this.item = item;
      this.report = item.report();
    }

    Delivery read() {
      Optional<Node> node = item.fields().node("wire");
      if (node.isEmpty()) {
        return new Delivery.Whole();
      }
      if (!(node.get() instanceof Node.Mapping mapping)) {
        Fields.map(node.get(), "wire", report);
        return new Delivery.Whole();
      }
      Fields wire = Fields.of(mapping, KEYS, LATER, "in \"wire\"", report);
      Duration gap = wire.text("gap").flatMap(item::duration).orElse(Duration.ZERO);
      return delivery(mapping, wire, gap);
    }

    private Delivery delivery(Node.Mapping mapping, Fields wire, Duration gap) {
      if (wire.has("chunks")) {
        return new Delivery.Chunks(sizes(wire.list("chunks")), gap);
      }
      if (wire.has("every")) {
        int size = wire.text("every").flatMap(text -> Values.number(text, 1, report)).orElse(1);
        return new Delivery.Every(size, gap);
      }
      Optional<Scalar> join = wire.text("join");
      if (join.isPresent() && join.get().text().equals("next")) {
        return new Delivery.JoinNext();
      }
      if (!mapping.entries().isEmpty() && wire.has("join")) {
        report.add(Code.D107, mapping.span(), "\"join\" is next");
      }
      return new Delivery.Whole();
    }

    private List<Integer> sizes(List<Node> chunks) {
      List<Integer> sizes = new ArrayList<>();
      for (int i = 0; i < chunks.size(); i++) {
        Optional<Scalar> text = Fields.text(chunks.get(i), "a chunk", report);
        if (text.isPresent() && !(i + 1 == chunks.size() && text.get().text().equals("rest"))) {
          Values.number(text.get(), 1, report).ifPresent(sizes::add);
        }
      }
      return sizes;
    }
  }
}
