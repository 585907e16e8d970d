package org.msnmock.client.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where what was typed is kept from one run to the next, for nobody else to read. */
final class HistoryFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Restriction restriction;
  private final Consumer<String> complaints;

  /** Takes the permissions of all but the owner from a file. */
  @FunctionalInterface
  interface Restriction {
    void restrict(Path file) throws IOException;
  }

  /**
   * @param complaints takes a sentence where others may read the file, and that can't be changed
   */
  HistoryFile(Consumer<String> complaints) {
    this(HistoryFile::restrict, complaints);
  }

  HistoryFile(Restriction restriction, Consumer<String> complaints) {
    this.restriction = restriction;
    this.complaints = complaints;
  }

  /**
   * The file, in a folder that was made for it where there was none.
   *
   * @param system what the operating system is called
   * @return nothing where there can't be one
   */
  Optional<Path> in(Environment environment, String home, String system) {
    Path folder = folder(environment, home, system).resolve("msnchat");
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        if (hasPermissions(folder)) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      Path file = folder.resolve("history");
      if (hasPermissions(file)) {
        keepFromOthers(file);
      }
      return Files.isDirectory(file) ? Optional.empty() : Optional.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Also where the folder was there before, for whoever else may read it. What a link leads to, and
   * what is no file, is somebody's own affair.
   */
  private void keepFromOthers(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
    } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !OWNER.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
      try {
        restriction.restrict(file);
      } catch (IOException e) {
        complaints.accept(
            "others may read %s, where what you type is kept, and that can't be changed (%s); --no-history keeps nothing"
                .formatted(file, e.getMessage()));
      }
    }
  }

  /** Not through a link that has come in its place just now. */
  private static void restrict(Path file) throws IOException {
    Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setPermissions(OWNER);
  }

  private static Path folder(Environment environment, String home, String system) {
    if (system.toLowerCase(Locale.ROOT).startsWith("windows")) {
      return environment
          .value(null, "LOCALAPPDATA")
          .map(Path::of)
          .orElseGet(() -> Path.of(home, "AppData", "Local"));
    }
    return environment
        .value(null, "XDG_STATE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> Path.of(home, ".local", "state"));
  }
}
