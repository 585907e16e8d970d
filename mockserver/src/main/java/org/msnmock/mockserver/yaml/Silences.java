package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Span;

/**
 * Where warnings are switched off: {@code # lint: off D307} is in force for the step or entry that
 * begins on the line below. A remark may follow the codes. Comments that switch off nothing are
 * told.
 */
final class Silences {
  static final Silences NONE = new Silences();

  private static final Pattern COMMENT =
      Pattern.compile("#\\s*lint\\s*:\\s*off(?![\\w-])(.*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern ONLY_SIGNS = Pattern.compile("#*");

  /** A code, rightly spelled or not. */
  private static final Pattern CODE_LIKE = Pattern.compile("[Dd]\\p{Alnum}{0,9}\\d\\p{Alnum}{0,9}");

  private static final List<String> WARNINGS =
      Stream.of(Code.values())
          .filter(code -> code.severity() == Severity.WARNING)
          .map(Code::name)
          .toList();

  private final List<Silence> all = new ArrayList<>();
  private final Set<Integer> linesInForce = new HashSet<>();
  private final List<Scalar> texts = new ArrayList<>();

  /** A stretch of the file in which a warning is switched off. */
  private record Silence(Code code, int from, int to) {}

  private Silences() {}

  /**
   * Finds them in a file.
   *
   * @param findings takes what is wrong with them
   */
  static Silences in(Node root, SourceFile source, List<Finding> findings) {
    Silences silences = new Silences();
    if (source.text().toLowerCase(Locale.ROOT).contains("lint")) {
      silences.find(root, source);
      silences.complain(source, findings);
    }
    return silences;
  }

  boolean contain(Code code, int line) {
    return all.stream()
        .anyMatch(one -> one.code() == code && line >= one.from() && line <= one.to());
  }

  // ---- what is in force ----

  private void find(Node node, SourceFile source) {
    if (node instanceof Node.Mapping mapping) {
      takeAbove(node.span().line(), node.lastLine(), source);
      for (Node.Entry entry : mapping.entries()) {
        texts.add(entry.key());
        takeAbove(entry.key().line(), entry.value().lastLine(), source);
        find(entry.value(), source);
      }
    } else if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> find(item, source));
    } else if (node instanceof Scalar text) {
      texts.add(text);
    }
  }

  private void takeAbove(int line, int lastLine, SourceFile source) {
    for (int above = line - 1; above >= 1; above--) {
      String text = source.line(above).strip();
      if (!text.startsWith("#")) {
        return;
      }
      Matcher comment = COMMENT.matcher(text);
      if (comment.find() && ONLY_SIGNS.matcher(text.substring(0, comment.start())).matches()) {
        linesInForce.add(above);
        for (String word : words(comment.group(1))) {
          code(word).ifPresent(code -> all.add(new Silence(code, line, lastLine)));
        }
      }
    }
  }

  /** Those that could be codes; what stands behind them is a remark. */
  private static List<String> words(String text) {
    return Stream.of(text.strip().split("[\\s,:;]+"))
        .takeWhile(word -> CODE_LIKE.matcher(word).matches())
        .toList();
  }

  private static Optional<Code> code(String word) {
    return Stream.of(Code.values()).filter(code -> code.name().equalsIgnoreCase(word)).findFirst();
  }

  // ---- what is not ----

  private void complain(SourceFile source, List<Finding> findings) {
    for (int line = 1; line <= source.lineCount(); line++) {
      Matcher comment = COMMENT.matcher(source.line(line));
      if (comment.find() && isComment(source.line(line), line, comment.start())) {
        complain(source, line, comment, findings);
      }
    }
  }

  /** At the beginning of a line or behind a blank, and not in a text. */
  private boolean isComment(String line, int number, int at) {
    boolean begins = at == 0 || Character.isWhitespace(line.charAt(at - 1));
    int column = line.codePointCount(0, at) + 1;
    return begins && texts.stream().noneMatch(text -> text.covers(number, column));
  }

  private void complain(SourceFile source, int line, Matcher comment, List<Finding> findings) {
    List<String> words = words(comment.group(1));
    Span whole = span(source, line, comment.start(), comment.end());
    if (!linesInForce.contains(line)) {
      add(
          findings,
          whole,
          "this silences nothing: no step and no key begins on the line below",
          "fix: give it a line of its own, right above the step or key that is meant");
    } else if (words.isEmpty()) {
      add(
          findings,
          whole,
          "this silences nothing: it names no code",
          "fix: write the code of the warning, like  # lint: off D307");
    } else {
      int from = comment.start(1);
      for (String word : words) {
        int at = source.line(line).indexOf(word, from);
        from = at + word.length();
        complain(word, span(source, line, at, from), findings);
      }
    }
  }

  private static void complain(String word, Span place, List<Finding> findings) {
    Optional<Code> code = code(word);
    if (code.isEmpty()) {
      String meant = Nearest.hint(word.toUpperCase(Locale.ROOT), WARNINGS);
      add(
          findings,
          place,
          "there is no warning " + word,
          meant.isEmpty() ? "known: " + String.join(", ", WARNINGS) : meant);
    } else if (code.get().severity() == Severity.ERROR) {
      add(
          findings,
          place,
          "%s is an error, and errors cannot be silenced".formatted(code.get()),
          "fix: leave it out, and mend what is found");
    }
  }

  private static void add(List<Finding> findings, Span place, String message, String hint) {
    findings.add(new Finding(Code.D114, place, message, List.of(hint), List.of()));
  }

  private static Span span(SourceFile source, int line, int from, int to) {
    String text = source.line(line);
    return source.span(line, text.codePointCount(0, from) + 1, text.codePointCount(from, to));
  }
}
