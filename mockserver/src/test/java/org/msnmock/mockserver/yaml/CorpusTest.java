package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;

/**
 * The corpus of the language: small dialogues that must pass, that must fail with these words, that
 * must be refused with this message. They lie under {@code corpus} in the resources.
 */
class CorpusTest {
  private final Loader loader = Loader.root(CorpusFile.ROOT);

  @TestFactory
  Stream<DynamicTest> each_file_of_the_corpus_becomes_what_it_says() {
    return CorpusFile.all().stream()
        .map(file -> DynamicTest.dynamicTest(file.name(), file.path().toUri(), () -> test(file)));
  }

  private void test(CorpusFile file) {
    LoadResult loaded = loader.load(file.path());
    switch (file.expectation().sort()) {
      case PASSES -> passes(file, loaded);
      case FAILS -> fails(file, loaded);
      case REFUSED -> refused(file, loaded);
      case WARNS -> warns(file, loaded);
    }
  }

  private static void passes(CorpusFile file, LoadResult loaded) {
    Result result = CorpusClient.play(Folder.clean(loaded), file.transcript());
    hasOutcome(file, result, Outcome.OK);
    says(file, result);
  }

  private static void fails(CorpusFile file, LoadResult loaded) {
    Result result = CorpusClient.play(Folder.clean(loaded), file.transcript());
    hasOutcome(file, result, Outcome.FAILED);
    assertThat(file.expectation().says()).as("what the explanation says").isNotEmpty();
    says(file, result);
  }

  private static void refused(CorpusFile file, LoadResult loaded) {
    assertThat(loaded.hasErrors()).isTrue();
    finds(file, loaded);
  }

  private static void warns(CorpusFile file, LoadResult loaded) {
    assertThat(loaded.hasErrors()).isFalse();
    finds(file, loaded);
    Result result = CorpusClient.play(loaded.dialogues().get(0), file.transcript());
    hasOutcome(file, result, Outcome.OK);
  }

  private static void hasOutcome(CorpusFile file, Result result, Outcome usual) {
    String stated = file.expectation().outcome();
    assertThat(result.outcome().word())
        .as(Explanation.of(result))
        .isEqualTo(stated.isEmpty() ? usual.word() : stated);
  }

  private static void says(CorpusFile file, Result result) {
    for (String words : file.expectation().says()) {
      assertThat(Explanation.of(result)).contains(words);
    }
    for (String words : file.expectation().hides()) {
      assertThat(Explanation.of(result)).doesNotContain(words);
    }
  }

  private static void finds(CorpusFile file, LoadResult loaded) {
    assertThat(message(loaded)).isEqualTo(file.message());
    assertThat(loaded.findings().stream().map(CorpusTest::place))
        .isNotEmpty()
        .containsExactlyElementsOf(file.expectation().findings());
  }

  private static String place(Finding finding) {
    return "%s %s:%s".formatted(finding.code(), finding.span().line(), finding.span().column());
  }

  /** All findings, as a person sees them. */
  static String message(LoadResult loaded) {
    List<String> texts = loaded.findings().stream().map(Finding::text).toList();
    return String.join("\n", texts);
  }
}
