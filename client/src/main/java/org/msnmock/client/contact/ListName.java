package org.msnmock.client.contact;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The four lists that the server keeps for every account. */
public enum ListName {
  /** The people whose presence is wanted. */
  FORWARD(1, "FL"),
  /** The people who may see and call the owner. */
  ALLOW(2, "AL"),
  /** The people who may not. */
  BLOCK(4, "BL"),
  /** The people who have the owner on their forward list; only the server changes it. */
  REVERSE(8, "RL");

  private final int bit;
  private final String code;

  ListName(int bit, String code) {
    this.bit = bit;
    this.code = code;
  }

  /** Two letters, as in {@code ADD} and {@code REM}. */
  public String code() {
    return code;
  }

  public static Optional<ListName> fromCode(String code) {
    return Arrays.stream(values()).filter(list -> list.code.equals(code)).findFirst();
  }

  /**
   * The lists in a bit sum such as 11: forward, allow and reverse. Bits of later protocol versions
   * are left out.
   */
  public static Set<ListName> fromMask(long mask) {
    Set<ListName> lists = EnumSet.noneOf(ListName.class);
    Arrays.stream(values()).filter(list -> (mask & list.bit) != 0).forEach(lists::add);
    return Collections.unmodifiableSet(lists);
  }
}
