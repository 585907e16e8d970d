package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Format;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.P2pPattern;
import org.msnmock.mockserver.dialogue.P2pPayload;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.SlpPattern;
import org.msnmock.mockserver.dialogue.SlpPayload;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.wire.P2pField;

/** {@code p2p:}, with {@code slp:} in it. */
final class P2pReader {
  /** What the data may be; an acknowledgement has none. */
  static final List<String> CONTENTS = List.of("text", "bytes", "file", "slp", P2pReader.ACK);

  private static final String ACK = "ack";
  private static final String SLP = "slp";

  /** The flag of an acknowledgement. */
  private static final String IS_ACK = "2";

  private static final Set<Kind> NUMBERS = Set.of(Kind.ANY, Kind.INT, Kind.BITS, Kind.TRID);
  private static final String EXAMPLE =
      "fix: for example  p2p: { dest: bob@example.com, flags: 0x20, bytes: 00 00 00 00 }";

  private final Context context;
  private final Report report;
  private final PayloadReader payloads;
  private final Node node;
  private final Fields fields;
  private final Optional<Scalar> acknowledged;

  P2pReader(Node node, Context context, PayloadReader payloads) {
    this.context = context;
    this.report = context.report();
    this.payloads = payloads;
    this.node = node;
    this.fields = fields(node, "p2p", Keys.P2P, EXAMPLE);
    refuseSecondContent();
    acknowledged = fields.text(ACK);
    acknowledged.ifPresent(this::demandMessage);
  }

  private Fields fields(Node map, String what, Keys keys, String example) {
    if (map instanceof Node.Mapping mapping) {
      return Fields.of(mapping, keys.words(), Set.of(), "in \"%s\"".formatted(what), report);
    }
    report.add(
        Code.D107, map.span(), "%s must be a map, not %s".formatted(what, map.kind()), example);
    Node.Mapping nothing = new Node.Mapping(List.of(), map.span());
    return Fields.of(nothing, keys.words(), Set.of(), "", report);
  }

  private void refuseSecondContent() {
    List<String> there = CONTENTS.stream().filter(fields::has).toList();
    for (int i = 1; i < there.size(); i++) {
      boolean ack = there.contains(ACK);
      report.add(
          Code.D102,
          fields.entry(there.get(i)).orElseThrow().key().span(),
          ack
              ? "an \"ack\" has no data: \"%s\" beside it".formatted(there.get(0))
              : "\"%s\" beside \"%s\": the data are one of them"
                  .formatted(there.get(i), there.get(0)));
    }
  }

  // ---- what we await ----

  PayloadPattern pattern() {
    Optional<TextPattern> dest =
        fields.text("dest").map(text -> payloads.text(oneLine("dest", text)));
    List<P2pPattern.Numeral> numbers = new ArrayList<>();
    for (P2pField field : P2pField.OF_HEADER) {
      awaited(field).ifPresent(numbers::add);
    }
    awaited(P2pField.FOOTER).ifPresent(numbers::add);
    return new P2pPattern(dest, numbers, awaitedContent(), node.span());
  }

  private Optional<P2pPattern.Numeral> awaited(P2pField field) {
    Optional<Scalar> stated = fields.text(field.word());
    if (stated.isPresent()) {
      TextPattern value = Texts.pattern(stated.get(), context);
      check(field, stated.get(), value.pieces());
      return Optional.of(new P2pPattern.Numeral(field, value));
    }
    return acknowledging(field)
        .map(piece -> new P2pPattern.Numeral(field, new TextPattern(List.of(piece), piece.span())));
  }

  private Optional<PayloadPattern> awaitedContent() {
    Optional<Scalar> text = fields.text("text");
    if (text.isPresent()) {
      return Optional.of(new PayloadPattern.Body(payloads.text(text.get())));
    }
    if (fields.node(SLP).isPresent()) {
      return Optional.of(slpPattern(fields.node(SLP).get()));
    }
    Optional<Node> place = fields.node("bytes").or(() -> fields.node("file"));
    return payloads
        .raw(fields)
        .map(bytes -> new PayloadPattern.Raw(bytes, place.orElseThrow().span()));
  }

