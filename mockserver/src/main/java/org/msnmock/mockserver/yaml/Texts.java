package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.LineTemplate;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;

/** Scalars to patterns and templates, each token and piece with its own place. */
final class Texts {
  private Texts() {}

  /** A header or payload that we await. */
  static TextPattern pattern(Scalar scalar, Context context) {
    return new TextPattern(read(scalar, PieceReader.Use.AWAITED_TEXT, context), scalar.span());
  }

  /** A header or payload that we send. */
  static Template template(Scalar scalar, Context context) {
    return new Template(read(scalar, PieceReader.Use.SENT_TEXT, context), scalar.span());
  }

  /** A value that is set, told or given to a fragment. */
  static Template value(Scalar scalar, Context context) {
    return new Template(read(scalar, PieceReader.Use.VALUE, context), scalar.span());
  }

  /** A text that we await, without anything to learn in it: what is generated has no value yet. */
  static Template awaited(Scalar scalar, Context context) {
    return new Template(read(scalar, PieceReader.Use.AWAITED_VALUE, context), scalar.span());
  }

  private static List<Piece> read(Scalar scalar, PieceReader.Use use, Context context) {
    return new PieceReader(scalar, use, context).read(0, scalar.text().length());
  }

  static LinePattern linePattern(Scalar scalar, Context context) {
    List<TextPattern> tokens = new ArrayList<>();
    PieceReader reader = new PieceReader(scalar, PieceReader.Use.AWAITED_LINE, context);
    for (Stretch token : tokens(scalar.text())) {
      tokens.add(new TextPattern(token.read(reader, scalar), token.span(scalar)));
    }
    checkOrder(tokens, context.report());
    return new LinePattern(tokens, scalar.span());
  }

  static LineTemplate lineTemplate(Scalar scalar, Context context) {
    List<Template> tokens = new ArrayList<>();
    PieceReader reader = new PieceReader(scalar, PieceReader.Use.SENT_LINE, context);
    for (Stretch token : tokens(scalar.text())) {
      tokens.add(new Template(token.read(reader, scalar), token.span(scalar)));
    }
    return new LineTemplate(tokens, scalar.span());
  }

  /** A pattern that is only a part of a scalar. */
  static TextPattern pattern(Scalar scalar, int from, int to, Context context) {
    PieceReader reader = new PieceReader(scalar, PieceReader.Use.AWAITED_TEXT, context);
    Stretch stretch = new Stretch(from, to);
    return new TextPattern(stretch.read(reader, scalar), stretch.span(scalar));
  }

  /** A part of a text; indexes in chars. */
  record Stretch(int from, int to) {
    Span span(Scalar scalar) {
      return scalar.part(from, to);
    }

    /** At least one piece, so that an empty token is one too. */
    private List<Piece> read(PieceReader reader, Scalar scalar) {
      List<Piece> pieces = reader.read(from, to);
      return pieces.isEmpty() ? List.of(new Piece.Fixed("", span(scalar))) : pieces;
    }
  }

  /** A line cut at each single blank outside of braces. */
  static List<Stretch> tokens(String text) {
    List<Stretch> out = new ArrayList<>();
    int from = 0;
    while (true) {
      int end = Braces.tokenEnd(text, from);
      out.add(new Stretch(from, end));
      if (end >= text.length()) {
        return out;
      }
      from = end + 1;
    }
  }

  /** {@code {**}} is the last token, and what may be missing is followed by nothing else. */
  private static void checkOrder(List<TextPattern> tokens, Report report) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Piece piece = tokens.get(i).pieces().get(0);
      if (piece instanceof Piece.Rest) {
        report.add(Code.D107, piece.span(), "{**} takes the rest of the line, so it stands last");
      } else if (isOptional(tokens.get(i)) && !isOptional(tokens.get(i + 1))) {
        report.add(
            Code.D107,
            piece.span(),
            "a token that may be missing stands at the end of its line",
            "fix: without the ? it has to be there; {**} takes any rest");
      }
    }
  }

  static boolean isOptional(TextPattern token) {
    return token.pieces().get(0) instanceof Piece.Hole hole
        && hole.presence() == Piece.Presence.OPTIONAL;
  }
}
