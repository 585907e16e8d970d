package org.msnmock.mockserver.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A dialogue of the corpus. The comment above its first key says what is to become of it:
 *
 * <pre>
 * # refused: D402 8:13             the finding that stops it; its whole text stands in refused.txt
 * # warns: D202 8:10               the finding that does not; its whole text stands in warns.txt
 * # outcome: non-strict            where it is neither ok in passes nor failed in fails
 * # says: token 3                  what stands in the explanation of the run, as often as wanted
 * # hides: t=stale                 what does not stand there
 * # ns C: VER 1 MSNP9              everything else is what the client does, see CorpusClient
 * </pre>
 */
record CorpusFile(Path path, Expectation expectation, List<String> transcript) {
  private static final String REFUSED = "refused:";
  private static final String WARNS = "warns:";
  private static final String OUTCOME = "outcome:";
  private static final String SAYS = "says:";
  private static final String HIDES = "hides:";

  /** What is to become of the file, as its name says it. */
  enum Sort {
    PASSES,
    FAILS,
    REFUSED,
    WARNS
  }

  /**
   * What the header states.
   *
   * @param findings {@code D402 8:13}
   * @param outcome the word of a verdict, empty where none is stated
   */
  record Expectation(
      Sort sort, List<String> findings, String outcome, List<String> says, List<String> hides) {}

  static final Path ROOT = root();

  private static Path root() {
    try {
      return Path.of(Objects.requireNonNull(CorpusFile.class.getResource("/corpus")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The whole corpus. */
  static List<CorpusFile> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(path -> path.toString().endsWith(Loader.SUFFIX))
          .sorted()
          .map(CorpusFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CorpusFile read(Path path) {
    List<String> findings = new ArrayList<>();
    List<String> says = new ArrayList<>();
    List<String> hides = new ArrayList<>();
    List<String> transcript = new ArrayList<>();
    String outcome = "";
    for (String line : header(path)) {
      if (line.startsWith(REFUSED) || line.startsWith(WARNS)) {
        findings.add(line.substring(line.indexOf(':') + 1).strip());
      } else if (line.startsWith(OUTCOME)) {
        outcome = line.substring(OUTCOME.length()).strip();
      } else if (line.startsWith(SAYS)) {
        says.add(line.substring(SAYS.length()).strip());
      } else if (line.startsWith(HIDES)) {
        hides.add(line.substring(HIDES.length()).strip());
      } else {
        transcript.add(line);
      }
    }
    Expectation expectation = new Expectation(sort(path), findings, outcome, says, hides);
    return new CorpusFile(path, expectation, transcript);
  }

  /** The comment lines at the top, without their signs. */
  private static List<String> header(Path path) {
    try {
      return Files.readString(path)
          .lines()
          .takeWhile(line -> line.startsWith("#"))
          .map(line -> line.substring(1).stripLeading())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sort sort(Path path) {
    String name = path.getFileName().toString();
    String word = name.substring(0, name.length() - Loader.SUFFIX.length());
    return Sort.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** {@code steps/accept/passes}. */
  String name() {
    String relative = ROOT.relativize(path).toString().replace('\\', '/');
    return relative.substring(0, relative.length() - Loader.SUFFIX.length());
  }

  /** The file as it stands. */
  String text() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole text of the findings, which stands beside the file. */
  String message() {
    try {
      return Files.readString(ROOT.resolve(name() + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException("the text of the findings is missing", e);
    }
  }
}
