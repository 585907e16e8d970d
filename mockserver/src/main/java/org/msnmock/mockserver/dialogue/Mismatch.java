package org.msnmock.mockserver.dialogue;

import java.util.Optional;

/**
 * Where and why something received did not match.
 *
 * @param part what did not match
 * @param index the token, from 0; in other parts the number of things that matched before
 * @param span the place of the pattern that was not met
 * @param expected what would have been right, filled in; empty for nothing at all
 * @param received what stood there; empty for nothing at all
 * @param source the name whose value was expected, where it was one
 * @param secret whether neither side may be shown
 */
public record Mismatch(
    Part part,
    int index,
    Span span,
    String expected,
    String received,
    Optional<Name> source,
    boolean secret) {

  /** The part of a line, payload or request. */
  public enum Part {
    /** A token has another value. */
    TOKEN("token"),
    /** The line ended too soon. */
    MISSING_TOKEN("token"),
    /** The line goes on where nothing more was stated. */
    EXTRA_TOKEN("token"),
    METHOD("method"),
    PATH("path"),
    HEADER("header"),
    AUTHORIZATION("Authorization"),
    PAYLOAD("payload"),
    /** A number or the form of a P2P message in a payload; what is in its data is payload. */
    P2P("p2p"),
    /** A comparison of a {@code check} does not hold. */
    CHECK("check");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** The same, with both sides secret. */
  public Mismatch hidden() {
    return new Mismatch(part, index, span, expected, received, source, true);
  }

  /** Whether the line matched and what follows it did not. */
  public boolean isOfPayload() {
    return part == Part.PAYLOAD || part == Part.P2P;
  }

  /** How far the match came, to find the nearest of several. */
  public int progress() {
    return switch (part) {
      case TOKEN, MISSING_TOKEN, EXTRA_TOKEN -> index;
      case METHOD, CHECK -> 0;
      case PATH -> 1;
      case HEADER, AUTHORIZATION -> 100 + index;
      case PAYLOAD, P2P -> 1000 + index;
    };
  }
}
