package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;
import static org.msnmock.mockserver.yaml.Folder.places;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

/** Choices, optional blocks and background rules. */
class BlocksTest {
  @RegisterExtension final Folder folder = new Folder();

  private LoadResult steps(String steps) {
    return folder.steps("  - accept: ns\n" + steps);
  }

  @Test
  void branches_keep_their_names_and_order() {
    // when
    Step.OneOf oneOf =
        (Step.OneOf)
            clean(
                    steps(
                        """
                          - one-of:
                              leaves: [{ expect-close: ns, within: 1s }]
                              says-goodbye: [{ C: OUT }, { close: ns }]
                              waits: [{ quiet: 1s }]
                        """))
                .steps()
                .get(1);
    // then
    assertThat(oneOf.branches())
        .extracting(Step.Branch::name)
        .containsExactly("leaves", "says-goodbye", "waits");
    assertThat(oneOf.branches().get(1).span().place()).isEqualTo("a.dialogue.yaml:7:7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ S: QNG 50 }",
        "{ pause: 1s }",
        "{ optional: [{ C: OUT }], until: quiet 1s }",
        "{ background: {}, steps: [{ S: QNG 50 }] }"
      })
  void a_branch_must_begin_with_something_the_client_does(String step) {
    assertThat(errors(steps("  - one-of:\n      a: [" + step + "]\n")))
        .containsExactly("D301 6:7+1");
  }

  @Test
  void a_branch_without_steps_has_no_head() {
    assertThat(errors(steps("  - one-of:\n      a: []\n"))).containsExactly("D301 6:7+1");
    assertThat(errors(steps("  - one-of: {}\n"))).containsExactly("D301 5:5+6");
  }

  @Test
  void a_branch_may_begin_with_a_choice_or_a_block_that_does() {
    clean(
        steps(
            """
              - one-of:
                  a: [{ one-of: { x: [{ C: PNG }], y: [{ C: OUT }] } }]
                  b: [{ background: {}, steps: [{ expect-close: ns }] }]
            """));
  }

  @Test
  void a_second_quiet_branch_is_refused() {
    assertThat(errors(steps("  - one-of:\n      a: [{ quiet: 1s }]\n      b: [{ quiet: 2s }]\n")))
        .containsExactly("D302 7:7+1");
  }

  @ParameterizedTest
  @CsvSource({
    "C: 'CHG {trid} {**}', C: 'CHG {trid} NLN', true",
    "C: 'CHG {trid} {*}', C: 'CHG {trid} NLN', true",
    "C: 'CHG {trid} {=A|N}', C: 'CHG {trid} N', true",
    "C: 'CHG {trid} NLN', C: 'CHG {trid} NLN', true",
    "C: 'CHG {trid} NLN', C: 'CHG {trid} BSY', false",
    "C: 'CHG {trid} NLN', C: 'CHG {trid} {*}', false",
    "C: 'CHG {trid} {*}', C: 'CHG {trid} {=int?}', false",
    "C: 'CHG {trid} {=int}', C: 'CHG {trid} {*}', false",
    "expect-close: ns, expect-close: ns, true",
    "accept: sb, accept: sb, true",
    "accept: sb, accept: ds, false",
  })
  void a_branch_below_one_that_takes_the_same_can_never_be_taken(
      String first, String second, boolean refused) {
    // when
    LoadResult result =
        steps("  - one-of:\n      a: [{ " + first + " }]\n      b: [{ " + second + " }]\n");
    // then
    assertThat(errors(result)).isEqualTo(refused ? List.of("D305 7:7+1") : List.of());
  }

  @Test
  void a_longer_wait_below_can_be_taken() {
    clean(
        steps(
            """
              - one-of:
                  a: [{ C: OUT, within: 1s }]
                  b: [{ C: OUT, within: 2s }]
            """));
  }

  @Test
  void an_optional_block_ends_with_what_is_awaited_after_it() {
    // when
    Step.Maybe maybe =
        (Step.Maybe) clean(steps("  - optional:\n      - C: PNG\n  - C: OUT\n")).steps().get(1);
    // then
    assertThat(maybe.untilQuiet()).isEmpty();
    assertThat(maybe.steps()).hasSize(1);
  }

  @Test
  void an_optional_block_ends_when_it_is_quiet() {
    // when
    Step.Maybe maybe =
        (Step.Maybe)
            clean(steps("  - optional: [{ C: PNG }]\n    until: quiet 1s\n")).steps().get(1);
    // then
    assertThat(maybe.untilQuiet()).contains(Duration.ofSeconds(1));
  }

