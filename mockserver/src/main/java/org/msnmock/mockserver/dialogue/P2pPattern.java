package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.wire.P2pField;
import org.msnmock.mockserver.wire.P2pMessage;
import org.msnmock.mockserver.wire.Text;

/**
 * {@code p2p:} where we await. Whatever is stated, the headers of a P2P payload have to be there,
 * and header and footer of the message; its length is that of the data, which lie within the total.
 *
 * @param dest the {@code P2P-Dest} line; any where it is not stated
 * @param numbers in the order of {@link P2pField}
 * @param content what stands between header and footer; anything where it is not stated
 */
public record P2pPattern(
    Optional<TextPattern> dest, List<Numeral> numbers, Optional<PayloadPattern> content, Span span)
    implements PayloadPattern {

  /** So many things match before the numbers are looked at: the headers, and the form. */
  private static final int BEFORE_NUMBERS = 4;

  private static final int BEHIND_NUMBERS = BEFORE_NUMBERS + P2pField.values().length;

  public P2pPattern {
    numbers = List.copyOf(numbers);
  }

  @Override
  public Optional<Mismatch> match(byte[] payload, Scene scene, Captures captures) {
    int end = P2pMessage.headersEnd(payload);
    if (end < 0) {
      return wrong(
          0, "headers, then an empty line", "no empty line in " + payload.length + " bytes");
    }
    String headers = Text.decode(payload, 0, end);
    Optional<Mismatch> mismatch =
        PayloadPattern.matchNamed(
            headers(),
            Mime.parse(headers),
            Mismatch.Part.PAYLOAD,
            span,
            captures.over(scene),
            captures);
    if (mismatch.isPresent()) {
      return mismatch;
    }
    Optional<P2pMessage> message = P2pMessage.inside(payload);
    return message.isEmpty()
        ? wrong(
            BEFORE_NUMBERS - 1,
            "a header of 48 bytes and a footer of 4 behind the empty line",
            (payload.length - end - 4) + " bytes behind the empty line")
        : match(message.get(), captures.over(scene), captures);
  }

  private List<Header> headers() {
    Piece any =
        new Piece.Hole(
            Optional.empty(), new Accepted.OfKind(Kind.ANY), Piece.Presence.REQUIRED, span);
    List<Header> out = new ArrayList<>();
    P2pPayload.HEADERS.forEach((name, value) -> out.add(new Header(name, fixed(value))));
    out.add(new Header(P2pPayload.DEST, dest.orElse(new TextPattern(List.of(any), span))));
    return out;
  }

  private TextPattern fixed(String text) {
    return new TextPattern(List.of(new Piece.Fixed(text, span)), span);
  }

  private Optional<Mismatch> match(P2pMessage message, Scene scene, Captures captures) {
    Optional<Mismatch> mismatch = form(message);
    int at = BEFORE_NUMBERS;
    for (Numeral numeral : numbers) {
      if (mismatch.isPresent()) {
        return mismatch;
      }
      mismatch = numeral.match(message, at, scene, captures);
      at++;
    }
    return mismatch.isPresent() || content.isEmpty()
        ? mismatch
        : content.get().match(message.data(), scene, captures).map(P2pPattern::behindNumbers);
  }

  /** The data are looked at last, so what is wrong with them alone is the least. */
  private static Mismatch behindNumbers(Mismatch found) {
    return new Mismatch(
        found.part(),
        found.index() + BEHIND_NUMBERS,
        found.span(),
        found.expected(),
        found.received(),
        found.source(),
        found.secret());
  }

  /** What has to be so in every message. */
  private Optional<Mismatch> form(P2pMessage message) {
    long size = message.data().length;
    long length = message.number(P2pField.LENGTH);
    if (length != size) {
      return wrong(
          BEFORE_NUMBERS - 1,
          shown(P2pField.LENGTH, size) + ", for so many bytes of data came",
          shown(P2pField.LENGTH, length));
    }
    long offset = message.number(P2pField.OFFSET);
    long total = message.number(P2pField.TOTAL);
    boolean within =
        Long.compareUnsigned(offset, total) <= 0
            && Long.compareUnsigned(length, total - offset) <= 0;
    if (within && content.filter(SlpPattern.class::isInstance).isPresent()) {
      return whole(message);
    }
    return within
        ? Optional.empty()
        : wrong(
            BEFORE_NUMBERS - 1,
            "field offset and field length together within field total",
            "offset %s and length %s of total %s"
                .formatted(
                    message.text(P2pField.OFFSET),
                    message.text(P2pField.LENGTH),
                    message.text(P2pField.TOTAL)));
  }

  /** A text of SLP is read where it is whole; who sends it in parts needs other steps. */
  private Optional<Mismatch> whole(P2pMessage message) {
    long total = message.number(P2pField.TOTAL);
    return message.number(P2pField.OFFSET) == 0 && message.number(P2pField.LENGTH) == total
        ? Optional.empty()
        : wrong(
            BEFORE_NUMBERS - 1,
            "the whole SLP text in one message",
            "bytes %s and %s more of %s"
                .formatted(
                    message.text(P2pField.OFFSET),
                    message.text(P2pField.LENGTH),
                    message.text(P2pField.TOTAL)));
  }

  private Optional<Mismatch> wrong(int index, String expected, String received) {
    return Optional.of(wrong(index, span, expected, received));
  }

  /** A P2P message that is not as it should be. */
  static Mismatch wrong(int index, Span span, String expected, String received) {
    return new Mismatch(
        Mismatch.Part.P2P, index, span, expected, received, Optional.empty(), false);
  }

  /** With its name, in decimal and as flags are written. */
  private static String shown(P2pField field, long number) {
    String hex = Long.toHexString(number);
    String decimal = Long.toUnsignedString(number);
    return "field %s: %s".formatted(field.word(), decimal)
        + (hex.equals(decimal) ? "" : " (0x%s)".formatted(hex));
  }

  /**
   * A number that has to be there.
   *
   * @param value one hole, or what is filled in to a number
   */
  public record Numeral(P2pField field, TextPattern value) {

    Optional<Mismatch> match(P2pMessage message, int index, Scene scene, Captures captures) {
      if (takes(message, scene, captures)) {
        return Optional.empty();
      }
      List<Piece> pieces = value.pieces();
      Optional<Name> source =
          pieces.size() == 1 && pieces.get(0) instanceof Piece.Known known
              ? Optional.of(known.name())
              : Optional.empty();
      return Optional.of(
          new Mismatch(
              Mismatch.Part.P2P,
              index,
              value.span(),
              expected(scene),
              shown(field, message.number(field)),
              source,
              value.isSecret()));
    }

    private boolean takes(P2pMessage message, Scene scene, Captures captures) {
      if (hole().isEmpty()) {
        return isSame(filled(scene), message);
      }
      Accepted accepted = hole().get().accepted();
      String text = message.text(field);
      boolean taken =
          accepted instanceof Accepted.OneWord words
              ? words.words().stream().anyMatch(word -> isSame(word, message))
              : accepted.accepts(text);
      if (taken) {
        hole().get().name().ifPresent(name -> captures.learn(name, text));
      }
      return taken;
    }

    private Optional<Piece.Hole> hole() {
      return value.pieces().size() == 1 && value.pieces().get(0) instanceof Piece.Hole hole
          ? Optional.of(hole)
          : Optional.empty();
    }

    private boolean isSame(String text, P2pMessage message) {
      return field.parse(text).stream().anyMatch(number -> number == message.number(field));
    }

    private String filled(Scene scene) {
      return new Template(value.pieces(), value.span()).fill(scene);
    }

    private String expected(Scene scene) {
      if (hole().isPresent()) {
        return "field %s: %s".formatted(field.word(), hole().get().accepted().description());
      }
      String text = filled(scene);
      return field.parse(text).isPresent()
          ? shown(field, field.parse(text).getAsLong())
          : "field %s: %s, which is no number that fits".formatted(field.word(), text);
    }
  }
}
