package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Locale;
import org.msnmock.mockserver.dialogue.Span;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says in our words what the YAML reader could not read, and where it really is. */
final class YamlFault {
  private YamlFault() {}

  static Finding explain(JacksonException fault, SourceFile source) {
    if (fault.getCause() instanceof MarkedYamlEngineException marked) {
      Mark mark = marked.getProblemMark().orElse(marked.getContextMark().orElse(null));
      Span span =
          mark == null
              ? at(fault, source)
              : source.span(mark.getLine() + 1, mark.getColumn() + 1, 1);
      return reworded(marked.getProblem(), span);
    }
    if (fault.getCause() instanceof ReaderException reader) {
      return new Finding(
          Code.D101,
          at(reader.getPosition(), source),
          "the character U+%04X cannot stand in a YAML file".formatted(reader.getCodePoint()),
          List.of("fix: write it as an escape in a text in double quotes"),
          List.of());
    }
    return new Finding(
        Code.D101, at(fault, source), "not YAML: " + firstLine(fault), List.of(), List.of());
  }

  private static Finding reworded(String problem, Span span) {
    String value = valueOf(span.source());
    if (problem.contains("\\t(TAB)")) {
      return finding(span, "a tab where blanks are wanted", "fix: indent with blanks");
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return finding(
          span,
          "\": \" inside a text without quotes begins a new map",
          "fix: quote the line:  " + quoted(span.source()));
    }
    if (problem.startsWith("found character")) {
      return finding(
          span,
          "no text begins with "
              + problem.replaceAll("^found character '?(.)'?.*", "$1")
              + " unquoted",
          "fix: quote the line:  " + quoted(span.source()));
    }
    if (value.startsWith("{") && problem.contains("block end")) {
      return finding(
          span,
          "a text that begins with { is read as a map",
          "fix: quote the line:  " + quoted(span.source()));
    }
    if (problem.contains("',' or '}'")) {
      return finding(
          span,
          "a { ends the text before it here, inside a map in braces",
          "fix: quote each text that contains a brace:  { Content-Type: \"text/x{*}\" }");
    }
    return new Finding(Code.D101, span, "not YAML: " + problem, List.of(), List.of());
  }

  private static Finding finding(Span span, String message, String fix) {
    return new Finding(Code.D101, span, message, List.of(fix), List.of());
  }

  /** The source line with its value in double quotes. */
  private static String quoted(String line) {
    String value = valueOf(line);
    String before = line.substring(0, line.length() - value.length()).strip();
    return before + " \"" + value.strip().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String valueOf(String line) {
    int colon = line.indexOf(": ");
    String value = colon < 0 ? line.stripLeading() : line.substring(colon + 2).stripLeading();
    return colon < 0 && value.startsWith("- ") ? value.substring(2).stripLeading() : value;
  }

  private static Span at(JacksonException fault, SourceFile source) {
    TokenStreamLocation place = fault.getLocation();
    return place == null
        ? source.span(1, 1, 1)
        : source.span(place.getLineNr(), place.getColumnNr(), 1);
  }

  /** The place of a code point, counted from 0. */
  private static Span at(int position, SourceFile source) {
    String text = source.text();
    int points = text.codePointCount(0, text.length());
    int index = text.offsetByCodePoints(0, Math.max(0, Math.min(position, points)));
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
        line++;
        lineStart = i + 1;
      }
    }
    return source.span(line, text.codePointCount(lineStart, index) + 1, 1);
  }

  private static String firstLine(JacksonException fault) {
    String message = fault.getOriginalMessage();
    if (message == null) {
      return fault.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
