package org.msnmock.mockserver.dialogue;

import java.util.OptionalInt;
import org.msnmock.mockserver.wire.Blocks;

/** How many bytes are transferred, as it is written. */
public final class BlockTotal {
  private static final int MOST_DIGITS = 9;

  private BlockTotal() {}

  /** Empty where the text is no number, or more than may be transferred. */
  public static OptionalInt of(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > MOST_DIGITS) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(text);
    return number > Blocks.MOST_IN_ALL ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
