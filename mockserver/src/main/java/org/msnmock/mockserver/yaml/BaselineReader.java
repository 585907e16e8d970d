package org.msnmock.mockserver.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.verdict.Baseline.Known;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads a baseline.
 *
 * <pre>
 * signin.redirect: failed
 * presence.nicknames[plus]: { verdict: non-strict, why: a plus is sent as a blank }
 * </pre>
 */
public final class BaselineReader {
  private static final String FIX =
      "fix: a line looks like  signin.redirect: failed  or  a.b[c]: { verdict: failed, why: text }";

  private final Set<Finding> findings = new TreeSet<>();
  private final List<Known> known = new ArrayList<>();

  private BaselineReader() {}

  /**
   * What came of reading.
   *
   * @param findings what is wrong; where something is, the baseline is not to be used
   */
  public record Read(Baseline baseline, List<Finding> findings) {
    public Read {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Reads a file. What is wrong in it is told and never thrown.
   *
   * @param name the path for people
   */
  public static Read read(Path file, String name) {
    BaselineReader reader = new BaselineReader();
    try {
      reader.read(SourceFile.read(file, name));
    } catch (BrokenFile e) {
      reader.findings.add(e.finding());
    }
    return new Read(new Baseline(reader.known), List.copyOf(reader.findings));
  }

  private void read(SourceFile source) {
    if (isEmpty(source)) {
      return; // the last known failure was mended
    }
    List<Finding> faults = new ArrayList<>();
    Optional<Node> root = NodeReader.read(new YAMLFactory(), source, faults);
    findings.addAll(faults);
    if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
      mapping.entries().forEach(this::entry);
    } else if (root.isPresent()) {
      wrong(root.get().span(), "a baseline is a map of ids, not " + root.get().kind());
    }
  }

  private static boolean isEmpty(SourceFile source) {
    return source.text().lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
  }

  private void entry(Node.Entry entry) {
    Scalar id = entry.key();
    if (entry.value() instanceof Node.Mapping mapping) {
      details(id, mapping);
    } else if (entry.value() instanceof Scalar verdict) {
      add(id, verdict, Optional.empty());
    } else {
      wrong(entry.value().span(), "a verdict is one word, not " + entry.value().kind());
    }
  }

  private void details(Scalar id, Node.Mapping mapping) {
    Optional<Scalar> verdict = Optional.empty();
    Optional<String> why = Optional.empty();
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!(entry.value() instanceof Scalar value)) {
        wrong(entry.value().span(), "\"%s\" is a text".formatted(key));
      } else if (key.equals("verdict")) {
        verdict = Optional.of(value);
      } else if (key.equals("why")) {
        why = Optional.of(value.text());
      } else {
        String hint = Nearest.hint(key, List.of("verdict", "why"));
        findings.add(
            new Finding(
                Code.D102,
                entry.key().span(),
                "unknown key \"%s\"".formatted(key),
                hint.isEmpty() ? List.of(FIX) : List.of(hint),
                List.of()));
      }
    }
    if (verdict.isPresent()) {
      add(id, verdict.get(), why);
    } else {
      wrong(id.span(), "the verdict of %s is missing".formatted(id.text()));
    }
  }

  private void add(Scalar id, Scalar word, Optional<String> why) {
    Optional<Outcome> outcome = Outcome.fromWord(word.text()).filter(one -> one != Outcome.OK);
    String name = id.text().replace('/', '.');
    if (known.stream().anyMatch(one -> one.id().equals(name))) {
      String message = "%s stands here twice".formatted(name);
      findings.add(new Finding(Code.D103, id.span(), message, List.of(), List.of()));
    } else if (outcome.isPresent()) {
      known.add(new Known(name, outcome.get(), why, id.span()));
    } else if (word.text().equals(Outcome.OK.word())) {
      wrong(word.span(), "a case that is ok does not stand in a baseline; remove the line");
    } else {
      wrong(word.span(), "\"%s\" is none of %s".formatted(word.text(), words()));
    }
  }

  private static String words() {
    return String.join(", ", Arrays.stream(Outcome.values()).skip(1).map(Outcome::word).toList());
  }

  private void wrong(Span span, String message) {
    findings.add(new Finding(Code.D107, span, message, List.of(FIX), List.of()));
  }
}
