package org.msnmock.mockserver.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.HEAD;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;
import static org.msnmock.mockserver.yaml.Folder.places;
import static org.msnmock.mockserver.yaml.Folder.texts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Step;

/** What YAML would change or lose without a word, and files that cannot be read at all. */
class ReadingTest {
  @RegisterExtension final Folder folder = new Folder();

  @Test
  void a_comment_behind_one_blank_is_lost_text() {
    // when
    LoadResult result =
        folder.steps("  - accept: ns\n  - S: LST dave@example.com Dave #1friend 8\n");
    // then
    assertThat(places(result)).containsExactly("D104 5:34+10");
    assertThat(result.findings().get(0).text())
        .isEqualTo(
            """
            a.dialogue.yaml:5:34  error D104  " #" starts a YAML comment, "#1friend 8" would be lost
                  5 |   - S: LST dave@example.com Dave #1friend 8
                    |                                  ^^^^^^^^^^
              fix: quote the line:  - S: "LST dave@example.com Dave #1friend 8"    (two blanks before # mean that a comment is wanted)
            """);
  }

  @Test
  void a_comment_behind_a_key_without_a_value_is_lost_text() {
    assertThat(places(folder.steps("  - accept: ns\n  - note: #1 of them\n")))
        .containsExactly("D107 5:10+1", "D104 5:11+10");
  }

  @Test
  void comments_behind_two_blanks_and_behind_quotes_are_comments() {
    clean(folder.steps("  # one\n  - accept: ns  # two\n  - S: \"QNG #1\" # three\n"));
  }

  @Test
  void a_list_may_have_a_comment_behind_its_key() {
    clean(
        folder
            .with("a.dialogue.yaml", "dialogue: 1\nid: a\nsteps: # all\n  - accept: ns\n")
            .load());
  }

  @ParameterizedTest
  @CsvSource({
    "'- S: &x QNG 50', 5:8+9",
    "'- S: *x', 5:8+2",
    "'- S: !t QNG 50', 5:8+9",
    "'- &x { S: QNG 50 }', 5:5+1",
    "'- !t { S: QNG 50 }', 5:5+1",
    "'- { <<: x, S: QNG 50 }', 5:7+2",
  })
  void anchors_aliases_tags_and_merge_keys_are_refused(String step, String place) {
    // when
    LoadResult result = folder.steps("  - accept: ns\n  " + step + "\n");
    // then
    assertThat(errors(result)).contains("D105 " + place);
    assertThat(result.dialogues()).isEmpty();
  }

  @Test
  void folded_text_is_refused() {
    assertThat(errors(folder.steps("  - accept: ns\n  - note: >\n      one\n      two\n")))
        .containsExactly("D105 5:11+1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"QNG\n      50", "\"QNG\n      50\"", "|\n      QNG 50"})
  void a_line_over_two_source_lines_is_refused(String value) {
    assertThat(errors(folder.steps("  - accept: ns\n  - S: " + value + "\n")))
        .containsExactly("D106 5:8+" + value.indexOf('\n'));
  }

  @Test
  void a_doubled_key_is_refused() {
    assertThat(places(folder.steps("  - accept: ns\n    why: one\n    why: two\n")))
        .containsExactly("D103 6:5+3");
  }

  @Test
  void a_tab_is_shown_where_it_stands() {
    assertThat(places(folder.steps("  - accept: ns\n\t- S: QNG 50\n")))
        .containsExactly("D101 5:1+1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C ns VER {trid} MSNP9 {**}  | C ns: VER {trid} MSNP9 {**}",
        "C   ns  VER {trid}          | C ns: VER {trid}",
        "S alice.sb OUT              | S alice.sb: OUT",
        "C login GET /login2.srf     | C login: GET /login2.srf",
        "S {entry} OUT               | S {entry}: OUT",
        "S {alice.entry} OUT         | S {alice.entry}: OUT",
        "C other PNG                 | C other: PNG",
        "garbage ns x                | garbage ns: x",
        "see bob typing              | see bob: typing",
        "do alice sign-in            | do alice: sign-in",
        "do alice sgin-in            | do alice: sgin-in",
        "C VER {trid} MSNP9          | C: VER {trid} MSNP9",
        "C {command=*} ns            | C: {command=*} ns",
        "C PNG                       | C: PNG",
        "C ns                        | C: ns",
        "see typing please           | see: typing please",
        "do sign-in typing           | do: sign-in typing",
        "accept ns please            | accept: ns please",
      })
  void a_missing_colon_stands_behind_the_connection_or_client(String written, String fix) {
    assertThat(
            folder
                .steps("  - { accept: ns, as: other }\n  - " + written + "\n")
                .errors()
                .get(0)
                .hints())
        .containsExactly("fix: write  - " + fix);
  }

