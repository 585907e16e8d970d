package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file that an option names for something to be written there.
 *
 * @param option its name, for messages
 * @param name as it was typed
 */
record OutputFile(Console console, String option, Path name) {

  /**
   * Refuses what somebody wrote by hand: YAML, and whatever the command reads.
   *
   * @param inputs files and folders as they were typed
   * @throws UsageException says what to do
   */
  void check(List<String> inputs) {
    Path path = console.folder().resolve(name);
    if (isYaml(path)) {
      throw new UsageException(
          "%s %s would overwrite YAML, which is what you write; name another file"
              .formatted(option, name));
    }
    for (String input : inputs) {
      if (isSame(path, console.folder().resolve(input))) {
        throw new UsageException(
            "%s %s would overwrite %s, which is read; name another file"
                .formatted(option, name, input));
      }
    }
  }

  private static boolean isYaml(Path path) {
    return hasYamlName(path) || Files.exists(path) && hasYamlName(real(path));
  }

  private static boolean hasYamlName(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path; // writing it says why it can't be used
    }
  }

  private static boolean isSame(Path path, Path input) {
    try {
      return Files.isRegularFile(path) && Files.exists(input) && Files.isSameFile(path, input);
    } catch (IOException e) {
      return path.toAbsolutePath().normalize().equals(input.toAbsolutePath().normalize());
    }
  }
}
