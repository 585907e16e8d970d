package org.msnmock.mockserver.dialogue;

import java.util.regex.Pattern;

/**
 * Which cases somebody means: an id ({@code signin.redirect}, {@code signin/redirect}, {@code
 * presence.nicknames[ascii]}), a folder of ids ({@code signin}), or a glob over ids ({@code
 * signin.*}), in which {@code *} is any text and {@code ?} any character.
 */
public record IdPattern(String text) {
  /** Whether a case of a dialogue is meant. */
  public boolean means(Dialogue dialogue, Dialogue.Case row) {
    String id = text.replace('/', '.').replace('\\', '.');
    if (id.contains("*") || id.contains("?")) {
      Pattern glob = glob(id);
      return glob.matcher(row.id()).matches() || glob.matcher(dialogue.id()).matches();
    }
    return id.equals(row.id()) || id.equals(dialogue.id()) || dialogue.id().startsWith(id + ".");
  }

  private static Pattern glob(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '*' -> out.append(".*");
        case '?' -> out.append('.');
        default -> out.append(Pattern.quote(text.substring(i, i + 1)));
      }
    }
    return Pattern.compile(out.toString());
  }
}
