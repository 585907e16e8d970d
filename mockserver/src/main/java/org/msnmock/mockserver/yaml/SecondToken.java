package org.msnmock.mockserver.yaml;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;

/** What stands behind the command of a line, where most commands have a transaction id. */
record SecondToken(List<Piece> pieces, Span span) {
  private static final Set<Kind> OTHERS =
      EnumSet.of(Kind.EMAIL, Kind.URL, Kind.STATUS, Kind.HOSTPORT);

  SecondToken {
    pieces = List.copyOf(pieces);
  }

  /** Whether it is something else in all plays. What may be a number in one of them is not. */
  boolean isNoNumber(Build build) {
    return pieces.stream().anyMatch(piece -> isNoNumber(piece, build));
  }

  private static boolean isNoNumber(Piece piece, Build build) {
    if (piece instanceof Piece.Fixed fixed) {
      boolean reported = fixed.text().contains("{"); // a brace that is not closed, as a rule
      return !reported && !isDigits(fixed.text());
    }
    if (piece instanceof Piece.Hole hole) {
      return isNoNumber(hole.accepted());
    }
    if (piece instanceof Piece.Known known) {
      Set<String> values = build.constants(known.name());
      return !values.isEmpty()
          && values.stream().noneMatch(value -> isDigits(known.format().write(value)));
    }
    return false;
  }

  private static boolean isNoNumber(Accepted accepted) {
    if (accepted instanceof Accepted.OfKind of) {
      return OTHERS.contains(of.kind());
    }
    return accepted instanceof Accepted.OneWord one
        && one.words().stream().noneMatch(SecondToken::isDigits);
  }

  /** An empty text, too, has nothing in it that a number has not. */
  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
