package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.wire.Text;

/** The lines below a line that announces a payload, until they are as many bytes as it says. */
final class PastedPayload {
  private static final String END = "\r\n";
  private static final int MOST_ENDS = 3;

  private final int announced;
  private final List<String> lines = new ArrayList<>();
  private String ending = "";

  PastedPayload(int announced) {
    this.announced = announced;
  }

  void add(String line) {
    lines.add(line);
    ending = "";
  }

  /** The last line has an end that is written out, so it is no part of the transcript's form. */
  void end() {
    ending = END;
  }

  /** Whether all has come, so that what follows is no part of it. */
  boolean isFull() {
    return Text.length(joined(withoutIndent(lines))) >= announced;
  }

  /**
   * The payload with the announced length: as it stands, or without the indentation that all its
   * lines have, and with as many line ends behind it as it takes.
   */
  Optional<String> exact() {
    for (List<String> some : List.of(lines, withoutIndent(lines))) {
      StringBuilder text = new StringBuilder(joined(withoutBlankEnd(some)));
      for (int i = 0; i <= MOST_ENDS + lines.size(); i++) {
        if (Text.length(text.toString()) == announced) {
          return Optional.of(text.toString());
        }
        text.append(END);
      }
    }
    return Optional.empty();
  }

  /** The payload as it stands. */
  String text() {
    return ending.isEmpty() ? joined(withoutBlankEnd(lines)) : joined(lines) + ending;
  }

  private static String joined(List<String> lines) {
    return String.join(END, lines);
  }

  private static List<String> withoutBlankEnd(List<String> lines) {
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    return lines.subList(0, end);
  }

  private static List<String> withoutIndent(List<String> lines) {
    int indent =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    return lines.stream().map(line -> line.substring(Math.min(indent, line.length()))).toList();
  }
}
