package org.msnmock.mockserver.adapter;

import java.util.Locale;

/** Who decides when the client signs in. */
public enum SignIn {
  /** The client, as soon as it is started. */
  AUTO,
  /** The dialogue, by {@code do: sign-in}. */
  WAIT;

  /** {@code auto} or {@code wait}, as {@code MSN_SIGN_IN} has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
