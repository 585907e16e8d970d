package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;

/** {@code any-order} and {@code parallel}: branches that are all played. */
final class ForkReader {
  private final StepReader.Item item;
  private final Context context;
  private final Report report;
  private final Step.Order order;

  ForkReader(StepReader.Item item, Step.Order order) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
    this.order = order;
  }

  Optional<Step> read() {
    List<Node.Entry> entries = Fields.map(item.value(), order.word(), report);
    if (entries.isEmpty()) {
      if (item.value() instanceof Node.Mapping) {
        report.add(
            Code.D301, item.info().span(), "\"%s\" without branches".formatted(order.word()));
      }
      return Optional.empty();
    }
    List<Way> ways = new ArrayList<>();
    for (Node.Entry entry : entries) {
      ways.add(way(entry));
    }
    if (order == Step.Order.ANY) {
      checkNames(ways);
    } else {
      checkReaders(ways);
    }
    List<Flow> flows = ways.stream().map(Way::flow).toList();
    if (order == Step.Order.ANY) {
      context.flow().afterAll(flows);
    } else {
      context.flow().afterStrangers(flows);
    }
    return Optional.of(new Step.AllOf(item.info(), order, ways.stream().map(Way::branch).toList()));
  }

  /** A branch, and what is known at its end. */
  private record Way(Step.Branch branch, Flow flow) {
    Span span() {
      return branch.span();
    }
  }

  private Way way(Node.Entry entry) {
    Context way = order == Step.Order.ANY ? context.fork() : context.forkWithNames();
    List<Step> steps =
        item.reader()
            .in(way.inheriting(BlockReader.inherited(item)))
            .read(entry.value(), "a branch");
    Scalar name = entry.key();
    boolean unread = entry.value() instanceof Node.Sequence list && !list.items().isEmpty();
    if (steps.isEmpty() && !unread) {
      report.add(Code.D301, name.span(), "\"%s\" has no steps".formatted(name.text()));
    }
    Steps.all(steps).forEach(this::checkQuiet);
    return new Way(new Step.Branch(name.text(), name.span(), steps), way.flow());
  }

  /** What another branch hears would break it. */
  private void checkQuiet(Step step) {
    if (step instanceof Step.Quiet quiet && quiet.target().isEmpty()) {
      report.add(
          Code.D303,
          step.info().span(),
          "\"for: any\" would listen to the other branches, too",
          "fix: name one connection, as in  quiet: 1s, for: ns");
    }
  }

  /** Which of two branches is done last nobody knows, so neither which value would count. */
  private void checkNames(List<Way> ways) {
    Map<String, String> learnedIn = new HashMap<>();
    for (Way way : ways) {
      for (String name : way.flow().known().keySet()) {
        if (!context.flow().known().containsKey(name)) {
          String other = learnedIn.putIfAbsent(name, way.branch().name());
          if (other != null) {
            report.add(
                Code.D207,
                way.span(),
                "{%s} is learned in \"%s\" and in \"%s\""
                    .formatted(name, other, way.branch().name()),
                "fix: give it another name in one of them");
          }
        }
      }
    }
  }

  private void checkReaders(List<Way> ways) {
    Map<Conn, String> readIn = new HashMap<>();
    for (Way way : ways) {
      for (Conn conn : way.flow().wires().read()) {
        String other = readIn.putIfAbsent(conn, way.branch().name());
        if (other != null) {
          report.add(
              Code.D502,
              way.span(),
              "\"%s\" and \"%s\" both read %s"
                  .formatted(
                      other,
                      way.branch().name(),
                      conn.role().map(role -> role.word()).orElse("one connection")),
              "fix: any-order shares a connection; in parallel each branch reads its own");
        }
      }
    }
  }
}
