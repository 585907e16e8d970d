package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;

/** Background rules: one {@code C}, and what answers it on the same connection. */
final class RuleReader {
  private static final Set<Telling> ANSWERS =
      Set.of(Telling.S, Telling.SET, Telling.VERDICT, Telling.CLOSE);

  private final StepReader steps;
  private final Context context;
  private final Report report;

  RuleReader(StepReader steps) {
    this.steps = steps;
    this.context = steps.context();
    this.report = context.report();
  }

  /** The rules under a {@code background} key, by name. */
  List<Rule> read(List<Node.Entry> entries) {
    List<Rule> rules = new ArrayList<>();
    for (Node.Entry entry : entries) {
      rule(entry).ifPresent(rules::add);
    }
    return rules;
  }

  private Optional<Rule> rule(Node.Entry entry) {
    Node node = entry.value();
    Values.Times times = Values.Times.ANY;
    if (node instanceof Node.Mapping mapping) {
      Fields fields =
          Fields.of(mapping, Set.of("times", "steps"), Set.of(), "in a background rule", report);
      times = fields.text("times").map(text -> Values.times(text, report)).orElse(times);
      node = fields.node("steps").orElse(new Node.Sequence(List.of(), mapping.span()));
    }
    List<Node> items = Fields.list(node, "a background rule", report);
    Optional<Node.Mapping> head = items.stream().findFirst().flatMap(this::head);
    if (head.isEmpty()) {
      report.add(
          Code.D304, entry.key().span(), "a background rule begins with the C that it answers");
      return Optional.empty();
    }
    Optional<Context> inside = inside(head.get());
    Values.Times bound = times;
    return inside.map(one -> rule(entry, items, bound, one)).orElse(Optional.empty());
  }

  private Optional<Node.Mapping> head(Node item) {
    return item instanceof Node.Mapping mapping
            && telling(mapping).filter(Telling.C::equals).isPresent()
        ? Optional.of(mapping)
        : Optional.empty();
  }

  private static Optional<Telling> telling(Node.Mapping mapping) {
    return mapping.entries().stream()
        .map(entry -> Telling.of(entry.key().text()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The context of a rule whose head is this step. */
  private Optional<Context> inside(Node.Mapping head) {
    Scalar key =
        head.entries().stream()
            .map(Node.Entry::key)
            .filter(one -> Telling.of(one.text()).isPresent())
            .findFirst()
            .orElseThrow();
    int blank = key.text().indexOf(' ');
    String subject = blank < 0 ? "" : key.text().substring(blank + 1);
    return new Connections(context)
        .target(subject, key.span())
        .map(target -> context.rule(conn(target)));
  }

  private Conn conn(Target target) {
    if (target instanceof Target.Listener listener) {
      return new Conn(Optional.of(listener.role()));
    }
    return target instanceof Target.Alias
        ? context.wires().find(target).orElse(new Conn(Optional.empty()))
        : new Conn(Optional.empty());
  }

  private Optional<Rule> rule(
      Node.Entry entry, List<Node> items, Values.Times times, Context inside) {
    Optional<Step> head = steps.in(inside).step(items.get(0));
    StepReader answering = steps.in(inside.answer());
    List<Step> answers = new ArrayList<>();
    for (Node item : items.subList(1, items.size())) {
      Optional<Telling> telling =
          item instanceof Node.Mapping mapping ? telling(mapping) : Optional.empty();
      if (telling.isPresent() && !ANSWERS.contains(telling.get())) {
        report.add(
            Code.D304,
            item.span(),
            "\"%s\" is not allowed in a background rule".formatted(telling.get().word()),
            "known: one C, then S, set, verdict and close");
      } else {
        answering.step(item).ifPresent(answers::add);
      }
    }
    return head.filter(Step.Awaiting.class::isInstance)
        .map(Step.Awaiting.class::cast)
        .map(
            step ->
                new Rule(
                    entry.key().text(),
                    entry.key().span(),
                    step,
                    times.least(),
                    times.most(),
                    answers));
  }

  /** What answers goes out on the connection on which the head came, however it is named. */
  static Target answerTarget(Target target, Context context, Span span) {
    boolean same =
        target instanceof Target.Current
            || target instanceof Target.Alias
            || target instanceof Target.Listener listener
                && context
                    .ruleConn()
                    .flatMap(Conn::role)
                    .filter(listener.role()::equals)
                    .isPresent();
    if (!same) {
      context
          .report()
          .add(
              Code.D304,
              span,
              "a background rule answers on the connection of its C, not on %s".formatted(target));
    }
    return new Target.Current();
  }
}
