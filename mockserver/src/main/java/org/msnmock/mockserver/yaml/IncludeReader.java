package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;

/** {@code include}: opens a fragment where it stands, with slots of its own for its names. */
final class IncludeReader {
  private final StepReader.Item item;
  private final Context context;
  private final Report report;

  IncludeReader(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
  }

  Optional<Step> read() {
    Optional<Scalar> name = item.text();
    Optional<Document> document =
        name.flatMap(text -> context.build().library().find(text, report))
            .map(context.build().library()::document);
    Span span = name.map(Scalar::span).orElse(item.info().span());
    if (document.isEmpty()
        || !item.reader().stack().admits(document.get(), item.info().span(), report)) {
      return Optional.empty();
    }
    Report inner = report.of(document.get(), item.info().span());
    inner.addAll(document.get().faults());
    context.build().opened(document.get());
    Optional<Fields> head = document.get().root().flatMap(root -> head(root, inner));
    return head.map(fields -> open(document.get(), fields, inner, span));
  }

  private static Optional<Fields> head(Node root, Report inner) {
    return HeadReader.format(root, "fragment", inner)
        .map(
            mapping -> Fields.of(mapping, Keys.FRAGMENT.words(), Set.of(), "in a fragment", inner));
  }

  private Step open(Document document, Fields fields, Report inner, Span span) {
    Context inside =
        Context.of(context.build(), inner, context.wires(), BlockReader.inherited(item));
    List<Step.Binding> parameters =
        new ParameterReader(item, inside).read(fields.map("params"), span);
    fields.text("title");
    StepReader reader = new StepReader(inside, item.reader().stack().and(document));
    List<Rule> rules = new RuleReader(reader).read(fields.map("background"));
    List<Step> steps =
        fields.has("steps")
            ? reader.read(fields.node("steps").orElseThrow(), "\"steps\"")
            : List.of();
    Map<String, Flow.Known> exported = exported(fields.texts("exports"), inside);
    return new Step.Include(
        item.info(), document.name(), parameters, rules, steps, exports(exported, inside));
  }

  /** What the fragment offers: names that it knows at its end, whatever happened. */
  private static Map<String, Flow.Known> exported(List<Scalar> names, Context inside) {
    Map<String, Flow.Known> out = new HashMap<>();
    for (Scalar name : names) {
      if (!inside.wires().isOver()) {
        inside.known(name.text(), name.span()).ifPresent(known -> out.put(name.text(), known));
      }
    }
    return out;
  }

  private List<Step.Export> exports(Map<String, Flow.Known> exported, Context inside) {
    List<Step.Export> out = new ArrayList<>();
    for (Wish wish : wishes()) {
      Flow.Known known = exported.get(wish.from().text());
      if (known != null) {
        out.add(export(known, wish));
      } else if (!inside.wires().isOver()) {
        report.add(
            Code.D201,
            wish.from().span(),
            "the fragment does not export \"%s\"".formatted(wish.from().text()),
            "known: " + String.join(", ", exported.keySet()),
            Nearest.hint(wish.from().text(), exported.keySet()));
      }
    }
    return out;
  }

  private Step.Export export(Flow.Known known, Wish wish) {
    Name to =
        context.learn(
            wish.to().text(), known.name().visibility(), known.equality(), wish.to().span());
    return new Step.Export(known.name(), to);
  }

  /** A name of the fragment, and what it is called here. */
  private record Wish(Scalar from, Scalar to) {}

  private List<Wish> wishes() {
    List<Wish> out = new ArrayList<>();
    Optional<Node> export = item.fields().node("export");
    if (export.isPresent() && export.get() instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        Fields.text(entry.value(), "the new name", report)
            .filter(this::isName)
            .ifPresent(to -> out.add(new Wish(entry.key(), to)));
      }
    } else if (export.isPresent()) {
      for (Scalar name : item.fields().texts("export")) {
        out.add(new Wish(name, name));
      }
    }
    return out;
  }

  private boolean isName(Scalar text) {
    if (!Braces.isName(text.text())) {
      report.add(
          Code.D107,
          text.span(),
          "\"%s\" cannot be a name".formatted(text.text()),
          context.nameHint(text.text()));
    }
    return Braces.isName(text.text());
  }
}
