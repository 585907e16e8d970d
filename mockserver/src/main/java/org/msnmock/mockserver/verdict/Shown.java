package org.msnmock.mockserver.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.journal.Entry;

/**
 * What one play shows of requirements. A deviation is one from what its step covers; of a step that
 * says nothing of it, from all that the dialogue covers, unless the step is a fragment's.
 */
public final class Shown {
  private final Dialogue dialogue;
  private final Map<String, Optional<Outcome>> verdicts = new LinkedHashMap<>();

  private Shown(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /**
   * A verdict for each requirement of the dialogue, and for each other that was deviated from.
   *
   * @return by id; empty where the play says nothing, because it ended before or did not judge
   */
  public static Map<String, Optional<Outcome>> of(Result result) {
    Shown shown = new Shown(result.dialogue());
    if (result.deviations().stream().noneMatch(Shown::isWithoutClient)) {
      shown.blame(result);
    }
    boolean toItsEnd = result.deviations().isEmpty() && result.outcome() != Outcome.UNSUPPORTED;
    Optional<Outcome> others = toItsEnd ? Optional.of(Outcome.OK) : Optional.empty();
    result.dialogue().covers().forEach(id -> shown.verdicts.putIfAbsent(id, others));
    return shown.verdicts;
  }

  private static boolean isWithoutClient(Deviation deviation) {
    return deviation.kind() == Deviation.Kind.NOBODY_CAME;
  }

  private void blame(Result result) {
    for (Deviation one : result.deviations()) {
      blame(
          one.outcome(),
          one.step().map(StepInfo::span),
          one.step().map(StepInfo::covers).orElse(List.of()));
    }
    for (Entry entry : result.journal()) {
      if (entry instanceof Entry.Judged judged) { // a deviation too, which makes no difference
        blame(judged.outcome(), judged.step(), judged.covers());
      }
    }
  }

  private void blame(Outcome outcome, Optional<Span> step, List<String> covers) {
    if (outcome == Outcome.UNSUPPORTED) {
      return;
    }
    List<String> ids = new ArrayList<>(covers);
    if (covers.isEmpty() && step.map(Span::file).equals(Optional.of(dialogue.file()))) {
      ids.addAll(dialogue.covers());
    }
    for (String id : ids) {
      Outcome before = verdicts.getOrDefault(id, Optional.empty()).orElse(Outcome.OK);
      verdicts.put(id, Optional.of(before.worse(outcome)));
    }
  }
}
