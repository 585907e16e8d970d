package org.msnmock.mockserver.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.yaml.BaselineReader;
import org.msnmock.mockserver.yaml.Finding;

/**
 * The file of {@code --baseline}.
 *
 * @param name as it was typed; empty where there is none
 */
record BaselineFile(Console console, Optional<String> name) {

  /**
   * Reads it, and says which of its lines are about none of these dialogues.
   *
   * @return empty when the file is wrong; what is wrong has been told
   * @throws UsageException when there is no such file
   */
  Optional<Baseline> read(List<Dialogue> dialogues) {
    if (name.isEmpty()) {
      return Optional.of(Baseline.NONE);
    }
    Path file = console.folder().resolve(name.get());
    if (Files.isDirectory(file)) {
      throw new UsageException("--baseline %s is a folder; name a file".formatted(name.get()));
    }
    if (!Files.isRegularFile(file)) {
      throw new UsageException("there is no file " + name.get());
    }
    BaselineReader.Read read = BaselineReader.read(file, name.get().replace('\\', '/'));
    read.findings().stream().map(Finding::text).forEach(console.err()::println);
    if (!read.findings().isEmpty()) {
      console.err().println("the baseline is wrong; nothing was started");
      return Optional.empty();
    }
    for (Baseline.Known unknown : read.baseline().unknownTo(dialogues)) {
      console
          .err()
          .println(
              "%s  %s is no case of these dialogues"
                  .formatted(unknown.span().place(), unknown.id()));
    }
    return Optional.of(read.baseline());
  }
}
