package org.msnmock.mockserver.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.msnmock.mockserver.dialogue.Span;

/** The text of one file, line by line, so that every finding can show its place. */
final class SourceFile {
  static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_LINE = 64 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final String text;
  private final List<String> lines;

  /** Whether some character takes two chars, so that columns have to be counted. */
  private final boolean astral;

  private SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lines = lines(text);
    this.astral = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
  }

  /**
   * Reads at most {@link #MAX_BYTES}, in lines of at most {@link #MAX_LINE} characters.
   *
   * @param name the path for people
   */
  static SourceFile read(Path path, String name) throws BrokenFile {
    return read(path, name, MAX_BYTES);
  }

  /** The same with another limit. */
  static SourceFile read(Path path, String name, int mostBytes) throws BrokenFile {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(mostBytes + 1);
    } catch (IOException e) {
      throw broken(name, "cannot be read: " + e.getMessage());
    }
    if (bytes.length > mostBytes) {
      throw broken(
          name, String.format(Locale.ROOT, "the file is over the limit of %,d bytes", mostBytes));
    }
    SourceFile source = new SourceFile(name, decode(bytes, name));
    for (int i = 1; i <= source.lines.size(); i++) {
      if (source.line(i).length() > MAX_LINE) {
        String message = String.format(Locale.ROOT, "a line of more than %,d characters", MAX_LINE);
        throw new BrokenFile(
            new Finding(Code.D101, source.span(i, 1, 1), message, List.of(), List.of()));
      }
    }
    return source;
  }

  /** A text that stands in no file. */
  static SourceFile of(String text, String name) {
    return new SourceFile(name, text);
  }

  private static BrokenFile broken(String name, String message) {
    return new BrokenFile(
        new Finding(Code.D101, new Span(name, 1, 1, 1, ""), message, List.of(), List.of()));
  }

  private static String decode(byte[] bytes, String name) throws BrokenFile {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw notUtf8(name, text, in.position(), bytes[in.position()] & 0xff);
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static BrokenFile notUtf8(String name, String before, int offset, int value) {
    SourceFile readable = new SourceFile(name, before);
    int line = readable.lines.size();
    String last = readable.lines.get(line - 1);
    return new BrokenFile(
        new Finding(
            Code.D101,
            readable.span(line, last.codePointCount(0, last.length()) + 1, 1),
            String.format(Locale.ROOT, "not UTF-8: the byte %02x at offset %,d", value, offset),
            List.of("fix: save the file as UTF-8"),
            List.of()));
  }

  /** The path for people. */
  String name() {
    return name;
  }

  String text() {
    return text;
  }

  int lineCount() {
    return lines.size();
  }

  /** A line without its end, from 1; empty outside of the file. */
  String line(int number) {
    return number < 1 || number > lines.size() ? "" : lines.get(number - 1);
  }

  /** A place, from 1, in code points; brought into the file where it is outside. */
  Span span(int line, int column, int length) {
    int inside = Math.max(1, Math.min(line, lines.size()));
    return new Span(name, inside, Math.max(1, column), Math.max(1, length), line(inside));
  }

  /** The index of a column in a line, brought into the line. */
  int offset(int line, int column) {
    String text = line(line);
    if (!astral) {
      return Math.max(0, Math.min(column - 1, text.length()));
    }
    int points = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(column - 1, points)));
  }

  /** How many code points the first chars of a text of this file are. */
  int codePoints(String text, int chars) {
    return astral ? text.codePointCount(0, chars) : chars;
  }

  private static List<String> lines(String text) {
    List<String> out = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        out.add(text.substring(from, i));
        if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
        from = i + 1;
      }
    }
    out.add(text.substring(from));
    return out;
  }
}
