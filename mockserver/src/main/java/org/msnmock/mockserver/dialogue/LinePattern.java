package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.wire.Frame;

/**
 * A line that we await, compiled token by token, so that a mismatch knows its token.
 *
 * @param tokens at least one; {@link Piece.Rest} only as the whole last one
 * @param span the whole line in its file
 */
public record LinePattern(List<TextPattern> tokens, Span span) {

  public LinePattern {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a line has at least one token");
    }
  }

  /** Whether a payload is announced: whether {@code {len}} stands in it. */
  public boolean announcesPayload() {
    return holds(Piece.Length.class);
  }

  /** Whether {@code {trid}} stands in it. */
  public boolean hasTransactionId() {
    return holds(Piece.TransactionId.class);
  }

  /** The command, empty where the first token is a pattern. */
  public Optional<String> command() {
    List<Piece> first = tokens.get(0).pieces();
    return first.size() == 1 && first.get(0) instanceof Piece.Fixed fixed
        ? Optional.of(fixed.text())
        : Optional.empty();
  }

  /** More tokens than stated: allowed or not. */
  public enum Surplus {
    REFUSED,
    ALLOWED
  }

  /** Matches the line of a frame, not its payload. What it learns is known behind it. */
  public Optional<Mismatch> match(Frame frame, Surplus surplus, Scene around, Captures captures) {
    Scene scene = captures.over(around);
    String[] received = frame.tokens();
    int n = tokens.size();
    for (int i = 0; i < n; i++) {
      TextPattern token = tokens.get(i);
      @Nullable Piece only = token.pieces().size() == 1 ? token.pieces().get(0) : null;
      if (only instanceof Piece.Rest rest) {
        rest(rest, received, i, captures);
        return Optional.empty();
      }
      if (i >= received.length) {
        if (only instanceof Piece.Hole hole && hole.presence() == Piece.Presence.OPTIONAL) {
          hole.name().ifPresent(captures::miss);
          continue;
        }
        return Optional.of(missing(token, i, scene));
      }
      Optional<Mismatch> mismatch = token(token, only, received[i], i, scene, captures);
      if (mismatch.isPresent()) {
        return mismatch;
      }
    }
    return received.length > n && surplus == Surplus.REFUSED
        ? Optional.of(extra(received, n))
        : Optional.empty();
  }

  private static Optional<Mismatch> token(
      TextPattern token,
      @Nullable Piece only,
      String received,
      int i,
      Scene scene,
      Captures captures) {
    if (only instanceof Piece.Fixed fixed && fixed.text().equals(received)) {
      return Optional.empty();
    }
    if (only != null && !(only instanceof Piece.Fixed) && !received.isEmpty()) {
      if (TextPattern.takes(only, received, scene, captures)) {
        return Optional.empty();
      }
    } else if (only == null) {
      return token.match(received, Mismatch.Part.TOKEN, i, scene, captures);
    }
    Optional<Name> source =
        only instanceof Piece.Known known ? Optional.of(known.name()) : Optional.empty();
    return Optional.of(
        new Mismatch(
            Mismatch.Part.TOKEN,
            i,
            token.span(),
            token.expected(scene),
            received,
            source,
            token.isSecret()));
  }

  private static void rest(Piece.Rest rest, String[] received, int from, Captures captures) {
    if (rest.name().isEmpty()) {
      return;
    }
    StringBuilder joined = new StringBuilder();
    for (int i = from; i < received.length; i++) {
      joined.append(i > from ? " " : "").append(received[i]);
    }
    captures.learn(rest.name().get(), joined.toString());
  }

  private static Mismatch missing(TextPattern token, int i, Scene scene) {
    Optional<Name> source =
        token.pieces().size() == 1 && token.pieces().get(0) instanceof Piece.Known known
            ? Optional.of(known.name())
            : Optional.empty();
    return new Mismatch(
        Mismatch.Part.MISSING_TOKEN,
        i,
        token.span(),
        token.expected(scene),
        "",
        source,
        token.isSecret());
  }

  private Mismatch extra(String[] received, int from) {
    Span last = tokens.get(tokens.size() - 1).span();
    StringBuilder joined = new StringBuilder();
    for (int i = from; i < received.length; i++) {
      joined.append(i > from ? " " : "").append(received[i]);
    }
    return new Mismatch(
        Mismatch.Part.EXTRA_TOKEN, from, last, "", joined.toString(), Optional.empty(), false);
  }

  private boolean holds(Class<? extends Piece> kind) {
    for (TextPattern token : tokens) {
      for (Piece piece : token.pieces()) {
        if (kind.isInstance(piece)) {
          return true;
        }
      }
    }
    return false;
  }
}
