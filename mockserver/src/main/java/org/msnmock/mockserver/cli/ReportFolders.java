package org.msnmock.mockserver.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the reports of a run go, and are looked for. */
final class ReportFolders {
  private ReportFolders() {}

  /** The folder that was named, else that of the variable, else the usual one. */
  static Path of(Console console, Optional<Path> named) {
    Path byDefault =
        console
            .variable("MSNMOCK_REPORT_DIR")
            .map(Path::of)
            .orElseGet(
                () ->
                    Files.exists(console.folder().resolve("pom.xml"))
                        ? Path.of("target", "msnmock")
                        : Path.of("msnmock-report"));
    return console.folder().resolve(named.orElse(byDefault));
  }
}
