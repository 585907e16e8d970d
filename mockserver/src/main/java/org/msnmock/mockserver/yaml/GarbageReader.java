package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.LineEnding;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;

/** {@code garbage}: bytes that are no line. */
final class GarbageReader {
  /** The keys of which one says what is sent. */
  static final List<String> CONTENTS = List.of("bytes", "hex", "text");

  private static final String EXAMPLE = "fix: for example  garbage: { bytes: 64, seed: 7 }";

  private final StepReader.Item item;
  private final Context context;
  private final Report report;

  GarbageReader(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
  }

  Optional<Step> read() {
    Optional<Target> target = target();
    if (!(item.value() instanceof Node.Mapping mapping)) {
      report.add(
          Code.D107,
          item.value().span(),
          "garbage must be a map, not " + item.value().kind(),
          EXAMPLE);
      return Optional.empty();
    }
    Fields fields = Fields.of(mapping, Keys.GARBAGE.words(), Set.of(), "in \"garbage\"", report);
    Optional<Payload> content = content(fields, mapping.span());
    if (target.isEmpty() || content.isEmpty()) {
      return Optional.empty();
    }
    Conn conn = new Connections(context).openToSend(target.get(), item.info().span());
    Step step =
        new Step.Garbage(
            item.info(),
            target.get(),
            content.get(),
            fields.text("eol").flatMap(this::eol).orElse(LineEnding.CRLF),
            item.duration("after").orElse(Duration.ZERO));
    context.build().site(step, conn, report);
    return Optional.of(step);
  }

  private Optional<Target> target() {
    Span span = item.telling().key().span();
    Optional<Target> target = new Connections(context).target(item.subject(), span);
    if (target.isPresent()
        && target.get() instanceof Target.Listener listener
        && listener.service().role().isHttp()) {
      report.add(
          Code.D107,
          span,
          "garbage is for ds, ns, sb and peer",
          "fix: damage an answer by its  wire:  or give it another  body:");
      return Optional.empty();
    }
    return target;
  }

  private Optional<LineEnding> eol(Scalar text) {
    return WireReader.eol(text, List.of(LineEnding.values()), report);
  }

  private Optional<Payload> content(Fields fields, Span span) {
    List<Node.Entry> contents = new ArrayList<>();
    CONTENTS.forEach(key -> fields.entry(key).ifPresent(contents::add));
    if (contents.isEmpty()) {
      report.add(Code.D107, span, "garbage wants bytes, hex or text", EXAMPLE);
      return Optional.empty();
    }
    if (contents.size() > 1) {
      report.add(
          Code.D102,
          contents.get(1).key().span(),
          "\"%s\" beside \"%s\": garbage is one of them"
              .formatted(contents.get(1).key().text(), contents.get(0).key().text()));
    }
    if (fields.has("seed") && !fields.has("bytes")) {
      report.add(
          Code.D102,
          fields.entry("seed").orElseThrow().key().span(),
          "a \"seed\" chooses the bytes of  bytes: n");
    }
    return content(fields);
  }

  private Optional<Payload> content(Fields fields) {
    if (fields.has("bytes")) {
      int seed = fields.text("seed").flatMap(text -> Values.number(text, 0, report)).orElse(0);
      return fields
          .text("bytes")
          .flatMap(text -> Values.number(text, 1, Payload.Noise.MOST_BYTES, report))
          .map(size -> new Payload.Noise(size, seed));
    }
    if (fields.has("hex")) {
      return fields.text("hex").flatMap(new PayloadReader(context)::hex).map(Payload.Raw::new);
    }
    return fields.text("text").map(text -> new Payload.Body(Texts.template(text, context)));
  }
}
