package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.wire.Text;

/**
 * A text that we await, with holes. A hole takes as little as it can up to what follows it, even
 * nothing, and never goes over a line end.
 */
public record TextPattern(List<Piece> pieces, Span span) {

  public TextPattern {
    pieces = List.copyOf(pieces);
  }

  /** Whether this asks that the thing is not there at all: {@code {absent}}. */
  public boolean isAbsent() {
    return pieces.size() == 1 && pieces.get(0) instanceof Piece.Absent;
  }

  /** Matches all of {@code text}; what was learned goes to {@code captures}. */
  public Optional<Mismatch> match(
      String text, Mismatch.Part part, int index, Scene scene, Captures captures) {
    int at = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      int end = extent(piece, i, text, at, scene);
      if (end < 0
          || !takes(piece, text.substring(at, end), scene, captures)
          || part == Mismatch.Part.AUTHORIZATION && isRaw(piece, text.substring(at, end))) {
        return Optional.of(mismatch(piece, i, text, at, part, index, scene));
      }
      at = end;
    }
    if (at < text.length()) {
      Span place = pieces.isEmpty() ? span : pieces.get(pieces.size() - 1).span();
      return Optional.of(
          new Mismatch(part, index, place, expected(scene), text, Optional.empty(), isSecret()));
    }
    return Optional.empty();
  }

  /** What would have been right, holes described in angle brackets. */
  public String expected(Scene scene) {
    if (pieces.size() == 1) {
      return expected(pieces.get(0), scene);
    }
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      boolean hole = piece instanceof Piece.Hole;
      out.append(hole ? "<" : "").append(expected(piece, scene)).append(hole ? ">" : "");
    }
    return out.toString();
  }

  public boolean isSecret() {
    for (Piece piece : pieces) {
      if (isSecret(piece)) {
        return true;
      }
    }
    return false;
  }

  static boolean isSecret(Piece piece) {
    return piece instanceof Piece.Known known && known.name().isSecret()
        || piece instanceof Piece.Hole hole && hole.isSecret()
        || piece instanceof Piece.Call call
            && call.arguments().stream().anyMatch(TextPattern::isSecret);
  }

  private Mismatch mismatch(
      Piece piece, int i, String text, int at, Mismatch.Part part, int index, Scene scene) {
    Optional<Name> source =
        piece instanceof Piece.Known known ? Optional.of(known.name()) : Optional.empty();
    Span place = pieces.size() == 1 || i == 0 && piece instanceof Piece.Fixed ? span : piece.span();
    if (part == Mismatch.Part.PAYLOAD) {
      return lineMismatch(text, at, place, index, source, scene);
    }
    return new Mismatch(part, index, place, expected(scene), text, source, isSecret());
  }

  /** In a payload only the line that differs is shown. */
  private Mismatch lineMismatch(
      String text, int at, Span place, int index, Optional<Name> source, Scene scene) {
    String whole = expected(scene);
    int same = 0;
    int most = Math.min(whole.length(), text.length());
    while (same < most && whole.charAt(same) == text.charAt(same)) {
      same++;
    }
    int difference = Math.max(at, Math.min(same, text.length()));
    int lines = (int) text.substring(0, difference).chars().filter(c -> c == '\n').count();
    return new Mismatch(
        Mismatch.Part.PAYLOAD,
        index + lines,
        place,
        line(whole, lines),
        line(text, lines),
        source,
        isSecret());
  }

  private static String line(String text, int number) {
    String[] lines = text.split("\r\n", -1);
    return number < lines.length ? lines[number] : "";
  }

  private static String expected(Piece piece, Scene scene) {
    if (piece instanceof Piece.Hole hole) {
      return hole.accepted().description();
    }
    if (piece instanceof Piece.TransactionId) {
      return Kind.TRID.description();
    }
    if (piece instanceof Piece.Length) {
      return "the length of the payload in bytes";
    }
    if (piece instanceof Piece.Rest) {
      return "anything";
    }
    return Template.fill(piece, scene);
  }

  /** Where the text that this piece is to take ends, -1 where it can take none. */
  private int extent(Piece piece, int i, String text, int at, Scene scene) {
    if (isExact(piece)) {
      int end = at + Template.fill(piece, scene).length();
      return end <= text.length() ? end : -1;
    }
    int lineEnd = text.indexOf("\r\n", at);
    int most = lineEnd < 0 ? text.length() : lineEnd;
    if (i + 1 == pieces.size()) {
      return most;
    }
    Piece next = pieces.get(i + 1);
    if (!isExact(next)) {
      return at;
    }
    String literal = Template.fill(next, scene);
    int found =
        literal.startsWith("\r\n")
            ? text.indexOf(literal, at)
            : indexOf(text, literal, at, most, next);
    return found;
  }

  private static int indexOf(String text, String literal, int from, int most, Piece next) {
    boolean caseless =
        next instanceof Piece.Known known && known.equality() == Piece.Equality.CASELESS;
    for (int i = from; i <= most; i++) {
      if (text.regionMatches(caseless, i, literal, 0, literal.length())) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a piece has one right text. URL-encoded values have several spellings. */
  private static boolean isExact(Piece piece) {
    return piece instanceof Piece.Fixed
        || piece instanceof Piece.Call
        || piece instanceof Piece.Known known && known.format() != Format.URL;
  }

  static boolean takes(Piece piece, String text, Scene scene, Captures captures) {
    if (piece instanceof Piece.Hole hole) {
      if (!hole.accepted().accepts(text)) {
        return false;
      }
      hole.name().ifPresent(name -> captures.learn(name, hole.accepted().learn(text)));
      return true;
    }
    if (piece instanceof Piece.Known known) {
      return equal(known, text, scene);
    }
    if (piece instanceof Piece.TransactionId) {
      captures.transactionId(text);
      return Kind.TRID.accepts(text);
    }
    if (piece instanceof Piece.Length) {
      return Kind.isDecimal(text);
    }
    if (piece instanceof Piece.Rest rest) {
      rest.name().ifPresent(name -> captures.learn(name, text));
      return true;
    }
    return Template.fill(piece, scene).equals(text);
  }

  private static boolean equal(Piece.Known known, String text, Scene scene) {
    String value = scene.value(known.name()).orElse("");
    if (known.format() == Format.URL) {
      return PercentCode.isWellFormed(text)
          && !hasRawControl(text)
          && same(known.equality(), value, PercentCode.decode(text));
    }
    return same(known.equality(), known.format().write(value), text);
  }

  /** In a Passport header everything above ASCII has to be escaped too. */
  private static boolean isRaw(Piece piece, String text) {
    return piece instanceof Piece.Known known
        && known.format() == Format.URL
        && text.chars().anyMatch(c -> c > 0x7e);
  }

  private static boolean hasRawControl(String text) {
    return text.chars().anyMatch(c -> c <= 0x20);
  }

  private static boolean same(Piece.Equality equality, String a, String b) {
    return equality == Piece.Equality.EXACT ? a.equals(b) : equalsIgnoringAsciiCase(a, b);
  }

  private static boolean equalsIgnoringAsciiCase(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    for (int i = 0; i < a.length(); i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y && !(lower(x) == lower(y))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /** For people, without line ends. */
  @Override
  public String toString() {
    return Text.printable(pieces.toString());
  }
}
