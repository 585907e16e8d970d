package org.msnmock.mockserver.verdict;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;

/**
 * What is known to fail, so that a run is red only for what is new.
 *
 * @param known in file order, no id twice
 */
public record Baseline(List<Known> known) {
  /** Nothing is known to fail. */
  public static final Baseline NONE = new Baseline(List.of());

  public Baseline {
    known = List.copyOf(known);
  }

  /**
   * A case that is known to fail, or all cases of a dialogue.
   *
   * @param id {@code presence.nicknames[ascii]}, or {@code presence.nicknames} for each of its
   *     cases
   * @param outcome the verdict that it has
   * @param span where this is written
   */
  public record Known(String id, Outcome outcome, Optional<String> why, Span span) {
    /** Whether a dialogue has what this is about. */
    boolean means(Dialogue dialogue) {
      return id.equals(dialogue.id())
          || dialogue.cases().stream().anyMatch(row -> id.equals(row.id()));
    }
  }

  /** What is known of this case: what is written of it alone, else of its dialogue. */
  public Optional<Known> of(Result result) {
    return with(result.caseId()).or(() -> with(result.dialogue().id()));
  }

  private Optional<Known> with(String id) {
    return known.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** What is about none of these dialogues. */
  public List<Known> unknownTo(List<Dialogue> dialogues) {
    return known.stream().filter(one -> dialogues.stream().noneMatch(one::means)).toList();
  }
}
