package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;
import static org.msnmock.mockserver.yaml.Folder.places;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

/** Fragments: where they are found, what goes in and what comes out. */
class IncludeTest {
  @TempDir Path temporary;
  private Folder folder;

  @BeforeEach
  void emptyFolder() {
    folder = new Folder(temporary.resolve("dialogues"));
  }

  private Folder fragment(String text) {
    return folder.with("f.yaml", "fragment: 1\n" + text);
  }

  @Test
  void an_include_opens_the_steps_of_the_fragment() {
    // given
    fragment("title: x\nsteps:\n  - accept: ns\n  - C: VER {trid} {**}\n");
    // when
    Dialogue dialogue = clean(folder.steps("  - include: f.yaml\n  - S: VER {trid} MSNP9\n"));
    // then
    Step.Include include = (Step.Include) dialogue.steps().get(0);
    assertThat(include.file()).isEqualTo("f.yaml");
    assertThat(include.steps()).hasSize(2);
    assertThat(dialogue.stepCount()).isEqualTo(4);
    assertThat(Steps.all(dialogue.steps()).stream().map(step -> step.info().number()))
        .containsExactly(1, 2, 3, 4);
    assertThat(include.steps().get(0).info().includedFrom().stream().map(Span::place))
        .containsExactly("a.dialogue.yaml:4:5");
    assertThat(include.steps().get(0).info().span().place()).isEqualTo("f.yaml:4:5");
  }

  @Test
  void each_include_has_slots_of_its_own() {
    // given
    fragment("params: { who: {} }\nsteps:\n  - C: ADG {trid} {x=*} 0\n  - note: \"{x}{who}\"\n");
    // when
    Dialogue dialogue =
        clean(
            folder.steps(
                """
                  - accept: ns
                  - { include: f.yaml, with: { who: bob } }
                  - { include: f.yaml, with: { who: "{user}" } }
                """));
    // then
    Step.Include first = (Step.Include) dialogue.steps().get(1);
    Step.Include second = (Step.Include) dialogue.steps().get(2);
    assertThat(first.parameters().get(0).name().slot())
        .isNotEqualTo(second.parameters().get(0).name().slot());
    assertThat(dialogue.names()).hasSize(5);
  }

  @Test
  void a_parameter_hides_the_account_in_the_fragment() {
    // given
    fragment(
        """
        params: { user: { type: email, default: "{user}" }, code: { type: text, default: x } }
        steps:
          - note: "{user} {code} {name}"
        """);
    // when
    Step.Include include =
        (Step.Include) clean(folder.steps("  - include: f.yaml\n")).steps().get(0);
    // then
    Step.Note note = (Step.Note) include.steps().get(0);
    Piece.Known user = (Piece.Known) note.text().pieces().get(0);
    assertThat(user.name()).isEqualTo(include.parameters().get(0).name());
    assertThat(user.equality()).isEqualTo(Piece.Equality.CASELESS);
    Piece.Known given = (Piece.Known) include.parameters().get(0).value().pieces().get(0);
    assertThat(given.name().slot()).isNotEqualTo(user.name().slot());
    assertThat(given.span().place()).isEqualTo("f.yaml:2:42");
  }

  @Test
  void a_parameter_without_a_type_takes_over_what_its_value_is() {
    // given
    fragment("params: { who: {}, t: {} }\nsteps: [{ note: \"{who}{t}\" }]\n");
    // when
    Step.Include include =
        (Step.Include)
            clean(
                    folder.steps(
                        "  - { include: f.yaml, with: { who: \"{user}\", t: \"{ticket}\" } }\n"))
                .steps()
                .get(0);
    // then
    Piece.Known who = (Piece.Known) ((Step.Note) include.steps().get(0)).text().pieces().get(0);
    Piece.Known ticket = (Piece.Known) ((Step.Note) include.steps().get(0)).text().pieces().get(1);
    assertThat(who.equality()).isEqualTo(Piece.Equality.CASELESS);
    assertThat(ticket.name().isSecret()).isTrue();
  }

