package org.msnmock.mockserver.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What stands behind a line that we send: {@code eol:}. */
public enum LineEnding {
  CRLF("crlf", "\r\n", "ends in CR LF"),
  LF("lf", "\n", "ends in LF alone"),
  CR("cr", "\r", "ends in CR alone"),
  NONE("none", "", "has no line end");

  private final String word;
  private final String text;
  private final String title;

  LineEnding(String word, String text, String title) {
    this.word = word;
    this.text = text;
    this.title = title;
  }

  public static Optional<LineEnding> fromWord(String word) {
    for (LineEnding ending : values()) {
      if (ending.word.equals(word)) {
        return Optional.of(ending);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return word;
  }

  public byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** For people: {@code ends in LF alone}. */
  public String title() {
    return title;
  }
}
