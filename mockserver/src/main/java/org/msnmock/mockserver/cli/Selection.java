package org.msnmock.mockserver.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.IdPattern;
import org.msnmock.mockserver.yaml.Nearest;

/**
 * Which cases: the arguments of a command, paths and ids told apart. What exists as a file or
 * folder is one; all else is an id ({@code signin.redirect}, {@code signin/redirect}, {@code
 * presence.nicknames[ascii]}), a folder of ids ({@code signin}), or a glob over ids ({@code
 * signin.*}).
 *
 * @param paths files and folders
 * @param ids what is no path
 */
record Selection(List<String> paths, List<String> ids) {
  static Selection of(Console console, List<String> arguments) {
    List<String> paths = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (String argument : arguments) {
      if (exists(console, argument)) {
        paths.add(argument);
      } else if (argument.endsWith(".yaml") || argument.endsWith(".yml")) {
        throw new UsageException("there is no file " + argument);
      } else {
        ids.add(argument);
      }
    }
    return new Selection(paths, ids);
  }

  private static boolean exists(Console console, String argument) {
    try {
      return Files.exists(console.folder().resolve(argument));
    } catch (InvalidPathException e) {
      return false; // a glob, on systems where no file can have such a name
    }
  }

  /**
   * The cases that are meant, slow ones last.
   *
   * @param wanted decides by tags
   * @param only these ids; empty for no restriction
   */
  List<Selected> from(
      List<Dialogue> dialogues, Predicate<Dialogue> wanted, Optional<Set<String>> only) {
    List<Selected> out = new ArrayList<>();
    for (Dialogue dialogue : dialogues) {
      for (Dialogue.Case row : dialogue.cases()) {
        if (wanted.test(dialogue)
            && only.map(known -> known.contains(row.id())).orElse(true)
            && (ids.isEmpty()
                || ids.stream().anyMatch(id -> new IdPattern(id).means(dialogue, row)))) {
          out.add(new Selected(dialogue, row));
        }
      }
    }
    out.sort(Comparator.comparing(Selected::isSlow));
    return out;
  }

  /** What to say of an id that means no case: where it was looked for, and what may be meant. */
  String noSuch(String id, List<Dialogue> dialogues) {
    Set<String> known = new LinkedHashSet<>();
    for (Dialogue dialogue : dialogues) {
      known.add(dialogue.id());
      dialogue.cases().forEach(row -> known.add(row.id()));
    }
    String where = paths.isEmpty() ? "" : " in " + String.join(", ", paths);
    String hint =
        Nearest.to(id.replace('/', '.'), known)
            .map("did you mean %s?"::formatted)
            .orElse("msnmock test --list shows those that are there");
    return "no dialogue%s has the id %s; %s".formatted(where, id, hint);
  }

  /** The ids that mean no case at all, whatever its tags. */
  List<String> unknown(List<Dialogue> dialogues) {
    return ids.stream()
        .filter(
            id ->
                dialogues.stream()
                    .noneMatch(
                        d -> d.cases().stream().anyMatch(row -> new IdPattern(id).means(d, row))))
        .toList();
  }
}
