package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Span;

/**
 * Says of a line that begins in another column than it should where it should begin. The columns of
 * the lines above say that: a companion begins below its step, a step below the step before it.
 */
final class Indentation {
  private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)( [^ :]+)?:( .*)?");
  private static final String DASH = "- ";

  private final SourceFile source;
  private final Line line;

  private Indentation(SourceFile source, int number) {
    this.source = source;
    this.line = new Line(number, source.line(number));
  }

  /** A line of the file; columns count from 1. */
  private record Line(int number, String text) {
    int column() {
      return text.length() - text.stripLeading().length() + 1;
    }

    String content() {
      String stripped = text.strip();
      return isItem() ? stripped.substring(DASH.length()).stripLeading() : stripped;
    }

    boolean isItem() {
      return text.strip().startsWith(DASH);
    }

    boolean isText() {
      return !text.isBlank() && !text.strip().startsWith("#");
    }

    /** Where the key begins, behind the dash if there is one. */
    int keyColumn() {
      return text.indexOf(content(), column() - 1) + 1;
    }

    /** {@code C ns} of {@code - C ns: PNG}; empty where there is no key. */
    String key() {
      Matcher matcher = KEY.matcher(content());
      return matcher.matches() ? content().substring(0, content().indexOf(':')) : "";
    }
  }

  /** Empty where the line does not look like a step or what stands beside one. */
  static Optional<Finding> explain(SourceFile source, int number) {
    return new Indentation(source, number).explain();
  }

  /** What can be said of any line. */
  static Finding ofAnyLine(SourceFile source, Span place) {
    String line = source.line(place.line());
    String text = line.strip();
    if (text.startsWith("-") && !text.startsWith(DASH) && text.length() > 1) {
      return new Finding(
          Code.D101,
          place,
          "a blank is missing behind the dash",
          List.of("fix: write  - " + text.substring(1)),
          List.of());
    }
    return new Finding(
        Code.D101,
        place,
        "this line begins in a column in which nothing around it begins",
        List.of("fix: what belongs together begins in the same column"),
        List.of());
  }

  /** Whether the first colon of a line is the one in this column. */
  static boolean isFirstColon(String text, int column) {
    return text.indexOf(':') == column - 1 && column > 0;
  }

  private Optional<Finding> explain() {
    List<Line> above = enclosing();
    if (line.column() > 1 && Keys.DIALOGUE.words().contains(line.key()) && !isInSteps(above)) {
      return Optional.of(
          finding(
              "\"%s\" in the head does not begin in the first column".formatted(line.key()),
              "fix: begin it in column 1"));
    }
    Optional<Finding> branch = branch(above);
    if (branch.isPresent() || above.isEmpty() || !Telling.isKey(line.key())) {
      return branch;
    }
    return line.isItem() ? step(above) : noColon(above.get(0)).or(() -> companion(above));
  }

  /** The name of a branch, and the one above it in the same column has a dash before it. */
  private Optional<Finding> branch(List<Line> above) {
    for (int i = 0; i + 1 < above.size(); i++) {
      Line first = above.get(i);
      boolean isBranch =
          first.column() == line.column()
              && first.content().equals(first.key() + ":")
              && Telling.of(first.key()).isEmpty()
              && Telling.of(above.get(i + 1).key()).filter(Telling::hasBranches).isPresent();
      if (isBranch && first.isItem() && !line.isItem() && !line.key().isEmpty()) {
        return Optional.of(
            new Finding(
                Code.D101,
                source.span(first.number(), first.column(), DASH.length() + first.key().length()),
                "a \"- \" before the name \"%s\", and none before \"%s\" in line %s"
                    .formatted(first.key(), line.key(), line.number()),
                List.of("fix: take the \"- \" before the name away"),
                List.of()));
      }
    }
    return Optional.empty();
  }

  /** The step above is none for want of its colon, so nothing can stand beside it. */
  private Optional<Finding> noColon(Line step) {
    boolean isText = step.isItem() && !step.content().contains(": ") && step.key().isEmpty();
    return isText && step.column() < line.column()
        ? MissingColon.in(
            step.content(),
            source.span(step.number(), step.keyColumn(), step.content().length()),
            word -> false) // the file is not read yet
        : Optional.empty();
  }

  /** The lines above that begin further and further to the left, the nearest first. */
  private List<Line> enclosing() {
    List<Line> out = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (int number = line.number() - 1; number >= 1 && least > 1; number--) {
      Line one = new Line(number, source.line(number));
      if (one.isText() && one.column() < least) {
        out.add(one);
        least = one.column();
      }
    }
    return out;
  }

  private static boolean isInSteps(List<Line> above) {
    return above.stream().anyMatch(Line::isItem);
  }

  private Optional<Finding> step(List<Line> above) {
    Line nearest = above.get(0);
    if (nearest.text().strip().endsWith(":") && line.column() < nearest.keyColumn()) {
      return Optional.of(
          finding(
              "this step stands too far to the left to belong to \"%s\" in line %s"
                  .formatted(nearest.key(), nearest.number()),
              "fix: begin it in column %s".formatted(nearest.keyColumn() + DASH.length())));
    }
    List<Line> items = above.stream().filter(Line::isItem).toList();
    if (items.isEmpty()) {
      return Optional.of(
          finding("this step stands in no list", "fix: put  steps:  above the first step"));
    }
    Line before = nearestTo(items, Line::column);
    return before.column() == line.column()
        ? Optional.empty()
        : Optional.of(
            finding(
                "this step does not begin below the one in line %s".formatted(before.number()),
                "fix: begin it in column %s".formatted(before.column())));
  }

  private Optional<Finding> companion(List<Line> above) {
    List<Line> items = above.stream().filter(Line::isItem).toList();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    Line owner = nearestTo(items, Line::keyColumn);
    if (owner.keyColumn() == line.column()) {
      return Optional.empty();
    }
    return Optional.of(
        finding(
            "\"%s\" stands too far to the %s to belong to the step in line %s"
                .formatted(
                    line.key(),
                    line.column() > owner.keyColumn() ? "right" : "left",
                    owner.number()),
            "fix: begin it in column %s, below \"%s\"".formatted(owner.keyColumn(), owner.key())));
  }

  private Line nearestTo(List<Line> lines, ToIntFunction<Line> column) {
    Line best = lines.get(0);
    for (Line one : lines) {
      if (Math.abs(column.applyAsInt(one) - line.column())
          < Math.abs(column.applyAsInt(best) - line.column())) {
        best = one;
      }
    }
    return best;
  }

  private Finding finding(String message, String fix) {
    return new Finding(
        Code.D101,
        source.span(line.number(), line.column(), Math.max(1, line.key().length())),
        message,
        List.of(fix),
        List.of());
  }
}
