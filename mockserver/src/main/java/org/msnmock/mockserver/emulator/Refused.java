package org.msnmock.mockserver.emulator;

/**
 * What a client has said is not done. It carries no stack trace: it is an everyday answer.
 *
 * <p>Where {@link #closes}, the connection is closed behind the error, or without one.
 */
final class Refused extends RuntimeException {
  static final int INVALID_PARAMETER = 201;
  static final int NO_SUCH_USER = 205;
  static final int DOMAIN_MISSING = 206;
  static final int ALREADY_SIGNED_IN = 207;
  static final int INVALID_NAME = 208;
  static final int ILLEGAL_NICKNAME = 209;
  static final int LIST_FULL = 210;
  static final int ALREADY_THERE = 215;
  static final int NOT_ON_LIST = 216;
  static final int NOT_ONLINE = 217;
  static final int ALREADY_IN_THAT_MODE = 218;
  static final int ON_OPPOSITE_LIST = 219;
  static final int TOO_MANY_GROUPS = 223;
  static final int INVALID_GROUP = 224;
  static final int NOT_IN_GROUP = 225;
  static final int GROUP_NAME_EXISTS = 228;
  static final int GROUP_NAME_TOO_LONG = 229;
  static final int FIRST_GROUP_STAYS = 230;
  static final int DISABLED = 502;
  static final int CHALLENGE_FAILED = 540;
  static final int NO_MAILBOX = 710;
  static final int TOO_MANY_SESSIONS = 714;
  static final int NOT_EXPECTED = 715;
  static final int AUTHENTICATION_FAILED = 911;
  static final int HIDDEN = 913;

  private static final int NONE = 0;
  private static final long serialVersionUID = 1;

  private final int code;
  private final boolean closing;

  private Refused(int code, boolean closing, String why) {
    super(why, null, false, false);
    this.code = code;
    this.closing = closing;
  }

  /** An error, and the connection goes on. */
  static Refused with(int code) {
    return new Refused(code, false, "");
  }

  /** An error, and the end of the connection. */
  static Refused closing(int code, String why) {
    return new Refused(code, true, why);
  }

  /** The end of the connection without a word to the client. */
  static Refused silently(String why) {
    return new Refused(NONE, true, why);
  }

  int code() {
    return code;
  }

  boolean hasCode() {
    return code != NONE;
  }

  boolean closes() {
    return closing;
  }

  /** For whoever looks on. */
  String why() {
    return String.valueOf(getMessage());
  }
}
