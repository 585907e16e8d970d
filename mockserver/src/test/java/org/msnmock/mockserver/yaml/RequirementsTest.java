package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Requirement;
import org.msnmock.mockserver.dialogue.Requirements;

class RequirementsTest {
  private static final String LIST =
      """
      requirements: 1
      subjects:
        Greeting:
          HI-01:
            must: VER is the first line.
            source: hypothetic.org
            note: "uncertain: some wait"
        Leaving:
          BYE-01: { should: OUT is sent., uncovered: nobody has written it }
          BYE-02: { quirk: OUT may have a number. }
      """;

  @TempDir private Path temporary;
  private Folder project;
  private Path dialogues;

  @BeforeEach
  void open() {
    project = new Folder(temporary);
    dialogues = temporary.resolve("dialogues");
    covering("HI-01");
  }

  // ---- the file ----

  @Test
  void a_requirement_has_a_level_a_sentence_and_perhaps_more() {
    Requirements list = load(LIST).requirements();

    assertThat(list.subjects())
        .extracting(Requirements.Subject::title)
        .containsExactly("Greeting", "Leaving");
    assertThat(list.all())
        .extracting(
            Requirement::id,
            Requirement::level,
            Requirement::text,
            Requirement::source,
            Requirement::note,
            Requirement::uncovered,
            one -> one.span().place())
        .containsExactly(
            tuple(
                "HI-01",
                Level.MUST,
                "VER is the first line.",
                Optional.of("hypothetic.org"),
                Optional.of("uncertain: some wait"),
                Optional.empty(),
                "../requirements.yaml:4:5"),
            tuple(
                "BYE-01",
                Level.SHOULD,
                "OUT is sent.",
                Optional.empty(),
                Optional.empty(),
                Optional.of("nobody has written it"),
                "../requirements.yaml:9:5"),
            tuple(
                "BYE-02",
                Level.QUIRK,
                "OUT may have a number.",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "../requirements.yaml:10:5"));
  }

