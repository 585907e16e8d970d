package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirement;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.yaml.Code;
import org.msnmock.mockserver.yaml.Finding;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/** The list of requirements and the dialogues say the same of each other. */
class RequirementsTest {
  private static final String EDIT = "to be mended in requirements.yaml or in the dialogues";

  private final LoadResult loaded = Loader.root(Path.of("dialogues")).loadAll();
  private final List<Requirement> all = loaded.requirements().all();

  @Test
  void dialogues_name_requirements_that_are_on_the_list_and_weigh_no_more() {
    assertThat(all).hasSizeGreaterThan(150);
    assertThat(loaded.findings())
        .filteredOn(one -> one.isError() || one.code() == Code.D113)
        .extracting(Finding::text)
        .isEmpty();
  }

  @Test
  void each_requirement_says_who_says_so() {
    assertThat(ids(one -> one.source().isEmpty())).isEmpty();
  }

  @Test
  void what_no_dialogue_covers_says_why() {
    Set<String> silent = ids(one -> one.uncovered().isEmpty());
    silent.removeAll(covered());

    assertThat(silent).as("without a dialogue or a word in uncovered: " + EDIT).isEmpty();
  }

  @Test
  void what_a_dialogue_covers_says_nothing_else() {
    Set<String> outdated = ids(one -> one.uncovered().isPresent());
    outdated.retainAll(covered());

    assertThat(outdated).as("covered, so that uncovered has to go: " + EDIT).isEmpty();
  }

  @Test
  void what_is_at_stake_in_a_step_is_named_in_the_head() {
    List<String> odd = loaded.dialogues().stream().flatMap(RequirementsTest::unnamed).toList();

    assertThat(odd).as("named at a step alone").isEmpty();
  }

  /** Whatever some dialogues only warn of, there is one that does not. */
  @Test
  void what_a_client_has_to_do_can_fail() {
    List<String> harmless =
        all.stream()
            .filter(one -> one.level() == Level.MUST)
            .map(Requirement::id)
            .filter(covered()::contains)
            .filter(id -> loaded.dialogues().stream().noneMatch(one -> canFail(one, id)))
            .toList();

    assertThat(harmless).as("covered by nothing that fails a case").isEmpty();
  }

  /** By a step that covers it; where none does, the head speaks for all steps. */
  private static boolean canFail(Dialogue dialogue, String id) {
    List<Step> stating = all(dialogue).filter(step -> step.info().covers().contains(id)).toList();
    return dialogue.covers().contains(id)
        && (stating.isEmpty() || stating.stream().anyMatch(RequirementsTest::fails));
  }

  /** Those of background rules, too. */
  private static Stream<Step> all(Dialogue dialogue) {
    Stream<Step> ofRules =
        Steps.rules(dialogue).stream()
            .flatMap(
                rule -> Stream.concat(Stream.of(rule.head()), Steps.all(rule.answers()).stream()));
    return Stream.concat(Steps.all(dialogue.steps()).stream(), ofRules);
  }

  private static boolean fails(Step step) {
    return step instanceof Step.SetVerdict verdict
        ? verdict.outcome() == Outcome.FAILED
        : (step instanceof Step.Awaiting || step instanceof Step.Check)
            && step.info().level() == Level.MUST;
  }

  private static Stream<String> unnamed(Dialogue dialogue) {
    Set<String> named = new HashSet<>(dialogue.covers());
    return all(dialogue)
        .map(step -> step.info())
        .filter(info -> info.span().file().equals(dialogue.file()))
        .map(StepInfo::covers)
        .flatMap(List::stream)
        .filter(id -> !named.contains(id))
        .distinct()
        .map(id -> "%s: %s".formatted(dialogue.id(), id));
  }

  private Set<String> ids(Predicate<Requirement> wanted) {
    return all.stream()
        .filter(wanted)
        .map(Requirement::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> covered() {
    return loaded.dialogues().stream()
        .flatMap(dialogue -> dialogue.covers().stream())
        .collect(Collectors.toSet());
  }
}
