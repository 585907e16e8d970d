package org.msnmock.client.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour of text.
 *
 * @param rgb {@code 0xRRGGBB}
 */
public record Colour(int rgb) {
  public static final Colour BLACK = new Colour(0);

  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,6}");

  public Colour {
    if (rgb < 0 || rgb > 0xFFFFFF) {
      throw new IllegalArgumentException("a colour is 0x000000 to 0xFFFFFF, was " + rgb);
    }
  }

  /**
   * Reads {@code RRGGBB}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Colour fromRgb(String hex) {
    if (hex.length() != 6 || !HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a colour like ff0000, which is red: " + hex);
    }
    return new Colour(Integer.parseInt(hex, 16));
  }

  /** {@code rrggbb}. */
  public String toRgb() {
    return "%06x".formatted(rgb);
  }

  /** The colour in a message, where blue stands first and zeros at the begin are left out. */
  static Optional<Colour> fromWire(String bgr) {
    return HEX.matcher(bgr).matches()
        ? Optional.of(new Colour(swapped(Integer.parseInt(bgr, 16))))
        : Optional.empty();
  }

  String toWire() {
    return Integer.toHexString(swapped(rgb));
  }

  private static int swapped(int colour) {
    return (colour & 0xFF) << 16 | colour & 0xFF00 | colour >> 16;
  }
}
