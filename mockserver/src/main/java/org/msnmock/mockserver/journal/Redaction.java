package org.msnmock.mockserver.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.mockserver.wire.Text;

/**
 * Hides secrets in what is shown to people: in the places where the protocol has them, whatever
 * stands there, and the known ones anywhere, in any percent-encoding.
 */
public final class Redaction {
  /** What stands in place of a secret. */
  public static final String HIDDEN = "[hidden]";

  /** Hides what stands in the places for secrets; knows none by itself. */
  public static final Redaction BY_PLACE = new Redaction(List.of(), List.of());

  /**
   * The same, and the words that lead into a conversation: while a service goes on, whoever reads
   * one could come in with it.
   */
  public static final Redaction OF_SERVICE =
      new Redaction(
          List.of(),
          List.of(
              Pattern.compile("(?im)(^(?:XFR|RNG) [^\\r\\n]*? CKI +)(\\S+)"),
              Pattern.compile("(?im)(^ANS +\\S+ +\\S+ +)(\\S+)")));

  /**
   * A shorter secret would blot out half of every report, and hide nothing that can't be guessed.
   */
  private static final int SHORTEST = 3;

  /** So long is no word of the protocol. */
  private static final int LONG_TOKEN = 8;

  /** What stands before a ticket, roughly: {@code USR 6 TWN S t=...}; or before a challenge. */
  private static final Pattern BEFORE_TICKET = Pattern.compile("(?i)USR\\s+\\S*\\s+TWN\\s+S\\s+");

  /** A ticket that stands where none is awaited. */
  private static final Pattern TICKET = Pattern.compile("(?<!\\S)[tT]=\\S+");

  private static final Pattern SIGN_IN = Pattern.compile("(?i)\\s*(USR|ANS)(?!\\S)");
  private static final Pattern TOKEN = Pattern.compile("\\S+");
  private static final Pattern NO_TICKET = Pattern.compile("(?![tT]=).*");

  /** The words around a ticket or the like, numbers and addresses. */
  private static final Pattern HARMLESS =
      Pattern.compile("(?i)USR|ANS|TWN|I|S|[0-9]{1,10}|[^=&@]+@[^=&]+");

  private static final List<Pattern> PLACES =
      List.of(
          Pattern.compile("(?i)(\\bpwd=)([^,\\s\"']+)"),
          Pattern.compile("(?i)(\\bfrom-PP=')([^']+)"),
          Pattern.compile("(?i)(\\bMSPAuth:[ \\t]*)([^\\r\\n]+)"));

  private final List<String> secrets;
  private final List<Pattern> places;

  private Redaction(List<String> secrets, List<Pattern> places) {
    this.secrets = List.copyOf(secrets);
    this.places = List.copyOf(places);
  }

  /** Hides these, too; empty and very short ones are left out. */
  public static Redaction of(String... secrets) {
    return BY_PLACE.and(List.of(secrets));
  }

  /** This one, which hides these, too; empty and very short ones are left out. */
  public Redaction and(Collection<String> more) {
    List<String> all = new ArrayList<>(secrets);
    for (String secret : more) {
      if (secret.length() >= SHORTEST) {
        all.add(secret);
      }
    }
    return new Redaction(all, places);
  }

  /** For any text but a line of the client. */
  public String hide(String text) {
    String out = text;
    for (String secret : secrets) { // first: a place may end in the midst of one
      out = hideSpellings(secret, out);
    }
    for (Pattern place : PLACES) {
      out = hidePlace(place, out);
    }
    for (Pattern place : places) {
      out = hidePlace(place, out);
    }
    return out;
  }

  /** For a line of the client, without its end. */
  public String hideLine(String line) {
    int ticket = ticketAt(line);
    if (ticket >= 0) {
      return hide(line.substring(0, ticket) + HIDDEN);
    }
    return hide(isSignIn(line) ? TICKET.matcher(line).replaceAll(HIDDEN) : line);
  }

  /**
   * For a line of a client of which nobody knows whether it is right: where somebody signs in, it
   * shows only what is surely no secret.
   */
  public String hideUnscripted(String line) {
    Pattern shown = SIGN_IN.matcher(line).lookingAt() ? HARMLESS : NO_TICKET;
    return TOKEN
        .matcher(hideLine(line))
        .replaceAll(
            token ->
                Matcher.quoteReplacement(
                    shown.matcher(token.group()).matches() ? token.group() : HIDDEN));
  }

  /**
   * What a client's line holds in the place of a ticket: all of that, and each long token; and what
   * looks like a ticket elsewhere in it.
   */
  public static List<String> secretsIn(String line) {
    int at = ticketAt(line);
    if (at < 0) {
      return isSignIn(line)
          ? TICKET.matcher(line).results().map(MatchResult::group).toList()
          : List.of();
    }
    String ticket = line.substring(at).strip();
    List<String> out = new ArrayList<>();
    out.add(ticket);
    StringTokenizer words = new StringTokenizer(ticket);
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      if (word.length() >= LONG_TOKEN && word.length() < ticket.length()) {
        out.add(word);
      }
    }
    return out;
  }

  /** Where the ticket of a client's line begins; negative where it has none. */
  private static int ticketAt(String line) {
    if (!isSignIn(line)) {
      return -1;
    }
    Matcher before = BEFORE_TICKET.matcher(line);
    return before.lookingAt() && before.end() < line.length() ? before.end() : -1;
  }

  private static boolean isSignIn(String line) {
    return line.regionMatches(true, 0, "USR", 0, 3);
  }

  private static String hidePlace(Pattern place, String text) {
    return place.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
  }

  /** The text with a secret hidden wherever it stands, each of its letters encoded or not. */
  private static String hideSpellings(String secret, String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      int end = endOf(secret, text, i);
      if (end >= 0) {
        out = out == null ? new StringBuilder() : out;
        out.append(text, copied, i).append(HIDDEN);
        copied = end;
        i = end - 1;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /** Where a secret that begins at {@code from} ends; negative where none does. */
  private static int endOf(String secret, String text, int from) {
    int at = from;
    for (int i = 0; i < secret.length(); ) {
      int point = secret.codePointAt(i);
      int encoded = endOfEncoded(point, text, at);
      if (encoded >= 0) { // first: else a percent sign at the end leaves its 25
        at = encoded;
      } else if (at < text.length() && text.codePointAt(at) == point) {
        at += Character.charCount(point);
      } else {
        return -1;
      }
      i += Character.charCount(point);
    }
    return at;
  }

  private static int endOfEncoded(int point, String text, int from) {
    if (from >= text.length() || text.charAt(from) != '%') {
      return -1;
    }
    int at = from;
    for (byte b : Text.encode(Character.toString(point))) {
      if (at + 2 >= text.length()
          || text.charAt(at) != '%'
          || Character.digit(text.charAt(at + 1), 16) != (b >> 4 & 0xf)
          || Character.digit(text.charAt(at + 2), 16) != (b & 0xf)) {
        return -1;
      }
      at += 3;
    }
    return at;
  }
}
