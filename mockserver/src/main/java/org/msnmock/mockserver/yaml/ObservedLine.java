package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.wire.Frame;

/**
 * A line of the client that no pattern has taken, as a pattern that would: as it came, but for what
 * differs from run to run and for secrets. What fits the pattern that was awaited stays as that has
 * it.
 */
final class ObservedLine {
  private static final Set<String> WITHOUT_ID = Set.of("OUT", "PNG");
  private static final int TICKET = 4;

  private final FlatNames names;
  private final String[] tokens;
  private final boolean hasPayload;

  ObservedLine(FlatNames names, Frame frame) {
    this.names = names;
    this.tokens = frame.tokens();
    this.hasPayload = frame.hasPayload();
  }

  /** Writes a token of the pattern that was awaited. */
  interface Awaited {
    /** Where it has taken what was received. */
    String kept(int index, TextPattern pattern, String received);

    /** Where it has not; {@code literal} would. */
    default String changed(TextPattern pattern, String literal) {
      return literal;
    }
  }

  /**
   * The tokens as patterns.
   *
   * @param nearest the pattern that was awaited
   */
  List<String> tokens(Optional<LinePattern> nearest, Awaited awaited) {
    List<String> out = new ArrayList<>();
    List<TextPattern> patterns =
        nearest.filter(this::isSameCommand).map(LinePattern::tokens).orElse(List.of());
    for (int i = 0; i < tokens.length; i++) {
      if (i >= patterns.size()) {
        out.add(token(i));
      } else if (isRest(patterns.get(i))) {
        out.add(awaited.kept(i, patterns.get(i), tokens[i]));
        return out;
      } else if (fits(patterns.get(i), tokens[i], i)) {
        out.add(awaited.kept(i, patterns.get(i), tokens[i]));
      } else {
        out.add(awaited.changed(patterns.get(i), token(i)));
      }
    }
    return out;
  }

  /** Whether it has the command of this pattern. */
  boolean isSameCommand(LinePattern pattern) {
    return fits(pattern.tokens().get(0), tokens[0], 0);
  }

  private static boolean isRest(TextPattern pattern) {
    return pattern.pieces().size() == 1 && pattern.pieces().get(0) instanceof Piece.Rest;
  }

  private boolean fits(TextPattern pattern, String token, int index) {
    boolean isLength =
        pattern.pieces().size() == 1 && pattern.pieces().get(0) instanceof Piece.Length;
    return isLength == (hasPayload && index == tokens.length - 1)
        && !(token.isEmpty() && !pattern.pieces().isEmpty())
        && pattern.match(token, Mismatch.Part.TOKEN, index, names, new Captures()).isEmpty();
  }

  private String token(int index) {
    String token = tokens[index];
    if (hasPayload && index == tokens.length - 1) {
      return "{len}";
    }
    if (index == 1 && !WITHOUT_ID.contains(tokens[0]) && Kind.TRID.accepts(token)) {
      return "{trid}";
    }
    if (index == TICKET && tokens[0].equals("USR") && tokens[3].equals("S")) {
      return "{=ticket}";
    }
    return names
        .user(token)
        .or(() -> names.constant(token))
        .orElseGet(() -> new PieceText(names).received(token));
  }
}
