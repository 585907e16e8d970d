package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.yaml.Acceptance.Edit;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** A file of a dialogue or fragment with some steps changed, and nothing else. */
public final class AcceptedText {
  private final String name;
  private final SourceFile source;
  private final List<String> lines;
  private final Node root;
  private final List<Change> changes = new ArrayList<>();

  /** Lines that take the place of some, none or all of which may be none. */
  private record Change(int from, int until, List<String> lines) {}

  /** A step in the file. */
  private record Item(Node.Mapping step, Node.Entry telling, Form form) {
    int firstLine() {
      return step.entries().get(0).key().line();
    }
  }

  /** How a step is written. */
  private enum Form {
    /** {@code - C: OUT}, and what belongs to it below. */
    BLOCK,
    /** {@code - { C: OUT }}. */
    BRACES,
    /** {@code [{ C: OUT }]}. */
    IN_LINE
  }

  /**
   * What came of it.
   *
   * @param text the whole file; empty where it was refused
   * @param refusal why
   */
  public record Outcome(Optional<String> text, Optional<String> refusal) {}

  /** It cannot be changed so. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String why) {
      super(why);
    }
  }

  private AcceptedText(String name, String text, Node root) {
    this.name = name;
    this.source = SourceFile.of(text, name);
    this.lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    this.root = root;
  }

  /**
   * Changes a file.
   *
   * @param name the path for people
   * @param text as it is now
   */
  public static Outcome of(String name, String text, List<Edit> edits) {
    Optional<Node> root =
        NodeReader.read(new YAMLFactory(), SourceFile.of(text, name), new ArrayList<>());
    if (root.isEmpty()) {
      return new Outcome(Optional.empty(), Optional.of(name + " is no YAML any more"));
    }
    try {
      AcceptedText file = new AcceptedText(name, text, root.get());
      if (file.lines.size() != file.source.lineCount()) {
        throw new RefusedException(name + " has line ends of several sorts");
      }
      for (Edit edit : edits) {
        file.change(edit);
      }
      return new Outcome(Optional.of(file.changed()), Optional.empty());
    } catch (RefusedException e) {
      return new Outcome(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private String changed() {
    List<Change> last =
        changes.stream()
            .sorted(
                Comparator.comparingInt(Change::from).thenComparingInt(Change::until).reversed())
            .toList();
    for (Change change : last) {
      List<String> place = lines.subList(change.from() - 1, change.until() - 1);
      place.clear();
      place.addAll(change.lines());
    }
    return String.join("", lines);
  }

  private void change(Edit edit) throws RefusedException {
    if (!source.line(edit.line()).equals(edit.source())) {
      throw new RefusedException(
          "%s:%s is not as it was when that run was made; run msnmock test again"
              .formatted(name, edit.line()));
    }
    switch (edit.kind()) {
      case LINE -> replace(item(edit).telling().value(), edit);
      case VALUE -> replace(value(root, edit).orElseThrow(() -> unknown(edit)), edit);
      case BODY -> body(item(edit), edit);
      case INSERT -> insert(item(edit), edit);
      case DROP -> drop(item(edit), edit);
    }
  }

  private RefusedException unknown(Edit edit) {
    return new RefusedException(
        "there is no step at %s:%s:%s".formatted(name, edit.line(), edit.column()));
  }

  // ---- places ----

  private Item item(Edit edit) throws RefusedException {
    return item(root, edit).orElseThrow(() -> unknown(edit));
  }

  private Optional<Item> item(Node node, Edit edit) {
    List<Node> inside = new ArrayList<>();
    if (node instanceof Node.Sequence list) {
      inside.addAll(list.items());
    } else if (node instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (entry.key().line() == edit.line() && entry.key().column() == edit.column()) {
          return Optional.of(new Item(mapping, entry, form(mapping)));
        }
        inside.add(entry.value());
      }
    }
    for (Node one : inside) {
      Optional<Item> found = item(one, edit);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Form form(Node.Mapping step) {
    Scalar first = step.entries().get(0).key();
    String before = before(first).strip();
    if (before.equals("-")) {
      return Form.BLOCK;
    }
    return before.matches("-\\s*\\{") ? Form.BRACES : Form.IN_LINE;
  }

  private String before(Scalar scalar) {
    String line = source.line(scalar.line());
    return line.substring(0, source.offset(scalar.line(), scalar.column()));
  }

  private static Optional<Node> value(Node node, Edit edit) {
    List<Node> inside = new ArrayList<>();
    if (node instanceof Scalar scalar) {
      boolean here = scalar.line() == edit.line() && scalar.column() == edit.column();
      return here ? Optional.of(scalar) : Optional.empty();
    } else if (node instanceof Node.Sequence list) {
      inside.addAll(list.items());
    } else if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach(entry -> inside.add(entry.value()));
    }
    for (Node one : inside) {
      Optional<Node> found = value(one, edit);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Where something ends; the end mark of a block of text stands behind what follows it. */
  private static int lastLine(Node node) {
    if (node instanceof Scalar scalar && scalar.style() == Scalar.Style.BLOCK) {
      return scalar.line() + (int) scalar.text().stripTrailing().lines().count();
    } else if (node instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
      return lastLine(mapping.entries().get(mapping.entries().size() - 1).value());
    }
    return node instanceof Node.Sequence list && !list.items().isEmpty()
        ? lastLine(list.items().get(list.items().size() - 1))
        : node.lastLine();
  }

  // ---- changes ----

  private void replace(Node value, Edit edit) throws RefusedException {
    if (!(value instanceof Scalar scalar) || !scalar.isOnOneLine()) {
      throw unknown(edit);
    }
    String line = source.line(scalar.line());
    String before = before(scalar);
    String after = line.substring(source.offset(scalar.line(), scalar.endColumn()));
    boolean flow = before.contains("{ ") || before.contains("[") || after.strip().endsWith("}");
    String written = flow ? YamlText.flowValue(edit.text()) : YamlText.value(edit.text());
    changes.add(
        new Change(
            scalar.line(),
            scalar.line() + 1,
            List.of(before + written + after + end(scalar.line()))));
  }

  private void insert(Item item, Edit edit) throws RefusedException {
    String indent = indent(item, edit);
    int line = item.firstLine();
    while (line > 1 && isComment(line - 1)) {
      line--;
    }
    List<String> step = new ArrayList<>();
    for (String one : edit.text().split("\n", -1)) {
      String lead = step.isEmpty() ? indent + "- " : one.isEmpty() ? "" : indent;
      step.add(lead + one + end(1));
    }
    changes.add(new Change(line, line, step));
  }

  private void drop(Item item, Edit edit) throws RefusedException {
    String indent = indent(item, edit);
    int last = lastLine(item.step());
    if (item.form() == Form.BRACES) {
      while (last < source.lineCount()
          && !source.line(last).replaceFirst("\\s+#.*", "").strip().endsWith("}")) {
        last++;
      }
    }
    while (last > item.firstLine() && isOutside(last, indent)) {
      last--;
    }
    int first = item.firstLine();
    while (first > 1 && source.line(first - 1).strip().startsWith("# lint: off")) {
      first--;
    }
    changes.add(new Change(first, last + 1, List.of()));
  }

  /** A blank line, or a comment that stands no further right than the step. */
  private boolean isOutside(int line, String indent) {
    String text = source.line(line);
    return text.isBlank()
        || isComment(line) && text.length() - text.stripLeading().length() <= indent.length();
  }

  private boolean isComment(int line) {
    return source.line(line).strip().startsWith("#");
  }

  /** What stands before the dash of a step. */
  private String indent(Item item, Edit edit) throws RefusedException {
    if (item.form() == Form.IN_LINE) {
      throw new RefusedException(
          "%s:%s:%s stands in a list on one line; write its steps below each other first"
              .formatted(name, edit.line(), edit.column()));
    }
    String line = source.line(item.firstLine());
    return line.substring(0, line.indexOf('-'));
  }

  private void body(Item item, Edit edit) throws RefusedException {
    Node.Entry body =
        item.step().entries().stream()
            .filter(entry -> entry.key().text().equals("body"))
            .findFirst()
            .orElseThrow(() -> unknown(edit));
    if (!(body.value() instanceof Scalar scalar)) {
      throw unknown(edit);
    }
    if (item.form() != Form.BLOCK) {
      String line = source.line(scalar.line());
      String after = line.substring(source.offset(scalar.line(), scalar.endColumn()));
      changes.add(
          new Change(
              scalar.line(),
              scalar.line() + 1,
              List.of(before(scalar) + YamlText.quoted(edit.text()) + after + end(scalar.line()))));
      return;
    }
    String indent = " ".repeat(body.key().column() - 1);
    int last = lastLine(scalar);
    while (last > body.key().line() && isOutside(last, indent)) {
      last--;
    }
    String written = before(body.key()) + "body: " + YamlText.block(edit.text(), indent + "  ");
    List<String> text = new ArrayList<>();
    for (String line : written.split("\n", -1)) {
      text.add(line + end(1));
    }
    changes.add(new Change(body.key().line(), last + 1, text));
  }

  /** The line end of a line; that of the file where it has none. */
  private String end(int line) {
    String text = lines.get(Math.min(line, lines.size()) - 1);
    if (text.endsWith("\r\n")) {
      return "\r\n";
    }
    return text.endsWith("\n") || line == 1 ? "\n" : "";
  }
}
