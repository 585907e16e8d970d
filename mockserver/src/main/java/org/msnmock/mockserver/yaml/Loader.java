package org.msnmock.mockserver.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.dialogue.Span;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Loads dialogues from below one folder, the root. Files are read anew by each call; what is wrong
 * in them is told and never thrown.
 */
public final class Loader {
  /** What the names of dialogue files end in. */
  public static final String SUFFIX = ".dialogue.yaml";

  /** The folder that makes the one in which it stands a root. */
  static final String FRAGMENTS = "fragments";

  private final Path root;
  private final YAMLFactory yaml = new YAMLFactory();

  private Loader(Path root) {
    this.root = root;
  }

  /**
   * Loads from below a folder.
   *
   * @throws UncheckedIOException when there is no such folder
   */
  public static Loader root(Path folder) {
    try {
      return new Loader(folder.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("there is no folder " + folder, e);
    }
  }

  /**
   * Chooses the root for a file or folder: a folder is its own; for a file it is the nearest folder
   * above that holds {@code fragments}, else the file's folder.
   *
   * @throws UncheckedIOException when there is no such file or folder
   */
  public static Loader around(Path fileOrFolder) {
    if (Files.isDirectory(fileOrFolder)) {
      return root(fileOrFolder);
    }
    Path folder = fileOrFolder.toAbsolutePath().normalize().getParent();
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.isDirectory(above.resolve(FRAGMENTS))) {
        return root(above);
      }
    }
    return root(folder == null ? Path.of("") : folder);
  }

  /** The folder from which paths in findings are counted. */
  public Path root() {
    return root;
  }

  /** The file of an id, in both spellings: {@code signin.redirect}, {@code signin/redirect}. */
  public Path file(String id) {
    return root.resolve(id.replace('.', '/') + SUFFIX);
  }

  /** Loads one file. */
  public LoadResult load(Path file) {
    return load(List.of(file));
  }

  /** Loads all dialogues below a folder, but for what runs have observed, or one file. */
  public LoadResult loadAll(Path fileOrFolder) {
    if (!Files.isDirectory(fileOrFolder)) {
      return load(fileOrFolder);
    }
    try (Stream<Path> files = Files.walk(fileOrFolder)) {
      return load(files.filter(Loader::isDialogue).sorted().toList());
    } catch (IOException e) {
      return unreadable(fileOrFolder, e);
    } catch (UncheckedIOException e) {
      return unreadable(fileOrFolder, new IOException(e.getMessage(), e));
    }
  }

  /**
   * Loads all that lies below a folder, or one file, as if some files had another content.
   *
   * @param changed by real path
   */
  public LoadResult loadChanged(Path fileOrFolder, Map<Path, String> changed) {
    List<Path> files;
    try (Stream<Path> found = Files.walk(fileOrFolder)) {
      files =
          Files.isDirectory(fileOrFolder)
              ? found.filter(Loader::isDialogue).sorted().toList()
              : List.of(fileOrFolder);
    } catch (IOException e) {
      return unreadable(fileOrFolder, e);
    }
    Library library = new Library(root, yaml);
    changed.forEach(library::replace);
    return load(files, library);
  }

  /** All that lies below the root. */
  public LoadResult loadAll() {
    return loadAll(root);
  }

  /**
   * Loads a dialogue that stands in no file; its includes are searched in the root.
   *
   * @param name what findings call it, and its id where it has none of its own
   */
  public LoadResult loadText(String name, String text) {
    Library library = new Library(root, yaml);
    Findings findings = new Findings();
    Document document = Document.of(yaml, root.resolve("text" + SUFFIX), name, text);
    Optional<Dialogue> dialogue = new DialogueReader(library, document, findings).read();
    library.findings().forEach(findings::add);
    return new LoadResult(dialogue.stream().toList(), findings.all(), library.requirements());
  }

  private static boolean isDialogue(Path path) {
    return path.getFileName() != null
        && path.getFileName().toString().endsWith(SUFFIX)
        && !path.getFileName().toString().endsWith(ObservedDialogue.SUFFIX)
        && Files.isRegularFile(path);
  }

  private LoadResult load(List<Path> files) {
    return load(files, new Library(root, yaml));
  }

  private LoadResult load(List<Path> files, Library library) {
    List<Dialogue> dialogues = new ArrayList<>();
    Set<Finding> all = new TreeSet<>(library.findings());
    for (Path file : files) {
      load(file, library, dialogues, all);
    }
    dialogues.sort(Comparator.comparing(Dialogue::id).thenComparing(Dialogue::file));
    return new LoadResult(withoutDoubles(dialogues, all), List.copyOf(all), library.requirements());
  }

  /**
   * Each id once: {@code a.b.dialogue.yaml} and {@code a/b.dialogue.yaml} have the same, which is
   * reported. A file that has been reached on two ways is one.
   */
  private static List<Dialogue> withoutDoubles(List<Dialogue> sorted, Set<Finding> all) {
    List<Dialogue> out = new ArrayList<>();
    for (Dialogue dialogue : sorted) {
      Optional<Dialogue> before =
          out.isEmpty() ? Optional.empty() : Optional.of(out.get(out.size() - 1));
      if (before.filter(one -> one.id().equals(dialogue.id())).isEmpty()) {
        out.add(dialogue);
      } else if (!before.get().file().equals(dialogue.file())) {
        all.add(
            Finding.sameId(
                dialogue.id(),
                dialogue.file(),
                before.get().file(),
                "fix: give one of them another name, and that as its id"));
      }
    }
    return out;
  }

  private void load(Path file, Library library, List<Dialogue> dialogues, Set<Finding> all) {
    Findings findings = new Findings();
    try {
      Path real = file.toRealPath();
      if (real.startsWith(root)) {
        Document document = library.document(real);
        new DialogueReader(library, document, findings).read().ifPresent(dialogues::add);
      } else {
        findings.add(unreadable(file.toString(), "it is outside of the folder of the dialogues"));
      }
    } catch (IOException e) {
      findings.add(unreadable(file.toString(), String.valueOf(e.getMessage())));
    }
    all.addAll(findings.all());
  }

  private static LoadResult unreadable(Path path, IOException fault) {
    String why = String.valueOf(fault.getMessage());
    return new LoadResult(List.of(), List.of(unreadable(path.toString(), why)), Requirements.NONE);
  }

  private static Finding unreadable(String path, String why) {
    return new Finding(
        Code.D111,
        new Span(path.replace('\\', '/'), 1, 1, 1, ""),
        "cannot be read: " + why,
        List.of(),
        List.of());
  }
}
