package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.Optional;

/** A part of a pattern or template: literal text, or one pair of braces. */
public sealed interface Piece {
  /** Where it stands. */
  Span span();

  /** Text that is what it is. */
  record Fixed(String text, Span span) implements Piece {}

  /**
   * {@code {name}} and {@code {name:format}}: must be equal where we await, is filled in where we
   * send.
   *
   * @param equality whether ASCII case counts
   */
  record Known(Name name, Format format, Equality equality, Span span) implements Piece {}

  /** How a known value is compared. */
  enum Equality {
    EXACT,
    /** Without regard to ASCII case, as for e-mail addresses. */
    CASELESS
  }

  /** {@code {name?}} and {@code {name?x}}, only where we send. */
  record Maybe(Name name, Format format, String fallback, Span span) implements Piece {}

  /**
   * {@code {name=pattern}}, {@code {=pattern}} and {@code {*}}, only where we await.
   *
   * @param name what is learned, if anything
   * @param presence whether it may be missing at the end of a line: {@code {name=int?}}
   */
  record Hole(Optional<Name> name, Accepted accepted, Presence presence, Span span)
      implements Piece {
    public boolean isSecret() {
      return accepted instanceof Accepted.OfKind of && of.kind().isSecret();
    }
  }

  /** Whether a token has to be there. */
  enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** {@code {**}} and {@code {name=**}}: the rest of the line, only as its last token. */
  record Rest(Optional<Name> name, Span span) implements Piece {}

  /** {@code {trid}}. */
  record TransactionId(Span span) implements Piece {}

  /** {@code {len}}. */
  record Length(Span span) implements Piece {}

  /** {@code {now}} and {@code {random:...}}, only where we send or set. */
  record Generated(Generator generator, Span span) implements Piece {}

  /** {@code {absent}}: the header must not be there; the only piece of its pattern. */
  record Absent(Span span) implements Piece {}

  /** {@code {md5(a, 'text')}}. */
  record Call(Function function, List<Piece> arguments, Span span) implements Piece {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
