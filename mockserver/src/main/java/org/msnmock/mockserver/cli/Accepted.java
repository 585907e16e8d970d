package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.msnmock.mockserver.adapter.Words;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.IdPattern;
import org.msnmock.mockserver.report.Recorded;
import org.msnmock.mockserver.yaml.Acceptance;
import org.msnmock.mockserver.yaml.AcceptedText;
import org.msnmock.mockserver.yaml.Finding;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/** What the files of dialogues become when the cases of a run are accepted. */
final class Accepted {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Console console;
  private final boolean changesFragments;
  private final Map<List<String>, Dialogues> loaded = new HashMap<>();
  private final Map<Path, Set<Acceptance.Edit>> edits = new LinkedHashMap<>();
  private final Map<Path, Path> toLoad = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private Exit exit = Exit.OK;
  private int passed;

  /** A file that is to be another one. */
  record Change(Path path, String before, String after) {}

  /** A dialogue of the run, with what was recorded of its cases. */
  private record Played(Dialogue dialogue, Path root, List<Recorded> cases) {}

  Accepted(Console console, boolean changesFragments) {
    this.console = console;
    this.changesFragments = changesFragments;
  }

  /** Why nothing can be written; empty where all is well. */
  List<String> problems() {
    return problems;
  }

  Exit exit() {
    return exit;
  }

  List<Change> changes() {
    return changes;
  }

  /** What to say where nothing changes. */
  String nothing() {
    return "nothing to accept: no line deviated in %s %s"
        .formatted(passed, passed == 1 ? "case" : "cases");
  }

  /** Finds out what changes. */
  void choose(List<Recorded> cases, Selection selection) {
    List<Played> played = played(cases, selection);
    if (played.isEmpty() && problems.isEmpty()) {
      problem(Exit.NOTHING_JUDGED, "the last run has no such case; msnmock test plays it");
    }
    played.forEach(this::collect);
    if (problems.isEmpty()) {
      edits.forEach(this::change);
    }
    if (problems.isEmpty()) {
      check();
    }
  }

  private void problem(Exit how, String text) {
    problems.add(text);
    exit = exit == Exit.OK ? how : exit;
  }

  // ---- the dialogues of the run ----

  private List<Played> played(List<Recorded> cases, Selection selection) {
    Map<String, Played> out = new LinkedHashMap<>();
    for (Recorded one : cases) {
      List<String> places = selection.paths().isEmpty() ? places(one) : selection.paths();
      Dialogues dialogues = loaded.computeIfAbsent(places, this::load);
      Optional<Dialogue> dialogue =
          dialogues.loaded().stream()
              .filter(d -> d.cases().stream().anyMatch(row -> row.id().equals(one.id())))
              .findFirst();
      if (dialogue.isPresent() && means(selection, dialogue.get(), one)) {
        Path root = dialogues.root(dialogue.get());
        out.computeIfAbsent(
                dialogue.get().id(), id -> new Played(dialogue.get(), root, new ArrayList<>()))
            .cases()
            .add(one);
      } else if (dialogue.isEmpty() && isNamed(selection, one)) {
        lost(one, dialogues, selection.paths().isEmpty());
      }
    }
    return List.copyOf(out.values());
  }

  private Dialogues load(List<String> places) {
    return Dialogues.load(console, places);
  }

  private static boolean means(Selection selection, Dialogue dialogue, Recorded one) {
    return selection.ids().isEmpty()
        || dialogue.cases().stream()
            .filter(row -> row.id().equals(one.id()))
            .anyMatch(
                row ->
                    selection.ids().stream()
                        .anyMatch(id -> new IdPattern(id).means(dialogue, row)));
  }

  private static boolean isNamed(Selection selection, Recorded one) {
    return selection.ids().isEmpty()
        || selection.ids().stream().anyMatch(id -> one.id().equals(id.replace('/', '.')));
  }

  /** A dialogue that is wrong by now, or gone. */
  private void lost(Recorded one, Dialogues dialogues, boolean wanted) {
    List<Finding> errors =
        dialogues.findings().stream()
            .filter(Finding::isError)
            .filter(finding -> isIn(one.file(), finding, dialogues))
            .toList();
    if (!errors.isEmpty()) {
      problem(Exit.WRONG_DIALOGUE, errors.get(0).text().stripTrailing());
    } else if (wanted) {
      problem(Exit.NOTHING_JUDGED, "%s is not found any more; name its file".formatted(one.id()));
    }
  }

  private boolean isIn(String file, Finding finding, Dialogues dialogues) {
    return dialogues.roots().stream()
        .anyMatch(root -> console.shown(root.resolve(file)).equals(finding.span().file()));
  }

  /** The files and folders that the run was given: they stand before the id. */
  private static List<String> places(Recorded one) {
    try {
      List<String> words = Words.of(one.again());
      int id = words.indexOf(one.id());
      return id < 2 ? List.of() : List.copyOf(words.subList(2, id));
    } catch (IllegalArgumentException e) {
      return List.of(); // too long a command line is cut off in the report
    }
  }

  // ---- what changes ----