  @Test
  void connections_and_durations_are_resolved_at_once() {
    // given
    fragment(
        """
        params: { conn: { type: connection, default: ns }, wait: { type: duration, default: 3s } }
        background:
          ping: [{ "C {conn}": PNG }, { S: QNG 50 }]
        steps:
          - { accept: "{conn}", within: "{wait}" }
          - C {conn}: PNG
        """);
    folder.with(
        "g.yaml",
        "fragment: 1\nparams: { c: { type: connection } }\nsteps: [{ include: f.yaml, with: { conn: \"{c}\" } }]\n");
    // when
    LoadResult result = folder.steps("  - { include: g.yaml, with: { c: sb } }\n");
    // then
    assertThat(places(result)).containsExactly("D307 7:5+13");
    Step.Include outer = (Step.Include) result.dialogues().get(0).steps().get(0);
    Step.Include inner = (Step.Include) outer.steps().get(0);
    Step.Accept accept = (Step.Accept) inner.steps().get(0);
    assertThat(accept.service().role()).isEqualTo(Role.SWITCHBOARD);
    assertThat(accept.timing().within()).contains(Duration.ofSeconds(3));
    assertThat(((Step.ClientLine) inner.rules().get(0).head()).target())
        .isEqualTo(new Target.Listener(Service.of(Role.SWITCHBOARD)));
    assertThat(inner.parameters()).isEmpty();
  }

  @Test
  void defaults_of_one_client_are_told_where_one_of_several_has_to_be_named() {
    // given
    fragment(
        """
        params:
          user: { type: email, default: "{user}" }
          conn: { type: connection, default: ns }
        steps:
          - { accept: "{conn}", within: 3s }
          - C {conn}: USR {trid} TWN I {user}
        """);
    folder.with(
        "a.dialogue.yaml",
        """
        dialogue: 1
        id: a
        clients: { alice: {}, bob: {} }
        steps:
          - include: f.yaml
          - include: f.yaml
            with: { user: "{bob.user}", conn: bob.ns }
        """);
    // when
    LoadResult result = folder.load();
    // then
    assertThat(result.findings())
        .extracting(finding -> finding.code().name() + " " + finding.message())
        .containsExactly(
            "D503 the default of \"conn\" is that of one client, and there are alice and bob",
            "D503 the default of \"user\" is that of one client, and there are alice and bob");
    assertThat(result.findings())
        .flatExtracting(Finding::hints)
        .containsExactly(
            "fix: add  with: { conn: alice.ns }  or another's",
            "fix: add  with: { user: \"{alice.user}\" }  or another's");
    assertThat(places(result)).containsOnly("D503 5:14+6");
  }

  @Test
  void an_alias_goes_in_as_a_connection() {
    // given
    fragment("params: { conn: { type: connection } }\nsteps: [{ \"S {conn}\": QNG 50 }]\n");
    // when
    Dialogue dialogue =
        clean(
            folder.steps(
                "  - { accept: ns, as: old }\n  - { include: f.yaml, with: { conn: old } }\n"));
    // then
    Step.ServerLine line =
        (Step.ServerLine) ((Step.Include) dialogue.steps().get(1)).steps().get(0);
    assertThat(line.target()).isEqualTo(new Target.Alias("old", 0));
    assertThat(dialogue.aliases()).isEqualTo(1);
  }

  @Test
  void the_entry_is_the_role_accepted_first() {
    // given
    fragment(
        "params: { conn: { type: connection, default: sb } }\nsteps: [{ accept: \"{conn}\" }]\n");
    // when
    Dialogue dialogue =
        clean(
            folder.steps("  - accept: ns\n  - { include: f.yaml, with: { conn: \"{entry}\" } }\n"));
    // then
    Step.Accept accept = (Step.Accept) ((Step.Include) dialogue.steps().get(1)).steps().get(0);
    assertThat(accept.service().role()).isEqualTo(Role.NOTIFICATION_SERVER);
  }

