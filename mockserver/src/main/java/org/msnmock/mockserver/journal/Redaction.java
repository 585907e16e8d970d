package org.msnmock.mockserver.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
  public static final Redaction BY_PLACE = new Redaction(List.of());

  /**
   * A shorter secret would blot out half of every report, and hide nothing that can't be guessed.
   */
  private static final int SHORTEST = 3;

  /** {@code USR 6 TWN S t=...}: from a client a ticket, from a server a challenge. */
  private static final Pattern TICKET_LINE = Pattern.compile("^(USR \\S* TWN S )(.+)$");

  private static final List<Pattern> PLACES =
      List.of(
          Pattern.compile("(?i)(\\bpwd=)([^,\\s\"']+)"),
          Pattern.compile("(?i)(\\bfrom-PP=')([^']+)"),
          Pattern.compile("(?i)(\\bMSPAuth:[ \\t]*)([^\\r\\n]+)"));

  private final List<Pattern> secrets;

  private Redaction(List<Pattern> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /** Hides these, too; empty and very short ones are left out. */
  public static Redaction of(String... secrets) {
    return BY_PLACE.and(List.of(secrets));
  }

  /** This one, which hides these, too; empty and very short ones are left out. */
  public Redaction and(Collection<String> more) {
    List<Pattern> all = new ArrayList<>(secrets);
    more.stream()
        .filter(secret -> secret.length() >= SHORTEST)
        .map(Redaction::anySpelling)
        .forEach(all::add);
    return new Redaction(all);
  }

  /** For any text but a line of the client. */
  public String hide(String text) {
    String out = text;
    for (Pattern secret : secrets) { // first: a place may end in the midst of one
      out = secret.matcher(out).replaceAll(Matcher.quoteReplacement(HIDDEN));
    }
    for (Pattern place : PLACES) {
      out = hidePlace(place, out);
    }
    return out;
  }

  /** For a line of the client, without its end. */
  public String hideLine(String line) {
    return hide(line.startsWith("USR ") ? hidePlace(TICKET_LINE, line) : line);
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
