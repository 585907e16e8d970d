package org.msnmock.client.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the numbers mean that servers send in place of a reply. Names differ a little between
 * clients of the time, and servers may send numbers that are not listed here.
 *
 * @see "error tables of Gaim 0.82, Kopete 0.9 and hypothetic.org"
 */
public enum ErrorCode {
  SYNTAX_ERROR(200, "syntax error"),
  INVALID_PARAMETER(201, "invalid parameter"),
  INVALID_USER(205, "invalid or unknown user"),
  DOMAIN_MISSING(206, "domain name missing", Kind.ACCOUNT),
  ALREADY_LOGGED_IN(207, "already logged in"),
  INVALID_USER_NAME(208, "invalid user name", Kind.ACCOUNT),
  ILLEGAL_FRIENDLY_NAME(209, "illegal friendly name, or account not verified"),
  LIST_FULL(210, "list full"),
  INVALID_RENAME(213, "invalid rename request"),
  ALREADY_ON_LIST(215, "principal already on list"),
  NOT_ON_LIST(216, "principal not on list"),
  NOT_ONLINE(217, "principal not online"),
  ALREADY_IN_MODE(218, "already in that mode"),
  ON_OPPOSITE_LIST(219, "principal on the opposite list"),
  NOT_ACCEPTING_PAGES(220, "not accepting pages"),
  TOO_MANY_GROUPS(223, "too many groups"),
  INVALID_GROUP(224, "invalid group"),
  NOT_IN_GROUP(225, "principal not in group"),
  GROUP_NOT_EMPTY(227, "group not empty"),
  GROUP_NAME_EXISTS(228, "group name exists"),
  GROUP_NAME_TOO_LONG(229, "group name too long"),
  GROUP_NOT_REMOVABLE(230, "group 0 cannot be removed"),
  INVALID_GROUP_OLD(231, "invalid group"),
  EMPTY_DOMAIN(240, "empty domain"),
  INVALID_XML(241, "invalid XML"),
  SWITCHBOARD_FAILED(280, "switchboard failed"),
  TRANSFER_FAILED(281, "transfer to switchboard failed"),
  PEER_TO_PEER_ERROR(282, "bad peer-to-peer message"),
  REQUIRED_FIELD_MISSING(300, "required field missing"),
  TOO_MANY_HITS(301, "too many hits"),
  NOT_LOGGED_IN(302, "not logged in"),
  CONTACT_LIST_ERROR(402, "contact list error"),
  CONTACT_LIST_ACCESS_ERROR(403, "contact list access error"),
  INTERNAL_ERROR(500, "internal server error", Kind.UNAVAILABLE),
  DATABASE_ERROR(501, "database server error", Kind.UNAVAILABLE),
  COMMAND_DISABLED(502, "command disabled"),
  FILE_OPERATION_FAILED(510, "file operation failed", Kind.UNAVAILABLE),
  BANNED(511, "account banned", Kind.ACCOUNT),
  MEMORY_FAILED(520, "memory allocation failed", Kind.UNAVAILABLE),
  CHALLENGE_FAILED(540, "challenge response failed"),
  SERVER_BUSY(600, "server busy", Kind.BUSY),
  SERVER_UNAVAILABLE(601, "server unavailable", Kind.UNAVAILABLE),
  PEER_SERVER_DOWN(602, "peer notification server down", Kind.UNAVAILABLE),
  DATABASE_CONNECTION_FAILED(603, "database connection failed", Kind.UNAVAILABLE),
  SERVER_GOING_DOWN(604, "server going down", Kind.UNAVAILABLE),
  SERVER_UNAVAILABLE_605(605, "server unavailable", Kind.UNAVAILABLE),
  PAGING_UNAVAILABLE(606, "paging unavailable"),
  CONNECTION_NOT_CREATED(700, "could not create connection"),
  CONNECTION_NOT_CREATED_707(707, "could not create connection"),
  BAD_CLIENT_DESCRIPTION(710, "bad CVR parameters, or no mailbox"),
  WRITE_BLOCKING(711, "write is blocking"),
  SESSION_OVERLOADED(712, "session overloaded"),
  USER_TOO_ACTIVE(713, "calling too often"),
  TOO_MANY_SESSIONS(714, "too many sessions"),
  NOT_EXPECTED(715, "not expected at this time"),
  BAD_FRIEND_FILE(717, "bad friend file"),
  DESCRIPTION_NOT_EXPECTED(731, "CVR not expected"),
  CHANGING_TOO_RAPIDLY(800, "changing too rapidly"),
  SERVER_TOO_BUSY_910(910, "server too busy", Kind.BUSY),
  AUTHENTICATION_FAILED(911, "authentication failed", Kind.AUTHENTICATION),
  SERVER_TOO_BUSY_912(912, "server too busy", Kind.BUSY),
  NOT_ALLOWED_WHEN_HIDDEN(913, "not allowed when hidden or without a status"),
  SERVER_UNAVAILABLE_914(914, "server unavailable", Kind.UNAVAILABLE),
  SERVER_UNAVAILABLE_915(915, "server unavailable", Kind.UNAVAILABLE),
  SERVER_UNAVAILABLE_916(916, "server unavailable", Kind.UNAVAILABLE),
  BAD_DOMAIN(917, "authentication failed, or bad domain", Kind.ACCOUNT),
  SERVER_TOO_BUSY_918(918, "server too busy", Kind.BUSY),
  SERVER_TOO_BUSY_919(919, "server too busy", Kind.BUSY),
  NO_NEW_PRINCIPALS(920, "not accepting new principals", Kind.ACCOUNT),
  SERVER_TOO_BUSY_921(921, "server too busy", Kind.BUSY),
  SERVER_TOO_BUSY_922(922, "server too busy", Kind.BUSY),
  KID_WITHOUT_CONSENT(923, "kid account without parental consent", Kind.ACCOUNT),
  ACCOUNT_NOT_VERIFIED(924, "account not verified", Kind.ACCOUNT),
  MANAGED_ACCOUNT(926, "managed account", Kind.ACCOUNT),
  RESTRICTED_ACCOUNT(927, "restricted account", Kind.ACCOUNT),
  BAD_TICKET(928, "bad ticket", Kind.TICKET),
  ENTERPRISE_ACCOUNT(930, "enterprise account", Kind.ACCOUNT),
  ACCOUNT_NOT_HERE(931, "account not on this server", Kind.ACCOUNT);

  /** What a number says to somebody who wants to sign in. */
  public enum Kind {
    AUTHENTICATION,
    TICKET,
    ACCOUNT,
    BUSY,
    UNAVAILABLE,
    /** About one request only. */
    REQUEST
  }

  private static final Map<Integer, ErrorCode> BY_NUMBER =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ErrorCode::number, Function.identity()));

  private final int number;
  private final String text;
  private final Kind kind;

  ErrorCode(int number, String text) {
    this(number, text, Kind.REQUEST);
  }

  ErrorCode(int number, String text, Kind kind) {
    this.number = number;
    this.text = text;
    this.kind = kind;
  }

  public int number() {
    return number;
  }

  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  public static Optional<ErrorCode> fromNumber(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /** For people: {@code 911 authentication failed}, or {@code 999 unknown error}. */
  public static String describe(int number) {
    return number + " " + fromNumber(number).map(ErrorCode::text).orElse("unknown error");
  }
}
