package org.msnmock.client.contact;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The four lists that the server keeps for every account. */
public enum ListName {
  /** The people whose presence is wanted. */
  FORWARD(1),
  /** The people who may see and call the owner. */
  ALLOW(2),
  /** The people who may not. */
  BLOCK(4),
  /** The people who have the owner on their forward list; only the server changes it. */
  REVERSE(8);

  private final int bit;

  ListName(int bit) {
    this.bit = bit;
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
