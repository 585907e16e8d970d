package org.msnmock.mockserver.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** One file, read into nodes; the same for everybody who includes it. */
final class Document {
  private static final String LINT_OFF = "# lint: off";

  private final Path folder;
  private final String name;
  private final Home home;
  private final int length;
  private final List<Finding> faults;
  private final Optional<Node> root;
  private final List<Silence> silences = new ArrayList<>();

  private Document(
      Path path, String name, Home home, int length, List<Finding> faults, Optional<Node> root) {
    this.folder = path.resolveSibling("");
    this.name = name;
    this.home = home;
    this.length = length;
    this.faults = List.copyOf(faults);
    this.root = root;
  }

  /** Where it stands. */
  enum Home {
    FILE,
    /** Somewhere else, in a program perhaps: it may include files, and may have any id or none. */
    TEXT
  }

  /** A stretch of the file in which a warning was switched off. */
  private record Silence(String code, int from, int to) {}

  static Document read(YAMLFactory yaml, Path path, String name) {
    try {
      return of(yaml, path, Home.FILE, SourceFile.read(path, name));
    } catch (BrokenFile e) {
      return new Document(path, name, Home.FILE, 0, List.of(e.finding()), Optional.empty());
    }
  }

  /**
   * Reads a text that stands in no file.
   *
   * @param path where it would stand: from there on its includes are searched
   */
  static Document of(YAMLFactory yaml, Path path, String name, String text) {
    return of(yaml, path, Home.TEXT, SourceFile.of(text, name));
  }

  /** Reads what is to stand in a file. */
  static Document inPlaceOf(YAMLFactory yaml, Path path, String name, String text) {
    return of(yaml, path, Home.FILE, SourceFile.of(text, name));
  }

  private static Document of(YAMLFactory yaml, Path path, Home home, SourceFile source) {
    List<Finding> faults = new ArrayList<>();
    Optional<Node> root = NodeReader.read(yaml, source, faults);
    int length = source.text().length();
    Document document = new Document(path, source.name(), home, length, faults, root);
    if (root.isPresent() && source.text().contains(LINT_OFF)) {
      document.findSilences(root.get(), source);
    }
    return document;
  }

  /** The folder in which it lies. */
  Path folder() {
    return folder;
  }

  /** The path for people, from the root of the dialogues on. */
  String name() {
    return name;
  }

  /** In chars. */
  int length() {
    return length;
  }

  Home home() {
    return home;
  }

  List<Finding> faults() {
    return faults;
  }

  /** Empty when the file could not be read at all. */
  Optional<Node> root() {
    return root;
  }

  boolean silences(Code code, Span span) {
    for (Silence silence : silences) {
      if (silence.code().equals(code.name())
          && span.file().equals(name)
          && span.line() >= silence.from()
          && span.line() <= silence.to()) {
        return true;
      }
    }
    return false;
  }

  /** {@code # lint: off D307} is in force for the step or entry that begins below it. */
  private void findSilences(Node node, SourceFile source) {
    if (node instanceof Node.Mapping mapping) {
      silenceBelowComment(node.span().line(), node.lastLine(), source);
      for (Node.Entry entry : mapping.entries()) {
        silenceBelowComment(entry.key().line(), entry.value().lastLine(), source);
        findSilences(entry.value(), source);
      }
    } else if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> findSilences(item, source));
    }
  }

  private void silenceBelowComment(int line, int lastLine, SourceFile source) {
    for (int above = line - 1; above >= 1; above--) {
      String text = source.line(above).strip();
      if (!text.startsWith("#")) {
        return;
      }
      if (text.startsWith(LINT_OFF)) {
        for (String code : text.substring(LINT_OFF.length()).split("[ ,]+")) {
          silences.add(new Silence(code, line, lastLine));
        }
      }
    }
  }
}
