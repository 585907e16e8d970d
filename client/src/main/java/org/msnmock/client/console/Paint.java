package org.msnmock.client.console;

import java.util.List;
import org.msnmock.client.console.Line.Tone;

/** The colours of a terminal. */
enum Paint {
  COLOURED,
  PLAIN;

  private static final String END = "\033[m";

  /** A line in rows of this width, ready for a terminal. */
  List<String> rows(Line line, int width) {
    List<String> rows = Rows.of(line, width);
    if (this == PLAIN) {
      return rows;
    }
    if (line.tone() == Tone.SAID) {
      rows.set(0, head(rows.get(0), line.head()));
      return rows;
    }
    return rows.stream().map(row -> painted(code(line.tone()), row)).toList();
  }

  /** The writer stands out, and what they write is as it is. */
  private static String head(String row, String head) {
    int end = Math.min(row.length(), head.length());
    return row.startsWith(head) ? painted(code(Tone.SAID), head) + row.substring(end) : row;
  }

  String prompt(String text) {
    return this == PLAIN ? text : painted("1", text);
  }

  private static String painted(String code, String text) {
    return code.isEmpty() ? text : "\033[" + code + "m" + text + END;
  }

  private static String code(Tone tone) {
    return switch (tone) {
      case ANSWER -> "";
      case HEADING -> "1";
      case NOTICE -> "34";
      case SAID -> "1;32";
      case TROUBLE -> "31";
    };
  }
}