  @Test
  void a_missing_colon_above_a_companion_is_one_behind_the_connection() {
    assertThat(texts(folder.steps("  - accept: ns\n  - S ns 800 {trid}\n    as: refusal\n")).get(0))
        .contains("fix: write  - S ns: 800 {trid}");
  }

  @Test
  void a_colon_in_a_line_gets_its_fix() {
    // when
    LoadResult result = folder.steps("  - accept: ns\n  - S: NLN bob Hi: there\n");
    // then
    assertThat(places(result)).containsExactly("D101 5:18+1");
    assertThat(result.findings().get(0).hints())
        .containsExactly("fix: quote the line:  - S: \"NLN bob Hi: there\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'- C: {trid} x', 5:8+1, 'fix: quote the line:  - C: \"{trid} x\"'",
    "'- {trid} x', 5:5+1, 'fix: quote the line:  - \"{trid} x\"'",
    "'- S: @x', 5:8+1, 'fix: quote the line:  - S: \"@x\"'",
    "'- S: `x', 5:8+1, 'fix: quote the line:  - S: \"`x\"'",
    "'- S: %x', 5:8+1, 'fix: quote the line:  - S: \"%x\"'",
  })
  void what_must_be_quoted_gets_its_fix(String step, String place, String fix) {
    // when
    LoadResult result = folder.steps("  - accept: ns\n  " + step + "\n");
    // then
    assertThat(places(result)).containsExactly("D101 " + place);
    assertThat(result.findings().get(0).hints()).containsExactly(fix);
  }

  @Test
  void a_brace_in_a_map_in_braces_gets_its_fix() {
    // when
    LoadResult result = folder.steps("  - accept: ns\n  - { S: MSG {len}, body: x }\n");
    // then
    assertThat(places(result)).containsExactly("D101 5:14+1");
    assertThat(result.findings().get(0).hints().get(0)).startsWith("fix: quote each text");
  }

  @Test
  void a_second_document_is_refused() {
    assertThat(errors(folder.steps("  - accept: ns\n---\ndialogue: 1\n")))
        .containsExactly("D101 6:1+1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n", "# only a comment\n", "---\n", "\uFEFF"})
  void an_empty_file_is_refused(String text) {
    // when
    LoadResult result = folder.with("a.dialogue.yaml", text).load();
    // then
    assertThat(result.errors()).hasSize(1);
    assertThat(result.errors().get(0).code()).isIn(Code.D101, Code.D107);
  }

  @Test
  void a_file_of_ten_megabytes_is_refused_before_it_is_parsed() {
    // given
    byte[] large = "- x\n".repeat(2_500_000).getBytes(UTF_8);
    // when
    LoadResult result = folder.with("a.dialogue.yaml", large).load();
    // then
    assertThat(places(result)).containsExactly("D101 1:1+1");
    assertThat(result.findings().get(0).message()).contains("1,048,576 bytes");
    assertThat(result.findings().get(0).text().lines()).hasSize(1);
  }

  @Test
  void a_file_that_is_not_UTF_8_is_refused_at_its_first_wrong_byte() {
    // given
    byte[] latin = (HEAD + "  - accept: ns\n  - note: Älice und Öde\n").getBytes(ISO_8859_1);
    // when
    LoadResult result = folder.with("a.dialogue.yaml", latin).load();
    // then
    assertThat(places(result)).containsExactly("D101 5:11+1");
    assertThat(result.findings().get(0).message())
        .isEqualTo("not UTF-8: the byte c4 at offset %s".formatted(HEAD.length() + 15 + 10));
  }

  @Test
  void a_byte_order_mark_and_CRLF_are_accepted() {
    // given
    String text = "\uFEFF" + (HEAD + "  - accept: ns\n  - S: QNG 50\n").replace("\n", "\r\n");
    // when
    LoadResult result = folder.with("a.dialogue.yaml", text).load();
    // then
    assertThat(clean(result).steps().get(1).info().span().place()).isEqualTo("a.dialogue.yaml:5:5");
    assertThat(clean(result).steps().get(1).info().span().source()).isEqualTo("  - S: QNG 50");
  }

  @Test
  void a_control_character_is_shown_where_it_stands() {
    assertThat(places(folder.steps("  - accept: ns\n  - S: QNG \u0007\n")))
        .containsExactly("D101 5:12+1");
  }

