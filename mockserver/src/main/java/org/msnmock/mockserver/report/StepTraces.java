package org.msnmock.mockserver.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Result;

/**
 * What became of each step, as far as the journal knows. Its entries have the very places of their
 * steps: where a fragment is included twice, these are equal and yet two.
 */
final class StepTraces {
  static final String DONE = "done";
  static final String NOT_REACHED = "not reached";
  static final String NO_TRACE = "no trace";

  private final IdentityHashMap<Span, StepInfo> places = new IdentityHashMap<>();
  private final IdentityHashMap<Entry, StepInfo> steps = new IdentityHashMap<>();
  private final Set<Integer> traced = new HashSet<>();
  private final Map<Integer, String> fates = new HashMap<>();
  private final Outcome outcome;
  private int last;

  StepTraces(Result result) {
    this.outcome = result.outcome();
    for (Step step : Steps.all(result.dialogue().steps())) {
      places.put(step.info().span(), step.info());
    }
    result.journal().forEach(this::trace);
    result.deviations().forEach(d -> d.step().ifPresent(step -> deviated(step, d.outcome())));
    passed(result.dialogue().steps(), isWhole(result) ? Integer.MAX_VALUE : last);
  }

  /** The step that did this, or took it. */
  Optional<StepInfo> step(Entry entry) {
    return Optional.ofNullable(steps.get(entry));
  }

  /** {@code done}, {@code not reached}, {@code no trace}, or the verdict of a deviation. */
  String fate(StepInfo step) {
    String unknown = outcome != Outcome.OK && step.number() > last ? NOT_REACHED : NO_TRACE;
    return fates.getOrDefault(step.number(), unknown);
  }

  private static boolean isWhole(Result result) {
    return result.outcome() == Outcome.OK && result.deviations().isEmpty();
  }

  private void deviated(StepInfo step, Outcome verdict) {
    fates.put(step.number(), verdict.word());
    last = Math.max(last, step.number());
  }

  private void trace(Entry entry) {
    entry
        .place()
        .map(places::get)
        .ifPresent(
            step -> {
              steps.put(entry, step);
              traced.add(step.number());
              last = Math.max(last, step.number());
            });
  }

  /**
   * A script goes on only from what is done; of blocks only those were entered that left traces.
   */
  private void passed(List<Step> steps, int before) {
    for (Step step : steps) {
      List<Step.Branch> branches = Steps.branches(step);
      for (Step.Branch branch : branches) {
        if (isTraced(branch.steps())) {
          passed(branch.steps(), step instanceof Step.AllOf ? end(branch, before) : before);
        }
      }
      boolean isPerhaps = step instanceof Step.Maybe || step instanceof Step.Repeat;
      if (branches.isEmpty() && (!isPerhaps || isTraced(Steps.children(step)))) {
        passed(Steps.children(step), before);
      }
      if (isDone(step, before)) {
        fates.putIfAbsent(step.info().number(), DONE);
      }
    }
  }

  /** Of branches side by side each has come as far as its own traces. */
  private int end(Step.Branch branch, int before) {
    int end = 0;
    for (Step step : Steps.all(branch.steps())) {
      if (traced.contains(step.info().number())) {
        end = step.info().number() + 1;
      }
    }
    return Math.min(before, end);
  }

  private boolean isDone(Step step, int before) {
    boolean isPassed = step.info().number() < before;
    return traced.contains(step.info().number())
        || isPassed && !(step instanceof Step.See); // which a client that tells nothing skips
  }

  private boolean isTraced(List<Step> block) {
    return Steps.all(block).stream().anyMatch(step -> traced.contains(step.info().number()));
  }
}
