package org.msnmock.mockserver.dialogue;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of value that a pattern may ask for: {@code {id=trid}}. */
public enum Kind {
  ANY("any token"),
  TRID("a transaction id, 0 to 4294967295"),
  INT("a decimal number"),
  HEX("a hexadecimal number"),
  BITS("a decimal number, 0 to 4294967295"),
  EMAIL("an e-mail address"),
  URL("percent-encoded text"),
  STATUS("one of NLN BSY IDL BRB AWY LUN PHN HDN FLN"),
  HOSTPORT("host:port"),
  TICKET("a ticket");

  private static final long MAX_32 = 0xFFFF_FFFFL;
  private static final Set<String> STATUSES =
      Set.of("NLN", "BSY", "IDL", "BRB", "AWY", "LUN", "PHN", "HDN", "FLN");
  private static final Pattern EMAIL_TEXT = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Pattern HOSTPORT_TEXT = Pattern.compile("[^:\\s]+:[0-9]{1,5}");

  private final String description;

  Kind(String description) {
    this.description = description;
  }

  public static Optional<Kind> fromWord(String word) {
    if (word.equals("*")) {
      return Optional.of(ANY);
    }
    for (Kind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people: what is awaited. */
  public String description() {
    return description;
  }

  /** Whether a value of this kind must not be shown. */
  public boolean isSecret() {
    return this == TICKET;
  }

  public boolean accepts(String text) {
    return switch (this) {
      case ANY, TICKET -> true;
      case URL -> PercentCode.isWellFormed(text);
      case TRID, BITS -> isDecimal(text) && text.length() <= 10 && Long.parseLong(text) <= MAX_32;
      case INT -> isDecimal(text);
      case HEX -> isHexadecimal(text);
      case EMAIL -> EMAIL_TEXT.matcher(text).matches();
      case STATUS -> STATUSES.contains(text);
      case HOSTPORT -> HOSTPORT_TEXT.matcher(text).matches();
    };
  }

  /** What is learned from a received text of this kind: {@code URL} learns the decoded text. */
  public String learn(String text) {
    return this == URL ? PercentCode.decode(text) : text;
  }

  /** With or without {@code 0x}. */
  private static boolean isHexadecimal(String text) {
    int from = text.startsWith("0x") || text.startsWith("0X") ? 2 : 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 'f' || Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return text.length() > from;
  }

  static boolean isDecimal(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
