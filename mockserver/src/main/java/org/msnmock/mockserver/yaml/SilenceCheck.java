package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Timing;

/**
 * That the limits of steps that are awaited beside a {@code quiet} go with it. When it is over it
 * decides, so what a step allows later never comes to be; and what a step allows for a shorter time
 * only breaks it from then on.
 */
final class SilenceCheck {
  private final Context context;

  SilenceCheck(Context context) {
    this.context = context;
  }

  /** The branches of a choice of which one begins with a {@code quiet}. */
  void choice(List<Step.Branch> branches) {
    for (int i = 0; i < branches.size(); i++) {
      for (Step.Quiet quiet : quiets(Heads.ofFirst(branches.get(i).steps()))) {
        for (int j = 0; j < branches.size(); j++) {
          if (j != i) {
            Step.Branch beside = branches.get(j);
            check(quiet, Heads.ofFirst(beside.steps()), beside.span());
          }
        }
      }
    }
  }

  /** Blocks that may be left, and a {@code quiet} that is awaited beside them. */
  void row(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (StepReader.isOpenEnded(steps.get(i))) {
        for (Step.Quiet quiet : quiets(following(steps, i))) {
          check(quiet, Heads.ending(steps.get(i)), steps.get(i).info().span());
        }
      }
    }
  }

  private static List<Step.Awaiting> following(List<Step> steps, int block) {
    List<Step.Awaiting> heads = new ArrayList<>();
    boolean goesOn = true;
    for (int i = block + 1; i < steps.size() && goesOn; i++) {
      heads.addAll(Heads.ending(steps.get(i)));
      goesOn = StepReader.isOpenEnded(steps.get(i));
    }
    return heads;
  }

  private static List<Step.Quiet> quiets(List<Step.Awaiting> heads) {
    return heads.stream().filter(Step.Quiet.class::isInstance).map(Step.Quiet.class::cast).toList();
  }

  /**
   * @param around where to point at when a head stands in another file
   */
  private void check(Step.Quiet quiet, List<Step.Awaiting> heads, Span around) {
    if (!heads.isEmpty() && heads.stream().allMatch(head -> opensBehind(head, quiet))) {
      context
          .report()
          .add(
              Code.D305,
              around,
              "this can never be taken: %s is over before its time comes".formatted(title(quiet)),
              "fix: a longer quiet, or a lower limit that is shorter");
      return;
    }
    for (Step.Awaiting head : heads) {
      boolean isHere = around.file().equals(head.info().span().file());
      if (counts(head) && head.timing().limit().compareTo(quiet.duration()) < 0) {
        tooShort(quiet, head, isHere ? head.info().span() : around);
      } else if (counts(head) && isHere) {
        tooLong(quiet, head); // a fragment has its limits for others, too
      }
    }
  }

  private static boolean opensBehind(Step.Awaiting head, Step.Quiet quiet) {
    Duration lower = head.timing().notBefore().orElse(Duration.ZERO);
    return counts(head) && lower.compareTo(quiet.duration()) > 0;
  }

  /** Whether its limits count from the moment in which the quiet begins. */
  private static boolean counts(Step.Awaiting head) {
    return !(head instanceof Step.Quiet) && head.timing().since().isEmpty();
  }

  private void tooShort(Step.Quiet quiet, Step.Awaiting head, Span place) {
    Optional<String> fate = fate(quiet, head);
    if (fate.isPresent()) {
      context
          .report()
          .add(
              Code.D403,
              place,
              "this is awaited for %s, and %s goes on: %s"
                  .formatted(Values.text(head.timing().limit()), title(quiet), fate.get()),
              "fix: within: " + Values.text(quiet.duration()) + ", or a shorter quiet");
    }
  }

  private void tooLong(Step.Quiet quiet, Step.Awaiting head) {
    Duration limit = head.timing().limit();
    if (limit.compareTo(quiet.duration()) > 0 && !limit.equals(Timing.DEFAULT_LIMIT)) {
      context
          .report()
          .add(
              Code.D403,
              head.info().span(),
              "%s is over first, so the %s that this is given never are"
                  .formatted(title(quiet), Values.text(limit)),
              "fix: a quiet as long as the limit, or a limit as short as the quiet");
    }
  }

  private String title(Step.Quiet quiet) {
    Span span = quiet.info().span();
    boolean isHere = span.file().equals(context.report().document().name());
    String place = isHere ? span.line() + ":" + span.column() : span.place();
    return "the quiet of %s (%s)".formatted(Values.text(quiet.duration()), place);
  }

  /** What becomes of what comes too late for the step, and before the quiet is over. */
  private Optional<String> fate(Step.Quiet quiet, Step.Awaiting head) {
    if (head instanceof Step.ExpectClose) {
      return Optional.of("after that, nobody minds a close");
    }
    Optional<Target> target = quiet.target();
    boolean breaks =
        head instanceof Step.ClientLine line
            ? target.isEmpty() || target.get().equals(line.target())
            : target.isEmpty() && (head instanceof Step.ClientRequest || isAnother(head));
    return breaks ? Optional.of("what comes after that breaks it") : Optional.empty();
  }

  /** The first one of a client has its time to start, which no dialogue states. */
  private boolean isAnother(Step.Awaiting head) {
    return head instanceof Step.Accept accept
        && context.wires().find(new Target.Listener(accept.service())).isPresent();
  }
}
