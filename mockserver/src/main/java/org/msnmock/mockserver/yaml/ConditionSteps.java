package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Condition;
import org.msnmock.mockserver.dialogue.Step;

/** {@code if} and {@code check}. */
final class ConditionSteps {
  private final StepReader.Item item;
  private final Context context;

  ConditionSteps(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
  }

  Optional<Step> check() {
    return condition().map(condition -> new Step.Check(item.info(), condition));
  }

  Optional<Step> choice() {
    Optional<Condition> condition = condition();
    if (!item.fields().has("then")) {
      item.report()
          .add(
              Code.D107,
              item.info().span(),
              "\"if\" wants the steps that are played when it holds",
              "fix: add  then: [...]");
    }
    Context yes = context.branch().inheriting(BlockReader.inherited(item));
    Context no = context.branch().inheriting(BlockReader.inherited(item));
    List<Step> then = steps("then", yes);
    List<Step> otherwise = steps("else", no);
    context.flow().join(List.of(yes.flow(), no.flow()));
    return condition.map(one -> new Step.If(item.info(), one, then, otherwise));
  }

  private Optional<Condition> condition() {
    return item.text().flatMap(text -> ExpressionReader.read(text, context));
  }

  private List<Step> steps(String key, Context way) {
    Optional<Node> node = item.fields().node(key);
    return node.isPresent()
        ? item.reader().in(way).read(node.get(), "\"%s\"".formatted(key))
        : List.of();
  }
}
