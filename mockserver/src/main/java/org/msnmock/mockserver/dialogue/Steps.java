package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;

/** Walks over steps. */
public final class Steps {
  private Steps() {}

  /** All steps, those inside blocks and includes too, in file order. */
  public static List<Step> all(List<Step> steps) {
    List<Step> out = new ArrayList<>();
    steps.forEach(step -> add(step, out));
    return out;
  }

  /** All background rules of a dialogue, wherever they stand. */
  public static List<Rule> rules(Dialogue dialogue) {
    List<Rule> out = new ArrayList<>(dialogue.background());
    for (Step step : all(dialogue.steps())) {
      if (step instanceof Step.Background block) {
        out.addAll(block.rules());
      } else if (step instanceof Step.Include include) {
        out.addAll(include.rules());
      }
    }
    return out;
  }

  private static void add(Step step, List<Step> out) {
    out.add(step);
    children(step).forEach(child -> add(child, out));
  }

  /** The steps directly inside a block, branch after branch. */
  public static List<Step> children(Step step) {
    List<Step.Branch> branches = branches(step);
    if (!branches.isEmpty()) {
      List<Step> out = new ArrayList<>();
      branches.forEach(branch -> out.addAll(branch.steps()));
      return out;
    }
    if (step instanceof Step.Repeat repeat) {
      return repeat.steps();
    }
    if (step instanceof Step.Maybe maybe) {
      return maybe.steps();
    }
    if (step instanceof Step.Background background) {
      return background.steps();
    }
    return step instanceof Step.Include include ? include.steps() : List.of();
  }

  /** The named ways through a block; none where it has but one. */
  public static List<Step.Branch> branches(Step step) {
    if (step instanceof Step.OneOf oneOf) {
      return oneOf.branches();
    }
    if (step instanceof Step.AllOf allOf) {
      return allOf.branches();
    }
    return step instanceof Step.If choice ? branches(choice) : List.of();
  }

  private static List<Step.Branch> branches(Step.If choice) {
    Span span = choice.info().span();
    Step.Branch then = new Step.Branch("then", span, choice.then());
    return choice.otherwise().isEmpty()
        ? List.of(then)
        : List.of(then, new Step.Branch("else", span, choice.otherwise()));
  }
}
