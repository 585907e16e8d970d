package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.P2pPattern;
import org.msnmock.mockserver.dialogue.P2pPayload;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.SlpPattern;
import org.msnmock.mockserver.dialogue.SlpPayload;
import org.msnmock.mockserver.wire.P2pField;
import org.msnmock.mockserver.wire.P2pMessage;

/** P2P messages written down again, as the key {@code p2p} of a step. */
final class MessageText {
  private static final String INNER = WrittenStep.INDENT + "  ";
  private static final String INNERMOST = INNER + "  ";

  /** What is made up when it is not stated; stated, the same is sent again. */
  private static final Set<P2pField> MADE = Set.of(P2pField.ID, P2pField.ACK_ID);

  private final FlatNames names;
  private final PieceText pieces;
  private final P2pMessage message;
  private final List<Supplier<String>> lines = new ArrayList<>();

  /**
   * @param message what came or went
   */
  MessageText(FlatNames names, PieceText pieces, P2pMessage message) {
    this.names = names;
    this.pieces = pieces;
    this.message = message;
  }

  /** A message that a pattern has taken. */
  Supplier<String> awaited(P2pPattern pattern) {
    pattern.dest().ifPresent(dest -> lines.add(line(INNER, "dest", pieces.awaited(dest))));
    for (P2pPattern.Numeral numeral : pattern.numbers()) {
      boolean hole =
          numeral.value().pieces().size() == 1
              && numeral.value().pieces().get(0) instanceof Piece.Hole;
      lines.add(
          line(
              INNER,
              numeral.field().word(),
              hole
                  ? pieces.awaited(numeral.value())
                  : number(numeral.field(), numeral.value().pieces())));
    }
    pattern.content().ifPresent(this::content);
    return this::text;
  }

  /** A message that we have sent. */
  Supplier<String> sent(P2pPayload payload) {
    lines.add(line(INNER, "dest", pieces.sent(payload.dest())));
    Map<P2pField, List<Piece>> stated = new TreeMap<>();
    MADE.forEach(field -> stated.put(field, List.of()));
    payload.numbers().forEach(one -> stated.put(one.field(), one.value().pieces()));
    stated.forEach((field, parts) -> lines.add(line(INNER, field.word(), number(field, parts))));
    payload.content().ifPresent(this::content);
    return this::text;
  }

  private String text() {
    return map(WrittenStep.INDENT, "p2p", lines);
  }

  /** One without keys is written as such, else it would be nothing at all. */
  private static String map(String indent, String key, List<Supplier<String>> lines) {
    StringBuilder out = new StringBuilder(indent + key + (lines.isEmpty() ? ": {}\n" : ":\n"));
    lines.forEach(line -> out.append(line.get()));
    return out.toString();
  }

  /** By a name where one stands for it, else as it was. */
  private Deferred number(P2pField field, List<Piece> parts) {
    String number = message.text(field);
    Optional<FlatNames.Flat> flat =
        parts.size() == 1
            ? name(parts.get(0))
                .flatMap(names::flat)
                .filter(one -> field.parse(one.value()).equals(field.parse(number)))
            : Optional.empty();
    return Deferred.of(flat.map(one -> "{" + one.text() + "}").orElse(number));
  }

  private static Optional<Name> name(Piece piece) {
    if (piece instanceof Piece.Known known) {
      return Optional.of(known.name());
    }
    return piece instanceof Piece.Maybe maybe ? Optional.of(maybe.name()) : Optional.empty();
  }

  // ---- data ----

  private void content(PayloadPattern content) {
    if (content instanceof PayloadPattern.Body body) {
      lines.add(block(INNER, "text", pieces.awaited(body.text())));
    } else if (content instanceof SlpPattern slp) {
      List<Supplier<String>> inner = new ArrayList<>();
      slp.start().ifPresent(one -> inner.add(line(INNERMOST, "start", pieces.awaited(one))));
      map("headers", awaited(slp.headers())).ifPresent(inner::add);
      slp.body().ifPresent(one -> inner.add(block(INNERMOST, "body", pieces.awaited(one))));
      map("body", awaited(slp.fields())).ifPresent(inner::add);
      lines.add(() -> map(INNER, "slp", inner));
    } else {
      lines.add(bytes());
    }
  }

  private void content(Payload content) {
    if (content instanceof Payload.Body body) {
      lines.add(block(INNER, "text", pieces.sent(body.text())));
    } else if (content instanceof SlpPayload slp) {
      List<Supplier<String>> inner = new ArrayList<>();
      inner.add(line(INNERMOST, "start", pieces.sent(slp.start())));
      map("headers", sent(slp.headers())).ifPresent(inner::add);
      slp.body().ifPresent(one -> inner.add(block(INNERMOST, "body", pieces.sent(one))));
      map("body", sent(slp.fields())).ifPresent(inner::add);
      lines.add(() -> map(INNER, "slp", inner));
    } else {
      lines.add(bytes());
    }
  }

  private List<WrittenStep.Pair> awaited(List<PayloadPattern.Header> headers) {
    return headers.stream()
        .map(header -> new WrittenStep.Pair(header.name(), pieces.awaited(header.value())))
        .toList();
  }

  private List<WrittenStep.Pair> sent(List<Payload.Header> headers) {
    return headers.stream()
        .map(header -> new WrittenStep.Pair(header.name(), pieces.sent(header.value())))
        .toList();
  }

  private Supplier<String> bytes() {
    return line(INNER, "bytes", Deferred.of(HexFormat.ofDelimiter(" ").formatHex(message.data())));
  }

  // ---- lines ----

  private static Supplier<String> line(String indent, String key, Deferred value) {
    return () -> indent + key + ": " + YamlText.value(value.text()) + "\n";
  }

  private static Supplier<String> block(String indent, String key, Deferred text) {
    return () -> WrittenStep.block(indent, key, text);
  }

  private static Optional<Supplier<String>> map(String key, List<WrittenStep.Pair> pairs) {
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(() -> INNERMOST + key + ":\n" + WrittenStep.map(INNERMOST + "  ", pairs));
  }
}
