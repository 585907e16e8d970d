package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML tokens to nodes. Everything in YAML that changes or loses text without a word is refused
 * here: comments behind a single blank, anchors, aliases, tags, folded text, doubled keys, further
 * documents.
 */
final class NodeReader {
  private static final int MAX_DEPTH = 100;

  private final SourceFile source;
  private final YAMLParser parser;
  private final List<Finding> findings;

  /** For the explanation of a fault behind it. */
  private Optional<Scalar> last = Optional.empty();

  private NodeReader(SourceFile source, YAMLParser parser, List<Finding> findings) {
    this.source = source;
    this.parser = parser;
    this.findings = findings;
  }

  /** Empty when the file is so broken that nothing of it can be used; the findings say why. */
  static Optional<Node> read(YAMLFactory yaml, SourceFile source, List<Finding> findings) {
    if (source.text().isBlank()) {
      findings.add(finding(Code.D101, source.span(1, 1, 1), "the file is empty"));
      return Optional.empty();
    }
    try (YAMLParser parser =
        (YAMLParser) yaml.createParser(ObjectReadContext.empty(), source.text())) {
      return new NodeReader(source, parser, findings).read();
    } catch (JacksonException e) {
      findings.add(YamlFault.explain(e, source, Optional.empty()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // escapes like "\UFFFFFFFF" get this far
      findings.add(finding(Code.D101, source.span(1, 1, 1), "not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<Node> read() {
    try {
      return Optional.of(document());
    } catch (BrokenFile e) {
      findings.add(e.finding());
    } catch (JacksonException e) {
      findings.add(YamlFault.explain(e, source, last));
    }
    return Optional.empty();
  }

  private Node document() throws BrokenFile {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new BrokenFile(finding(Code.D101, source.span(1, 1, 1), "the file is empty"));
    }
    Node node = value(first, 0);
    if (parser.nextToken() != null) {
      throw new BrokenFile(
          new Finding(
              Code.D101,
              here(1),
              "a second document; one file is one",
              List.of("fix: move what stands below --- into a file of its own"),
              List.of()));
    }
    return node;
  }

  private Node value(JsonToken token, int depth) throws BrokenFile {
    if (depth > MAX_DEPTH) {
      throw new BrokenFile(
          finding(Code.D101, here(1), "nested deeper than %s levels".formatted(MAX_DEPTH)));
    }
    if (token == JsonToken.START_OBJECT) {
      return mapping(depth);
    }
    return token == JsonToken.START_ARRAY ? sequence(depth) : scalar();
  }

  private Node sequence(int depth) throws BrokenFile {
    Span span = start();
    List<Node> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(value(token, depth + 1));
    }
    return new Node.Sequence(items, span);
  }

  private Node mapping(int depth) throws BrokenFile {
    Span span = start();
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, Scalar> keys = new HashMap<>();
    for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
      Scalar key = scalar();
      Node value = value(next(), depth + 1);
      Scalar before = keys.putIfAbsent(key.text(), key);
      if (before == null) {
        entries.add(new Node.Entry(key, value));
      } else {
        findings.add(
            finding(
                Code.D103,
                key.span(),
                "\"%s\" stands here twice; first in line %s".formatted(key.text(), before.line())));
      }
    }
    return new Node.Mapping(entries, span);
  }

  private JsonToken next() throws BrokenFile {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new BrokenFile(finding(Code.D101, here(1), "the file ends in the middle of something"));
    }
    return token;
  }

  private Span start() {
    Span span = here(1);
    char first = charAt(span.line(), span.column());
    if (first == '&' || first == '!') {
      refuse(first, span);
    }
    return span;
  }

  private Scalar scalar() {
    TokenStreamLocation start = parser.currentTokenLocation();
    TokenStreamLocation end = parser.currentLocation();
    Scalar.Extent extent =
        new Scalar.Extent(
            start.getLineNr(), start.getColumnNr(), end.getLineNr(), end.getColumnNr());
    char first = extent.isEmpty() ? 0 : charAt(extent.line(), extent.column());
    boolean marked = first == '&' || first == '*' || first == '!';
    Scalar.Style style = extent.isEmpty() ? Scalar.Style.EMPTY : style(first);
    Scalar scalar = new Scalar(text(style, extent, marked), style, source, extent);
    check(scalar, first, marked);
    last = Optional.of(scalar);
    return scalar;
  }

  /** What stands there, and not what it could mean: numbers and words keep their spelling. */
  private String text(Scalar.Style style, Scalar.Extent extent, boolean marked) {
    if (style == Scalar.Style.EMPTY) {
      return "";
    }
    if (style == Scalar.Style.PLAIN && extent.isOnOneLine() && !marked) {
      return slice(extent.line(), extent.column(), extent.endColumn());
    }
    String text = parser.getString();
    return text == null ? "" : text;
  }

  private static Scalar.Style style(char first) {
    return switch (first) {
      case '\'' -> Scalar.Style.SINGLE_QUOTED;
      case '"' -> Scalar.Style.DOUBLE_QUOTED;
      case '|' -> Scalar.Style.BLOCK;
      case '>' -> Scalar.Style.FOLDED;
      default -> Scalar.Style.PLAIN;
    };
  }

  private void check(Scalar scalar, char first, boolean marked) {
    if (marked || first == '>') {
      refuse(first, scalar.span());
    } else if (scalar.text().equals("<<") && scalar.style() == Scalar.Style.PLAIN) {
      findings.add(
          finding(Code.D105, scalar.span(), "merge keys are not used; use include or vars"));
    } else if (scalar.style() == Scalar.Style.PLAIN || scalar.style() == Scalar.Style.EMPTY) {
      checkComment(scalar);
    }
  }

  private void refuse(char first, Span span) {
    String message =
        switch (first) {
          case '&' -> "anchors are not used: the text behind the name alone would be left";
          case '*' -> "aliases are not used";
          case '!' -> "tags are not used: the text behind the tag alone would be left";
          default -> "folded text would lose its line ends; use | or |-";
        };
    String fix =
        first == '>'
            ? "fix: write | or |- in place of >"
            : "fix: quote the text if it begins with %s; to share text use include or vars"
                .formatted(first);
    findings.add(new Finding(Code.D105, span, message, List.of(fix), List.of()));
  }

  /** One blank before a # is a mistake; two or more mean a comment. */
  private void checkComment(Scalar scalar) {
    String line = source.line(scalar.endLine());
    int end = source.offset(scalar.endLine(), scalar.endColumn());
    if (end + 1 >= line.length() || !isBlank(line.charAt(end)) || line.charAt(end + 1) != '#') {
      return;
    }
    if (scalar.style() == Scalar.Style.EMPTY && line.substring(end).equals(" #")) {
      return;
    }
    String lost = line.substring(end + 1);
    int column = line.codePointCount(0, end + 1) + 1;
    findings.add(
        new Finding(
            Code.D104,
            source.span(scalar.endLine(), column, lost.codePointCount(0, lost.length())),
            "\" #\" starts a YAML comment, \"%s\" would be lost".formatted(lost),
            List.of(quoted(line, scalar)),
            List.of()));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private String quoted(String line, Scalar scalar) {
    String remark = "    (two blanks before # mean that a comment is wanted)";
    int begin = source.offset(scalar.line(), scalar.column());
    if (!scalar.isOnOneLine() || line.lastIndexOf('{', begin) >= 0) {
      return "fix: quote the text" + remark;
    }
    return "fix: quote the line:  "
        + line.substring(0, begin).strip()
        + " \""
        + line.substring(begin).strip().replace("\\", "\\\\").replace("\"", "\\\"")
        + "\""
        + remark;
  }

  private Span here(int length) {
    TokenStreamLocation start = parser.currentTokenLocation();
    return source.span(start.getLineNr(), start.getColumnNr(), length);
  }

  private char charAt(int line, int column) {
    String text = source.line(line);
    int at = source.offset(line, column);
    return at < text.length() ? text.charAt(at) : 0;
  }

  private String slice(int line, int from, int to) {
    int begin = source.offset(line, from);
    return source.line(line).substring(begin, Math.max(begin, source.offset(line, to)));
  }

  private static Finding finding(Code code, Span span, String message) {
    return new Finding(code, span, message, List.of(), List.of());
  }
}
