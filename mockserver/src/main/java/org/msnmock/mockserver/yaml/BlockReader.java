package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Step;

/** {@code one-of}, {@code optional} and {@code background}. */
final class BlockReader {
  /** With what {@code until} begins. */
  static final String QUIET = "quiet ";

  private static final int MOST_COMPARED = 1000;

  private final StepReader.Item item;
  private final Context context;
  private final Report report;

  BlockReader(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
  }

  /** What the steps inside have when they state none of their own. */
  static Context.Inherited inherited(StepReader.Item item) {
    return new Context.Inherited(item.info().level(), item.info().covers());
  }

  Optional<Step> oneOf() {
    List<Node.Entry> entries = Fields.map(item.value(), "one-of", report);
    List<Step.Branch> branches = new ArrayList<>();
    List<Flow> ways = new ArrayList<>();
    for (Node.Entry entry : entries) {
      Context way = context.branch().inheriting(inherited(item));
      List<Step> steps = item.reader().in(way).read(entry.value(), "a branch");
      ways.add(way.flow());
      branches.add(new Step.Branch(entry.key().text(), entry.key().span(), steps));
      checkHead(entry.key(), entry.value(), steps);
    }
    if (entries.isEmpty()) {
      if (item.value() instanceof Node.Mapping) {
        report.add(Code.D301, item.info().span(), "a choice without branches");
      }
      return Optional.empty();
    }
    checkHeads(branches);
    new SilenceCheck(context).choice(branches);
    context.flow().join(ways);
    return Optional.of(new Step.OneOf(item.info(), branches));
  }

  private void checkHead(Scalar name, Node node, List<Step> steps) {
    boolean unread = node instanceof Node.Sequence list && list.items().size() > steps.size();
    if (Heads.ofFirst(steps).isEmpty() && !unread) {
      report.add(
          Code.D301,
          name.span(),
          "\"%s\" does not begin with something the client does".formatted(name.text()),
          "fix: let it begin with C, accept, see, expect-close or quiet");
    }
  }

  /** One branch may begin with quiet, and each must be within reach. */
  private void checkHeads(List<Step.Branch> branches) {
    List<Step.Awaiting> before = new ArrayList<>();
    boolean quiet = false;
    for (Step.Branch branch : branches) {
      List<Step.Awaiting> heads = Heads.ofFirst(branch.steps());
      boolean quietHere = heads.stream().anyMatch(Step.Quiet.class::isInstance);
      if (quiet && quietHere) {
        report.add(
            Code.D302,
            branch.span(),
            "a second branch that begins with quiet; the sooner one is always taken",
            "fix: keep one of them");
      }
      quiet |= quietHere;
      if (before.size() < MOST_COMPARED
          && !heads.isEmpty()
          && heads.stream().allMatch(head -> isTaken(head, before))) {
        report.add(
            Code.D305,
            branch.span(),
            "\"%s\" can never be taken: a branch above takes all that it awaits"
                .formatted(branch.name()));
      }
      before.addAll(heads);
    }
  }

  private static boolean isTaken(Step.Awaiting head, List<Step.Awaiting> before) {
    return before.stream().anyMatch(one -> Overlap.takesAll(one, head));
  }

  Optional<Step> optional() {
    Context inside = context.branch().inheriting(inherited(item));
    List<Step> steps = item.reader().in(inside).read(item.value(), "optional");
    if (Heads.ofFirst(steps).isEmpty() && item.value() instanceof Node.Sequence) {
      report.add(
          Code.D301,
          item.info().span(),
          "\"optional\" does not begin with something the client does",
          "fix: let it begin with C, accept, see, expect-close or quiet");
    }
    context.flow().join(List.of(context.flow().copy(), inside.flow()));
    Optional<Duration> until = item.fields().text("until").flatMap(this::until);
    return Optional.of(new Step.Maybe(item.info(), steps, until));
  }

  /** {@code quiet 1s}. */
  Optional<Duration> until(Scalar text) {
    Optional<Duration> duration =
        text.text().startsWith(QUIET)
            ? Values.duration(text.text().substring(QUIET.length()))
            : Optional.empty();
    if (duration.isEmpty()) {
      report.add(
          Code.D107,
          text.span(),
          "\"%s\" does not say when the block is over".formatted(text.text()),
          "fix: until: quiet 1s");
    }
    return Optional.of(duration.orElse(Duration.ZERO));
  }

  Optional<Step> background() {
    List<Rule> rules =
        new RuleReader(item.reader()).read(Fields.map(item.value(), "background", report));
    if (!item.fields().has("steps")) {
      report.add(
          Code.D107, item.info().span(), "\"background\" as a step wants the steps it is for");
      return Optional.empty();
    }
    Context inside = context.inheriting(inherited(item));
    List<Step> steps =
        item.reader().in(inside).read(item.fields().node("steps").orElseThrow(), "\"steps\"");
    return Optional.of(new Step.Background(item.info(), rules, steps));
  }
}
