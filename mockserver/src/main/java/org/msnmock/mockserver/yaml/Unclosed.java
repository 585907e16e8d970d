package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Faults of what was opened and closed nowhere, too soon or too late: quotation marks, braces,
 * brackets, the text below a {@code |}. The reader tells them where it gives up, often lines below.
 */
final class Unclosed {
  private final MarkedYamlEngineException fault;
  private final SourceFile source;
  private final Span place;
  private final Optional<Scalar> last;

  private Unclosed(
      MarkedYamlEngineException fault, SourceFile source, Span place, Optional<Scalar> last) {
    this.fault = fault;
    this.source = source;
    this.place = place;
    this.last = last;
  }

  /**
   * Empty where the fault is another one.
   *
   * @param place where the reader gave up
   * @param last the text that was read last
   */
  static Optional<Finding> explain(
      MarkedYamlEngineException fault, SourceFile source, Span place, Optional<Scalar> last) {
    Unclosed unclosed = new Unclosed(fault, source, place, last);
    return unclosed
        .openQuote()
        .or(unclosed::lateQuote)
        .or(unclosed::innerQuote)
        .or(unclosed::bracket)
        .or(unclosed::block);
  }

  private boolean isProblem(String part) {
    return fault.getProblem().contains(part);
  }

  /** Where that begins in which the fault is, if it is this: {@code while scanning ...}. */
  private Optional<Span> context(String what) {
    return Optional.ofNullable(fault.getContext())
        .filter(context -> context.endsWith(what))
        .flatMap(context -> fault.getContextMark())
        .map(this::span);
  }

  private Span span(Mark mark) {
    return source.span(mark.getLine() + 1, mark.getColumn() + 1, 1);
  }

  private static Finding finding(Span span, String message, String fix) {
    return new Finding(Code.D101, span, message, List.of(fix), List.of());
  }

  /** It has taken all the rest of the file. */
  private Optional<Finding> openQuote() {
    return context("a quoted scalar")
        .filter(opening -> isProblem("end of"))
        .map(
            opening ->
                finding(
                    opening,
                    "this quotation mark is never closed",
                    "fix: close it:  " + closed(opening)));
  }

  /** It has taken the mark that opens a text in a line below. */
  private Optional<Finding> lateQuote() {
    return last.filter(text -> text.isQuoted() && !text.isOnOneLine())
        .filter(text -> text.endLine() == place.line())
        .map(text -> source.span(text.line(), text.column(), 1))
        .map(
            opening ->
                finding(
                    opening,
                    "this quotation mark is closed only in line %s".formatted(place.line()),
                    "fix: close it here:  " + closed(opening)));
  }

  private static String closed(Span opening) {
    return opening.source().strip() + opening.text();
  }

  /** {@code 'it's so'}: there is more behind the text. */
  private Optional<Finding> innerQuote() {
    return last.filter(text -> text.isQuoted() && text.isOnOneLine())
        .filter(text -> text.line() == place.line() && text.endColumn() <= place.column())
        .filter(text -> isProblem("block end") || isProblem("',' or"))
        .map(
            text ->
                finding(
                    source.span(text.line(), text.endColumn() - 1, 1),
                    "the text is over at this quotation mark, and more follows",
                    text.style() == Scalar.Style.SINGLE_QUOTED
                        ? "fix: in a text in ' write '' for each that belongs to it"
                        : "fix: in a text in \" write \\\" for each that belongs to it"));
  }

  private Optional<Finding> bracket() {
    return context("a flow mapping")
        .or(() -> context("a flow sequence"))
        .filter(opening -> opening.line() != place.line() || isProblem("stream end"))
        .map(
            opening ->
                finding(
                    opening,
                    "this %s is never closed".formatted(opening.text()),
                    "fix: close it by %s".formatted(opening.text().equals("{") ? "}" : "]")));
  }

  /** A line that stands left of the text below a {@code |}, or of where one should stand. */
  private Optional<Finding> block() {
    Optional<Scalar> text = last.filter(one -> one.style() == Scalar.Style.BLOCK);
    if (text.isEmpty() || !(isProblem("block end") || isProblem("expected ':'"))) {
      return Optional.empty();
    }
    int number = context("a simple key").map(Span::line).orElse(place.line());
    String line = source.line(number);
    int column = line.length() - line.stripLeading().length() + 1;
    if (Telling.isKey(line.strip().split(":", 2)[0].replaceFirst("^- ", ""))) {
      return Optional.empty();
    }
    return Optional.of(
        finding(
            source.span(number, column, 1),
            "this line stands too far to the left to belong to the text that begins in line %s"
                .formatted(text.get().line()),
            "fix: begin all lines of a text in one column, to the right of their key"));
  }
}
