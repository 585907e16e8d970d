package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.places;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Name;

/** Which name has a value where: Java's rules for definite assignment. */
class NamesTest {
  @RegisterExtension final Folder folder = new Folder();

  private LoadResult steps(String steps) {
    return folder.steps("  - accept: ns\n" + steps);
  }

  @Test
  void a_name_is_known_after_it_was_learned() {
    clean(steps("  - C: ADG {trid} {a=*} 0\n  - S: ADG {trid} 1 {a} 2 0\n"));
  }

  @Test
  void a_name_is_known_in_the_payload_of_its_line() {
    clean(steps("  - C: QRY {trid} {p=*} {len}\n    body: \"{digest('1', p)}\"\n"));
  }

  @Test
  void a_name_is_unknown_before_it_was_learned() {
    // when
    LoadResult result = steps("  - S: QNG {later}\n  - C: CHG {trid} {later=*}\n");
    // then
    assertThat(places(result)).contains("D201 5:12+7");
    assertThat(result.errors().get(0).hints().get(0))
        .isEqualTo("known: user, password, name, ticket  to learn it write {later=*}");
  }

  @Test
  void a_name_that_is_never_used_is_a_warning() {
    // when
    LoadResult result = steps("  - C: CHG {trid} {status=status}\n");
    // then
    assertThat(places(result)).containsExactly("D202 5:19+15");
    assertThat(result.hasErrors()).isFalse();
    assertThat(result.dialogues()).hasSize(1);
  }

  @Test
  void a_name_that_is_overwritten_is_a_warning() {
    assertThat(places(steps("  - set: { x: 1 }\n  - set: { x: 2 }\n  - note: \"{x}\"\n")))
        .containsExactly("D203 6:12+1");
  }

  @Test
  void a_name_that_hides_the_account_is_a_warning() {
    assertThat(places(steps("  - set: { name: x }\n  - note: \"{name}\"\n")))
        .containsExactly("D203 5:12+4");
  }

  @Test
  void a_warning_is_silenced_above_its_step() {
    clean(
        steps(
            """
              # lint: off D202 D601
              - C: FOO {trid} {x=*}
              # a remark
              # lint: off D202
              # another remark
              - C: CHG {trid} {y=*}
            """));
  }

  @Test
  void a_warning_is_silenced_in_a_whole_block_and_not_after_it() {
    // given
    String steps =
        """
          # lint: off D202
          - one-of:
              a: [{ C: "CHG {trid} {x=*}" }]
          - C: CHG {trid} {y=*}
        """;
    // then
    assertThat(places(steps(steps))).containsExactly("D202 8:19+5");
  }

  @Test
  void an_error_cannot_be_silenced() {
    assertThat(places(steps("  # lint: off D201\n  - note: \"{nobody}\"\n")))
        .containsExactly("D114 5:15+4", "D201 6:12+8");
  }

  @Test
  void a_name_learned_in_all_branches_is_known_after_them() {
    clean(
        steps(
            """
              - one-of:
                  a: [{ C: "CHG {trid} {x=*}" }]
                  b: [{ C: "PRP {trid} PHH {x=*}" }]
              - note: "{x}"
            """));
  }

  @Test
  void a_name_learned_in_one_branch_is_known_with_a_question_mark_alone() {
    // given
    String steps =
        """
          - one-of:
              a: [{ C: "CHG {trid} {x=*}" }]
              b: [{ C: "BLP {trid} AL" }]
          - note: "{x?} {x?0}"
          - note: "{x}"
        """;
    // then
    assertThat(places(steps(steps))).containsExactly("D204 9:12+3");
  }

  @Test
  void a_branch_that_ends_the_play_need_not_learn() {
    clean(
        steps(
            """
              - one-of:
                  a: [{ C: "CHG {trid} {x=*}" }]
                  b: [{ C: "BLP {trid} AL" }, { verdict: unsupported }]
              - note: "{x}"
            """));
  }

  @Test
  void a_name_learned_in_an_optional_block_is_not_known_after_it() {
    // given
    String steps =
        """
          - optional:
              - C: CHG {trid} {x=*}
          - C: "BLP {trid} {x}"
        """;
    // then
    assertThat(places(steps(steps))).containsExactly("D204 7:20+3");
  }

  @Test
  void a_token_that_may_be_missing_is_not_known_after_it() {
    assertThat(
            places(
                steps(
                    "  - C: CHG {trid} NLN {x=int?}\n  - S: CHG {trid} NLN {x?}\n  - note: \"{x}\"\n")))
        .containsExactly("D204 7:12+3");
  }

  @Test
  void a_name_that_hides_the_account_on_one_way_only_is_unknown_after_it() {
    // given
    String steps =
        """
          # lint: off D203
          - one-of:
              a: [{ C: "CHG {trid} {name=*}" }]
              b: [{ C: "BLP {trid} AL" }]
          - note: "{name}"
        """;
    // then
    assertThat(places(steps(steps))).containsExactly("D204 9:12+6");
  }

  @Test
  void a_rule_sees_the_names_of_its_block_and_keeps_its_own() {
    // given
    String steps =
        """
          - set: { x: 1 }
          - background:
              r: [{ C: "PRP {trid} PHH {y=*}" }, { S: "PRP {trid} {x} PHH {y}" }]
            steps:
              - C: BLP {trid} AL
          - note: "{y}"
        """;
    // then
    assertThat(places(steps(steps))).containsExactly("D201 10:12+3");
  }

  @Test
  void what_is_known_on_some_ways_only_is_so_in_a_rule() {
    // given
    String steps =
        """
          - one-of:
              a: [{ C: "CHG {trid} {x=*}" }]
              b: [{ C: "BLP {trid} AL" }]
          - background:
              r: [{ C: "PRP {trid} PHH {y=*}" }, { S: "PRP {trid} {x} PHH {y}" }]
            steps:
              - C: OUT
        """;
    // then
    assertThat(places(steps(steps))).containsExactly("D204 9:59+3");
  }

  @Test
  void given_names_are_listed_once_with_their_plain_text() {
    // when
    Dialogue dialogue =
        clean(
            steps(
                """
                  - note: "{user} {alice.user} {alice.ns.addr} {ns.host} {entry.addr} {ca.file}"
                  - note: "{login.site} {login.alias} {nexus.url} {ticket} {password}"
                """));
    // then
    assertThat(dialogue.given())
        .extracting(Name::text)
        .containsExactly(
            "user",
            "ns.addr",
            "ns.host",
            "entry.addr",
            "ca.file",
            "login.site",
            "login.alias",
            "nexus.url",
            "ticket",
            "password");
    assertThat(dialogue.given().stream().filter(Name::isSecret).map(Name::text))
        .containsExactly("ticket", "password");
  }

  @Test
  void each_name_has_the_slot_of_its_place_in_the_list() {
    // when
    List<Name> names =
        clean(steps("  - set: { x: 1, y: \"{user}\" }\n  - note: \"{x}{y}{name}\"\n")).names();
    // then
    assertThat(names).extracting(Name::slot).containsExactly(0, 1, 2, 3);
  }
}