  @Test
  void an_impossible_escape_is_refused() {
    assertThat(errors(folder.steps("  - accept: ns\n  - S: \"QNG \\UFFFFFFFF\"\n"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 400, 600, 30_000})
  void deep_nesting_is_refused(int depth) {
    // when
    LoadResult result = folder.steps("  - " + "[".repeat(depth) + "]".repeat(depth) + "\n");
    // then
    assertThat(result.errors()).hasSize(1);
    assertThat(result.errors().get(0).message()).isEqualTo("nested deeper than 100 levels");
    assertThat(result.errors().get(0).text().length()).isLessThan(600);
  }

  @Test
  void a_line_without_end_is_refused() {
    assertThat(places(folder.steps("  - accept: ns\n  - note: " + "x".repeat(70_000) + "\n")))
        .containsExactly("D101 5:1+1");
  }

  @Test
  void a_file_full_of_mistakes_is_read_only_so_far() {
    // when
    LoadResult result = folder.steps("  - accept: xx\n".repeat(20_000));
    // then
    assertThat(result.errors()).hasSize(501);
    assertThat(result.errors().get(500).message()).contains("so many findings");
  }

  @Test
  void a_file_full_of_names_is_refused() {
    // given
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i <= 1000; i++) {
      steps.append("  - set: { n%s: x }\n".formatted(i));
    }
    // then
    assertThat(errors(folder.steps(steps.toString()))).containsExactly("D107 1004:12+5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e3",
        "1.10",
        "12.",
        "NO",
        "off",
        "0123",
        "0x10",
        "1_000",
        "~",
        "null",
        "1:30",
        "2024-01-01",
        "+1",
        ".inf"
      })
  void every_scalar_is_the_text_that_stands_there(String text) {
    // when
    LoadResult result = folder.steps("  - accept: ns\n  - note: " + text + "\n");
    // then
    Step.Note note = (Step.Note) clean(result).steps().get(1);
    assertThat(note.info().text()).isEqualTo("note: " + text);
    assertThat(note.text().pieces()).hasToString(note.text().pieces().toString()).hasSize(1);
    assertThat(note.text().pieces().get(0).toString()).contains("text=" + text + ",");
  }

  @Test
  void several_mistakes_are_told_at_once_by_place() {
    // given
    String steps =
        """
          - accept: ns
            withn: 5s
          - C: USR {trid} TWN I {usre}
          - sends: foo
          - { pause: 5 }
        """;
    // when
    LoadResult result = folder.steps(steps);
    // then
    assertThat(places(result))
        .containsExactly("D102 5:5+5", "D201 6:25+6", "D102 7:5+5", "D402 8:14+1");
    assertThat(result.findings().get(0).hints()).contains("did you mean \"within\"?");
    assertThat(result.findings().get(1).hints().get(0)).contains("did you mean {user}?");
    assertThat(result.findings().get(2).hints()).contains("did you mean \"S\"?");
    assertThat(result.findings().get(3).hints()).containsExactly("fix: 5ms, 5s or 5m");
  }

  @ParameterizedTest
  @CsvSource({
    "'- accept ds', D107 4:5+9",
    "'- [accept, ds]', D107 4:5+1",
    "'- {}', D107 4:5+1",
    "'- { accept: ds, use: ds }', D102 4:19+3",
    "'- accept: [ds]', D107 4:13+1",
    "'- accept:', D107 4:12+1",
    "'- { accept: ds, within: soon }', D107 4:27+4",
    "'- { accept: ds, within: 1.5s }', D107 4:27+4",
    "'- { accept: ds, within: 90 }', D402 4:27+2",
    "'- { accept: ds, within: 0s }', D401 4:27+2",
    "'- { accept: ds, level: may }', D107 4:26+3",
    "'- { accept: ds, covers: LOGIN-01 }', D107 4:27+8",
    "'- { accept: ds, covers: [LOGIN 99] }', D110 4:28+8",
    "'- { accept: login }', D107 4:7+13",
    "'- { verdict: ok }', D107 4:16+2",
    "'- { refuse: xx }', D201 4:15+2",
    "'- { set: x }', D107 4:12+1",
    "'- { set: { len: x } }', D107 4:14+3",
  })
  void a_wrong_kind_of_value_is_refused_at_its_place(String step, String finding) {
    assertThat(errors(folder.steps("  " + step + "\n"))).containsExactly(finding);
  }
}
