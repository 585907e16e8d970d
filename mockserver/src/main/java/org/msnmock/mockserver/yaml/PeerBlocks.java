package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import org.msnmock.mockserver.dialogue.BlockTotal;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.LineTemplate;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.wire.Blocks;

/** {@code C peer: "{blocks}"} and {@code S peer: "{blocks}"} with their {@code blocks:}. */
final class PeerBlocks {
  private static final String RANDOM = "random";
  private static final String NONE = "none";

  /** The keys of which one says what the blocks hold. */
  static final List<String> CONTENTS = List.of("text", "bytes", "file", RANDOM);

  /** The keys of which one says when what we await has come. */
  static final List<String> AWAITED = List.of("text", "bytes", "file", "total");

  /** The keys that say something about what we send. */
  static final List<String> SENT = List.of(RANDOM, "end", "cancel-after");

  static final List<String> ENDINGS = List.of("block", NONE);

  private final StepReader.Item item;
  private final Context context;
  private final Report report;

  PeerBlocks(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
  }

  Step.ClientLine awaited(Scalar line, Target target) {
    Fields blocks = fields("fix: add  blocks: { total: \"{size}\" }  with what FIL has told");
    for (String key : SENT) {
      refuse(blocks, key, "\"%s\" is for what we send".formatted(key));
    }
    Optional<Payload> content = content(blocks, Texts::awaited);
    Optional<Template> total = total(blocks, Texts::awaited);
    if (item.fields().has("blocks")
        && CONTENTS.stream().noneMatch(blocks::has)
        && !blocks.has("total")) {
      report.add(
          Code.D107,
          line.span(),
          "nobody knows when the last block has come",
          "fix: add the  total,  or  text, bytes  or  file  with what is to come");
    }
    Span span = line.span();
    TextPattern token = new TextPattern(List.of(new Piece.Fixed(Blocks.LINE, span)), span);
    PayloadPattern payload =
        new PayloadPattern.Blocks(
            content,
            total.or(() -> fallback(content, span)),
            size(blocks),
            item.fields().entry("blocks").map(one -> one.key().span()).orElse(span));
    return new Step.ClientLine(
        item.info(),
        target,
        new LinePattern(List.of(token), span),
        Optional.of(payload),
        LineReader.timing(item),
        Early.NOTED,
        new Moments(context).kept(item, Name.Visibility.SHOWN),
        false);
  }

  /** Where nothing is stated: that was reported. */
  private static Optional<Template> fallback(Optional<Payload> content, Span span) {
    return content.isPresent() ? Optional.empty() : Optional.of(Template.fixed("0", span));
  }

  Step.ServerLine sent(Scalar line, Target target) {
    Fields blocks = fields("fix: add  blocks: { file: picture.png },  or  text, bytes, random");
    Optional<Payload> content = content(blocks, Texts::template);
    if (item.fields().has("blocks") && CONTENTS.stream().noneMatch(blocks::has)) {
      report.add(
          Code.D107,
          line.span(),
          "nobody says what the blocks hold",
          "fix: add  text, bytes, file  or  random: n");
    }
    if (blocks.has("cancel-after")) {
      refuse(blocks, "end", "\"end\" beside \"cancel-after\": what is cancelled ends by a block");
    }
    WireReader wire = WireReader.ofBlocks(item);
    Payload payload =
        new Payload.Blocks(
            content.orElse(new Payload.Raw(new byte[0])),
            total(blocks, Texts::value),
            size(blocks),
            ending(blocks),
            cancelAfter(blocks));
    return new Step.ServerLine(
        item.info(),
        target,
        new LineTemplate(List.of(Template.fixed(Blocks.LINE, line.span())), line.span()),
        Optional.of(payload),
        item.duration("after").orElse(Duration.ZERO),
        wire.delivery(),
        wire.damage(),
        new Moments(context).kept(item, Name.Visibility.SHOWN));
  }

