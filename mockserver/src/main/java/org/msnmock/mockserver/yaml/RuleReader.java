package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

/** Background rules: one {@code C}, and what answers it on the same connection. */
final class RuleReader {
  /** What may follow the {@code C}. */
  static final Set<Telling> ANSWERS =
      EnumSet.of(Telling.S, Telling.SET, Telling.VERDICT, Telling.CLOSE);

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
      Optional<Rule> rule = rule(entry);
      if (rule.isPresent()) {
        rules.add(rule.get());
      }
    }
    return rules;
  }

  private Optional<Rule> rule(Node.Entry entry) {
    Node node = entry.value();
    Values.Times times = Values.Times.ANY;
    if (node instanceof Node.Mapping mapping) {
      Fields fields =
          Fields.of(mapping, Keys.RULE.words(), Set.of(), "in a background rule", report);
      times = fields.text("times").flatMap(text -> Values.times(text, report)).orElse(times);
      node = fields.node("steps").orElse(new Node.Sequence(List.of(), mapping.span()));
    }
    List<Node> items = Fields.list(node, "a background rule", report);
    if (items.isEmpty() || !telling(items.get(0)).equals(Optional.of(Telling.C))) {
      report.add(
          Code.D304,
          entry.key().span(),
          "a background rule begins with the C that it answers",
          "fix: a rule looks like  ping: [{ C ns: PNG }, { S: QNG 50 }]");
      return Optional.empty();
    }
    Optional<Context> inside = inside((Node.Mapping) items.get(0));
    return inside.isPresent() ? rule(entry, items, times, inside.get()) : Optional.empty();
  }

  private static Optional<Telling> telling(Node item) {
    if (item instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        Optional<Telling> telling = Telling.of(entry.key().text());
        if (telling.isPresent()) {
          return telling;
        }
      }
    }
    return Optional.empty();
  }

  /** The context of a rule whose head is this step. */
  private Optional<Context> inside(Node.Mapping head) {
    for (Node.Entry entry : head.entries()) {
      Scalar key = entry.key();
      if (Telling.of(key.text()).isPresent()) {
        String subject = Telling.subject(key.text());
        Optional<Target> target = Connections.ofRule(context).target(subject, key.span());
        return target.map(this::conn).filter(conn -> isOfRules(conn, key)).map(context::rule);
      }
    }
    return Optional.empty();
  }

  private boolean isOfRules(Conn conn, Scalar key) {
    boolean isPeer = conn.role().filter(Role::isUnframed).isPresent();
    if (isPeer) {
      report.add(
          Code.D304,
          key.span(),
          "a background rule cannot be about a peer: what comes there is for the step that wants it",
          "fix: await it by a step of the script");
    }
    return !isPeer;
  }

  private Conn conn(Target target) {
    if (target instanceof Target.Listener listener) {
      return new Conn(Optional.of(listener.service()));
    }
    return target instanceof Target.Alias
        ? context.wires().find(target).orElse(new Conn(Optional.empty()))
        : new Conn(Optional.empty());
  }

  private Optional<Rule> rule(
      Node.Entry entry, List<Node> items, Values.Times times, Context inside) {
    context.build().forgetUsed();
    Optional<Step> head = steps.in(inside).step(items.get(0));
    StepReader answering = steps.in(inside.answer());
    List<Step> answers = new ArrayList<>();
    for (Node item : items.subList(1, items.size())) {
      Optional<Telling> telling = telling(item);
      if (telling.isPresent() && !ANSWERS.contains(telling.get())) {
        report.add(
            Code.D304,
            item.span(),
            "\"%s\" is not allowed in a background rule".formatted(telling.get().word()),
            "known: one C, then S, set, verdict and close");
      } else {
        Optional<Step> answer = answering.step(item);
        if (answer.isPresent()) {
          answers.add(answer.get());
        }
      }
    }
    if (head.isEmpty() || !(head.get() instanceof Step.Awaiting awaiting)) {
      return Optional.empty();
    }
    Scalar name = entry.key();
    return Optional.of(
        new Rule(
            name.text(),
            name.span(),
            awaiting,
            times.least(),
            times.most(),
            context.build().latelyUsed(),
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
                    .flatMap(Conn::service)
                    .filter(listener.service()::equals)
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
