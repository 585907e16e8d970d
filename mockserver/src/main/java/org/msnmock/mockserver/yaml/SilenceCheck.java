package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.msnmock.mockserver.dialogue.Name;
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
  /** What each limit has at the least, as it is judged. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  /** As {@link BlockReader} does; what would take longer is left unchecked. */
  private static final int MOST_COMPARED = 1000;

  private final Context context;

  SilenceCheck(Context context) {
    this.context = context;
  }

  /**
   * A {@code quiet}, and what is awaited beside it.
   *
   * @param goingOn what is awaited for as long as the quiet, or longer
   */
  private record Silence(Step.Quiet quiet, List<Step.Awaiting> goingOn) {
    /** Of several that are awaited together the one that is over first. */
    static Optional<Silence> of(List<Step.Awaiting> heads) {
      return heads.stream()
          .filter(Step.Quiet.class::isInstance)
          .map(Step.Quiet.class::cast)
          .min(Comparator.comparing(Step.Quiet::duration))
          .map(quiet -> new Silence(quiet, goingOn(quiet, heads)));
    }

    private static List<Step.Awaiting> goingOn(Step.Quiet quiet, List<Step.Awaiting> heads) {
      return heads.stream()
          .filter(head -> !(head instanceof Step.Quiet) && !isShorter(head, quiet))
          .toList();
    }

    boolean isAmong(List<Step.Awaiting> heads) {
      return heads.stream().anyMatch(head -> head == quiet);
    }

    /** Whether another takes what comes too late for this; taken for granted of too many. */
    boolean isTakenOver(Step.Awaiting late) {
      return goingOn.size() >= MOST_COMPARED
          || goingOn.stream().anyMatch(other -> Overlap.takesAll(other, late));
    }
  }

  /** The branches of a choice of which one begins with a {@code quiet}. */
  void choice(List<Step.Branch> branches) {
    Silence.of(Heads.ofBranches(branches)).ifPresent(silence -> choice(silence, branches));
  }

  private void choice(Silence silence, List<Step.Branch> branches) {
    for (Step.Branch branch : branches) {
      List<Step.Awaiting> heads = Heads.ofFirst(branch.steps());
      if (!silence.isAmong(heads)) {
        check(silence, heads, counting(heads, this::isNow), branch.span());
      }
    }
  }

  /** Blocks that may be left, and a {@code quiet} that is awaited beside them. */
  void row(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (Heads.isOpenEnded(steps.get(i))) {
        row(steps, i);
      }
    }
  }

  private void row(List<Step> steps, int at) {
    Step block = steps.get(at);
    List<Step.Awaiting> heads = Heads.ofBlock(block);
    List<Step.Awaiting> counting = counting(heads, moment -> false);
    if (counting.isEmpty()) {
      return;
    }
    List<Step.Awaiting> all = new ArrayList<>(heads);
    all.addAll(Heads.following(steps, at));
    Optional<Silence> silence = Silence.of(all).filter(one -> !one.isAmong(heads));
    Span place = block.info().span();
    if (silence.isPresent() && Heads.mustBegin(block)) {
      // then the quiet stands beside later rounds only
      counting.forEach(head -> tooShort(silence.get(), head, place));
    } else {
      silence.ifPresent(one -> check(one, heads, counting, place));
    }
  }

  private void check(
      Silence silence, List<Step.Awaiting> heads, List<Step.Awaiting> counting, Span place) {
    if (isNever(silence.quiet(), heads, counting)) {
      never(silence.quiet(), place);
    } else {
      counting.forEach(head -> tooShort(silence, head, place));
      counting.forEach(head -> tooLong(silence.quiet(), head, place));
    }
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

  private void tooShort(Silence silence, Step.Awaiting head, Span around) {
    Step.Quiet quiet = silence.quiet();
    Optional<String> fate = isShorter(head, quiet) ? fate(quiet, head) : Optional.empty();
    if (fate.isPresent() && !silence.isTakenOver(head)) {
      context
          .report()
          .add(
              Code.D403,
              place(head, around),
              "this is awaited for %s, and %s goes on: %s"
                  .formatted(Values.text(head.timing().limit()), title(quiet), fate.get()),
              "fix: %s, or a shorter quiet".formatted(asLong(head.timing(), quiet)));
    }
  }

  /** Limits that go with a quiet; {@code within} is refused beside {@code between}. */
  private static String asLong(Timing timing, Step.Quiet quiet) {
    String upper = Values.text(quiet.duration());
    return timing.within().isPresent() && timing.notBefore().isPresent()
        ? "between: %s..%s in place of both limits"
            .formatted(Values.text(timing.notBefore().get()), upper)
        : "within: " + upper;
  }

  private static boolean isShorter(Step.Awaiting head, Step.Quiet quiet) {
    Duration limit = head.timing().limit();
    return limit.plus(tolerance(limit)).compareTo(quiet.duration()) < 0;
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
