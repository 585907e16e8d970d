package org.msnmock.client.console;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Parts a line up to the cursor in words as {@link Input} does, for its last one to be completed.
 */
final class WordParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    String before = line.substring(0, Math.min(Math.max(0, cursor), line.length()));
    int start = lastWord(before);
    List<String> words =
        new ArrayList<>(Input.Words.of(before.substring(0, start), Integer.MAX_VALUE).words());
    String raw = before.substring(start);
    words.add(raw.replace("\"", ""));
    return new Words(before, words, raw);
  }

  private static int lastWord(String text) {
    boolean isQuoted = false;
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '"') {
        isQuoted = !isQuoted;
      } else if (Character.isWhitespace(text.charAt(at)) && !isQuoted) {
        start = at + 1;
      }
    }
    return start;
  }

  /**
   * The words so far.
   *
   * @param raw the last one as it was typed, quotes included
   */
  private record Words(String line, List<String> words, String raw)
      implements CompletingParsedLine {
    @Override
    public String word() {
      return words.get(words.size() - 1);
    }

    @Override
    public int wordCursor() {
      return word().length();
    }

    @Override
    public int wordIndex() {
      return words.size() - 1;
    }

    @Override
    public int cursor() {
      return line.length();
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean isComplete) {
      boolean isQuoted = raw.startsWith("\"") || candidate.chars().anyMatch(c -> c == ' ');
      return isQuoted ? "\"" + candidate + (isComplete ? "\"" : "") : candidate;
    }

    @Override
    public int rawWordCursor() {
      return raw.length();
    }

    @Override
    public int rawWordLength() {
      return raw.length();
    }
  }
}
