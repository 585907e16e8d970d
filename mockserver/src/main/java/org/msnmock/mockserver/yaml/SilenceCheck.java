package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;

/**
 * That the limits of steps that are awaited beside a {@code quiet} go with it. When it is over it
 * decides, so what a step allows later never comes to be; and what a step allows for a shorter time
 * only breaks it from then on.
 */
final class SilenceCheck {
  /** What each limit has at the least, as it is judged. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private final Context context;

  SilenceCheck(Context context) {
    this.context = context;
  }

  /** The branches of a choice of which one begins with a {@code quiet}. */
  void choice(List<Step.Branch> branches) {
    for (int i = 0; i < branches.size(); i++) {
      List<Step.Branch> others = new ArrayList<>(branches);
      others.remove(i);
      quiets(Heads.ofFirst(branches.get(i).steps())).forEach(quiet -> choice(quiet, others));
    }
  }

  private void choice(Step.Quiet quiet, List<Step.Branch> others) {
    List<Step.Awaiting> beside = new ArrayList<>();
    others.forEach(branch -> beside.addAll(Heads.ofFirst(branch.steps())));
    for (Step.Branch branch : others) {
      List<Step.Awaiting> heads = Heads.ofFirst(branch.steps());
      List<Step.Awaiting> counting = counting(heads, this::isNow);
      if (isNever(quiet, heads, counting)) {
        never(quiet, branch.span());
      } else {
        counting.forEach(head -> tooShort(quiet, head, beside, branch.span()));
        counting.forEach(head -> tooLong(quiet, head, branch.span()));
      }
    }
  }

  /** Blocks that may be left, and a {@code quiet} that is awaited beside them. */
  void row(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Step block = steps.get(i);
      if (Heads.isOpenEnded(block)) {
        List<Step.Awaiting> following = Heads.following(steps, i);
        quiets(following).forEach(quiet -> row(block, quiet, following));
      }
    }
  }

  private void row(Step block, Step.Quiet quiet, List<Step.Awaiting> following) {
    Span place = block.info().span();
    List<Step.Awaiting> heads = Heads.ofBlock(block);
    List<Step.Awaiting> counting = counting(heads, moment -> false);
    List<Step.Awaiting> beside = new ArrayList<>(heads);
    beside.addAll(following);
    if (Heads.mustBegin(block)) { // then the quiet stands beside later rounds only
      counting.forEach(head -> tooShort(quiet, head, beside, place));
    } else if (isNever(quiet, heads, counting)) {
      never(quiet, place);
    } else {
      counting.forEach(head -> tooShort(quiet, head, beside, place));
      counting.forEach(head -> tooLong(quiet, head, place));
    }
  }

  private static List<Step.Quiet> quiets(List<Step.Awaiting> heads) {
    return heads.stream().filter(Step.Quiet.class::isInstance).map(Step.Quiet.class::cast).toList();
  }

  /** Those whose limits count from the moment in which the quiet begins. */
  private static List<Step.Awaiting> counting(List<Step.Awaiting> heads, Predicate<Name> isNow) {
    return heads.stream()
        .filter(head -> !(head instanceof Step.Quiet))
        .filter(head -> head.timing().since().map(isNow::test).orElse(true))
        .toList();
  }

  private boolean isNow(Name moment) {
    return context.wires().elapsed().isNow(moment);
  }

  private static boolean isNever(
      Step.Quiet quiet, List<Step.Awaiting> all, List<Step.Awaiting> counting) {
    return !all.isEmpty()
        && all.size() == counting.size()
        && all.stream().allMatch(head -> opens(head).compareTo(quiet.duration()) >= 0);
  }

  /** The lower limit with its tolerance. */
  private static Duration opens(Step.Awaiting head) {
    Duration lower = head.timing().notBefore().orElse(Duration.ZERO);
    return lower.minus(tolerance(lower));
  }

  private static Duration tolerance(Duration limit) {
    Duration tenth = limit.dividedBy(10);
    return tenth.compareTo(TOLERANCE) > 0 ? tenth : TOLERANCE;
  }

  private void never(Step.Quiet quiet, Span place) {
    context
        .report()
        .add(
            Code.D305,
            place,
            "this can never be taken: %s is over before its time comes".formatted(title(quiet)),
            "fix: a longer quiet, or a lower limit that is shorter");
  }

  /** The step, or, where that stands in another file, what has it included. */
  private static Span place(Step.Awaiting head, Span around) {
    return isHere(head, around) ? head.info().span() : around;
  }

  private static boolean isHere(Step.Awaiting head, Span around) {
    return around.file().equals(head.info().span().file());
  }

  private void tooShort(
      Step.Quiet quiet, Step.Awaiting head, List<Step.Awaiting> beside, Span around) {
    Optional<String> fate = fate(quiet, head);
    boolean isShort = isShorter(head, quiet);
    boolean isTakenOver =
        beside.stream()
            .anyMatch(other -> !isShorter(other, quiet) && Overlap.takesAll(other, head));
    if (fate.isPresent() && isShort && !isTakenOver) {
      context
          .report()
          .add(
              Code.D403,
              place(head, around),
              "this is awaited for %s, and %s goes on: %s"
                  .formatted(Values.text(head.timing().limit()), title(quiet), fate.get()),
              "fix: within: " + Values.text(quiet.duration()) + ", or a shorter quiet");
    }
  }

  private static boolean isShorter(Step.Awaiting head, Step.Quiet quiet) {
    Duration limit = head.timing().limit();
    return !(head instanceof Step.Quiet)
        && limit.plus(tolerance(limit)).compareTo(quiet.duration()) < 0;
  }

  /** Of what is written here; a fragment has its limits for others, too. */
  private void tooLong(Step.Quiet quiet, Step.Awaiting head, Span around) {
    Optional<Duration> limit = head.timing().within();
    if (isHere(head, around) && limit.isPresent() && limit.get().compareTo(quiet.duration()) > 0) {
      context
          .report()
          .add(
              Code.D403,
              head.info().span(),
              "%s is over first, so the %s that this is given never are"
                  .formatted(title(quiet), Values.text(limit.get())),
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
            ? target.isEmpty() || isOnSame(quiet, line)
            : target.isEmpty() && (head instanceof Step.ClientRequest || isAnother(head));
    return breaks
        ? Optional.of("what comes after that breaks it, unless a rule takes it")
        : Optional.empty();
  }

  private boolean isOnSame(Step.Quiet quiet, Step.ClientLine line) {
    Optional<Build.Site> here = context.build().site(quiet);
    Optional<Build.Site> there = context.build().site(line);
    return quiet.target().filter(line.target()::equals).isPresent()
        || here.isPresent() && there.isPresent() && here.get().conn() == there.get().conn();
  }

  /** The first one of a client has its time to start, which no dialogue states. */
  private boolean isAnother(Step.Awaiting head) {
    return head instanceof Step.Accept accept && context.build().isAgain(accept);
  }
}