  private void collect(Played played) {
    Dialogue dialogue = played.dialogue();
    List<Recorded> deviated =
        played.cases().stream().filter(one -> one.acceptance().isPresent()).toList();
    passed += played.cases().size() - deviated.size();
    if (deviated.isEmpty()) {
      return;
    }
    for (Recorded one : deviated) {
      Optional<String> refusal = one.acceptance().orElseThrow().refusal();
      if (refusal.isPresent()) {
        problem(Exit.FAILED, "%s cannot be accepted: %s".formatted(one.id(), refusal.get()));
        return;
      }
    }
    if (agree(played, deviated)) {
      List<Acceptance.Edit> wanted = deviated.get(0).acceptance().orElseThrow().edits();
      wanted.forEach(edit -> collect(edit, played));
      toLoad.put(played.root().resolve(dialogue.file()), played.root());
    }
  }

  /** Whether all cases of a dialogue, and all rounds of a case, lead to the same. */
  private boolean agree(Played played, List<Recorded> deviated) {
    Dialogue dialogue = played.dialogue();
    long different =
        deviated.stream().map(one -> one.acceptance().orElseThrow().edits()).distinct().count();
    Set<String> rows =
        deviated.stream().map(Recorded::id).collect(Collectors.toCollection(LinkedHashSet::new));
    if (different > 1) {
      problem(
          Exit.FAILED,
          "%s cannot be accepted: %s lead to different dialogues"
              .formatted(
                  dialogue.id(),
                  rows.size() > 1 ? String.join(" and ", rows) : "the rounds of " + rows));
      return false;
    }
    return passedNowhere(played, rows) && concernsNoOther(played, rows);
  }

  /** Whether none of these cases is right as it is, by another round. */
  private boolean passedNowhere(Played played, Set<String> rows) {
    for (Recorded one : played.cases()) {
      if (one.acceptance().isEmpty() && rows.contains(one.id())) {
        problem(
            Exit.FAILED,
            "%s cannot be accepted: it passed in another round, as its steps are"
                .formatted(one.id()));
        return false;
      }
    }
    return true;
  }

  /** Whether all cases of the dialogue are among these. */
  private boolean concernsNoOther(Played played, Set<String> rows) {
    for (Dialogue.Case row : played.dialogue().cases()) {
      if (!rows.contains(row.id())) {
        boolean wasPlayed = played.cases().stream().anyMatch(one -> one.id().equals(row.id()));
        problem(
            Exit.FAILED,
            "%s cannot be accepted: its steps are those of %s, too, which %s"
                .formatted(
                    String.join(", ", rows),
                    row.id(),
                    wasPlayed
                        ? "passes as they are"
                        : "was not looked at; name the whole dialogue"));
        return false;
      }
    }
    return true;
  }

  private void collect(Acceptance.Edit edit, Played played) {
    Path path = played.root().resolve(edit.file()).normalize();
    if (!path.startsWith(played.root())) {
      problem(Exit.FAILED, "the report is about a file outside of the folder of the dialogues");
      return;
    }
    if (!edit.file().equals(played.dialogue().file()) && !changesFragments) {
      problem(
          Exit.FAILED,
          "%s cannot be accepted: %s:%s stands in a fragment, which other dialogues may include; --fragments changes it"
              .formatted(played.dialogue().id(), edit.file(), edit.line()));
      return;
    }
    edits.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(edit);
    if (!edit.file().equals(played.dialogue().file())) {
      toLoad.put(played.root(), played.root());
    }
  }

  private void change(Path path, Set<Acceptance.Edit> wanted) {
    long places = wanted.stream().map(edit -> edit.line() + ":" + edit.kind()).distinct().count();
    String name = path.getFileName().toString();
    if (places != wanted.size()) {
      problem(Exit.FAILED, name + " cannot be accepted: several dialogues want it different");
      return;
    }
    try {
      Path real = path.toRealPath();
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(real)))
              .toString();
      String mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
      AcceptedText.Outcome outcome =
          AcceptedText.of(name, text.substring(mark.length()), List.copyOf(wanted));
      outcome.refusal().ifPresent(why -> problem(Exit.FAILED, "cannot be accepted: " + why));
      outcome.text().ifPresent(after -> changes.add(new Change(real, text, mark + after)));
    } catch (CharacterCodingException e) {
      problem(Exit.WRONG_DIALOGUE, path + " is not UTF-8");
    } catch (IOException e) {
      problem(Exit.WRONG_DIALOGUE, "%s cannot be read: %s".formatted(path, Reason.of(e)));
    }
  }

  // ---- what would be loaded ----

  private void check() {
    Map<Path, String> after = new HashMap<>();
    for (Change change : changes) {
      String text = change.after();
      after.put(change.path(), text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }
    Set<String> errors = new LinkedHashSet<>();
    for (Map.Entry<Path, Path> one : toLoad.entrySet()) {
      LoadResult result = Loader.root(one.getValue()).loadChanged(one.getKey(), after);
      result
          .errors()
          .forEach(error -> errors.add(Dialogues.seenFrom(console, one.getValue(), error).text()));
    }
    if (!errors.isEmpty()) {
      problem(
          Exit.WRONG_DIALOGUE,
          "the accepted dialogue would have these errors:\n" + String.join("\n", errors));
    }
  }
}