  @Test
  void exports_come_back_under_their_own_or_a_new_name() {
    // given
    fragment("exports: [who, x]\nsteps:\n  - C: ADD {trid} FL {who=email} {x=*}\n");
    // when
    Dialogue dialogue =
        clean(
            folder.steps(
                """
                  - accept: ns
                  - { include: f.yaml, export: [who] }
                  - { include: f.yaml, export: { who: again, x: nick } }
                  - C: ADD {trid} AL {who} {nick}
                  - note: "{again}"
                """));
    // then
    Step.Include second = (Step.Include) dialogue.steps().get(2);
    assertThat(second.exports().get(0).to().text()).isEqualTo("again");
    Step.ClientLine line = (Step.ClientLine) dialogue.steps().get(3);
    Piece.Known who = (Piece.Known) line.line().tokens().get(3).pieces().get(0);
    assertThat(who.equality()).isEqualTo(Piece.Equality.CASELESS);
  }

  @Test
  void names_of_fragments_and_includers_are_apart() {
    // given
    fragment("steps:\n  - C: ADG {trid} {x=*} 0\n  - note: \"{x}{mine}\"\n");
    // when
    LoadResult result =
        folder.steps(
            "  - accept: ns\n  - set: { mine: 1 }\n  - include: f.yaml\n  - note: \"{x}{mine}\"\n");
    // then
    assertThat(places(result)).containsExactly("D201 7:12+3", "D201 4:15+6");
    assertThat(result.findings().get(1).text()).endsWith("  included from a.dialogue.yaml:6:5\n");
  }

  @Test
  void includes_are_shown_as_a_chain() {
    // given
    folder
        .with("fragments/one.yaml", "fragment: 1\nsteps:\n  - include: two.yaml\n")
        .with("fragments/two.yaml", "fragment: 1\nsteps:\n  - note: \"{usre}\"\n");
    // when
    LoadResult result = folder.steps("  - include: fragments/one.yaml\n");
    // then
    assertThat(result.findings().get(0).text())
        .isEqualTo(
            """
            fragments/two.yaml:3:12  error D201  {usre} is not known here
                  3 |   - note: "{usre}"
                    |            ^^^^^^
              known: user, password, name, ticket     did you mean {user}?  to learn it write {usre=*}
              included from fragments/one.yaml:3:5, from a.dialogue.yaml:4:5
            """);
  }

  @Test
  void a_file_is_searched_from_the_folder_of_the_includer_up_to_the_root() {
    // given
    folder
        .with("fragments/x.yaml", "fragment: 1\nsteps: [{ note: root }]\n")
        .with("b/fragments/x.yaml", "fragment: 1\nsteps: [{ note: near }]\n")
        .with(
            "b/c/d.dialogue.yaml",
            "dialogue: 1\nid: b.c.d\nsteps: [{ include: fragments/x.yaml }]\n");
    // when
    Dialogue dialogue = clean(folder.load("b/c/d.dialogue.yaml"));
    // then
    assertThat(((Step.Include) dialogue.steps().get(0)).file()).isEqualTo("b/fragments/x.yaml");
  }

  @Test
  void a_missing_file_tells_where_it_was_searched() {
    // when
    LoadResult result =
        folder
            .with(
                "b/c.dialogue.yaml",
                "dialogue: 1\nid: b.c\nsteps:\n  - include: fragments/x.yaml\n")
            .load("b/c.dialogue.yaml");
    // then
    assertThat(places(result)).containsExactly("D111 4:14+16");
    assertThat(result.findings().get(0).hints())
        .satisfiesExactly(
            searched ->
                assertThat(searched)
                    .startsWith("searched in the folder ")
                    .endsWith(": b/fragments/x.yaml, fragments/x.yaml"),
            fix -> assertThat(fix).contains("scenarios/dialogues/fragments; copy that folder"));
  }