  private Fields fields(String fix) {
    PayloadReader.key(item.fields(), report);
    for (String key : PayloadReader.KEYS) {
      if (!key.equals("blocks")) {
        refuse(item.fields(), key, "\"%s\" is for a line, not for blocks".formatted(key));
      }
    }
    Optional<Node> node = item.fields().node("blocks");
    if (node.isEmpty()) {
      report.add(
          Code.D603, item.info().span(), "\"{blocks}\" does not say which blocks these are", fix);
    } else if (!(node.get() instanceof Node.Mapping)) {
      Fields.map(node.get(), "blocks", report);
    }
    Node.Mapping mapping =
        node.isPresent() && node.get() instanceof Node.Mapping map
            ? map
            : new Node.Mapping(List.of(), item.info().span());
    return Fields.of(mapping, Keys.BLOCKS.words(), Set.of(), "in \"blocks\"", report);
  }

  private void refuse(Fields fields, String key, String message) {
    fields.entry(key).ifPresent(entry -> report.add(Code.D102, entry.key().span(), message));
  }

  // ---- what the blocks hold ----

  private Optional<Payload> content(Fields blocks, BiFunction<Scalar, Context, Template> read) {
    List<Node.Entry> contents = new ArrayList<>();
    CONTENTS.forEach(key -> blocks.entry(key).ifPresent(contents::add));
    if (contents.size() > 1) {
      report.add(
          Code.D102,
          contents.get(1).key().span(),
          "\"%s\" beside \"%s\": blocks hold one of them"
              .formatted(contents.get(1).key().text(), contents.get(0).key().text()));
    }
    if (blocks.has(RANDOM)) {
      return blocks
          .text(RANDOM)
          .flatMap(text -> Values.number(text, 1, Blocks.MOST_IN_ALL, report))
          .map(Payload.Random::new);
    }
    if (blocks.has("text")) {
      return blocks.text("text").map(text -> new Payload.Body(read.apply(text, context)));
    }
    return new PayloadReader(context).raw(blocks).map(Payload.Raw::new);
  }

  /** A number, or what becomes one when the play knows it. */
  private Optional<Template> total(Fields blocks, BiFunction<Scalar, Context, Template> read) {
    Optional<Scalar> written = blocks.text("total");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Template total = read.apply(written.get(), context);
    if (written.get().text().indexOf('{') < 0 && BlockTotal.of(written.get().text()).isEmpty()) {
      report.add(
          Code.D107,
          written.get().span(),
          String.format(
              Locale.ROOT,
              "\"%s\" is no number of bytes from 0 to %,d",
              written.get().text(),
              Blocks.MOST_IN_ALL),
          "fix: a number, or a name in quotes and braces:  total: \"{size}\"");
      return Optional.of(Template.fixed("0", written.get().span()));
    }
    return Optional.of(total);
  }

  private int size(Fields blocks) {
    return blocks
        .text("size")
        .flatMap(text -> Values.number(text, 1, Blocks.MOST_OF_ONE, report))
        .orElse(Blocks.LARGEST);
  }

  private Blocks.Ending ending(Fields blocks) {
    Optional<Scalar> word = blocks.text("end");
    if (word.isPresent() && !ENDINGS.contains(word.get().text())) {
      report.add(
          Code.D107,
          word.get().span(),
          "\"%s\" does not say how blocks end".formatted(word.get().text()),
          "known: " + String.join(", ", ENDINGS));
    }
    return word.filter(text -> text.text().equals(NONE)).isPresent()
        ? Blocks.Ending.NONE
        : Blocks.Ending.BLOCK;
  }

  private OptionalInt cancelAfter(Fields blocks) {
    Optional<Integer> count =
        blocks
            .text("cancel-after")
            .flatMap(text -> Values.number(text, 0, Blocks.MOST_IN_ALL, report));
    return count.isPresent() ? OptionalInt.of(count.get()) : OptionalInt.empty();
  }
}
