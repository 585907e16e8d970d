package org.msnmock.mockserver.junit;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.yaml.Finding;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/** A folder of dialogues, and what is found in it. */
final class Folder {
  private static final int MOST_LISTED = 20;
  private static final String[] ENDINGS = {Loader.SUFFIX, ".yaml", ".yml"};

  private final Loader loader;

  private Folder(Path path) {
    this.loader = Loader.root(path);
  }

  static Folder at(Path path) {
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "There is no folder of dialogues %s".formatted(path.toAbsolutePath()));
    }
    return new Folder(path);
  }

  /**
   * Finds a folder from the working directory on, or on the class path.
   *
   * @throws IllegalArgumentException where there is none; the message says where it was searched
   */
  static Folder named(String name, ClassLoader classes) {
    List<String> searched = new ArrayList<>();
    return inWorkingDirectory(name, searched)
        .or(() -> onClassPath(name, classes, searched))
        .map(Folder::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    """
                    There is no folder of dialogues "%s". Searched were
                    %s
                    Say on the test class where they are: @DialogueFolder("src/test/dialogues")"""
                        .formatted(name, lines(searched))));
  }

  /** For texts that include nothing, where there is no folder of dialogues. */
  static Folder anyFor(String name, ClassLoader classes) {
    List<String> searched = new ArrayList<>();
    return new Folder(
        inWorkingDirectory(name, searched)
            .or(() -> onClassPath(name, classes, searched))
            .orElse(Path.of("")));
  }

  private static Optional<Path> inWorkingDirectory(String name, List<String> searched) {
    try {
      Path path = Path.of(name).toAbsolutePath();
      searched.add(path.toString());
      return Optional.of(path).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      searched.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Path> onClassPath(
      String name, ClassLoader classes, List<String> searched) {
    URL url = classes.getResource(name);
    if (url == null) {
      searched.add("the class path, for " + name);
      return Optional.empty();
    }
    if (!url.getProtocol().equals("file")) {
      searched.add(url + ", which is no folder: dialogues can't be played from inside of a jar");
      return Optional.empty();
    }
    try {
      Path path = Path.of(url.toURI());
      searched.add(path.toString());
      return Optional.of(path).filter(Files::isDirectory);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path with no right addresses: " + url, e);
    }
  }

  /**
   * Loads one dialogue.
   *
   * @param id {@code signin/redirect}, {@code signin.redirect}, or the file's path
   * @throws IllegalArgumentException where there is none, or something is wrong in it
   */
  Dialogue dialogue(String id) {
    Path file = loader.file(bare(id));
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          """
          There is no dialogue "%s". Searched was
            %s
          In this folder are: %s"""
              .formatted(id, file, listed(ids())));
    }
    return only(loader.load(file));
  }

  /** Reads a dialogue that stands in no file. */
  Dialogue text(String name, String text) {
    return only(loader.loadText(name, text));
  }

  LoadResult all() {
    return loader.loadAll();
  }

  /** A file that is named from here on. */
  URI source(String file) {
    return loader.root().resolve(file).toUri();
  }

  @Override
  public String toString() {
    return loader.root().toString();
  }

  private static String bare(String id) {
    for (String ending : ENDINGS) {
      if (id.endsWith(ending)) {
        return id.substring(0, id.length() - ending.length());
      }
    }
    return id;
  }

  private List<String> ids() {
    return loader.loadAll().dialogues().stream().map(Dialogue::id).toList();
  }

  private static Dialogue only(LoadResult loaded) {
    if (loaded.hasErrors() || loaded.dialogues().isEmpty()) {
      throw new IllegalArgumentException(wrong(loaded.errors()));
    }
    return loaded.dialogues().get(0);
  }

  static String wrong(List<Finding> errors) {
    String all = errors.stream().map(Finding::text).collect(Collectors.joining("\n"));
    return "The dialogue is wrong.\n" + all.stripTrailing();
  }

  static String listed(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String first = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    int more = names.size() - MOST_LISTED;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String lines(List<String> items) {
    return items.stream().map(item -> "  " + item).collect(Collectors.joining("\n"));
  }
}
