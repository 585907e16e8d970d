package org.msnmock.client.console;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** File names as they are typed; a leading {@code ~/} is the user's own folder. */
final class PathNames {
  private PathNames() {}

  /**
   * @throws IllegalArgumentException when no file can be called so
   */
  static Path path(String typed) {
    try {
      return typed.startsWith("~/")
          ? Path.of(System.getProperty("user.home"), typed.substring(2))
          : Path.of(typed);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("no file can be called " + typed, e);
    }
  }

  /**
   * The same, where there is nothing yet.
   *
   * @throws IllegalArgumentException when there is such a file, or no folder for it
   */
  static Path free(Path file) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(taken(file));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder %s for %s".formatted(folder, file));
    }
    return file;
  }

  static String taken(Path file) {
    return "there is a file %s already; give another name".formatted(file);
  }
}
