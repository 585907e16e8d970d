package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Step;

/** A folder of dialogues for one test; as an extension, another empty one for each. */
final class Folder implements BeforeEachCallback, AfterEachCallback {
  /** The head of {@code a.dialogue.yaml}, three lines: the first step stands in line 4. */
  static final String HEAD = "dialogue: 1\nid: a\nsteps:\n";

  private Path path;

  /** One that is made before each test, and deleted after it. */
  Folder() {}

  /** One that is there already. */
  Folder(Path path) {
    this.path = path;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    path = Files.createTempDirectory("dialogues");
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  Path path() {
    return path;
  }

  Folder with(String name, String text) {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Folder with(String name, byte[] bytes) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads {@code a.dialogue.yaml} with the head above and these steps. */
  LoadResult steps(String steps) {
    return with("a.dialogue.yaml", HEAD + steps).load();
  }

  /** Loads {@code a.dialogue.yaml}. */
  LoadResult load() {
    return load("a.dialogue.yaml");
  }

  /**
   * What loads is marked by no editor either, but for a text that is nothing or no number to YAML,
   * such as {@code ~}.
   */
  LoadResult load(String name) {
    LoadResult result = Loader.root(path).load(path.resolve(name));
    if (!result.hasErrors()) {
      assertThat(Editor.marks(text(path.resolve(name))))
          .allMatch(mark -> mark.matches(".*: .*(null|unknown)\\b.*\\[string, number, boolean].*"));
    }
    return result;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The dialogue of a result that has no findings at all. */
  static Dialogue clean(LoadResult result) {
    assertThat(texts(result)).isEmpty();
    assertThat(result.dialogues()).hasSize(1);
    return result.dialogues().get(0);
  }

  /** The steps of a result without errors. */
  static List<Step> steps(LoadResult result) {
    assertThat(result.errors().stream().map(Finding::text)).isEmpty();
    return result.dialogues().get(0).steps();
  }

  static List<String> texts(LoadResult result) {
    return result.findings().stream().map(Finding::text).toList();
  }

  /** {@code D104 5:34+10}: code, line, column and length of each finding. */
  static List<String> places(LoadResult result) {
    return result.findings().stream().map(Folder::place).toList();
  }

  /** As {@link #places}, errors alone. */
  static List<String> errors(LoadResult result) {
    return result.errors().stream().map(Folder::place).toList();
  }

  private static String place(Finding finding) {
    return "%s %s:%s+%s"
        .formatted(
            finding.code(),
            finding.span().line(),
            finding.span().column(),
            finding.span().length());
  }
}
