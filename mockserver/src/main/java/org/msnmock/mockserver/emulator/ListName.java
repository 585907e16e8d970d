package org.msnmock.mockserver.emulator;

import java.util.Optional;

/** The lists of a user. */
public enum ListName {
  /** Whose presence the user wants. */
  FORWARD("FL", 1),
  /** Who may see the user. */
  ALLOW("AL", 2),
  /** Who may not. */
  BLOCK("BL", 4),
  /** Who has the user on their forward list. */
  REVERSE("RL", 8);

  private final String code;
  private final int bit;

  ListName(String code, int bit) {
    this.code = code;
    this.bit = bit;
  }

  /** As on the wire: {@code FL}. */
  public String code() {
    return code;
  }

  int bit() {
    return bit;
  }

  static Optional<ListName> fromCode(String code) {
    for (ListName list : values()) {
      if (list.code.equals(code)) {
        return Optional.of(list);
      }
    }
    return Optional.empty();
  }
}
