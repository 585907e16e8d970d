package org.msnmock.mockserver.engine;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.verdict.Deviation;

/** Asks the conditions of {@code if} and {@code check}. */
final class Conditions {
  private final Stage stage;

  Conditions(Stage stage) {
    this.stage = stage;
  }

  /** The deviation of a check that does not hold. */
  Optional<Deviation> check(Step.Check step) {
    List<Mismatch> against = step.condition().refute(stage.values);
    return against.isEmpty() ? Optional.empty() : Optional.of(failed(step, against));
  }

  /** With both sides of the comparison, and of the others that would have done as well. */
  private Deviation failed(Step.Check step, List<Mismatch> against) {
    List<String> others =
        against.subList(1, against.size()).stream().map(Conditions::inWords).toList();
    return new Draft(Deviation.Kind.CHECK_FAILED, stage.elapsed(), "the check does not hold")
        .at(step.info())
        .mismatch(Optional.of(against.get(0)), stage.values)
        .hints(others)
        .done();
  }

  private static String inWords(Mismatch one) {
    return one.secret()
        ? "a comparison of secrets does not hold"
        : "%s does not hold: the left side is %s".formatted(one.expected(), one.received());
  }

  /** Whether the condition of an {@code if} holds; where it does not, the journal says why. */
  boolean holds(Step.If step) {
    List<Mismatch> against = step.condition().refute(stage.values);
    if (!against.isEmpty()) {
      stage.note("the else way is taken: " + inWords(against.get(0)), step.info().span());
    }
    return against.isEmpty();
  }
}
