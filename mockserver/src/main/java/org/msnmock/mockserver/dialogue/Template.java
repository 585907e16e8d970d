package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;

/** A text that we send or set, with places to fill in. */
public record Template(List<Piece> pieces, Span span) {

  public Template {
    pieces = List.copyOf(pieces);
  }

  public static Template fixed(String text, Span span) {
    return new Template(List.of(new Piece.Fixed(text, span)), span);
  }

  public String fill(Scene scene) {
    if (pieces.size() == 1) {
      return fill(pieces.get(0), scene);
    }
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      out.append(fill(piece, scene));
    }
    return out.toString();
  }

  /** Whether this fills to nothing because the only thing in it is a name not learned. */
  boolean vanishes(Scene scene) {
    return pieces.size() == 1
        && pieces.get(0) instanceof Piece.Maybe maybe
        && maybe.fallback().isEmpty()
        && scene.value(maybe.name()).isEmpty();
  }

  static String fill(Piece piece, Scene scene) {
    if (piece instanceof Piece.Fixed fixed) {
      return fixed.text();
    }
    if (piece instanceof Piece.Known known) {
      return scene.value(known.name(), known.format()).orElse("");
    }
    if (piece instanceof Piece.Maybe maybe) {
      return scene.value(maybe.name(), maybe.format()).orElse(maybe.fallback());
    }
    if (piece instanceof Piece.TransactionId) {
      return scene.transactionId();
    }
    if (piece instanceof Piece.Generated generated) {
      return scene.generate(generated.generator());
    }
    if (piece instanceof Piece.Call call) {
      return call(call, scene);
    }
    throw new IllegalStateException("nothing to fill in at " + piece.span().place() + ": " + piece);
  }

  private static String call(Piece.Call call, Scene scene) {
    List<String> arguments = new ArrayList<>();
    for (Piece argument : call.arguments()) {
      arguments.add(fill(argument, scene));
    }
    return call.function().apply(arguments);
  }
}
