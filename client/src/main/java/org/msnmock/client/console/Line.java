package org.msnmock.client.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Something to show: a head, such as time and writer, and what follows it. It is harmless and
 * bounded from the start, whoever wrote it.
 *
 * @param text its first line stands behind the head, the others below it; at most {@value
 *     #MOST_LINES} of them
 */
record Line(Tone tone, String head, List<String> text) {
  private static final int LONGEST_HEAD = 400;
  private static final int LONGEST_TEXT = 4000;
  static final int MOST_LINES = 40;

  /** What kind of thing is told; a terminal may show it by a colour. */
  enum Tone {
    /** What was asked for, such as a list. */
    ANSWER,
    /** What stands above a part of a list. */
    HEADING,
    /** What happens. */
    NOTICE,
    /** What somebody says. */
    SAID,
    /** What did not work. */
    TROUBLE
  }

  Line {
    head = Harmless.line(head, LONGEST_HEAD);
    text = text.stream().map(Harmless::line).toList();
  }

  /** A line without a head. */
  static Line answer(String text) {
    return of(Tone.ANSWER, "", text);
  }

  static Line of(Tone tone, String head, String text) {
    return new Line(tone, head, bounded(text));
  }

  private static List<String> bounded(String text) {
    int letters = text.codePointCount(0, text.length());
    String start =
        letters <= LONGEST_TEXT
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
    List<String> all = start.lines().toList();
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(all.size(), MOST_LINES)));
    if (letters > LONGEST_TEXT) {
      shown.add("… (%s more characters)".formatted(letters - LONGEST_TEXT));
    } else if (all.size() > MOST_LINES) {
      shown.add("… (%s more lines)".formatted(all.size() - MOST_LINES));
    }
    return shown.isEmpty() ? List.of("") : shown;
  }
}