  @Test
  void an_optional_block_without_an_end_is_refused() {
    // when
    LoadResult result = steps("  - optional: [{ C: PNG }]\n  - do: typing\n");
    // then
    assertThat(places(result)).containsExactly("D306 5:5+8");
    assertThat(result.findings().get(0).text())
        .isEqualTo(
            """
            a.dialogue.yaml:5:5  error D306  nothing says when this "optional" is over: what follows (6:5, do) does not wait for the client
                  5 |   - optional: [{ C: PNG }]
                    |     ^^^^^^^^
              fix: let an awaiting step follow (C, accept, see, expect-close, quiet), or add  until: quiet 1s
            """);
    assertThat(errors(steps("  - optional: [{ C: PNG }]\n"))).containsExactly("D306 5:5+8");
  }

  @Test
  void an_optional_block_may_follow_another() {
    clean(steps("  - optional: [{ C: PNG }]\n  - optional: [{ C: OUT }]\n    until: quiet 1s\n"));
  }

  @Test
  void an_optional_block_needs_a_head_and_a_right_end() {
    assertThat(errors(steps("  - optional: [{ S: QNG 50 }]\n    until: silence\n")))
        .containsExactly("D301 5:5+8", "D107 6:12+7");
  }

  @Test
  void rules_stand_in_the_head_and_in_blocks() {
    // when
    Dialogue dialogue =
        clean(
            folder
                .with(
                    "a.dialogue.yaml",
                    """
                    dialogue: 1
                    id: a
                    background:
                      ping: [{ C ns: PNG }, { S: QNG 50 }]
                      bound:
                        times: 1..20
                        steps: [{ C: "SYN {trid} 0" }, { S: "SYN {trid} 0" }, { verdict: informational }]
                      passport:
                        times: 2
                        steps: [{ C nexus: GET /rdr }, { S: 200 OK }]
                    steps:
                      - accept: ns
                      - background: { out: [{ C ns: OUT }, { close: ns }] }
                        steps:
                          - quiet: 1s
                    """)
                .load());
    // then
    assertThat(Steps.rules(dialogue))
        .extracting(Rule::name)
        .containsExactly("ping", "bound", "passport", "out");
    Rule bound = dialogue.background().get(1);
    assertThat(List.of(bound.least(), bound.most())).containsExactly(1, 20);
    assertThat(((Step.ClientLine) bound.head()).target()).isEqualTo(new Target.Current());
    Rule ping = dialogue.background().get(0);
    assertThat(List.of(ping.least(), ping.most())).containsExactly(0, Integer.MAX_VALUE);
    assertThat(((Step.ClientLine) ping.head()).target())
        .isEqualTo(new Target.Listener(Service.of(Role.NOTIFICATION_SERVER)));
    assertThat(((Step.ServerLine) ping.answers().get(0)).target()).isEqualTo(new Target.Current());
    Rule passport = dialogue.background().get(2);
    assertThat(List.of(passport.least(), passport.most())).containsExactly(2, 2);
    assertThat(passport.answers().get(0)).isInstanceOf(Step.ServerAnswer.class);
    assertThat(ping.head().info().number()).isZero();
    assertThat(dialogue.stepCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "'[{ S: QNG 50 }]', D304 6:7+1",
    "'[]', D304 6:7+1",
    "'[{ accept: ns }]', D304 6:7+1",
    "'[{ C: PNG }, { C: PNG }]', D304 6:23+1",
    "'[{ C: PNG }, { pause: 1s }]', D304 6:23+1",
    "'[{ C ns: PNG }, { S sb: QNG 50 }]', D304 6:28+4",
    "'[{ C: PNG, within: 5s }]', D304 6:21+6",
    "'[{ C: PNG }, { S: \"CHG {trid}\" }]', D604 6:33+6",
    "'{ times: 3..1, steps: [{ C: PNG }] }', D107 6:19+4",
    "'{ times: often, steps: [{ C: PNG }] }', D107 6:19+5",
    "'{ steps: [{ C: PNG }], time: 1 }', D102 6:33+4",
    "'x', D107 6:10+1",
  })
  void a_wrong_rule_is_refused_at_its_place(String rule, String finding) {
    // when
    LoadResult result = steps("  - background:\n      r: " + rule + "\n    steps: [{ C: OUT }]\n");
    // then
    assertThat(errors(result)).contains(finding);
  }

