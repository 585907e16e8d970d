package org.msnmock.mockserver.dialogue;

/** What is wrong with the user and the password that a client brings to the login, for people. */
public final class Credentials {
  private static final int LONGEST_KEPT = 16;

  private Credentials() {}

  /** Whether what was received, encoded or not, is this user. */
  public static boolean isUser(String received, String user) {
    return PercentCode.decode(received).equalsIgnoreCase(user);
  }

  /** What may be wrong with a user that is none, with a blank before it; else empty. */
  public static String userHint(String received, String user) {
    return isUser(PercentCode.decode(received), user) ? " (it is percent-encoded twice)" : "";
  }

  /** What may be wrong with a password that is not the right one, with a blank before it. */
  public static String passwordHint(String received, String password) {
    if (PercentCode.decode(PercentCode.decode(received)).equals(password)) {
      return " (it is percent-encoded twice)";
    }
    if (password.startsWith(PercentCode.decode(received) + ",")) {
      return " (it ends at a comma: a comma inside the password must be sent as %2C)";
    }
    if (!PercentCode.isWellFormed(received)) {
      return " (a percent sign in it must be sent as %25)";
    }
    if (PercentCode.decode(received.replace('+', ' ')).equals(password)) {
      return " (a blank must be sent as %20, a plus is a plus)";
    }
    return password.length() > LONGEST_KEPT && password.startsWith(PercentCode.decode(received))
        ? " (it was cut)"
        : "";
  }
}
