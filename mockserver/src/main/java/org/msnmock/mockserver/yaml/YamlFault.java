package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says in our words what the YAML reader could not read, and where it really is. */
final class YamlFault {
  private YamlFault() {}

  /**
   * Explains a fault.
   *
   * @param last the text that was read last
   */
  static Finding explain(JacksonException fault, SourceFile source, Optional<Scalar> last) {
    if (fault.getCause() instanceof MarkedYamlEngineException marked) {
      Mark mark = marked.getProblemMark().orElse(marked.getContextMark().orElse(null));
      Span span =
          mark == null
              ? at(fault, source)
              : source.span(mark.getLine() + 1, mark.getColumn() + 1, 1);
      return Unclosed.explain(marked, source, span, last)
          .or(() -> noColon(marked, source))
          .or(() -> indentation(marked.getProblem(), source, span))
          .orElseGet(() -> reworded(marked.getProblem(), span));
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

  private static Optional<Finding> noColon(MarkedYamlEngineException fault, SourceFile source) {
    if (!isIn("while scanning a simple key", fault)
        || !fault.getProblem().contains("expected ':'")) {
      return Optional.empty();
    }
    Mark mark = fault.getContextMark().orElseThrow();
    String text = source.line(mark.getLine() + 1).strip();
    String[] words = text.split(" ", 2);
    return Optional.of(
        finding(
            source.span(mark.getLine() + 1, mark.getColumn() + 1, text.length()),
            "a key without a colon",
            words.length == 2 && Telling.isKey(words[0])
                ? "fix: put the colon:  %s: %s".formatted(words[0], words[1])
                : "fix: what stands here is  key: value"));
  }

  private static boolean isIn(String context, MarkedYamlEngineException fault) {
    return context.equals(fault.getContext()) && fault.getContextMark().isPresent();
  }

  /** What begins in the wrong column has a colon, dash or key where the reader wants none. */
  private static Optional<Finding> indentation(String problem, SourceFile source, Span span) {
    boolean colon =
        problem.startsWith("mapping values are not allowed")
            && Indentation.isFirstColon(span.source(), span.column());
    boolean end =
        problem.startsWith("expected <block end>")
            && (problem.endsWith("'?'") || problem.endsWith("start>'") || problem.endsWith("'-'"));
    if (!colon && !end) {
      return Optional.empty();
    }
    Optional<Finding> line = Indentation.explain(source, span.line());
    return end ? line.or(() -> Optional.of(Indentation.ofAnyLine(source, span))) : line;
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
          Indentation.isFirstColon(span.source(), span.column())
              ? "fix: write the text on one line, in quotes"
              : "fix: quote the line:  " + quoted(span.source()));
    }
    if (problem.startsWith("found character")) {
      return finding(
          span,
          "no text begins with "
              + problem.replaceAll("^found character '?(.)'?.*", "$1")
              + " unquoted",
          "fix: quote the line:  " + quoted(span.source()));
    }
    boolean isStar = problem.startsWith("unexpected character found"); // behind *, no name follows
    if (isStar && !value.startsWith("{")) {
      return star(span);
    }
    if (value.startsWith("{") && (isStar || problem.contains("block end"))) {
      return finding(
          firstBrace(span),
          "a text that begins with { is read as a map",
          "fix: quote the line:  " + quoted(span.source()));
    }
    if (problem.startsWith("found unknown escape character")) {
      return finding(
          span,
          "\\%s means nothing in double quotes".formatted(span.text()),
          "fix: a backslash itself is written \\\\");
    }
    if (problem.contains("',' or '}'") && !span.text().equals("{")) {
      return finding(
          span,
          "a comma is missing before this, inside a map in braces",
          "fix: commas separate the entries:  { C: PNG, within: 5s }");
    }
    if (problem.contains("',' or '}'")) {
      return braceInBraces(span);
    }
    return new Finding(Code.D101, span, "not YAML: " + problem, List.of(), List.of());
  }

  /** {@code *} would refer to something in YAML. */
  private static Finding star(Span span) {
    String line = span.source();
    int brace = line.lastIndexOf('{', line.offsetByCodePoints(0, span.column() - 1));
    if (brace < 0) {
      return finding(
          span, "no text begins with * unquoted", "fix: quote the line:  " + quoted(line));
    }
    int column = line.codePointCount(0, brace) + 1;
    return braceInBraces(span.part(column - span.column(), 1));
  }

  private static Finding braceInBraces(Span span) {
    return finding(
        span,
        "a { ends the text before it here, inside a map in braces",
        "fix: quote each text that contains a brace:  { Content-Type: \"text/x{*}\" }");
  }

  private static Span firstBrace(Span span) {
    String line = span.source();
    int before = line.codePointCount(0, line.indexOf('{'));
    return span.part(before + 1 - span.column(), 1);
  }

  private static Finding finding(Span span, String message, String fix) {
    return new Finding(Code.D101, span, message, List.of(fix), List.of());
  }

  /** The source line with its value in double quotes. */
  static String quoted(String line) {
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
