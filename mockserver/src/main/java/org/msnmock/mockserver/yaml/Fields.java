package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.msnmock.mockserver.dialogue.Span;

/** The entries of a map whose keys are known beforehand. */
final class Fields {
  private static final String ARGS = "args";

  private final Map<String, Node.Entry> entries = new HashMap<>();
  private final Report report;

  private Fields(Report report) {
    this.report = report;
  }

  /**
   * Takes the entries with known keys and reports the others.
   *
   * @param later keys of the language that this version does not read
   * @param where for the message: {@code in the head of a dialogue}
   */
  static Fields of(
      Node.Mapping mapping, Set<String> known, Set<String> later, String where, Report report) {
    Fields fields = new Fields(report);
    for (Node.Entry entry : mapping.entries()) {
      fields.take(entry, known, later, where);
    }
    return fields;
  }

  /** What stands in a step beside its telling entry. */
  static Fields beside(Node.Entry telling, Node.Mapping step, Telling kind, Report report) {
    Fields fields = new Fields(report);
    for (Node.Entry entry : step.entries()) {
      if (isLostBranch(entry, telling, kind)) {
        report.add(
            Code.D102,
            entry.key().span(),
            "unknown key \"%s\" %s".formatted(entry.key().text(), kind.beside()),
            "fix: a branch stands below \"%s\", begin it in column %s"
                .formatted(kind.word(), branchColumn(telling)));
      } else if (!entry.key().text().equals(telling.key().text())) {
        fields.take(entry, kind.companions(), kind.later(), kind.beside());
      }
    }
    return fields;
  }

  /** Whether steps stand under an unknown name, beside the key below which branches stand. */
  private static boolean isLostBranch(Node.Entry entry, Node.Entry telling, Telling kind) {
    String name = entry.key().text();
    return kind.hasBranches()
        && !name.equals(telling.key().text())
        && !kind.companions().contains(name)
        && isListOfMaps(entry.value());
  }

  private static boolean isListOfMaps(Node node) {
    return node instanceof Node.Sequence list
        && !list.items().isEmpty()
        && list.items().stream().allMatch(Node.Mapping.class::isInstance);
  }

  /** Where the branches begin that are not lost, or could. */
  private static int branchColumn(Node.Entry telling) {
    return telling.value() instanceof Node.Mapping branches && !branches.entries().isEmpty()
        ? branches.entries().get(0).key().column()
        : telling.key().column() + 2;
  }

  private void take(Node.Entry entry, Set<String> known, Set<String> later, String where) {
    String key = entry.key().text();
    if (known.contains(key)) {
      entries.put(key, entry);
    } else if (later.contains(key)) {
      report.add(Code.D112, entry.key().span(), notYet(key));
    } else {
      report.add(
          Code.D102,
          entry.key().span(),
          "unknown key \"%s\" %s".formatted(key, where),
          "known: " + String.join(", ", new TreeSet<>(known)),
          meant(entry, known));
    }
  }

  private static String meant(Node.Entry entry, Set<String> known) {
    String key = entry.key().text();
    String near = Nearest.hint(key, known);
    if (near.isEmpty() && isRestOfText(entry)) {
      return "fix: in braces a comma ends a text; put it in quotation marks, if \"%s\" is a part of one"
          .formatted(key);
    }
    return near.isEmpty() && known.contains(ARGS)
        ? "fix: what an event tells, and an order needs, stands in args:  args: { %s: ... }"
            .formatted(key)
        : near;
  }

  /** Whether it stands in braces, behind a comma, with no colon. */
  private static boolean isRestOfText(Node.Entry entry) {
    Span span = entry.key().span();
    String source = span.source();
    int end = source.offsetByCodePoints(0, span.column() - 1 + span.length());
    return entry.value() instanceof Scalar value
        && value.text().isEmpty()
        && source.lastIndexOf(',', end) >= 0
        && !source.substring(end).stripLeading().startsWith(":");
  }

  static String notYet(String key) {
    return "\"%s\" is part of the language, but not of this version".formatted(key);
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Optional<Node.Entry> entry(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  Optional<Node> node(String key) {
    return entry(key).map(Node.Entry::value);
  }

  /** The text of a key; anything else is reported. */
  Optional<Scalar> text(String key) {
    Node.Entry entry = entries.get(key);
    return entry == null ? Optional.empty() : text(entry.value(), key, report);
  }

  /** The text of a key, or a default. */
  String text(String key, String otherwise) {
    return text(key).map(Scalar::text).orElse(otherwise);
  }

  /** The list of a key, empty where there is none. */
  List<Node> list(String key) {
    Node.Entry entry = entries.get(key);
    return entry == null ? List.of() : list(entry.value(), key, report);
  }

  /** The texts of a list, empty where there is none. */
  List<Scalar> texts(String key) {
    List<Scalar> out = new ArrayList<>();
    Optional<Node> value = node(key);
    if (value.isPresent() && value.get() instanceof Scalar text && !text.text().isEmpty()) {
      report.add(
          Code.D107,
          text.span(),
          "%s must be a list, not a text".formatted(key),
          "fix: put it in brackets:  %s: [%s]".formatted(key, text.text()));
      return out;
    }
    for (Node item : list(key)) {
      text(item, "an element of " + key, report).ifPresent(out::add);
    }
    return out;
  }

  /** The entries of a map with keys of any name, empty where there is none. */
  List<Node.Entry> map(String key) {
    Node.Entry entry = entries.get(key);
    return entry == null ? List.of() : map(entry.value(), key, report);
  }

  static Optional<Scalar> text(Node node, String what, Report report) {
    if (node instanceof Scalar scalar && scalar.style() != Scalar.Style.EMPTY) {
      return Optional.of(scalar);
    }
    wrong(node, what, "a text", report);
    return Optional.empty();
  }

  static List<Node> list(Node node, String what, Report report) {
    if (node instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    wrong(node, what, "a list", report);
    return List.of();
  }

  static List<Node.Entry> map(Node node, String what, Report report) {
    if (node instanceof Node.Mapping mapping) {
      return mapping.entries();
    }
    wrong(node, what, "a map", report);
    return List.of();
  }

  private static void wrong(Node node, String what, String wanted, Report report) {
    report.add(
        Code.D107,
        node.span(),
        "%s must be %s, not %s".formatted(what, wanted, node.kind()),
        hint(node, wanted));
  }

  private static String hint(Node node, String wanted) {
    boolean map = node instanceof Node.Mapping;
    if (map && wanted.equals("a text") && node.span().text().equals("{")) {
      return "fix: quote a text that begins with {";
    }
    if (map && wanted.equals("a list")) {
      return "fix: put a - before each element";
    }
    if (!(node instanceof Node.Sequence list) || !wanted.equals("a map")) {
      return "";
    }
    return !list.items().isEmpty() && list.items().stream().allMatch(Fields::isNamedList)
        ? "fix: take the \"- \" before the names away"
        : "fix: give each element a name, as in  { one: ..., other: ... }";
  }

  /** Whether it is a name with a list below it, and nothing else; a step has no name. */
  private static boolean isNamedList(Node node) {
    return node instanceof Node.Mapping map
        && map.entries().size() == 1
        && Telling.of(map.entries().get(0).key().text()).isEmpty()
        && map.entries().get(0).value() instanceof Node.Sequence;
  }
}