  @Test
  void the_remedy_for_a_missing_fragment_comes_only_where_no_folder_of_them_is() {
    // given
    folder.with("fragments/hello.yaml", "fragment: 1\ntitle: Hello\nsteps: [{ note: hello }]\n");
    // when
    LoadResult other = folder.steps("  - include: parts/x.yaml\n");
    LoadResult beside = folder.steps("  - include: fragments/quite-different.yaml\n");
    // then
    assertThat(other.findings().get(0).hints())
        .noneMatch(hint -> hint.contains("copy that folder"));
    assertThat(beside.findings().get(0).hints())
        .noneMatch(hint -> hint.contains("copy that folder"));
  }

  @ParameterizedTest
  @CsvSource({"../secret.yaml", "/etc/passwd", "fragments/../../secret.yaml", "\\\\host\\x"})
  void a_file_outside_of_the_root_is_refused(String name) {
    // given
    new Folder(temporary).with("secret.yaml", "fragment: 1\nsteps: []\n");
    // when
    LoadResult result = folder.steps("  - include: " + name + "\n");
    // then
    assertThat(places(result)).containsExactly("D111 4:14+" + name.length());
    assertThat(result.findings().get(0).message()).contains("outside");
  }

  @Test
  void a_link_that_leads_out_of_the_root_is_refused() throws IOException {
    // given
    new Folder(temporary).with("secret.yaml", "fragment: 1\nsteps: []\n");
    folder.with("a.dialogue.yaml", Folder.HEAD + "  - include: link.yaml\n");
    Files.createSymbolicLink(folder.path().resolve("link.yaml"), temporary.resolve("secret.yaml"));
    // then
    assertThat(places(folder.load())).containsExactly("D111 4:14+9");
  }

  @Test
  void a_file_that_includes_itself_is_refused_with_the_whole_loop() {
    // given
    folder
        .with("b.yaml", "fragment: 1\nsteps:\n  - include: c.yaml\n")
        .with("c.yaml", "fragment: 1\nsteps:\n  - include: b.yaml\n");
    // when
    LoadResult result = folder.steps("  - include: b.yaml\n");
    // then
    assertThat(places(result)).containsExactly("D111 3:5+15");
    assertThat(result.findings().get(0).message())
        .isEqualTo("a file that includes itself: b.yaml -> c.yaml -> b.yaml");
  }

  @Test
  void includes_that_double_at_each_level_are_stopped() {
    // given
    for (int i = 0; i < 20; i++) {
      String next = i == 19 ? "  - pause: 1s\n" : "  - include: f%s.yaml\n".formatted(i + 1);
      folder.with("f%s.yaml".formatted(i), "fragment: 1\nsteps:\n" + next + next);
    }
    // when
    LoadResult result = folder.steps("  - include: f0.yaml\n");
    // then
    assertThat(result.errors()).isNotEmpty().allMatch(finding -> finding.code() == Code.D111);
    assertThat(result.errors().get(0).message()).contains("100,000 steps");
  }

  @Test
  void includes_that_go_too_deep_are_stopped() {
    // given
    for (int i = 0; i < 100; i++) {
      folder.with(
          "f%s.yaml".formatted(i), "fragment: 1\nsteps:\n  - include: f%s.yaml\n".formatted(i + 1));
    }
    // then
    assertThat(folder.steps("  - include: f0.yaml\n").errors().get(0).message())
        .isEqualTo("includes go deeper than 64 files");
  }

