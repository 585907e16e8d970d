package org.msnmock.mockserver.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.yaml.Finding;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/**
 * The dialogues that a command is about.
 *
 * @param loaded those without errors, each once
 * @param findings all that was found wrong or doubtful, with paths as an editor opens them
 * @param files of those that are loaded by id, the real path
 * @param roots the folders from which the paths in dialogues are counted
 * @param requirements what is required of clients, as it stands beside the dialogues
 */
record Dialogues(
    List<Dialogue> loaded,
    List<Finding> findings,
    Map<String, Path> files,
    List<Path> roots,
    Requirements requirements) {
  private static final String BUNDLED = "MSNMOCK_BUNDLED_DIALOGUES";

  /**
   * Loads files and folders; without any, the bundled ones. Two files with one id are an error.
   *
   * @throws UsageException where a path does not exist, or nothing is bundled
   */
  static Dialogues load(Console console, List<String> paths) {
    Map<String, Dialogue> dialogues = new LinkedHashMap<>();
    Map<String, Path> files = new HashMap<>();
    Set<Finding> findings = new LinkedHashSet<>();
    Set<Path> roots = new LinkedHashSet<>();
    Requirements requirements = Requirements.NONE;
    for (String path : paths.isEmpty() ? List.of(bundled(console)) : paths) {
      Path place = console.folder().resolve(path);
      if (!Files.exists(place)) {
        throw new UsageException("there is no file or folder " + path);
      }
      Loader loader = Loader.root(root(place));
      roots.add(loader.root());
      LoadResult result = loader.loadAll(place.toAbsolutePath());
      result.findings().forEach(one -> findings.add(seenFrom(console, loader.root(), one)));
      for (Dialogue dialogue : result.dialogues()) {
        Path file = loader.root().resolve(dialogue.file());
        Path other = files.putIfAbsent(dialogue.id(), file);
        if (other == null) {
          dialogues.put(dialogue.id(), dialogue);
        } else if (!other.equals(file)) {
          findings.add(sameId(dialogue.id(), console.shown(file), console.shown(other)));
        }
      }
      requirements = requirements.and(result.requirements());
    }
    return new Dialogues(
        List.copyOf(dialogues.values()),
        List.copyOf(findings),
        Map.copyOf(files),
        List.copyOf(roots),
        requirements);
  }

  /** The loader counts paths from its root; whoever typed the command stands somewhere else. */
  static Finding seenFrom(Console console, Path root, Finding finding) {
    return finding.withPaths(file -> console.shown(root.resolve(file).normalize()));
  }

  private static Finding sameId(String id, String file, String other) {
    return Finding.sameId(
        id,
        file,
        other,
        "fix: name them in two commands, or give one of them another name, and that as its id");
  }

  /** The nearest folder, from this one up, that holds fragments; else the folder itself. */
  private static Path root(Path place) {
    Path whole = place.toAbsolutePath().normalize();
    Path folder = Files.isDirectory(whole) ? whole : whole.resolveSibling("");
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.isDirectory(above.resolve("fragments"))) {
        return above;
      }
    }
    return folder;
  }

  private static String bundled(Console console) {
    return console
        .variable(BUNDLED)
        .orElseThrow(
            () ->
                new UsageException(
                    "say which dialogues: files or folders (none are bundled here)"));
  }

  /** The folder from which the path of one of these dialogues is counted. */
  Path root(Dialogue dialogue) {
    Path file = Objects.requireNonNull(files.get(dialogue.id()), dialogue.id());
    return roots.stream()
        .filter(root -> root.resolve(dialogue.file()).equals(file))
        .findFirst()
        .orElseThrow();
  }

  boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }

  /** Shows the errors; warnings are {@code lint}'s matter, and only counted. */
  void complain(PrintWriter err) {
    List<Finding> errors = findings.stream().filter(Finding::isError).toList();
    for (Finding error : errors) {
      err.print(error.text());
      err.println();
    }
    if (!errors.isEmpty()) {
      err.println(
          errors.size() + (errors.size() == 1 ? " error" : " errors") + "; nothing was started");
    } else if (!findings.isEmpty()) {
      err.println(
          "%s %s in the dialogues; msnmock lint shows them"
              .formatted(findings.size(), findings.size() == 1 ? "warning" : "warnings"));
    }
  }
}
