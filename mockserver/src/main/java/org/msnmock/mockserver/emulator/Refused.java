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
  static final int CALLING_TOO_OFTEN = 713;
  static final int TOO_MANY_SESSIONS = 714;
  static final int NOT_EXPECTED = 715;
  static final int CHANGING_TOO_FAST = 800;
  static final int AUTHENTICATION_FAILED = 911;
  static final int HIDDEN = 913;

  private static final int NONE = 0;
  private static final long serialVersionUID = 1;

  private final int code;
  private final boolean closing;
  private final boolean isOutOfPlace;

  private Refused(int code, boolean closing, boolean isOutOfPlace, String why) {
    super(why, null, false, false);
    this.code = code;
    this.closing = closing;
    this.isOutOfPlace = isOutOfPlace;
  }

  /** An error, and the connection goes on. */
  static Refused with(int code) {
    return new Refused(code, false, false, meaning(code));
  }

  /** An error, and the end of the connection. */
  static Refused closing(int code, String why) {
    boolean isOutOfPlace = code == NOT_EXPECTED || code == AUTHENTICATION_FAILED;
    return new Refused(code, true, isOutOfPlace, why);
  }

  /** The end of the connection without a word to the client. */
  static Refused silently(String why) {
    return new Refused(NONE, true, false, why);
  }

  /** The same for something that may be right elsewhere, or at another time. */
  static Refused outOfPlace(String why) {
    return new Refused(NONE, true, true, why);
  }

  private static String meaning(int code) {
    return switch (code) {
      case INVALID_PARAMETER -> "a word that does not fit here";
      case NO_SUCH_USER -> "there is no such account";
      case ALREADY_SIGNED_IN -> "it is signed in already";
      case INVALID_NAME -> "that is no address";
      case ILLEGAL_NICKNAME -> "that name is not allowed, or not encoded";
      case LIST_FULL -> "the list is full";
      case ALREADY_THERE -> "that person is there already";
      case NOT_ON_LIST -> "that person is not there, or does not want to be called";
      case NOT_ONLINE -> "that person is not online, for this user";
      case ALREADY_IN_THAT_MODE -> "it is so already";
      case ON_OPPOSITE_LIST -> "that person is on the opposite list, AL or BL, of this user";
      case TOO_MANY_GROUPS -> "there are as many groups as can be";
      case INVALID_GROUP -> "there is no such group";
      case NOT_IN_GROUP -> "that person is not in that group";
      case GROUP_NAME_EXISTS -> "there is a group of that name";
      case GROUP_NAME_TOO_LONG -> "the name of the group is too long";
      case FIRST_GROUP_STAYS -> "group 0 cannot be removed";
      case DISABLED -> "servers have done without this command since 2003";
      case NO_MAILBOX -> "this user has no mailbox";
      case CALLING_TOO_OFTEN -> "this user has called in vain very often of late";
      case CHANGING_TOO_FAST -> "this user changes names or the status very often of late";
      case TOO_MANY_SESSIONS -> "this user has many conversations open";
      case NOT_EXPECTED -> "it is not expected here";
      case HIDDEN -> "who is hidden, or has no status yet, cannot begin a conversation";
      default -> "";
    };
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

  /** Whether the state of the connection says what would have been right. */
  boolean isOutOfPlace() {
    return isOutOfPlace;
  }

  /** For whoever looks on. */
  String why() {
    return String.valueOf(getMessage());
  }
}
