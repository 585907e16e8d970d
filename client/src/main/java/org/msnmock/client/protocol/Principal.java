package org.msnmock.client.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An account, named by its e-mail address. Two spellings that differ only in the case of letters
 * are the same account.
 */
public record Principal(String address) {
  /** Real addresses end at 129 bytes; a server that sends far longer ones is not believed. */
  private static final int LONGEST = 1024;

  public Principal {
    int length = address.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > LONGEST) {
      throw new IllegalArgumentException(
          "an account name has 1 to " + LONGEST + " bytes, this one has " + length);
    }
    if (address.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      throw new IllegalArgumentException("an account name has no blanks or control characters");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Principal that && key().equals(that.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  private String key() {
    return address.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return address;
  }
}
