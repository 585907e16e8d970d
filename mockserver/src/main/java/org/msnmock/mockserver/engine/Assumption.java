package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.TextPattern;

/**
 * A pattern that is matched before its play has begun: for each value that nobody knows yet it
 * takes whatever comes, and says afterwards what would have been compared with what.
 */
final class Assumption {
  private final Foreknowledge known;
  private final List<Unknown> unknowns = new ArrayList<>();
  private final Set<Integer> learnedHere = new HashSet<>();

  Assumption(Foreknowledge known) {
    this.known = known;
  }

  /**
   * A value that nobody knows yet.
   *
   * @param standIn the name under which what came is learned
   */
  private record Unknown(Name standIn, Piece piece, String origin) {
    /** The braces as they stand in the file. */
    String text() {
      Span span = piece.span();
      String source = span.source();
      int points = source.codePointCount(0, source.length());
      int from = Math.min(span.column() - 1, points);
      int to = Math.min(from + span.length(), points);
      return source.substring(source.offsetByCodePoints(0, from), source.offsetByCodePoints(0, to));
    }
  }

  LinePattern line(LinePattern pattern) {
    return new LinePattern(pattern.tokens().stream().map(this::text).toList(), pattern.span());
  }

  TextPattern text(TextPattern pattern) {
    return new TextPattern(pattern.pieces().stream().map(this::piece).toList(), pattern.span());
  }

  private Piece piece(Piece piece) {
    if (piece instanceof Piece.Hole hole) {
      hole.name().ifPresent(name -> learnedHere.add(name.slot()));
    } else if (piece instanceof Piece.Known value && !isKnown(value.name())) {
      return unknown(value);
    } else if (piece instanceof Piece.Call call
        && !call.arguments().stream().allMatch(this::isKnown)) {
      return unknown(call);
    }
    return piece;
  }

  private boolean isKnown(Name name) {
    return known.knows(name) || learnedHere.contains(name.slot());
  }

  private boolean isKnown(Piece piece) {
    return piece instanceof Piece.Fixed
        || piece instanceof Piece.Known value && isKnown(value.name())
        || piece instanceof Piece.Call call && call.arguments().stream().allMatch(this::isKnown);
  }

  private Piece unknown(Piece.Known value) {
    Name name = value.name();
    String origin = known.origin(name);
    return switch (value.format()) {
      case PLAIN -> {
        learnedHere.add(name.slot()); // standing twice in a line, it has to be the same twice
        yield hole(name, known.accepted(name).orElse(any(name.visibility())), value, origin);
      }
      case URL -> {
        learnedHere.add(name.slot());
        yield hole(name, new Accepted.OfKind(Kind.URL), value, origin);
      }
      default -> hole(standIn(name.visibility()), any(name.visibility()), value, origin);
    };
  }

  private static Accepted any(Name.Visibility visibility) {
    return new Accepted.OfKind(visibility == Name.Visibility.HIDDEN ? Kind.TICKET : Kind.ANY);
  }

  private Piece unknown(Piece.Call call) {
    Name.Visibility visibility =
        call.arguments().stream()
                .anyMatch(one -> one instanceof Piece.Known value && value.name().isSecret())
            ? Name.Visibility.HIDDEN
            : Name.Visibility.SHOWN;
    return hole(
        standIn(visibility), any(visibility), call, "made of values that come while playing");
  }

  private Name standIn(Name.Visibility visibility) {
    return new Name("", -1 - unknowns.size(), visibility);
  }

  private Piece hole(Name standIn, Accepted accepted, Piece piece, String origin) {
    unknowns.add(new Unknown(standIn, piece, origin));
    return new Piece.Hole(Optional.of(standIn), accepted, Piece.Presence.REQUIRED, piece.span());
  }

  /** What would have been compared, as far as the match came. */
  List<Trial.Comparison> comparisons(Captures captures) {
    List<Trial.Comparison> out = new ArrayList<>();
    for (Unknown unknown : unknowns) {
      for (int i = 0; i < captures.size(); i++) {
        Name name = captures.name(i);
        if (name.slot() == unknown.standIn().slot()) {
          out.add(
              new Trial.Comparison(
                  unknown.text(), captures.value(i).orElse(""), unknown.origin(), name.isSecret()));
          break;
        }
      }
    }
    return out;
  }

  /** The same mismatch, in the words of the file where the value is not known. */
  Mismatch reworded(Mismatch mismatch) {
    for (Unknown unknown : unknowns) {
      if (unknown.piece().span().equals(mismatch.span())) {
        return new Mismatch(
            mismatch.part(),
            mismatch.index(),
            mismatch.span(),
            expected(unknown, mismatch.expected()),
            mismatch.received(),
            Optional.empty(),
            false);
      }
    }
    return mismatch;
  }

  private static String expected(Unknown unknown, String kind) {
    String narrower =
        kind.equals(Kind.ANY.description()) || kind.equals(Kind.TICKET.description())
            ? ""
            : kind + ", ";
    return "the value of %s, %s%s".formatted(unknown.text(), narrower, unknown.origin());
  }
}
