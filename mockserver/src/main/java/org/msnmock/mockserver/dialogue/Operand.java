package org.msnmock.mockserver.dialogue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** One side of a comparison. */
public sealed interface Operand {
  Span span();

  Type type();

  /** The name whose value it is, where it is one. */
  default Optional<Name> name() {
    return Optional.empty();
  }

  /** Whether it is written as it is, so that its value need not be told. */
  default boolean isStated() {
    return false;
  }

  /** Whether ASCII case does not count. */
  default boolean isCaseless() {
    return false;
  }

  default boolean isSecret() {
    return name().filter(Name::isSecret).isPresent();
  }

  /** What can be compared with what is known before anything is played. */
  enum Type {
    TEXT("a text"),
    NUMBER("a number"),
    DURATION("a duration"),
    MOMENT("a moment"),
    EXPRESSION("a regular expression");

    private final String title;

    Type(String title) {
      this.title = title;
    }

    /** For people. */
    public String title() {
      return title;
    }
  }

  /** A name: a text, or the list that {@code collect} gathered. */
  record Known(Name known, Piece.Equality equality, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.TEXT;
    }

    @Override
    public Optional<Name> name() {
      return Optional.of(known);
    }

    @Override
    public boolean isCaseless() {
      return equality == Piece.Equality.CASELESS;
    }
  }

  /** {@code "A"}. */
  record Fixed(String text, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.TEXT;
    }

    @Override
    public boolean isStated() {
      return true;
    }
  }

  /** {@code 12}, {@code 1.5}. */
  record Amount(BigDecimal number, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.NUMBER;
    }

    @Override
    public boolean isStated() {
      return true;
    }
  }

  /** {@code 10s}, or a parameter that is a duration. */
  record Lasting(Duration duration, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.DURATION;
    }

    @Override
    public boolean isStated() {
      return true;
    }
  }

  /** {@code x.time}. */
  record Moment(Name moment, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.MOMENT;
    }
  }

  /** {@code elapsed(x)}: the time since a moment, divided by the time scale. */
  record Elapsed(Name moment, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.DURATION;
    }
  }

  /** {@code count(x)}: the elements of a list; a text is one. */
  record Count(Name list, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.NUMBER;
    }
  }

  /** {@code len(x)}: the length in bytes. */
  record Length(Operand text, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.NUMBER;
    }

    @Override
    public boolean isSecret() {
      return text.isSecret();
    }
  }

  /** The right side of {@code matches}; the whole text must match. */
  record Expression(Pattern pattern, Span span) implements Operand {
    @Override
    public Type type() {
      return Type.EXPRESSION;
    }

    @Override
    public boolean isStated() {
      return true;
    }
  }
}
