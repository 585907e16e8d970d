package org.msnmock.client.protocol;

/** A password, which shows itself to nobody but {@link #reveal()}. */
public final class Password {
  private final String characters;

  private Password(String characters) {
    this.characters = characters;
  }

  public static Password of(String characters) {
    return new Password(characters);
  }

  /** The array may be wiped afterwards. */
  public static Password of(char[] characters) {
    return new Password(new String(characters));
  }

  public String reveal() {
    return characters;
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
