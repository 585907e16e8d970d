package org.msnmock.mockserver.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.wire.Text;

/**
 * Hides secrets in what is shown to people: in the places where the protocol has them, whatever
 * stands there, and the known ones anywhere, in any percent-encoding.
 */
public final class Redaction {
  /** What stands in place of a secret. */
  public static final String HIDDEN = "[hidden]";

  /** Hides what stands in the places for secrets; knows none by itself. */
  public static final Redaction BY_PLACE = new Redaction(List.of());

  /**
   * A shorter secret would blot out half of every report, and hide nothing that can't be guessed.
   */
  private static final int SHORTEST = 3;

  /** So long is no word of the protocol. */
  private static final int LONG_TOKEN = 8;

  /** What stands before a ticket, roughly: {@code USR 6 TWN S t=...}; or before a challenge. */
  private static final Pattern BEFORE_TICKET = Pattern.compile("(?i)USR\\s+\\S*\\s+TWN\\s+S\\s+");

  private static final List<Pattern> PLACES =
      List.of(
          Pattern.compile("(?i)(\\bpwd=)([^,\\s\"']+)"),
          Pattern.compile("(?i)(\\bfrom-PP=')([^']+)"),
          Pattern.compile("(?i)(\\bMSPAuth:[ \\t]*)([^\\r\\n]+)"));

  private final List<String> secrets;
  private @Nullable List<Pattern> patterns; // made when they are needed first, by any thread

  private Redaction(List<String> secrets) {
    this.secrets = List.copyOf(secrets);
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
    return new Redaction(all);
  }

  private List<Pattern> patterns() {
    List<Pattern> made = patterns;
    if (made == null) {
      made = secrets.stream().distinct().map(Redaction::anySpelling).toList();
      patterns = made;
    }
    return made;
  }

  /** For any text but a line of the client. */
  public String hide(String text) {
    String out = text;
    for (Pattern secret : patterns()) { // first: a place may end in the midst of one
      out = secret.matcher(out).replaceAll(Matcher.quoteReplacement(HIDDEN));
    }
    for (Pattern place : PLACES) {
      out = hidePlace(place, out);
    }
    return out;
  }

  /** For a line of the client, without its end. */
  public String hideLine(String line) {
    int ticket = ticketAt(line);
    return hide(ticket < 0 ? line : line.substring(0, ticket) + HIDDEN);
  }

  /** What a client's line holds in the place of a ticket: all of that, and each long token. */
  public static List<String> secretsIn(String line) {
    int at = ticketAt(line);
    if (at < 0) {
      return List.of();
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
    if (!line.regionMatches(true, 0, "USR", 0, 3)) {
      return -1;
    }
    Matcher before = BEFORE_TICKET.matcher(line);
    return before.lookingAt() && before.end() < line.length() ? before.end() : -1;
  }

  private static String hidePlace(Pattern place, String text) {
    return place.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
  }

  private static Pattern anySpelling(String secret) {
    StringBuilder out = new StringBuilder();
    secret
        .codePoints()
        .forEach(
            point -> {
              String plain = Character.toString(point);
              out.append("(?:(?i:"); // encoded first: else a percent sign at the end leaves its 25
              for (byte b : Text.encode(plain)) {
                out.append("%%%02x".formatted(b & 0xff));
              }
              out.append(")|").append(Pattern.quote(plain)).append(')');
            });
    return Pattern.compile(out.toString());
  }
}
