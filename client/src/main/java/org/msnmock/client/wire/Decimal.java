package org.msnmock.client.wire;

import java.util.OptionalLong;

/** Numbers as the protocol writes them: digits only, no sign. */
public final class Decimal {
  private static final int MOST_DIGITS = 18;

  private Decimal() {}

  /** The number; nothing where the text is not made of 1 to 18 digits. */
  public static OptionalLong parse(String text) {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
