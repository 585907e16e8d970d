package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Baseline.Known;

class BaselineReaderTest {

  @TempDir private Path folder;

  @Test
  void a_line_says_id_and_verdict_and_perhaps_why() throws IOException {
    BaselineReader.Read read =
        read(
            """
            # known since May
            signin.redirect: failed
            presence/nicknames[plus]: { verdict: non-strict, why: a plus is a blank }
            """);

    assertThat(read.findings()).isEmpty();
    assertThat(read.baseline().known())
        .extracting(Known::id, Known::outcome, Known::why, one -> one.span().place())
        .containsExactly(
            tuple("signin.redirect", Outcome.FAILED, Optional.empty(), "known.yaml:2:1"),
            tuple(
                "presence.nicknames[plus]",
                Outcome.NON_STRICT,
                Optional.of("a plus is a blank"),
                "known.yaml:3:1"));
  }

  @ParameterizedTest
  @CsvSource(value = {"''", "'# nothing is left\n\n'"})
  void a_baseline_may_have_become_empty(String text) throws IOException {
    BaselineReader.Read read = read(text);

    assertThat(read.findings()).isEmpty();
    assertThat(read.baseline().known()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b: faild | known.yaml:1:6 | none of informational, non-strict, unsupported, failed",
        "a.b: ok | known.yaml:1:6 | remove the line",
        "a.b: [failed] | known.yaml:1:6 | a verdict is one word, not a list",
        "a.b: { why: x } | known.yaml:1:1 | the verdict of a.b is missing",
        "a.b: { verdict: failed, wy: x } | known.yaml:1:25 | did you mean \"why\"?",
        "a.b: { verdict: failed, why: [x] } | known.yaml:1:30 | \"why\" is a text",
        "- a.b | known.yaml:1:1 | a map of ids, not a list",
        "a.b: &x failed | known.yaml:1:6 | anchor",
        "a.b: {{ | known.yaml:1: | ",
      })
  void what_is_wrong_is_told_with_its_place(String text, String place, String message)
      throws IOException {
    BaselineReader.Read read = read(text);

    assertThat(read.findings()).isNotEmpty();
    String told = read.findings().get(0).text();
    assertThat(told).startsWith(place).contains(message == null ? "" : message);
  }

  @Test
  void an_id_stands_there_once() throws IOException {
    assertThat(read("a.b: failed\na.b: unsupported\n").findings().get(0).text())
        .startsWith("known.yaml:2:1  error D103");
    assertThat(read("a.b: failed\na/b: unsupported\n").findings().get(0).text())
        .startsWith("known.yaml:2:1  error D103");
  }

  @Test
  void a_file_that_is_no_text_is_told() throws IOException {
    Files.write(folder.resolve("known.yaml"), new byte[] {'a', (byte) 0xff});

    assertThat(BaselineReader.read(folder.resolve("known.yaml"), "known.yaml").findings())
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("not UTF-8");
  }

  private BaselineReader.Read read(String text) throws IOException {
    Path file = folder.resolve("known.yaml");
    Files.writeString(file, text);
    return BaselineReader.read(file, "known.yaml");
  }
}
