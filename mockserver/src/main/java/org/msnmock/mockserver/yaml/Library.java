package org.msnmock.mockserver.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Requirements;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * The files below one root; nothing outside of it is ever opened, but for the list of requirements,
 * which may stand beside it.
 */
final class Library {
  private final Path root;
  private final YAMLFactory yaml;
  private final RequirementsReader.Read requirements;
  private final Map<Path, Document> documents = new HashMap<>();
  private final Map<Wish, Path> found = new HashMap<>();

  /**
   * @param root without symbolic links
   */
  Library(Path root, YAMLFactory yaml) {
    this.root = root;
    this.yaml = yaml;
    this.requirements = RequirementsReader.read(yaml, root);
  }

  /** What is required of clients; none where nobody wrote it down, or the file is wrong. */
  Requirements requirements() {
    return requirements.requirements();
  }

  /** What is wrong with the list of requirements. */
  List<Finding> findings() {
    return requirements.findings();
  }

  /** What a file in a folder asked for. */
  private record Wish(Path folder, String name) {}

  /** A file by its real path, read once. */
  Document document(Path path) {
    return documents.computeIfAbsent(path, p -> Document.read(yaml, p, name(p)));
  }

  /** Takes a text for the content of a file, as if it stood there. */
  void replace(Path path, String text) {
    documents.put(path, Document.inPlaceOf(yaml, path, name(path), text));
  }

  /** The path for people: below the root, with {@code /}. */
  String name(Path path) {
    return (path.startsWith(root) ? root.relativize(path) : path).toString().replace('\\', '/');
  }

  /** The content of the file that a dialogue names. */
  Optional<byte[]> bytes(Scalar name, Report report) {
    Optional<Path> path = find(name, report);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path.get())) {
      byte[] bytes = in.readNBytes(SourceFile.MAX_BYTES + 1);
      if (bytes.length <= SourceFile.MAX_BYTES) {
        return Optional.of(bytes);
      }
      report.add(
          Code.D111,
          name.span(),
          String.format(
              Locale.ROOT, "%s is over the limit of %,d bytes", name.text(), SourceFile.MAX_BYTES));
    } catch (IOException e) {
      report.add(
          Code.D111, name.span(), "%s cannot be read: %s".formatted(name.text(), e.getMessage()));
    }
    return Optional.empty();
  }

  /**
   * A file that the client is to take: one below the root, or, since it is not we who open it, any
   * other one by its whole path.
   */
  Optional<Path> forClient(Scalar name, Report report) {
    Optional<Path> whole = whole(name.text());
    return whole.isPresent() ? whole : find(name, report);
  }

  private static Optional<Path> whole(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Path::isAbsolute).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Searches the folder of the file that names it, then each above, up to the root. What is not
   * found is reported.
   */
  Optional<Path> find(Scalar name, Report report) {
    Wish wish = new Wish(report.document().folder(), name.text());
    Path before = found.get(wish);
    if (before != null) {
      return Optional.of(before);
    }
    Optional<Path> path = search(name, report);
    path.ifPresent(one -> found.put(wish, one));
    return path;
  }

  private Optional<Path> search(Scalar name, Report report) {
    List<String> searched = new ArrayList<>();
    try {
      Path relative = Path.of(name.text());
      if (relative.isAbsolute() || name.text().startsWith("/") || name.text().startsWith("\\")) {
        return outside(name, report);
      }
      for (Path folder = report.document().folder();
          folder != null && folder.startsWith(root);
          folder = folder.getParent()) {
        Path candidate = folder.resolve(relative).normalize();
        if (!candidate.startsWith(root)) {
          return outside(name, report);
        }
        if (Files.isRegularFile(candidate)) {
          Path real = candidate.toRealPath();
          return real.startsWith(root) ? Optional.of(real) : outside(name, report);
        }
        searched.add(name(candidate));
      }
    } catch (IOException | InvalidPathException e) {
      searched.add(e.getMessage());
    }
    report.add(
        Code.D111,
        name.span(),
        "there is no %s".formatted(name.text()),
        "searched%s: %s".formatted(where(report.document()), String.join(", ", searched)),
        meant(name.text(), searched).orElseGet(() -> remedy(name.text(), report.document())));
    return Optional.empty();
  }

  /** The folder that paths are counted from; that of a text is nobody's. */
  private String where(Document document) {
    boolean isFile = document.home() == Document.Home.FILE && root.getFileName() != null;
    return isFile ? " in the folder " + root.getFileName() : "";
  }

  private static String remedy(String name, Document document) {
    return document.home() == Document.Home.FILE && name.startsWith(Loader.FRAGMENTS + "/")
        ? "fix: the bundled dialogues have theirs in scenarios/dialogues/fragments; copy that folder"
            + " beside this file"
        : "";
  }

  /**
   * A file beside one of those that were searched, with nearly the same name; empty without any.
   */
  private Optional<String> meant(String name, List<String> searched) {
    String folders = name.substring(0, name.lastIndexOf('/') + 1);
    for (String path : searched) {
      Path folder = root.resolve(path).getParent();
      if (folder != null && folder.startsWith(root) && Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          List<String> beside =
              files
                  .filter(Files::isRegularFile)
                  .map(file -> folders + file.getFileName())
                  .sorted()
                  .toList();
          return Optional.of(Nearest.hint(name, beside));
        } catch (IOException e) {
          return Optional.of(""); // a folder that cannot be read suggests nothing
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> outside(Scalar name, Report report) {
    report.add(
        Code.D111,
        name.span(),
        "%s is outside of the folder of the dialogues".formatted(name.text()),
        "fix: move the file below that folder, and name it by a path without .. and / before it");
    return Optional.empty();
  }
}
