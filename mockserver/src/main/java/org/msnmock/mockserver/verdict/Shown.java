package org.msnmock.mockserver.verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.StepInfo;

/**
 * What one play shows of requirements, gathered while it is played.
 *
 * <ul>
 *   <li>A deviation is one from what its step covers; of a step that says nothing of it, from all
 *       that the dialogue covers, unless the step is a fragment's. What breaks the protocol
 *       whatever the step, and lets the play go on, is one from the requirement that it breaks.
 *   <li>A step that was skipped shows nothing: what it covers is not judged. Of a step that says
 *       nothing of it, that is all which the dialogue covers and no step that was played names.
 *   <li>All else that the dialogue covers is met once the play has come to its end.
 * </ul>
 */
public final class Shown {
  private final Dialogue dialogue;
  private final Map<String, Outcome> deviatedFrom = new LinkedHashMap<>();
  private final Set<String> named = new HashSet<>();
  private final Set<String> skipped = new HashSet<>();
  private boolean isAnythingSkipped;
  private boolean isWithoutClient;
  private boolean isAtItsEnd;

  public Shown(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /** A step was played. */
  public void played(StepInfo step) {
    named.addAll(step.covers());
  }

  /** A step was passed over, since nobody was there who could have told. */
  public void skipped(StepInfo step) {
    skipped.addAll(step.covers());
    isAnythingSkipped |= step.covers().isEmpty() && isOwn(step);
  }

  /** The client deviated. */
  public void deviated(Deviation deviation) {
    Optional<String> broken = deviation.kind().requirement();
    if (deviation.kind() == Deviation.Kind.NOBODY_CAME) {
      isWithoutClient = true;
    } else if (broken.isPresent()) {
      blame(deviation.outcome(), List.of(broken.get()));
    } else {
      deviation.step().ifPresent(step -> deviated(deviation.outcome(), step));
    }
  }

  /** A step was reached that weighs so much, or the client did at one what does. */
  public void deviated(Outcome outcome, StepInfo step) {
    List<String> ids = new ArrayList<>(step.covers());
    if (ids.isEmpty() && isOwn(step)) {
      ids.addAll(dialogue.covers());
    }
    blame(outcome, ids);
  }

  private boolean isOwn(StepInfo step) {
    return step.span().file().equals(dialogue.file());
  }

  private void blame(Outcome outcome, List<String> ids) {
    if (outcome != Outcome.UNSUPPORTED) {
      ids.forEach(id -> deviatedFrom.merge(id, outcome, Outcome::worse));
    }
  }

  /** All steps are played. */
  public void cameToItsEnd() {
    isAtItsEnd = true;
  }

  /**
   * A verdict for each requirement of the dialogue, and for each other that was deviated from.
   *
   * @return by id; empty where the play says nothing, because it ended before or did not judge
   */
  public Map<String, Optional<Outcome>> verdicts() {
    Map<String, Optional<Outcome>> verdicts = new LinkedHashMap<>();
    if (!isWithoutClient) {
      deviatedFrom.forEach((id, outcome) -> verdicts.put(id, Optional.of(outcome)));
    }
    for (String id : dialogue.covers()) {
      boolean isMet = isAtItsEnd && !isWithoutClient && !isLeftOut(id);
      verdicts.putIfAbsent(id, isMet ? Optional.of(Outcome.OK) : Optional.empty());
    }
    return verdicts;
  }

  private boolean isLeftOut(String id) {
    return skipped.contains(id) || (isAnythingSkipped && !named.contains(id));
  }
}