  @Test
  void a_rule_that_could_take_a_line_of_the_script_is_a_warning() {
    // given
    String steps =
        """
          - background:
              ping: [{ C ns: PNG }]
              status: [{ C ns: "CHG {trid} {*} {=int?}" }]
            steps:
              - C: CHG {trid} NLN
              # lint: off D307
              - C: CHG {trid} BSY
              - C: SYN {trid} {=int}
          - C: PNG
        """;
    // when
    LoadResult result = steps(steps);
    // then
    assertThat(places(result)).containsExactly("D307 9:9+17");
    assertThat(result.findings().get(0).message())
        .startsWith(
            "the background rule \"status\" (a.dialogue.yaml:7:7) could take this line too");
  }

  @ParameterizedTest
  @CsvSource({
    "=/text/x-.*/, text/plain{*}, ''",
    "=/text/x-.*/, text/{*}, D307",
    "=/text/x-.*/, text/x-chat{*}, D307",
    "=/text/x-.*/, =/text/plain.*/, ''",
    "=/text/x*.*/, text/plain{*}, D307",
    "=/text/x?.*/, text/plain{*}, D307",
    "=/text/x{0}.*/, text/plain{*}, D307",
    "=/text/x-.*|text/plain/, text/plain{*}, D307",
    "=/text\\/x-.*/, text/plain{*}, D307",
    "=/[a-z]+/, text/plain{*}, D307",
  })
  void a_rule_cannot_take_what_begins_otherwise_than_its_regular_expression(
      String rule, String step, String findings) {
    // given
    String steps =
        """
          - background:
              chat:
                - C ns: MSG {trid} {*} {len}
                  mime: { headers: { Content-Type: "{%s}" }, other-headers: allow }
            steps:
              - C: MSG {trid} {*} {len}
                mime: { headers: { Content-Type: "%s" }, other-headers: allow }
        """;
    String awaited = step.startsWith("=") ? "{" + step + "}" : step;
    // when
    LoadResult result = steps(steps.formatted(rule.replace("\\", "\\\\"), awaited));
    // then
    assertThat(result.findings().stream().map(one -> one.code().toString()))
        .isEqualTo(findings.isEmpty() ? List.of() : List.of(findings));
  }

  @Test
  void a_rule_with_another_payload_does_not_overlap() {
    clean(
        steps(
            """
              - accept: sb
              - background:
                  talk:
                    - C sb: MSG {trid} {=U|N} {len}
                      mime: { headers: { Content-Type: "{=/text/x-(clientcaps|msmsgscontrol).*/}" }, other-headers: allow }
                steps:
                  - C: MSG {trid} {=U|N|A} {len}
                    mime: { headers: { Content-Type: text/plain; charset=UTF-8 } }
            """));
  }

  @Test
  void level_and_covers_hold_for_all_steps_inside() {
    // when
    List<Step> steps =
        Steps.all(
            clean(
                    steps(
                        """
                          - one-of:
                              a: [{ C: OUT }, { close: ns, level: quirk, covers: [END-01] }]
                            level: should
                            covers: [PING-04]
                            why: it must not just stall
                        """))
                .steps());
    // then
    assertThat(steps.stream().map(step -> step.info().level()))
        .containsExactly(Level.MUST, Level.SHOULD, Level.SHOULD, Level.QUIRK);
    assertThat(steps.get(2).info().covers()).containsExactly("PING-04");
    assertThat(steps.get(3).info().covers()).containsExactly("END-01");
    assertThat(steps.get(1).info().why()).contains("it must not just stall");
    assertThat(steps.get(2).info().why()).isEmpty();
  }

  @Test
  void steps_are_numbered_in_file_order_and_keep_their_text() {
    // when
    List<Step> steps =
        Steps.all(
            clean(
                    steps(
                        """
                          - optional:
                              - C ns: "CHG {trid} NLN"
                          - C: REA {trid} x y
                        """))
                .steps());
    // then
    assertThat(steps.stream().map(step -> step.info().number())).containsExactly(1, 2, 3, 4);
    assertThat(steps.stream().map(step -> step.info().text()))
        .containsExactly("accept: ns", "optional", "C ns: CHG {trid} NLN", "C: REA {trid} x y");
    assertThat(steps.get(2).info().span().length()).isEqualTo("C ns: \"CHG {trid} NLN\"".length());
  }
}
