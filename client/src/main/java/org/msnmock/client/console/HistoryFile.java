package org.msnmock.client.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where what was typed is kept from one run to the next, for nobody else to read. */
final class HistoryFile {
  private HistoryFile() {}

  /**
   * The file, in a folder that was made for it where there was none.
   *
   * @param system what the operating system is called
   * @return nothing where there can't be one
   */
  static Optional<Path> in(Environment environment, String home, String system) {
    Path folder = folder(environment, home, system).resolve("msnchat");
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      return Optional.of(forItsOwner(folder.resolve("history")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Also where the folder was there before, for whoever else may read it. */
  private static Path forItsOwner(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
      if (!Files.exists(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      }
      Files.setPosixFilePermissions(file, owner);
    }
    return file;
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
