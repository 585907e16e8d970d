package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;
import static org.msnmock.mockserver.yaml.Folder.places;
import static org.msnmock.mockserver.yaml.Folder.texts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Timing;

/** Limits, the moments from which they count, and lines that are kept. */
class TimingTest {
  @RegisterExtension final Folder folder = new Folder();

  private LoadResult steps(String steps) {
    return folder.steps("  - accept: ns\n  - mark: start\n" + steps);
  }

  private Timing timing(String step) {
    List<Step> steps = clean(steps("  - " + step + "\n  - check: elapsed(start) < 1s\n")).steps();
    return ((Step.Awaiting) steps.get(2)).timing();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ C: PNG, between: 1s..2m, since: start }",
        "{ accept: sb, between: 1s..2m, since: start }",
        "{ expect-close: ns, not-before: 1s, within: 2m, since: start }",
        "{ see: typing, between: 1s..2m, since: start }",
        "{ C login: GET /x, between: 1s..2m, since: start }",
      })
  void what_is_awaited_may_have_both_limits(String step) {
    // when
    Timing timing = timing(step);
    // then
    assertThat(timing.notBefore()).contains(Duration.ofSeconds(1));
    assertThat(timing.within()).contains(Duration.ofMinutes(2));
    assertThat(timing.since().map(Name::text)).contains("start.time");
  }

  @Test
  void without_an_upper_limit_it_is_the_default_after_the_lower_one() {
    // when
    Timing timing = timing("{ C: PNG, not-before: 20s }");
    // then
    assertThat(timing.within()).isEqualTo(Optional.empty());
    assertThat(timing.limit()).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void limits_may_be_parameters() {
    // given
    folder.with(
        "f.yaml",
        """
        fragment: 1
        params: { least: { type: duration }, most: { type: duration } }
        steps:
          - { C ns: PNG, between: "{least}..{most}", as: ping }
          - check: elapsed(ping) < most
        """);
    // when
    List<Step> steps =
        clean(
                steps(
                    "  - include: f.yaml\n    with: { least: 1s, most: 3s }\n"
                        + "  - check: elapsed(start) < 9s\n"))
            .steps();
    // then
    Step.ClientLine ping = (Step.ClientLine) ((Step.Include) steps.get(2)).steps().get(0);
    assertThat(ping.timing().limit()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({
    "'between: 1s', D107 6:24+2",
    "'between: 1..2s', D402 6:24+1",
    "'between: 3s..2s', D401 6:24+6",
    "'between: 0s..0s', D401 6:24+6",
    "'within: 1s, not-before: 2s', D401 6:23+2",
    "'between: 1s..2s, within: 3s', D102 6:32+6",
    "'since: start', D107 6:15+5",
    "'within: 1s, since: strat', D201 6:34+5",
    "'within: 1s, as: ns', D107 6:31+2",
    "'not-before: 1', D402 6:27+1",
  })
  void a_wrong_limit_is_refused_at_its_place(String companions, String finding) {
    assertThat(errors(steps("  - { C: PNG, " + companions + " }\n"))).containsExactly(finding);
  }

  @Test
  void a_moment_that_is_misspelled_has_a_suggestion() {
    assertThat(steps("  - { C: PNG, within: 1s, since: strat }\n").errors().get(0).text())
        .contains("\"strat\" names no moment here")
        .contains("known: start")
        .contains("did you mean \"start\"?");
  }

  @Test
  void a_moment_of_one_branch_is_none_after_it() {
    // given
    String steps =
        """
          - optional:
              - C: PNG
              - mark: pinged
          - { C: OUT, within: 5s, since: pinged }
          - check: elapsed(start) < elapsed(pinged)
        """;
    // then
    assertThat(errors(steps(steps))).containsExactly("D204 9:34+6", "D204 10:37+6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - { S: QNG 50, after: 3s }\n",
        "  - pause: 3s\n  - S: QNG 50\n",
        "  - { quiet: 3s }\n",
        "  - { quiet: 3s, for: any }\n",
        "  - { C: CVR, not-before: 3s }\n",
        "  - pause: 2s\n  - { garbage: { text: x }, after: 1s }\n  - S: QNG 50\n",
        "  - optional: [{ C: CVR }, { pause: 9s }]\n    until: quiet 1s\n  - { S: QNG 50, after: 3s }\n",
        "  - optional: [{ C: CVR }]\n    until: quiet 1s\n  - { S: QNG 50, after: 3s }\n",
        "  - one-of:\n      a: [{ C: CVR }, { S: QNG 50, after: 3s }]\n      b: [{ C: OUT }, { S: QNG 50, after: 9s }]\n",
        "  - parallel:\n      a: [{ C: CVR }, { S: QNG 50, after: 3s }]\n      b: [{ pause: 1s }]\n",
        "  - repeat: 1..3\n    steps: [{ C: CVR }, { S: QNG 50, after: 3s }]\n",
        "  - include: slow.yaml\n",
      })
  void a_limit_that_is_over_before_the_line_can_come_is_refused(String before) {
    folder.with("slow.yaml", "fragment: 1\ntitle: Slow\nsteps:\n  - { S ns: QNG 50, after: 3s }\n");

    assertThat(errors(steps(before + "  - { C: PNG, within: 2999ms, since: start }\n")))
        .singleElement()
        .asString()
        .startsWith("D401 ");
    assertThat(errors(steps(before + "  - { C: PNG, between: 1s..2999ms, since: start }\n")))
        .singleElement()
        .asString()
        .startsWith("D401 ");
    assertThat(errors(steps(before + "  - { C: PNG, within: 3s, since: start }\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - pause: 3s\n  - { C: PNG, within: 1s, since: start }\n",
        "  - { S: QNG 50, after: 3s }\n  - { C: PNG, within: 1s, since: start, early: allow }\n",
        "  - { S: QNG 50, after: 3s }\n  - { see: typing, within: 1s, since: start }\n",
        "  - { S: QNG 50, after: 3s }\n  - mark: later\n  - { C: PNG, within: 1s, since: later }\n",
        "  - { S: QNG 50, after: 3s }\n  - mark: start\n  - { C: PNG, within: 1s, since: start }\n",
        "  - { S: QNG 50, after: 3s, as: said }\n  - { C: PNG, within: 1s, since: said }\n",
        "  - accept: sb\n  - { S: MSG, after: 3s }\n  - { C ns: PNG, within: 1s, since: start }\n",
        "  - if: 1 < 2\n    then: [{ S: QNG 50, after: 3s }]\n  - { C: PNG, within: 1s, since: start }\n",
        "  - repeat: 0..3\n    steps: [{ C: CVR }, { S: QNG 50, after: 3s }]\n    until: quiet 1s\n  - { C: PNG, within: 1s, since: start }\n",
        "  - { C: CVR, not-before: 3s, since: start, as: cvr }\n  - { C: PNG, within: 1s, since: cvr }\n",
        "  - any-order:\n      a: [{ C: CVR }, { mark: later }]\n      b: [{ C: OUT }, { pause: 9s }]\n  - { quiet: 0s }\n  - { C: PNG, within: 1s, since: later }\n",
      })
  void a_limit_that_somebody_may_keep_is_taken(String steps) {
    assertThat(errors(steps(steps))).isEmpty();
  }

  @Test
  void a_background_rule_has_no_limits() {
    assertThat(
            errors(
                steps(
                    "  - background: { r: [{ C: PNG, not-before: 1s }] }\n    steps: [{ C: OUT }]\n")))
        .containsExactly("D304 6:33+10");
  }

  @Test
  void a_line_that_is_kept_is_known_after_it() {
    clean(
        steps(
            """
              - { C: "QRY {trid} {=*} {len}", as: answer }
              - { S: "QRY {trid}", as: thanks }
              - note: "{answer.line} {answer.body} {answer.time} {thanks.time:epoch}"
              - check: thanks.time >= answer.time and elapsed(start) > 0s
            """));
  }

  @Test
  void a_moment_or_kept_line_that_is_never_used_is_one_warning() {
    assertThat(places(steps("  - { C: PNG, as: ping }\n")))
        .containsExactly("D202 5:11+5", "D202 6:19+4");
    assertThat(texts(steps("  - { C: PNG, as: ping }\n")).get(1))
        .contains("\"ping\" is never used");
  }

  @Test
  void a_moment_that_is_lost_is_a_warning() {
    assertThat(places(steps("  - mark: start\n  - check: elapsed(start) < 1s\n")))
        .containsExactly("D203 6:11+5");
  }

  @Test
  void a_line_with_a_ticket_in_it_is_secret() {
    // when
    List<Step> steps =
        Folder.steps(
            steps(
                "  - { C: \"USR {trid} TWN S {=ticket}\", as: signs }\n  - note: '{signs.line}'\n"));
    // then
    assertThat(((Step.ClientLine) steps.get(2)).kept().orElseThrow().line().isSecret()).isTrue();
  }

  @Test
  void a_request_with_a_secret_in_its_path_is_one() {
    // when
    List<Step> steps =
        Folder.steps(
            steps(
                """
                  - { C login: "GET /x?{password}", as: a }
                  - { C login: "GET /y", as: b }
                  - note: "{a.line} {b.line}"
                """));
    // then
    assertThat(((Step.ClientRequest) steps.get(2)).kept().orElseThrow().line().isSecret()).isTrue();
    assertThat(((Step.ClientRequest) steps.get(3)).kept().orElseThrow().line().isSecret())
        .isFalse();
  }

  @Test
  void a_request_is_not_kept_under_any_name() {
    assertThat(errors(steps("  - { C login: GET /x, as: ns }\n"))).containsExactly("D107 6:28+2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ C: PNG, within: 10s }                      | quiet: 10s                |",
        "{ C: PNG }                                   | quiet: 5s                 |",
        "{ C: PNG }                                   | quiet: 2s                 |",
        "{ C: PNG }                                   | quiet: 10s                | D403",
        "{ C: PNG }                                   | { quiet: 10s, for: any }  | D403",
        "{ C: PNG }                                   | { quiet: 10s, for: sb }   |",
        "{ C: PNG, within: 9s }                       | quiet: 10s                | D403",
        "{ C: PNG, within: 9500ms }                   | quiet: 10s                |",
        "{ C: PNG, within: 100ms }                    | quiet: 150ms              |",
        "{ C: PNG, within: 5s }                       | quiet: 2s                 | D403",
        "{ C: PNG, within: 11s }                      | quiet: 10s                | D403",
        "{ C: PNG, between: 8s..20s }                 | quiet: 10s                | D403",
        "{ C: PNG, between: 12s..20s }                | quiet: 10s                | D305",
        "{ C: PNG, not-before: 12s }                  | quiet: 10s                | D305",
        "{ C: PNG, not-before: 11s }                  | quiet: 10s                |",
        "{ C: PNG, not-before: 10s }                  | quiet: 9s                 | D305",
        "{ C: PNG, between: 12s..20s, since: start }  | quiet: 10s                |",
        "{ C: PNG, between: 12s..20s, since: said }   | quiet: 10s                | D305",
        "{ C: PNG, within: 9s, since: said }          | quiet: 10s                | D403",
        "{ C ns: PNG }                                | quiet: 10s                | D403",
        "{ C ns: PNG }                                | { quiet: 10s, for: sb }   |",
        "{ expect-close: ns }                         | quiet: 10s                | D403",
        "{ see: typing }                              | quiet: 10s                |",
        "{ see: typing, within: 20s }                 | quiet: 10s                | D403",
        "{ accept: ns }                               | { quiet: 10s, for: any }  | D403",
        "{ accept: ns }                               | quiet: 10s                |",
        "{ accept: ds }                               | { quiet: 10s, for: any }  | D403",
        "{ C login: GET /x }                          | { quiet: 10s, for: any }  | D403",
      })
  void a_limit_has_to_go_with_the_quiet_beside_it(String step, String quiet, String code) {
    // given
    String branch = quiet.startsWith("{") ? quiet : "{ " + quiet + " }";
    String opened =
        "  - accept: sb\n  - use: ns\n  - S: OUT\n    as: said\n  - note: \"{said.line}\"\n";
    String block = "  - one-of:\n      talks: [" + step + "]\n      waits: [" + branch + "]\n";
    // when
    LoadResult choice = steps(opened + block + "  - check: elapsed(start) < 1m\n");
    // then
    assertThat(codes(choice)).isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optional: [{ C: PNG }]               | D403",
        "optional: [{ C: PNG, within: 10s }]  |",
        "{ repeat: 0..3, steps: [{ C: PNG }] }| D403",
        "{ repeat: 3, steps: [{ C: PNG }] }   |",
        "{ optional: [{ C: PNG }], until: quiet 1s } |",
        "{ repeat: 1..3, steps: [{ C: PNG }] }| D403",
        "{ repeat: 1..3, steps: [{ C: PNG, within: 60s }] }|",
        "{ repeat: 1..3, steps: [{ C: PNG, between: 20s..60s }] }|",
        "{ repeat: 0..3, steps: [{ C: PNG, between: 20s..60s }] }| D305",
      })
  void a_block_before_a_quiet_is_awaited_beside_it(String block, String code) {
    // when
    LoadResult row =
        steps(
            "  - "
                + block
                + "\n  - optional: [{ C: OUT, within: 10s }]\n  - quiet: 10s\n"
                + "  - check: elapsed(start) < 1m\n");
    // then
    assertThat(codes(row)).isEqualTo(code == null ? List.of() : List.of(code));
  }

  @Test
  void what_another_takes_when_its_time_is_over_breaks_no_quiet() {
    String steps =
        """
          - one-of:
              quick: [{ C: PNG, within: 2s }]
              slow: [{ C: PNG, within: 10s }, { verdict: non-strict }]
              never: [{ quiet: 10s }]
          - optional: [{ C: OUT, within: 2s }]
          - optional: [{ C: OUT, within: 10s }, { verdict: non-strict }]
          - quiet: 10s
          - check: elapsed(start) < 1m
        """;

    assertThat(codes(steps(steps))).isEmpty();
  }

  @Test
  void a_moment_before_rounds_or_before_a_slow_line_is_not_now() {
    String rounds =
        """
          - repeat: 3
            steps:
              - one-of:
                  done: [{ C: OUT, not-before: 5s, since: start }]
                  waits: [{ quiet: 2s }]
        """;
    String slow =
        """
          - S: OUT
            wire: { every: 1, gap: 500ms }
            as: said
          - one-of:
              done: [{ C: OUT, not-before: 4s, since: said }]
              waits: [{ quiet: 2s }]
          - check: elapsed(start) < 1m
        """;

    assertThat(codes(steps(rounds))).isEmpty();
    assertThat(codes(steps(slow))).isEmpty();
  }

  private static final String CHOICE =
      """
        - one-of:
            done: [{ C: OUT, not-before: 5s, since: begun }]
            waits: [{ quiet: 2s }]
        - check: elapsed(start) < 1m
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  - { do: sign-out }\n",
        "  - set: { a: b }\n  - note: '{a}'\n",
        "  - use: ns\n",
        "  - mark: other\n  - note: '{other.time}'\n",
      })
  void what_takes_no_time_leaves_a_moment_as_it_is(String between) {
    String before = "  - mark: begun\n" + between;
    String branch = "  - if: 1 < 2\n    then:\n" + CHOICE.indent(4);

    assertThat(codes(steps(before + CHOICE))).containsExactly("D305");
    assertThat(codes(steps(before + branch))).containsExactly("D305");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - mark: begun\n  - S: QNG 50\n", // may wait for a client, or a rule that writes
        "  - mark: begun\n  - { S: QNG 50, after: 3s }\n",
        "  - mark: begun\n  - S: QNG 50\n    wire: { chunks: [1, rest], gap: 3s }\n",
        "  - mark: begun\n  - any-order:\n      a: [{ C: PNG }]\n      b: [{ see: typing }]\n",
        "  - one-of:\n      a: [{ C: PNG }, { mark: begun }]\n"
            + "      b: [{ see: typing }, { mark: begun }, { pause: 3s }]\n",
      })
  void a_moment_before_what_takes_time_is_not_now(String before) {
    assertThat(codes(steps(before + CHOICE))).isEmpty();
  }

  @Test
  void a_moment_that_is_made_again_behind_a_row_was_not_now_in_it() {
    String steps =
        """
          - check: elapsed(start) < 1m
          - mark: begun
          - C: OUT
          - optional: [{ C: PNG, within: 9s, since: begun }]
          - quiet: 10s
          - mark: begun
          - note: "{begun.time}"
        """;

    assertThat(codes(steps(steps))).doesNotContain("D403");
  }

  @Test
  void a_branch_that_awaits_nothing_is_told_so_and_not_that_its_time_never_comes() {
    String steps = "  - one-of:\n      says: [{ S: OUT }]\n      waits: [{ quiet: 2s }]\n";

    assertThat(codes(steps(steps))).doesNotContain("D305");
    assertThat(errors(steps(steps))).isNotEmpty();
  }

  @Test
  void a_connection_that_may_come_again_is_the_same_for_a_line_and_a_quiet() {
    String steps =
        """
        dialogue: 1
        id: a
        otherwise: emulator
        steps:
          - C ns: OUT
          - close: ns
          - one-of:
              talks: [{ C ns: PNG }]
              waits: [{ quiet: 10s, for: ns }]
        """;

    assertThat(codes(folder.with("a.dialogue.yaml", steps).load())).containsExactly("D403");
  }

  @Test
  void what_the_same_block_takes_when_a_time_is_over_breaks_no_quiet() {
    String steps =
        """
          - optional:
              - one-of:
                  quick: [{ C: PNG, within: 2s }]
                  slow: [{ C: PNG, within: 10s }, { verdict: non-strict }]
          - quiet: 10s
          - check: elapsed(start) < 1m
        """;

    assertThat(codes(steps(steps))).isEmpty();
  }

  @Test
  void the_limits_of_a_fragment_are_told_of_where_it_is_included_and_only_if_too_short() {
    folder.with("long.yaml", "fragment: 1\ntitle: L\nsteps: [{ C ns: PNG, within: 20s }]\n");
    folder.with("short.yaml", "fragment: 1\ntitle: S\nsteps: [{ C ns: OUT, within: 2s }]\n");
    String steps =
        """
          - one-of:
              long: [{ include: long.yaml }]
              short: [{ include: short.yaml }]
              never: [{ quiet: 10s }]
          - check: elapsed(start) < 1m
        """;

    assertThat(places(steps(steps))).containsExactly("D403 8:7+5");
  }

  @Test
  void a_quiet_behind_what_has_to_come_stands_beside_nothing() {
    String steps =
        """
          - optional: [{ C: OUT }]
          - repeat: 1..2
            steps: [{ C: PNG, within: 10s }]
          - quiet: 10s
          - check: elapsed(start) < 1m
        """;

    assertThat(codes(steps(steps))).isEmpty();
  }

  @Test
  void a_line_of_ours_may_wait_for_its_client_so_what_was_before_it_is_not_now() {
    String steps =
        """
          - mark: start
          - { S ns: "NLN NLN bob@x.example Bob", as: said }
          - one-of:
              pings: [{ C ns: PNG, between: 12s..60s, since: MOMENT }]
              waits: [{ quiet: 10s, for: ns }]
          - note: "{start.time} {said.line}"
        """;

    assertThat(codes(emulated(steps.replace("MOMENT", "start")))).isEmpty();
    assertThat(codes(emulated(steps.replace("MOMENT", "said")))).containsExactly("D305");
  }

  private LoadResult emulated(String steps) {
    return folder
        .with("a.dialogue.yaml", "dialogue: 1\nid: a\notherwise: emulator\nsteps:\n" + steps)
        .load();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check: 1 < 2                                         |",
        "accept: alice.ds                                     | D403",
        "accept: bob.ns                                       |",
        "one-of: { a: [accept: alice.ds], b: [accept: alice.sb] } | D403",
        "one-of: { a: [accept: alice.ds], b: [accept: bob.ds] }   |",
        "optional: [accept: alice.ds]                         |",
        "any-order: { a: [accept: alice.ds], b: [accept: bob.ds] } | D403",
        "repeat: 2, steps: [accept: alice.ds]                 | D403",
      })
  void only_the_first_connection_of_a_client_has_its_time_to_start(String before, String code) {
    String steps =
        """
        dialogue: 1
        id: a
        clients: { alice: {}, bob: {} }
        steps:
          - { BEFORE }
          - one-of:
              comes: [accept: alice.ns]
              stays: [{ quiet: 10s, for: any }]
          - accept: alice.sb
        """;
    // when
    LoadResult result = folder.with("a.dialogue.yaml", steps.replace("BEFORE", before)).load();
    // then
    assertThat(codes(result)).isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optional: [accept: ns]               |",
        "{ repeat: 1..3, steps: [accept: ns] }| D403",
        "{ repeat: 0..1, steps: [accept: ns] }|",
      })
  void what_is_accepted_further_down_was_not_accepted_before(String block, String code) {
    // when
    LoadResult row =
        folder.steps("  - " + block + "\n  - { quiet: 10s, for: any }\n  - accept: ns\n");
    // then
    assertThat(codes(row)).isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ C: PNG, between: 1s..3s }                | fix: between: 1s..10s in place of both limits, or a shorter quiet",
        "{ C: PNG, not-before: 1s, within: 3s }     | fix: between: 1s..10s in place of both limits, or a shorter quiet",
        "{ C: PNG, not-before: 1s }                 | fix: within: 10s, or a shorter quiet",
        "{ C: PNG, within: 3s }                     | fix: within: 10s, or a shorter quiet",
      })
  void the_limit_that_lint_proposes_may_stand_there(String step, String fix) {
    // when
    LoadResult choice =
        steps(
            "  - one-of: { a: [" + step + "], b: [quiet: 10s] }\n  - check: elapsed(start) < 1m\n");
    // then
    assertThat(choice.findings())
        .singleElement()
        .satisfies(one -> assertThat(one.hints()).containsExactly(fix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - include: rest.yaml\n",
        "  - background: { r: [{ C: \"CHG {trid} NLN\" }, { S: \"CHG {trid} NLN\" }] }\n    steps: [include: rest.yaml]\n",
        "  - optional: [{ C: \"CHG {**}\", within: 10s }]\n  - include: rest.yaml\n",
        "  - any-order:\n      a: [{ quiet: 10s }]\n      b: [{ C: OUT, within: 10s }]\n",
      })
  void a_quiet_behind_a_block_inside_of_another_is_awaited_too(String following) {
    folder.with(
        "rest.yaml",
        "fragment: 1\ntitle: Rest\nsteps:\n  - optional: [{ C ns: OUT, within: 10s }]\n  - { quiet: 10s, for: ns }\n");
    String end = "  - check: elapsed(start) < 1m\n";

    assertThat(codes(steps("  - optional: [{ C: PNG }]\n" + following + end)))
        .containsExactly("D403");
    assertThat(codes(steps("  - optional: [{ C: PNG, within: 10s }]\n" + following + end)))
        .isEmpty();
  }

  @Test
  void of_several_quiets_the_one_that_is_over_first_decides() {
    String steps =
        """
          - optional: [{ C: PNG }]
          - optional: [{ quiet: 5s }, { S: QNG 50 }]
          - quiet: 10s
          - check: elapsed(start) < 1m
        """;

    assertThat(codes(steps(steps))).isEmpty();
  }

  @Test
  void rounds_may_be_over_by_what_stands_behind_a_block_that_may_be_left() {
    String steps =
        """
          - repeat: 1..*
            steps: [{ C: PNG }]
          - optional: [{ C: PNG }]
          - C: OUT
          - check: elapsed(start) < 1m
        """;

    assertThat(codes(steps(steps))).isEmpty();
  }

  /** These would take minutes where each is compared with each. */
  @Test
  void a_file_of_many_quiets_or_branches_is_read_in_time() {
    String quiets = "  - optional: [quiet: 1s]\n  - optional: [{ C: PNG }]\n".repeat(3_000);
    StringBuilder branches = new StringBuilder("  - one-of:\n      q: [quiet: 10s]\n");
    for (int i = 0; i < 10_000; i++) {
      branches.append(
          (i % 2 == 0
                  ? "      %s: [C: \"CHG {trid} %s\"]\n"
                  : "      %s: [{ C: \"CHG {trid} %s\", within: 10s }]\n")
              .formatted(i, i));
    }
    String end = "  - quiet: 1s\n  - check: elapsed(start) < 1m\n";

    assertThat(codes(steps(quiets + end))).isEmpty();
    assertThat(codes(steps(branches + end))).isEmpty();
  }

  private static List<String> codes(LoadResult result) {
    return result.findings().stream().map(finding -> finding.code().name()).distinct().toList();
  }
}
