package org.msnmock.mockserver.dialogue;

import java.util.List;

/**
 * A line that we send, token by token. {@code {len}} is filled in by whoever knows the payload.
 *
 * @param tokens at least one
 * @param span the whole line in its file
 */
public record LineTemplate(List<Template> tokens, Span span) {

  public LineTemplate {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a line has at least one token");
    }
  }

  /** Whether a payload follows: whether {@code {len}} stands in it. */
  public boolean announcesPayload() {
    return tokens.stream()
        .anyMatch(token -> token.pieces().stream().anyMatch(Piece.Length.class::isInstance));
  }

  /** The line without its end. A token that is only a name not learned leaves no blank behind. */
  public String fill(Scene scene, int payloadLength) {
    StringBuilder out = new StringBuilder(64);
    for (int i = 0; i < tokens.size(); i++) {
      Template token = tokens.get(i);
      if (token.vanishes(scene)) {
        continue;
      }
      if (i > 0) {
        out.append(' ');
      }
      for (Piece piece : token.pieces()) {
        if (piece instanceof Piece.Length) {
          out.append(payloadLength);
        } else {
          out.append(Template.fill(piece, scene));
        }
      }
    }
    return out.toString();
  }
}
