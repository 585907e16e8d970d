package org.msnmock.mockserver.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Requirement;
import org.msnmock.mockserver.dialogue.Requirements;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads what is required of clients.
 *
 * <pre>
 * requirements: 1
 * subjects:
 *   Signing in:
 *     LOGIN-06:
 *       must: CVR follows on VER, with eight fields, the account last.
 *       source: hypothetic.org
 * </pre>
 */
final class RequirementsReader {
  static final String FILE = "requirements.yaml";

  private static final String FORMAT = "requirements";
  private static final Pattern OURS = Pattern.compile("[\"']?(requirements|subjects)[\"']?\\s*:.*");
  private static final int LOOKED_AT = 64 * 1024;
  private static final Set<String> KEYS =
      Set.of("must", "should", "quirk", "source", "note", "uncovered");
  private static final String LOOKS_LIKE =
      "fix: a requirement looks like  LOGIN-06: { must: what a client does, source: who says so }";

  private final Report report;
  private final Set<String> ids = new HashSet<>();

  private RequirementsReader(Report report) {
    this.report = report;
  }

  /**
   * What came of reading.
   *
   * @param requirements none where the file is wrong
   */
  record Read(Requirements requirements, List<Finding> findings) {}

  /**
   * Reads the file in the folder of dialogues, else the one beside that folder. Another program's
   * file of that name, which has none of our keys, is none.
   */
  static Read read(YAMLFactory yaml, Path root) {
    Path inside = root.resolve(FILE);
    if (Files.isRegularFile(inside)) {
      return read(yaml, inside, FILE);
    }
    Path beside = root.resolveSibling(FILE);
    return Files.isRegularFile(beside)
        ? read(yaml, beside, "../" + FILE)
        : new Read(Requirements.NONE, List.of());
  }

  private static Read read(YAMLFactory yaml, Path path, String name) {
    if (isForeign(path)) {
      return new Read(Requirements.NONE, List.of());
    }
    Document document = Document.read(yaml, path, name);
    Findings findings = new Findings();
    Report report = new Report(findings, document, List.of());
    report.addAll(document.faults());
    List<Requirements.Subject> subjects =
        document
            .root()
            .flatMap(root -> HeadReader.format(root, FORMAT, report))
            .map(root -> new RequirementsReader(report).subjects(root))
            .orElse(List.of());
    return new Read(
        findings.hasErrors() ? Requirements.NONE : new Requirements(subjects), findings.all());
  }

  /** Whether neither of our two keys begins a line: nobody would write our list without. */
  private static boolean isForeign(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
      return text.lines().noneMatch(line -> OURS.matcher(line).matches());
    } catch (IOException e) {
      return false; // whoever reads it says what is wrong
    }
  }

  private List<Requirements.Subject> subjects(Node.Mapping root) {
    Set<String> known = Set.of(FORMAT, "subjects");
    Fields fields = Fields.of(root, known, Set.of(), "in a list of requirements", report);
    List<Requirements.Subject> out = new ArrayList<>();
    for (Node.Entry subject : fields.map("subjects")) {
      List<Requirement> requirements = new ArrayList<>();
      for (Node.Entry entry : Fields.map(subject.value(), "a subject", report)) {
        requirement(entry).ifPresent(requirements::add);
      }
      out.add(new Requirements.Subject(subject.key().text(), requirements));
    }
    return out;
  }

  private Optional<Requirement> requirement(Node.Entry entry) {
    Scalar id = entry.key();
    if (!Covers.ID.matcher(id.text()).matches()) {
      report.add(Code.D107, id.span(), "this is no id of a requirement", LOOKS_LIKE);
    } else if (!ids.add(id.text())) {
      report.add(Code.D103, id.span(), "two requirements are called %s".formatted(id.text()));
    }
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      report.add(
          Code.D107,
          entry.value().span(),
          "a requirement must be a map, not " + entry.value().kind(),
          LOOKS_LIKE);
      return Optional.empty();
    }
    return requirement(id, Fields.of(mapping, KEYS, Set.of(), "in a requirement", report));
  }

  private Optional<Requirement> requirement(Scalar id, Fields fields) {
    List<Level> levels =
        Stream.of(Level.values()).filter(level -> fields.has(level.word())).toList();
    if (levels.size() != 1) {
      report.add(
          Code.D107,
          id.span(),
          "%s says not one of must, should and quirk".formatted(id.text()),
          LOOKS_LIKE);
      return Optional.empty();
    }
    Level level = levels.get(0);
    return Optional.of(
        new Requirement(
            id.text(),
            level,
            fields.text(level.word(), ""),
            fields.text("source").map(Scalar::text),
            fields.text("note").map(Scalar::text),
            fields.text("uncovered").map(Scalar::text),
            id.span()));
  }
}