  @ParameterizedTest
  @CsvSource({
    "'who: {}', '', D107 4:16+6",
    "'who: {}', 'with: { woh: x }', D102 4:32+3",
    "'who: { type: int }', 'with: { who: x }', D107 4:37+1",
    "'who: { type: email }', 'with: { who: x }', D107 4:37+1",
    "'who: { type: connection }', 'with: { who: x }', D201 4:37+1",
    "'who: { type: duration }', 'with: { who: 5 }', D402 4:37+1",
    "'who: {}', 'with: { who: \"{x}\" }', D201 4:38+3",
    "'who: { default: \"{x}\" }', '', D201 2:28+3",
    "'who: { type: txt, default: x }', '', D107 2:24+3",
    "'who: { typ: text, default: x }', '', D102 2:18+3",
    "'who: x', 'with: { who: x }', D107 2:16+1",
    "'1: { default: x }', '', D107 2:11+1",
    "'who: { default: x }', 'export: [y]', D201 4:33+1",
    "'who: { default: x }', 'export: { y: z }', D201 4:34+1",
    "'who: { default: x }', 'exprot: [y]', D102 4:24+6",
  })
  void a_wrong_parameter_is_refused_at_its_place(String params, String with, String finding) {
    // given
    fragment("params: { " + params + " }\nsteps: [{ pause: 1s }]\n");
    // when
    LoadResult result =
        folder.steps("  - { include: f.yaml" + (with.isEmpty() ? "" : ", " + with) + " }\n");
    // then
    assertThat(errors(result)).contains(finding);
  }

  @Test
  void an_export_must_be_known_at_the_end_of_the_fragment() {
    // given
    fragment(
        "exports: [x, y]\nsteps:\n  - optional: [{ C: \"ADG {trid} {x=*} 0\" }]\n  - C: OUT\n");
    // then
    assertThat(errors(folder.steps("  - accept: ns\n  - include: f.yaml\n")))
        .containsExactly("D204 2:11+1", "D201 2:14+1");
  }

  @Test
  void a_fragment_is_no_dialogue_and_the_reverse() {
    // given
    folder.with("g.yaml", "dialogue: 1\nid: g\nsteps: []\n");
    // then
    assertThat(places(folder.steps("  - include: g.yaml\n"))).containsExactly("D109 1:1+8");
    assertThat(places(folder.with("h.yaml", "fragment: 2\n").steps("  - include: h.yaml\n")))
        .containsExactly("D109 1:11+1");
  }

  @Test
  void a_mistake_in_a_fragment_is_told_once_however_often_it_is_included() {
    // given
    fragment("steps:\n  - S: &x QNG 50\n");
    // when
    LoadResult result = folder.steps("  - accept: ns\n  - include: f.yaml\n  - include: f.yaml\n");
    // then
    assertThat(places(result)).containsExactly("D105 3:8+9");
    assertThat(result.findings().get(0).includedFrom()).hasSize(1);
  }

  @Test
  void level_and_covers_of_an_include_hold_inside() {
    // given
    fragment("steps:\n  - accept: ns\n");
    // when
    Step.Include include =
        (Step.Include)
            clean(folder.steps("  - { include: f.yaml, level: quirk, covers: [END-01] }\n"))
                .steps()
                .get(0);
    // then
    assertThat(include.steps().get(0).info().level()).isEqualTo(Level.QUIRK);
    assertThat(include.steps().get(0).info().covers()).containsExactly("END-01");
  }

  @Test
  void rules_of_a_fragment_are_in_force_to_the_end_of_the_includers_block() {
    // given
    fragment("background: { ping: [{ C ns: PNG }] }\nsteps: [{ accept: ns }]\n");
    // when
    LoadResult result =
        folder.steps(
            """
              - include: f.yaml
              - C: PNG
              - one-of: { a: [{ include: f.yaml }, { C: PNG }] }
              - C ns: PNG
            """);
    // then
    assertThat(places(result)).containsExactly("D307 5:5+6", "D307 6:42+6", "D307 7:5+9");
    List<Finding> findings = new ArrayList<>(result.findings());
    assertThat(findings).allMatch(finding -> finding.severity() == Severity.WARNING);
  }
}
