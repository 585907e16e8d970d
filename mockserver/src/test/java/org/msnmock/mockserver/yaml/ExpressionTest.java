package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;
import static org.msnmock.mockserver.yaml.Folder.places;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Condition;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Scene;
import org.msnmock.mockserver.dialogue.Step;

/** Expressions: what they say, and where they are wrong. */
class ExpressionTest {
  @RegisterExtension final Folder folder = new Folder();

  /** Each expression begins at line 8, column 12. */
  private static final String BEFORE =
      "  - accept: ns\n  # lint: off D202\n  - C: CHG {trid} {ack=*} {n=*}\n    as: got\n";

  private LoadResult check(String expression) {
    return folder.steps(BEFORE + "  - check: " + expression + "\n    why: x\n");
  }

  private Condition condition(String expression) {
    List<Step> steps = clean(check(expression)).steps();
    return ((Step.Check) steps.get(2)).condition();
  }

  private static final Map<String, String> VALUES =
      Map.of("ack", "A", "n", "12", "user", "alice@example.com", "got.line", "CHG 1 A 12");

  /** The moment "got" was at 2.5 s and is 1.5 s ago; the name "n" may be a list. */
  private record At(Map<String, String> values, Optional<List<String>> n) implements Scene {
    static final At NOW = new At(VALUES, Optional.empty());

    At with(String name, String value) {
      return new At(Map.of(name, value), n);
    }

    @Override
    public Optional<String> value(Name name) {
      return Optional.ofNullable(values.get(name.text()));
    }

    @Override
    public Optional<List<String>> list(Name name) {
      return name.text().equals("n") ? n : Optional.empty();
    }

    @Override
    public Optional<Duration> moment(Name name) {
      return Optional.of(Duration.ofMillis(2500));
    }

    @Override
    public Optional<Duration> elapsed(Name name) {
      return Optional.of(Duration.ofMillis(1500));
    }

    @Override
    public String transactionId() {
      return "";
    }

    @Override
    public String generate(Generator generator) {
      return "";
    }
  }

