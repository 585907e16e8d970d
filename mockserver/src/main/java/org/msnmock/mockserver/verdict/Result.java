package org.msnmock.mockserver.verdict;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;

/**
 * How one play ended.
 *
 * @param caseId {@code signin.redirect} or {@code presence.nicknames[ascii]}
 * @param outcome the worst that was reached
 * @param reason why, in a sentence; empty for ok
 * @param deviations in order; the one that ended the play is the last
 * @param branches the ways taken: {@code 33:3 one-of: leaves}
 * @param ruleUses how often each background rule was used
 * @param requirements what it shows of each; empty where it shows nothing
 * @param seed what generated values were made from
 * @param stepsDone how many steps were done
 * @param dropped entries that the journal could not keep
 * @param redaction hides this play's secrets in whatever is shown
 */
public record Result(
    Dialogue dialogue,
    String caseId,
    Outcome outcome,
    String reason,
    List<Deviation> deviations,
    List<String> branches,
    Map<String, Integer> ruleUses,
    Map<String, Optional<Outcome>> requirements,
    long seed,
    Duration took,
    int stepsDone,
    List<Entry> journal,
    long dropped,
    Redaction redaction) {

  public Result {
    deviations = List.copyOf(deviations);
    branches = List.copyOf(branches);
    ruleUses = Map.copyOf(ruleUses);
    requirements = Collections.unmodifiableMap(new LinkedHashMap<>(requirements)); // in their order
    journal = List.copyOf(journal);
  }

  /** The deviation to show first: the worst, of equals the earliest. */
  public Optional<Deviation> main() {
    Deviation worst = null;
    for (Deviation deviation : deviations) {
      if (worst == null || deviation.outcome().compareTo(worst.outcome()) > 0) {
        worst = deviation;
      }
    }
    return Optional.ofNullable(worst);
  }
}
