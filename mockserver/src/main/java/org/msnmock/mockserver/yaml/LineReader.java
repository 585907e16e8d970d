package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.LineTemplate;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.dialogue.Timing;
import org.msnmock.mockserver.wire.Blocks;
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
    Optional<Service> http = http(target);
    if (http.isPresent()) {
      HttpReader requests = new HttpReader(item);
      return kind == Telling.C
          ? requests.request(line.get(), http.get())
          : requests.answer(line.get(), http.get());
    }
    Conn conn = kind == Telling.C ? openToHear(target) : openToSend(target);
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

  private Conn openToHear(Target target) {
    Conn conn = new Connections(context).openToHear(target, item.info().span());
    if (context.wires().isClosed(conn)) {
      report.add(
          Code.D504,
          item.info().span(),
          "nothing can come after the end of this connection",
          "fix: accept the client's next connection before it, or leave the step out");
    }
    return conn;
  }

  private Conn openToSend(Target target) {
    return new Connections(context).openToSend(target, item.info().span());
  }

  private Step.ClientLine clientLine(Scalar line, Target target, Conn conn) {
    if (isPeer(conn)) {
      refuseOnPeer();
    }
    if (isBlocks(line, conn)) {
      return new PeerBlocks(item).awaited(line, target);
    }
    LinePattern pattern = Texts.linePattern(line, context);
    new LineChecks(context, conn.role()).check(pattern, payloadKey(pattern.announcesPayload()));
    if (isPeer(conn)) {
      pattern.tokens().forEach(token -> refuseIdOfPeer(token.pieces()));
    }
    Optional<PayloadPattern> payload = new PayloadReader(context).pattern(fields);
    if (pattern.hasTransactionId()) {
      context.wires().idTaken(conn);
    }
    Timing timing = timing(item);
    Optional<Step.Kept> kept = new Moments(context).kept(item, visibility(pattern));
    return new Step.ClientLine(
        item.info(), target, pattern, payload, timing, early(), kept, isPassedOn(item));
  }

  private Step.ServerLine serverLine(Scalar line, Target target, Conn conn) {
    if (isBlocks(line, conn)) {
      PeerBlocks blocks = new PeerBlocks(item);
      Step.ServerLine step = blocks.sent(line, target);
      step.damage().cut().ifPresent(cut -> end(conn, cut.then()));
      return step;
    }
    LineTemplate template = Texts.lineTemplate(line, context);
    new LineChecks(context, conn.role()).check(template, payloadKey(template.announcesPayload()));
    if (isPeer(conn)) {
      template.tokens().forEach(token -> refuseIdOfPeer(token.pieces()));
    } else if (!context.wires().hasId(conn)) {
      refuseTransactionId(template);
    }
    WireReader wire = WireReader.ofLine(item, template);
    Damage damage = wire.damage();
    damage.cut().ifPresent(cut -> end(conn, cut.then()));
    return new Step.ServerLine(
        item.info(),
        target,
        template,
        new PayloadReader(context).template(fields),
        item.duration("after").orElse(Duration.ZERO),
        wire.delivery(),
        damage,
        new Moments(context).kept(item, visibility(template)));
  }

  private static boolean isPeer(Conn conn) {
    return conn.role().filter(Role::isUnframed).isPresent();
  }

  /** Whether blocks stand in the place of a line; where they cannot, that is reported. */
  private boolean isBlocks(Scalar line, Conn conn) {
    boolean blocks = line.text().equals(Blocks.LINE);
    if (blocks && !isPeer(conn)) {
      report.add(
          Code.D107,
          line.span(),
          "blocks go over a peer's connection only",
          "fix: name it, as in  C peer: \"{blocks}\"");
    }
    return blocks;
  }

  /** The key of the payload; blocks, which are none, are told of by whoever reads them. */
  private Optional<Scalar> payloadKey(boolean isAnnounced) {
    return PayloadReader.key(fields, report)
        .filter(key -> isAnnounced || !key.text().equals("blocks"));
  }

  private void refuseOnPeer() {
    Optional<Node.Entry> early = fields.entry("early");
    if (early.isPresent()) {
      report.add(
          Code.D102,
          early.get().key().span(),
          "\"early\" says nothing on peer, where nobody knows what answers what",
          "fix: leave it out");
    }
    Optional<Node.Entry> pass = fields.entry("pass");
    if (pass.isPresent()) {
      report.add(
          Code.D102,
          pass.get().key().span(),
          "\"pass\" says nothing on peer, where no emulator speaks",
          "fix: leave it out");
    }
  }

  private void refuseIdOfPeer(List<Piece> pieces) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.TransactionId) {
        report.add(
            Code.D604,
            piece.span(),
            "a line of a peer has no transaction id",
            "fix: leave {trid} out");
      }
    }
  }

  private void end(Conn conn, Damage.Then then) {
    if (then == Damage.Then.STALL) {
      context.wires().stall(conn);
    } else {
      context.wires().close(conn);
    }
  }

  /** A line with a secret in it is one. */
  private static Name.Visibility visibility(LinePattern line) {
    return line.tokens().stream().anyMatch(TextPattern::isSecret)
        ? Name.Visibility.HIDDEN
        : Name.Visibility.SHOWN;
  }

  private static Name.Visibility visibility(LineTemplate line) {
    return line.tokens().stream()
            .anyMatch(token -> SmallSteps.visibility(token) == Name.Visibility.HIDDEN)
        ? Name.Visibility.HIDDEN
        : Name.Visibility.SHOWN;
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
      report.add(
          Code.D107,
          scalar.span(),
          "a line end inside of a line",
          "fix: leave it out; every line goes out with CRLF, and comes without");
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
        "a tab inside of a line, in column %s".formatted(place.column()),
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

  /** The service, if requests and answers of HTTP are spoken there. */
  private Optional<Service> http(Target target) {
    Optional<Service> service =
        target instanceof Target.Listener listener
            ? Optional.of(listener.service())
            : context.ruleConn().flatMap(Conn::service);
    return service.filter(one -> one.role().isHttp());
  }

  /** {@code within} and its like, as all awaiting steps have them. */
  static Timing timing(StepReader.Item item) {
    return new TimingReader(item).read();
  }

  /** {@code pass: emulator}. */
  static boolean isPassedOn(StepReader.Item item) {
    Optional<Scalar> word = item.fields().text("pass");
    if (word.isEmpty()) {
      return false;
    }
    Report report = item.report();
    String emulator = Otherwise.EMULATOR.word();
    if (!word.get().text().equals(emulator)) {
      report.add(
          Code.D107,
          word.get().span(),
          "a line can be passed on to the emulator only",
          "fix: write  pass: emulator");
    } else if (!item.context().build().isEmulated()) {
      report.add(
          Code.D107,
          word.get().span(),
          "no emulator answers in this dialogue",
          "fix: add  otherwise: emulator  to the head of the dialogue, or leave  pass  out");
    }
    return true;
  }

  private Early early() {
    Optional<Scalar> word = fields.text("early");
    if (word.isEmpty()) {
      return Early.NOTED;
    }
    Optional<Early> early = Early.fromWord(word.get().text());
    if (early.isEmpty()) {
      report.add(
          Code.D107,
          word.get().span(),
          "\"early\" is fail, non-strict or allow",
          Nearest.hint(word.get().text(), Early.words()));
    }
    return early.orElse(Early.NOTED);
  }
}
