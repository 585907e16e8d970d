package org.msnmock.mockserver.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.wire.Text;

/**
 * Something wrong, or doubtful, in a dialogue file.
 *
 * @param message what is wrong, without a full stop
 * @param hints lines that help: {@code fix: ...}, {@code known: ...}, {@code did you mean ...?}
 * @param includedFrom the includes that lead to the file, the innermost first
 */
public record Finding(
    Code code, Span span, String message, List<String> hints, List<Span> includedFrom)
    implements Comparable<Finding> {

  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparing((Finding finding) -> finding.span().file())
          .thenComparingInt(finding -> finding.span().line())
          .thenComparingInt(finding -> finding.span().column())
          .thenComparing(Finding::code)
          .thenComparing(Finding::message);

  public Finding {
    hints = List.copyOf(hints);
    includedFrom = List.copyOf(includedFrom);
  }

  /** That a file has an id which another one has, too, so that nobody could tell them apart. */
  public static Finding sameId(String id, String file, String other, String fix) {
    return new Finding(
        Code.D108,
        new Span(file, 1, 1, 1, ""),
        "the id %s is that of %s, too".formatted(id, other),
        List.of(fix),
        List.of());
  }

  /** The same with other paths, for readers who count them from another folder. */
  public Finding withPaths(UnaryOperator<String> path) {
    return new Finding(
        code,
        withPath(span, path),
        message,
        hints,
        includedFrom.stream().map(from -> withPath(from, path)).toList());
  }

  private static Span withPath(Span span, UnaryOperator<String> path) {
    return new Span(
        path.apply(span.file()), span.line(), span.column(), span.length(), span.source());
  }

  public Severity severity() {
    return code.severity();
  }

  public boolean isError() {
    return severity() == Severity.ERROR;
  }

  /** By file, line and column. */
  @Override
  public int compareTo(Finding other) {
    return BY_PLACE.compare(this, other);
  }

  /**
   * For people: the place and the message, a picture of the source line, the hints; each line ends
   * with a line feed.
   */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(span.place()).append("  ").append(severity().word()).append(' ').append(code);
    out.append("  ").append(Text.printable(message)).append('\n');
    out.append(span.source().isBlank() ? "" : span.picture()); // of nothing there is no picture
    hints.forEach(hint -> out.append("  ").append(Text.printable(hint)).append('\n'));
    for (int i = 0; i < includedFrom.size(); i++) {
      out.append(i == 0 ? "  included from " : ", from ").append(includedFrom.get(i).place());
    }
    return includedFrom.isEmpty() ? out.toString() : out.append('\n').toString();
  }
}
