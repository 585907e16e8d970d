package org.msnmock.mockserver;

import java.util.ArrayList;
import java.util.List;
import org.msnmock.mockserver.wire.Role;

/**
 * A line that was said on a connection, by either side; secrets are hidden, and what is longer than
 * 4,096 characters is cut there, with a note.
 *
 * @param connection its number
 * @param role what the connection leads to
 * @param address whose connection it is; empty while nobody has proved it
 * @param by who said it
 * @param text without the line's end
 * @param payload what came with it; empty where nothing did
 */
public record SpokenLine(
    int connection, Role role, String address, Speaker by, String text, String payload) {

  /** Who said something. */
  public enum Speaker {
    CLIENT,
    SERVER
  }

  /** {@code ns #3 C: CHG 5 NLN 0}. */
  @Override
  public String toString() {
    return "%s #%s  %s: %s"
        .formatted(role.word(), connection, by == Speaker.CLIENT ? "C" : "S", text);
  }

  /** The same with the payload, each line of it indented. */
  List<String> shown() {
    List<String> out = new ArrayList<>();
    out.add(toString());
    payload.lines().map(line -> "      " + line).forEach(out::add);
    return out;
  }
}