  @Test
  void it_stands_among_the_dialogues_or_beside_their_folder() {
    project.with("requirements.yaml", LIST);
    project.with("dialogues/requirements.yaml", LIST.replace("HI-01", "HI-02"));

    LoadResult loaded = load();

    assertThat(loaded.requirements().find("HI-02")).isPresent();
    assertThat(Folder.texts(loaded)).singleElement().asString().contains("no requirement");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dependencies:\n  - name: redis\n",
        "- src: geerlingguy.java\n",
        "{}\n",
        "x\n",
        "",
        "a: 1\n---\nb: 2\n",
        "{{ template }}: [\n"
      })
  void a_file_of_another_program_is_none(String text) {
    LoadResult loaded = load(text);

    assertThat(Folder.clean(loaded).covers()).containsExactly("HI-01");
    assertThat(loaded.requirements().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          requirements: 2                                      | 1:15 | D109 another format
          `requirement: 1\nsubjects: {}`                       | 1:1  | D109
          `requirements: 1\nsubject: {}`                       | 2:1  | D102 unknown key "subject"
          `requirements: 1\nsubjects: []`                      | 2:11 | D107 subjects must be a map
          `requirements: 1\nsubjects: { A: x }`                | 2:16 | D107 a subject must be a map
          `requirements: 1\nsubjects: { A: { X-1: x } }`       | 2:23 | D107 a requirement must be a map
          `requirements: 1\nsubjects: { A: { X 1: { must: a } } }`      | 2:18 | D107 this is no id
          `requirements: 1\nsubjects: { A: { X-1: {} } }`      | 2:18 | D107 X-1 says not one of must
          `requirements: 1\nsubjects: { A: { X-1: { must: a, should: b } } }` | 2:18 | D107 X-1 says not one
          `requirements: 1\nsubjects: { A: { X-1: { must: [a] } } }` | 2:31 | D107 must must be a text
          `requirements: 1\nsubjects: { A: { X-1: { must: a, nota: b } } }` | 2:34 | D102 unknown key "nota"
          `requirements: 1\nsubjects: { A: { X-1: { must: a } }, B: { X-1: { must: a } } }` | 2:43 | D103 two
          `requirements: 1\nsubjects: { A: &a x }`             | 2:16 | D105
          """)
  void what_is_wrong_in_it_is_told_with_its_place(String text, String place, String message) {
    LoadResult loaded = load(text.replace("\\n", "\n"));

    assertThat(loaded.hasErrors()).isTrue();
    assertThat(loaded.requirements().isEmpty()).isTrue();
    assertThat(Folder.texts(loaded).get(0))
        .startsWith("../requirements.yaml:%s  error %s".formatted(place, message.substring(0, 4)))
        .contains(message.substring(4).strip());
  }

  // ---- what dialogues say of it ----

  @Test
  void without_a_list_any_id_will_do() {
    covering("ANY.thing-7");

    assertThat(Folder.clean(load()).covers()).containsExactly("ANY.thing-7");
  }

  @Test
  void an_id_that_is_not_on_the_list_is_an_error() {
    covering("HI-07");

    assertThat(Folder.texts(load(LIST)))
        .singleElement()
        .asString()
        .startsWith("a.dialogue.yaml:3:10  error D110  no requirement is called HI-07")
        .contains("known: HI-01 to HI-01, in ../requirements.yaml");
  }

  @Test
  void a_dialogue_that_stands_in_no_file_goes_by_the_list_too() {
    project.with("requirements.yaml", LIST);

    LoadResult loaded =
        Loader.root(dialogues)
            .loadText("b", "dialogue: 1\ncovers: [HI-07]\nsteps: [{ accept: ns }]\n");

    assertThat(Folder.places(loaded)).containsExactly("D110 2:10+5");
  }

  @Test
  void a_wrong_list_is_told_of_a_dialogue_that_stands_in_no_file_too() {
    project.with("requirements.yaml", "requirements: 7\n");

    LoadResult loaded =
        Loader.root(dialogues).loadText("b", "dialogue: 1\nsteps: [{ accept: ns }]\n");

    assertThat(Folder.places(loaded)).containsExactly("D109 1:15+1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ C: OUT, covers: [HI-01] } | false",
        "{ C: OUT, covers: [BYE-01] } | true",
        "{ C: OUT, covers: [BYE-01], level: should } | false",
        "{ C: OUT, covers: [BYE-01], level: quirk } | false",
        "{ C: OUT, covers: [BYE-02], level: should } | true",
        "{ C: OUT, covers: [BYE-02, BYE-01], level: should } | false",
        "{ C: OUT, covers: [BYE-01, HI-01] } | false",
        "{ verdict: failed, covers: [HI-01] } | false",
        "{ verdict: failed, covers: [BYE-01] } | true",
        "{ verdict: non-strict, covers: [BYE-01] } | false",
        "{ verdict: unsupported, covers: [BYE-01] } | false",
        "{ verdict: non-strict, covers: [BYE-02] } | true",
      })
  void a_step_should_not_weigh_more_than_what_is_at_stake(String step, boolean warns) {
    project.with("dialogues/a.dialogue.yaml", Folder.HEAD + "  - accept: ns\n  - " + step + "\n");

    LoadResult loaded = load(LIST);

    assertThat(loaded.hasErrors()).isFalse();
    assertThat(loaded.warnings()).hasSize(warns ? 1 : 0).allMatch(one -> one.code() == Code.D113);
  }

  @Test
  void a_level_around_a_step_counts() {
    project.with(
        "dialogues/a.dialogue.yaml",
        Folder.HEAD
            + """
              - accept: ns
              - one-of:
                  a: [{ C: OUT, covers: [BYE-01] }]
                level: should
            """);

    assertThat(Folder.texts(load(LIST))).isEmpty();
  }

  private void covering(String id) {
    project.with(
        "dialogues/a.dialogue.yaml",
        "dialogue: 1\nid: a\ncovers: [%s]\nsteps:\n  - accept: ns\n".formatted(id));
  }

  private LoadResult load(String list) {
    project.with("requirements.yaml", list);
    return load();
  }

  private LoadResult load() {
    return Loader.root(dialogues).load(dialogues.resolve("a.dialogue.yaml"));
  }
}
