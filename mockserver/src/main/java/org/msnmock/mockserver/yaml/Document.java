package org.msnmock.mockserver.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** One file, read into nodes; the same for everybody who includes it. */
final class Document {
  private final Path folder;
  private final String name;
  private final Home home;
  private final int length;
  private final List<Finding> faults;
  private final Optional<Node> root;
  private final Silences silences;

  private Document(
      Path path,
      String name,
      Home home,
      int length,
      List<Finding> faults,
      Optional<Node> root,
      Silences silences) {
    this.folder = path.resolveSibling("");
    this.name = name;
    this.home = home;
    this.length = length;
    this.faults = List.copyOf(faults);
    this.root = root;
    this.silences = silences;
  }

  /** Where it stands. */
  enum Home {
    FILE,
    /** Somewhere else, in a program perhaps: it may include files, and may have any id or none. */
    TEXT
  }

  static Document read(YAMLFactory yaml, Path path, String name) {
    try {
      return of(yaml, path, Home.FILE, SourceFile.read(path, name));
    } catch (BrokenFile e) {
      return new Document(
          path, name, Home.FILE, 0, List.of(e.finding()), Optional.empty(), Silences.NONE);
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
    Silences silences = root.map(node -> Silences.in(node, source, faults)).orElse(Silences.NONE);
    return new Document(path, source.name(), home, length, faults, root, silences);
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
    return span.file().equals(name) && silences.contain(code, span.line());
  }
}
