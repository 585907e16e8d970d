package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of branches that are all played, and of loops, before anything is played. */
class ForkReaderTest {
  @RegisterExtension final Folder folder = new Folder();

  private LoadResult steps(String steps) {
    return folder.steps("  - accept: ns\n" + steps);
  }

  @Test
  void what_branches_in_any_order_learn_is_known_after_them() {
    clean(
        steps(
            """
              - any-order:
                  a: [{ C: "BLP {trid} {mode=*}" }]
                  b: [{ C: "GTC {trid} {ask=*}" }]
              - note: "{mode} {ask}"
            """));
  }

  @Test
  void two_branches_in_any_order_may_not_learn_the_same_name() {
    assertThat(
            errors(
                steps(
                    """
                      - any-order:
                          a: [{ C: "BLP {trid} {x=*}" }]
                          b: [{ C: "GTC {trid} {x=*}" }]
                      - note: "{x}"
                    """)))
        .containsExactly("D207 7:7+1");
  }

  @Test
  void what_parallel_branches_learn_ends_with_them() {
    assertThat(
            errors(
                steps(
                    """
                      - parallel:
                          a: [{ C ns: "BLP {trid} {x=*}" }, { note: "{x}" }]
                      - note: "{x}"
                    """)))
        .containsExactly("D201 7:12+3");
  }

  @Test
  void parallel_branches_may_use_one_name_each_for_itself() {
    clean(
        steps(
            """
              - accept: sb
              - parallel:
                  a: [{ C ns: "BLP {trid} {x=*}" }, { note: "{x}" }]
                  b: [{ C sb: "CAL {trid} {x=*}" }, { note: "{x}" }]
            """));
  }

  @Test
  void only_one_parallel_branch_may_read_a_connection() {
    assertThat(
            errors(
                steps(
                    """
                      - parallel:
                          a: [{ C ns: PNG }]
                          b: [{ S ns: QNG 50 }, { expect-close: ns }]
                    """)))
        .containsExactly("D502 7:7+1");
  }

  @Test
  void two_branches_read_no_connection_that_an_emulator_has_accepted() {
    assertThat(
            errors(
                folder
                    .with(
                        "a.dialogue.yaml",
                        """
                        dialogue: 1
                        id: a
                        otherwise: emulator
                        steps:
                          - parallel:
                              a: [{ C ns: PNG }]
                              b: [{ C ns: OUT }]
                        """)
                    .load()))
        .containsExactly("D502 7:7+1");
  }

  @Test
  void what_listens_to_all_connections_has_no_place_among_branches() {
    assertThat(errors(steps("  - any-order:\n      a: [{ C: PNG }, { quiet: 1s, for: any }]\n")))
        .containsExactly("D303 6:25+9");
  }

  @ParameterizedTest
  @CsvSource({
    "any-order: {}, D301 5:5+9",
    "parallel: {}, D301 5:5+8",
    "'any-order: { a: [] }', D301 5:18+1",
    "'{ repeat: 2, steps: [{ S: QNG 50 }] }', D301 5:7+9",
    "'{ repeat: x, steps: [{ C: PNG }] }', D107 5:15+1",
    "'{ repeat: 2..1, steps: [{ C: PNG }] }', D107 5:15+4",
    "'{ repeat: 20000, steps: [{ C: PNG }] }', D107 5:15+5",
    "repeat: 3, D107 5:5+9",
    "'{ repeat: 1..*, until: quiet 1s, steps: [{ quiet: 0s }] }', D107 5:48+9",
    "'{ repeat: 1..3, steps: [{ C: PNG }] }', D306 5:7+12",
  })
  void a_block_that_cannot_be_played_is_refused_at_its_place(String step, String finding) {
    assertThat(errors(steps("  - " + step + "\n"))).containsExactly(finding);
  }

  @Test
  void a_loop_without_a_bound_must_not_swallow_its_own_end() {
    assertThat(errors(steps("  - { repeat: 1..*, steps: [{ C: PNG }] }\n  - C: PNG\n")))
        .containsExactly("D308 5:7+12");
    clean(steps("  - { repeat: 1..3, steps: [{ C: PNG }] }\n  - C: PNG\n"));
  }

  @Test
  void what_a_round_learns_leaves_it_only_when_collected() {
    clean(
        steps(
            """
              - repeat: 2
                collect: { all: "{x}" }
                steps: [{ C: "ADG {trid} {x=*} 0" }]
              - note: "{all}"
            """));
    assertThat(
            errors(
                steps(
                    """
                      - repeat: 2
                        steps: [{ C: "ADG {trid} {x=*} 0" }]
                      - note: "{x}"
                    """)))
        .containsExactly("D201 7:12+3");
  }

  @Test
  void an_id_is_unknown_where_two_branches_have_read() {
    assertThat(
            errors(
                steps(
                    """
                      - any-order:
                          a: [{ C: "BLP {trid} BL" }]
                          b: [{ C: "GTC {trid} N" }]
                      - S: "BLP {trid} 1 BL"
                    """)))
        .containsExactly("D604 8:13+6");
    clean(steps("  - any-order:\n      a: [{ C: \"BLP {trid} BL\" }]\n  - S: BLP {trid} 1 BL\n"));
  }
}