  private PayloadPattern slpPattern(Node map) {
    Fields slp = slp(map);
    return new SlpPattern(
        slp.text("start").map(text -> oneLine("start", text)).map(payloads::text),
        payloads.patterns(slp.map("headers")),
        body(slp).map(payloads::text),
        payloads.patterns(bodyFields(slp)),
        map.span());
  }

  // ---- what we send ----

  Payload template() {
    Optional<Scalar> dest = fields.text("dest").map(text -> oneLine("dest", text));
    if (!fields.has("dest")) {
      report.add(Code.D107, node.span(), "a P2P message that we send wants a \"dest\"", EXAMPLE);
    }
    List<P2pPayload.Numeral> numbers = new ArrayList<>();
    for (P2pField field : P2pField.values()) {
      sent(field).ifPresent(numbers::add);
    }
    return new P2pPayload(
        dest.map(text -> Texts.template(text, context)).orElse(Template.fixed("", node.span())),
        numbers,
        sentContent());
  }

  private Optional<P2pPayload.Numeral> sent(P2pField field) {
    Optional<Scalar> stated = fields.text(field.word());
    if (stated.isPresent()) {
      Template value = Texts.template(stated.get(), context);
      check(field, stated.get(), value.pieces());
      return Optional.of(new P2pPayload.Numeral(field, value));
    }
    return acknowledging(field)
        .map(piece -> new P2pPayload.Numeral(field, new Template(List.of(piece), piece.span())));
  }

  private Optional<Payload> sentContent() {
    Optional<Scalar> text = fields.text("text");
    if (text.isPresent()) {
      return Optional.of(new Payload.Body(Texts.template(text.get(), context)));
    }
    return fields.node(SLP).isPresent()
        ? Optional.of(slpTemplate(fields.node(SLP).get()))
        : payloads.raw(fields).map(Payload.Raw::new);
  }

  private Payload slpTemplate(Node map) {
    Fields slp = slp(map);
    if (!slp.has("start")) {
      report.add(
          Code.D107,
          map.span(),
          "an SLP text that we send wants a \"start\"",
          "fix: for example  start: MSNSLP/1.0 200 OK");
    }
    return new SlpPayload(
        slp.text("start")
            .map(text -> oneLine("start", text))
            .map(text -> Texts.template(text, context))
            .orElse(Template.fixed("", map.span())),
        payloads.templates(slp.map("headers")),
        body(slp).map(text -> Texts.template(text, context)),
        payloads.templates(bodyFields(slp)));
  }

  // ---- SLP ----

  private Fields slp(Node map) {
    return fields(
        map, SLP, Keys.SLP, "fix: for example  slp: { start: MSNSLP/1.0 200 OK, body: ... }");
  }

  /** The body where it is a text. */
  private Optional<Scalar> body(Fields slp) {
    Optional<Node> body = slp.node("body");
    if (body.filter(Node.Sequence.class::isInstance).isPresent()) {
      report.add(
          Code.D107,
          body.get().span(),
          "body must be a text or a map, not a list",
          "fix: for example  body: { SessionID: 5 }");
      return Optional.empty();
    }
    return body.filter(Node.Mapping.class::isInstance).isPresent()
        ? Optional.empty()
        : slp.text("body");
  }

  /** The lines of the body where it is a map of them. */
  private static List<Node.Entry> bodyFields(Fields slp) {
    return slp.node("body").filter(Node.Mapping.class::isInstance).isPresent()
        ? slp.map("body")
        : List.of();
  }

  private Scalar oneLine(String key, Scalar text) {
    if (text.text().indexOf('\n') >= 0 || text.text().indexOf('\r') >= 0) {
      report.add(Code.D107, text.span(), "\"%s\" is one line".formatted(key));
    }
    return text;
  }

