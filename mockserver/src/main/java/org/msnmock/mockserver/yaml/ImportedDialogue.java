package org.msnmock.mockserver.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A transcript made into a dialogue.
 *
 * @param text the dialogue file
 * @param steps how many steps it has
 * @param complaints lines of the transcript that were left out or are doubtful
 */
public record ImportedDialogue(String text, int steps, List<Complaint> complaints) {
  /** Characters of a transcript. */
  public static final int MOST = SourceFile.MAX_BYTES;

  public ImportedDialogue {
    complaints = List.copyOf(complaints);
  }

  /**
   * A line of the transcript that needs a look.
   *
   * @param line from 1
   */
  public record Complaint(int line, String message) {}

  /** Makes a transcript into a dialogue; empty when no line of it is one of client or server. */
  public static Optional<ImportedDialogue> from(
      String transcript, String id, String title, Optional<String> user) {
    Pasted pasted = Pasted.read(transcript);
    if (pasted.lines().isEmpty()) {
      return Optional.empty();
    }
    PastedSteps steps = PastedSteps.of(pasted.lines(), user);
    String text =
        "dialogue: 1\nid: %s\ntitle: %s\nsteps:\n%s"
            .formatted(YamlText.value(id), YamlText.value(title), steps.text());
    return Optional.of(new ImportedDialogue(text, steps.count(), pasted.complaints()));
  }

  /** The id that the loader wants a file to have, by its place below the root. */
  public static String idOf(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    Path root = Loader.around(whole).root();
    Path folder = Loader.root(whole.resolveSibling("")).root();
    Path place = root.relativize(folder.resolve(whole.getFileName()));
    return HeadReader.id(place.toString().replace('\\', '/'));
  }
}
