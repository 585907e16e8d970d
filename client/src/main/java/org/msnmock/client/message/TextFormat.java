package org.msnmock.client.message;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.msnmock.client.wire.PercentEncoding;

/**
 * How a text looks: {@code X-MMS-IM-Format: FN=<font>; EF=<effects>; CO=<colour>; CS=0; PF=22}, and
 * {@code ; RL=1} where it runs from right to left.
 *
 * @param font of at most 64 characters
 */
public record TextFormat(String font, Set<Effect> effects, Colour colour, Direction direction) {
  /** What Messenger wrote in when nobody had chosen. */
  public static final TextFormat USUAL =
      new TextFormat("Arial", Set.of(), Colour.BLACK, Direction.LEFT_TO_RIGHT);

  static final String HEADER = "X-MMS-IM-Format";

  private static final int LONGEST_FONT = 64;

  /** Ways to set letters apart. */
  public enum Effect {
    BOLD,
    ITALIC,
    STRIKE_THROUGH,
    UNDERLINE;

    private char letter() {
      return name().charAt(0);
    }
  }

  /** Where lines begin. */
  public enum Direction {
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT
  }

  public TextFormat {
    if (font.isEmpty() || font.length() > LONGEST_FONT) {
      throw new IllegalArgumentException(
          "the name of a font has 1 to " + LONGEST_FONT + " characters, was " + font.length());
    }
    effects = Set.copyOf(effects);
  }

  public TextFormat withFont(String newFont) {
    return new TextFormat(newFont, effects, colour, direction);
  }

  public TextFormat withEffects(Set<Effect> newEffects) {
    return new TextFormat(font, newEffects, colour, direction);
  }

  public TextFormat withColour(Colour newColour) {
    return new TextFormat(font, effects, newColour, direction);
  }

  public TextFormat withDirection(Direction newDirection) {
    return new TextFormat(font, effects, colour, newDirection);
  }

  /** Reads what is there; what is missing, unknown or odd is as usual. */
  static TextFormat from(String header) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : header.split(";")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(
            pair.substring(0, equals).strip().toUpperCase(Locale.ROOT),
            pair.substring(equals + 1).strip());
      }
    }
    return new TextFormat(
        font(PercentEncoding.decode(fields.getOrDefault("FN", ""))),
        effects(fields.getOrDefault("EF", "")),
        Colour.fromWire(fields.getOrDefault("CO", "")).orElse(Colour.BLACK),
        fields.getOrDefault("RL", "").equals("1")
            ? Direction.RIGHT_TO_LEFT
            : Direction.LEFT_TO_RIGHT);
  }

  private static String font(String name) {
    return name.isEmpty() || name.length() > LONGEST_FONT ? USUAL.font : name;
  }

  private static Set<Effect> effects(String letters) {
    Set<Effect> effects = EnumSet.noneOf(Effect.class);
    for (Effect effect : Effect.values()) {
      if (letters.toUpperCase(Locale.ROOT).indexOf(effect.letter()) >= 0) {
        effects.add(effect);
      }
    }
    return effects;
  }

  String toHeader() {
    StringBuilder letters = new StringBuilder();
    for (Effect effect : Effect.values()) {
      if (effects.contains(effect)) {
        letters.append(effect.letter());
      }
    }
    return "FN=%s; EF=%s; CO=%s; CS=0; PF=22%s"
        .formatted(
            PercentEncoding.encode(font),
            letters,
            colour.toWire(),
            direction == Direction.RIGHT_TO_LEFT ? "; RL=1" : "");
  }
}