  private boolean holds(String expression) {
    return condition(expression).refute(At.NOW).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ack == \"A\"",
        "ack == 'A'",
        "ack != \"B\"",
        "n == 12",
        "n == 12.0",
        "n != \"012\"",
        "n < 13 and n <= 12 and n > -1 and n >= 12",
        "user == \"ALICE@example.com\"",
        "ack != \"a\"",
        "ack in \"CAB\"",
        "got.line contains \"A 1\"",
        "got.line contains 12",
        "not (got.line contains \"B\")",
        "not ack == \"B\"",
        "not not ack == \"A\"",
        "got.line matches \"CHG [0-9]+ A .*\"",
        "not got.line matches \"CHG\"",
        "elapsed(got) < 10s",
        "elapsed(got) >= 1500ms",
        "2m > elapsed(got.time)",
        "got.time <= got.time",
        "len(ack) == 1",
        "len(\"äö\") == 4",
        "count(n) == 1",
        // and binds closer than or, not closer than and
        "ack == \"A\" or ack == \"B\" and ack == \"C\"",
        "(ack == \"A\" or ack == \"B\") and not ack == \"C\"",
        "not ack == \"B\" and ack == \"A\"",
        "not (ack == \"B\" or ack == \"C\")",
        "not (ack == \"A\" and n == 1)"
      })
  void what_is_so_holds_and_its_opposite_does_not(String expression) {
    assertThat(holds("'" + expression.replace("'", "''") + "'")).isTrue();
    assertThat(holds("'not (" + expression.replace("'", "''") + ")'")).isFalse();
  }

  @Test
  void an_element_of_a_list_is_a_whole_one() {
    // given
    At now = new At(Map.of("ack", "BSY"), Optional.of(List.of("NLN", "BSY", "AWY")));
    // then
    assertThat(condition("n contains ack and ack in n").refute(now)).isEmpty();
    assertThat(condition("n contains \"NL\"").refute(now)).isNotEmpty();
    assertThat(condition("count(n) == 3").refute(now)).isEmpty();
  }

  @Test
  void a_word_is_neither_more_nor_less_than_a_number() {
    // given
    At now = At.NOW.with("n", "many");
    // then
    assertThat(condition("n < 5").refute(now).get(0).received())
        .isEqualTo("\"many\"; only numbers, durations and moments have an order");
    assertThat(condition("not n < 5").refute(now)).hasSize(1);
    assertThat(condition("n != 5").refute(now)).isEmpty();
  }

  @Test
  void an_expression_that_would_take_for_ever_is_given_up() {
    // given
    At evil = At.NOW.with("ack", "a".repeat(40) + "!");
    At deep = At.NOW.with("ack", "ab".repeat(100_000));
    // then
    for (String costly : List.of("ack matches \"(.*a){12}b\"", "not ack matches \"(.*a){12}b\"")) {
      assertThat(condition(costly).refute(evil).get(0).received()).contains("take too long");
    }
    assertThat(condition("ack matches \"(a|b)*c\"").refute(deep).get(0).received())
        .contains("take too long");
  }

  @Test
  void what_does_not_hold_shows_both_sides() {
    // when
    Mismatch left = condition("ack == user").refute(At.NOW).get(0);
    Mismatch time = condition("'not elapsed(got) < 10s'").refute(At.NOW).get(0);
    // then
    assertThat(left.expected()).isEqualTo("ack == \"alice@example.com\"");
    assertThat(left.received()).isEqualTo("\"A\"");
    assertThat(left.source().orElseThrow().text()).isEqualTo("user");
    assertThat(left.span().place()).endsWith(":8:12");
    assertThat(time.expected()).isEqualTo("not elapsed(got) < 10s");
    assertThat(time.received()).isEqualTo("1.500 s");
  }

  @Test
  void of_joined_comparisons_those_are_shown_that_speak_against_it() {
    assertThat(condition("ack == \"B\" or n == 1 or n == 2").refute(At.NOW))
        .extracting(Mismatch::expected)
        .containsExactly("ack == \"B\"", "n == 1", "n == 2");
    assertThat(condition("ack == \"A\" and n == 1 and n == 2").refute(At.NOW))
        .extracting(Mismatch::expected)
        .containsExactly("n == 1");
    assertThat(condition("not (ack == \"A\" or n == 1)").refute(At.NOW))
        .extracting(Mismatch::expected)
        .containsExactly("not ack == \"A\"");
  }

  @Test
  void a_secret_stays_one() {
    assertThat(condition("ack == ticket").refute(At.NOW).get(0).secret()).isTrue();
    assertThat(condition("len(password) == 3").refute(At.NOW).get(0).secret()).isTrue();
    assertThat(condition("ack == user").refute(At.NOW).get(0).secret()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "akc == \"A\"; D201 8:12+3; did you mean {ack}?",
        "ack == ; D107 8:18+1; a value is wanted",
        "ack; D107 8:12+3; a value alone says neither yes nor no",
        "ack = \"A\"; D107 8:16+1; fix: to compare write  ==",
        "ack equals \"A\"; D107 8:16+6; known: == != <",
        "ack contain \"A\"; D107 8:16+7; did you mean \"contains\"?",
        "ack == \"A\" && n == 1; D107 8:23+2; fix: write  and",
        "ack == \"A\" nad n == 1; D107 8:23+3; did you mean \"and\"?",
        "ack == \"A; D107 8:19+2; this quotation mark is never closed",
        "(ack == \"A\"; D107 8:12+1; this ( is never closed",
        "ack == \"A\"); D107 8:22+1; this ) closes nothing",
        "ack == {n}; D107 8:19+1; names stand without braces",
        "1 < n < 3; D107 8:18+1; two values are compared at a time",
        "elapsed(got) < 10; D107 8:25+1; fix: a duration has a unit: 10s",
        "elapsed(gto) < 10s; D201 8:20+3; did you mean \"got\"?",
        "elapsed() < 10s; D107 8:19+1; fix: a call looks like  elapsed(start)",
        "elapsd(got) < 10s; D206 8:12+6; did you mean \"elapsed\"?",
        "got.time < 10s; D107 8:21+1; fix: elapsed(name)",
        "ack < \"B\"; D107 8:16+1; only numbers, durations and moments have an order",
        "ack matches \"[A\"; D206 8:26+1; no regular expression",
        "ack matches n; D107 8:24+1; fix: name matches \"[A-Z]+\"",
        "n == 5x; D107 8:17+2; a text stands in quotation marks",
        "ack == \"A\" or; D107 8:25+1; a value is wanted",
        "not; D107 8:15+1; a value is wanted",
        "'!ack == \"A\"'; D107 8:13+1; fix: write  not",
        "ack ~ n; D107 8:16+1; ~ means nothing here",
      })
  void what_is_wrong_is_told_at_its_place_with_a_suggestion(
      String expression, String place, String told) {
    // when
    LoadResult result = check(expression);
    // then
    assertThat(errors(result)).containsExactly(place);
    assertThat(result.errors().get(0).text()).contains(told);
  }

  @Test
  void conditions_inside_of_each_other_are_bounded() {
    clean(check("(".repeat(30) + "ack == n" + ")".repeat(30)));
    assertThat(errors(check("(".repeat(50_000) + "ack == n"))).containsExactly("D107 8:45+1");
    assertThat(errors(check("not ".repeat(50_000) + "ack == n"))).hasSize(1);
  }

  @Test
  void the_ways_of_an_if_join_again() {
    // given
    String steps =
        BEFORE
            + """
              - if: ack == "A" or n == 3
                then: [{ C: "PRP {trid} PHH {x=*} {y=*}" }]
                else: [{ set: { x: none } }]
              - note: "{x}{y?}"
              - note: "{y}"
            """;
    // then
    assertThat(errors(folder.steps(steps))).containsExactly("D204 12:12+3");
  }

  @Test
  void without_an_else_nothing_is_learned_for_certain() {
    assertThat(
            errors(
                folder.steps(
                    BEFORE + "  - if: ack == n\n    then: [{ set: { x: 1 } }]\n  - note: '{x}'\n")))
        .containsExactly("D204 10:12+3");
  }

  @Test
  void a_way_that_ends_the_play_need_not_learn() {
    clean(
        folder.steps(
            BEFORE
                + """
                  - if: ack == n
                    then: [{ set: { x: 1 } }]
                    else: [{ verdict: unsupported, why: no }]
                  - note: "{x}"
                """));
  }

  @Test
  void a_name_that_is_not_learned_on_every_way_cannot_be_compared() {
    // when
    LoadResult result =
        folder.steps(
            BEFORE + "  - if: ack == n\n    then: [{ set: { x: 1 } }]\n  - check: x == 1\n");
    // then
    assertThat(errors(result)).containsExactly("D204 10:12+1");
    assertThat(result.errors().get(0).text()).contains("fix: let the other ways  set: { x: ... }");
  }

  @Test
  void an_if_wants_its_steps_and_hands_down_its_level() {
    // given
    String good = "  - if: ack == n\n    level: quirk\n    then: [{ note: x }]\n";
    // when
    Step.If choice = (Step.If) clean(folder.steps(BEFORE + good)).steps().get(2);
    // then
    assertThat(choice.then().get(0).info().level().word()).isEqualTo("quirk");
    assertThat(choice.otherwise()).isEmpty();
    assertThat(errors(folder.steps(BEFORE + "  - if: ack == n\n"))).containsExactly("D107 8:5+12");
    assertThat(errors(folder.steps(BEFORE + "  - if: ack == n\n    than: []\n    then: []\n")))
        .containsExactly("D102 9:5+4");
  }

  @Test
  void an_if_waits_for_nothing_and_so_begins_no_branch() {
    assertThat(places(folder.steps("  - one-of:\n      a: [{ if: user == name, then: [] }]\n")))
        .containsExactly("D301 5:7+1");
  }
}
