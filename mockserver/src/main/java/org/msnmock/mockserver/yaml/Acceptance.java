package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Result;

/**
 * How the file of a dialogue would have to change so that what a client did is what is awaited.
 *
 * @param edits changes of single steps, none where it cannot be
 * @param refusal why it cannot be
 */
public record Acceptance(List<Edit> edits, Optional<String> refusal) {
  public Acceptance {
    edits = List.copyOf(edits);
  }

  /**
   * A change of one step.
   *
   * @param file the path below the root
   * @param line where the telling key of the step stands, or the value that is to change
   * @param column from 1, in code points
   * @param source the whole source line as it was read, to find out whether the file is still it
   * @param text what is to stand there; of an inserted step {@code key: value}, and its payload
   *     below; of a payload the payload with line feeds as line ends
   */
  public record Edit(Kind kind, String file, int line, int column, String source, String text) {}

  /** What is done to a step. */
  public enum Kind {
    /** Its line or request is another one. */
    LINE,
    /** A value somewhere in it is another one. */
    VALUE,
    /** Its {@code body} is another one. */
    BODY,
    /** Another step is put before it. */
    INSERT,
    /** It is taken out. */
    DROP
  }

  /** What a play leads to; empty where nothing deviated. */
  public static Optional<Acceptance> of(Result result) {
    boolean deviated = !result.deviations().isEmpty() || result.outcome() == Outcome.FAILED;
    return deviated ? Optional.of(new Accepting(result).acceptance()) : Optional.empty();
  }

  static Acceptance refused(String why) {
    return new Acceptance(List.of(), Optional.of(why));
  }
}