  // ---- numbers ----

  /** What can be told of a number before a play: whether it is one, and whether it fits. */
  private void check(P2pField field, Scalar text, List<Piece> pieces) {
    boolean literal = pieces.stream().allMatch(Piece.Fixed.class::isInstance);
    if (literal && text.text().indexOf('{') < 0 && field.parse(text.text()).isEmpty()) {
      report.add(
          Code.D107,
          text.span(),
          "\"%s\" is no number from 0 to 0x%s".formatted(text.text(), "ff".repeat(field.size())),
          "a number is decimal or hexadecimal: 32 or 0x20");
    }
    for (Piece piece : pieces) {
      boolean alone = pieces.size() == 1;
      if (piece instanceof Piece.Hole hole && !(alone && isNumber(hole, field))
          || piece instanceof Piece.Absent
          || piece instanceof Piece.TransactionId) {
        report.add(
            Code.D107,
            piece.span(),
            "this is no pattern for a number",
            "fix: {=int} is any number, {id=int} learns it, {=0|0x20} is one of two");
        return;
      }
    }
  }

  private static boolean isNumber(Piece.Hole hole, P2pField field) {
    if (hole.accepted() instanceof Accepted.OfKind of) {
      return NUMBERS.contains(of.kind());
    }
    return !(hole.accepted() instanceof Accepted.OneWord words)
        || words.words().stream().allMatch(word -> field.parse(word).isPresent());
  }

  // ---- acknowledgements ----

  /** What the field of an acknowledgement is; empty where this is none, or where it is free. */
  private Optional<Piece> acknowledging(P2pField field) {
    if (acknowledged.isEmpty()) {
      return Optional.empty();
    }
    Scalar message = acknowledged.get();
    Span span = message.span();
    return switch (field) {
      case ID -> Optional.empty();
      case SESSION -> kept(message, P2pField.SESSION);
      case TOTAL, ACK_SIZE -> kept(message, P2pField.TOTAL);
      case ACK_ID -> kept(message, P2pField.ID);
      case ACK_UID -> kept(message, P2pField.ACK_ID);
      case OFFSET, LENGTH, FOOTER -> Optional.of(new Piece.Fixed("0", span));
      case FLAGS -> Optional.of(new Piece.Fixed(IS_ACK, span));
    };
  }

  /** Empty where nobody knows the message, which is reported. */
  private Optional<Piece> kept(Scalar message, P2pField field) {
    return Optional.ofNullable(context.flow().known().get(Moments.number(message.text(), field)))
        .map(
            known -> {
              context.build().used(known.name());
              return new Piece.Known(
                  known.name(), Format.PLAIN, Piece.Equality.EXACT, message.span());
            });
  }

  /** An acknowledgement is one of a message that is known on every way that leads here. */
  private void demandMessage(Scalar message) {
    String name = Moments.number(message.text(), P2pField.ID);
    Flow.Known known = context.flow().known().get(name);
    if (known != null) {
      context.build().used(known.name());
    } else if (context.flow().perhaps().containsKey(name)) {
      report.add(
          Code.D204,
          message.span(),
          "\"%s\" is a message on some of the ways that lead here only".formatted(message.text()));
    } else {
      unknown(message);
    }
  }

  private void unknown(Scalar message) {
    String end = Moments.number("", P2pField.ID);
    List<String> names =
        context.flow().known().keySet().stream()
            .filter(name -> name.endsWith(end))
            .map(name -> name.substring(0, name.length() - end.length()))
            .toList();
    report.add(
        Code.D201,
        message.span(),
        "\"%s\" is no P2P message here".formatted(message.text()),
        names.isEmpty() ? "" : "known: " + String.join(", ", names),
        Nearest.hint(message.text(), names),
        "fix: write  as: %s  beside the C or S with that  p2p:".formatted(message.text()));
  }
}
