package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;

/** Lists of steps: which step each item is, and what steps of all sorts have. */
final class StepReader {
  private final Context context;
  private final Report report;
  private final IncludeStack stack;

  StepReader(Context context, IncludeStack stack) {
    this.context = context;
    this.report = context.report();
    this.stack = stack;
  }

  Context context() {
    return context;
  }

  IncludeStack stack() {
    return stack;
  }

  /** The same file on another way, or with other things to inherit. */
  StepReader in(Context other) {
    return new StepReader(other, stack);
  }

  /** The steps under a key. */
  List<Step> read(Node node, String what) {
    List<Step> steps = new ArrayList<>();
    List<Node> items = Fields.list(node, what, report);
    for (Node item : items) {
      if (report.isFull()) {
        report.add(Code.D101, item.span(), "there are so many findings that the rest was not read");
        return steps;
      }
      if (context.build().isTooLong()) {
        report.add(
            Code.D111,
            item.span(),
            String.format(
                Locale.ROOT,
                "a dialogue of more than %,d steps or 64 MiB, includes opened",
                Build.MAX_STEPS));
        return steps;
      }
      Optional<Step> step = step(item);
      if (step.isPresent()) {
        steps.add(step.get());
      }
    }
    if (steps.size() == items.size()) {
      checkEnds(steps);
      new SilenceCheck(context).row(steps);
      checkJoins(steps);
    }
    return steps;
  }

  /** One step; empty when it is too wrong to be one. */
  Optional<Step> step(Node item) {
    if (!(item instanceof Node.Mapping mapping)) {
      noStep(item);
      context.build().unreadStep();
      return Optional.empty();
    }
    Optional<Node.Entry> telling = tellingEntry(mapping);
    if (telling.isEmpty()) {
      context.build().unreadStep();
      return Optional.empty();
    }
    Telling kind = Telling.of(telling.get().key().text()).orElseThrow();
    Fields fields = Fields.beside(telling.get(), mapping, kind, report);
    Optional<Step> step =
        read(kind, new Item(telling.get(), fields, info(telling.get(), fields), this));
    if (step.isEmpty()) {
      context.build().unreadStep();
    } else {
      new LimitCheck(context).passed(step.get(), fields);
    }
    return step;
  }

  /** Says what a text lacks to be a step. */
  private void noStep(Node item) {
    String text = item instanceof Scalar scalar && scalar.isOnOneLine() ? scalar.text() : "";
    int colon = text.indexOf(':');
    Optional<Finding> noColon = MissingColon.in(text, item.span(), this::isKnown);
    if (colon > 0
        && colon + 1 < text.length()
        && Telling.of(text.substring(0, colon)).isPresent()) {
      report.add(
          Code.D107,
          item.span(),
          "a blank is missing behind the colon",
          "fix: write  - %s: %s".formatted(text.substring(0, colon), text.substring(colon + 1)));
    } else if (noColon.isPresent()) {
      report.addAll(List.of(noColon.get()));
    } else {
      report.add(
          Code.D107,
          item.span(),
          "a step must be a map, not " + item.kind(),
          "fix: a step looks like  - S: CHG {trid} NLN 0");
    }
  }

  /** Whether a word names a client or connection that is no role. */
  private boolean isKnown(String word) {
    boolean isParameter =
        word.startsWith("{")
            && word.endsWith("}")
            && context.connections().containsKey(word.substring(1, word.length() - 1));
    return isParameter
        || context.flow().aliases().containsKey(word)
        || context.build().cast().has(word);
  }

  /** One item of a list of steps. */
  record Item(Node.Entry telling, Fields fields, StepInfo info, StepReader reader) {
    Context context() {
      return reader.context();
    }

    Report report() {
      return reader.context().report();
    }

    /** What stands behind the first word of the telling key. */
    String subject() {
      return Telling.subject(telling.key().text());
    }

    Node value() {
      return telling.value();
    }

    /** The telling value, if it is a text; else it is reported. */
    Optional<Scalar> text() {
      return Fields.text(telling.value(), telling.key().text(), report());
    }

    Optional<Duration> duration(String key) {
      return fields.text(key).flatMap(this::duration);
    }

    Optional<Duration> duration(Scalar scalar) {
      return Values.duration(scalar, context().durations(), report());
    }
  }

  /** The entry that says what the step is; reported and empty where there is not one. */
  private Optional<Node.Entry> tellingEntry(Node.Mapping mapping) {
    Optional<Node.Entry> found = Optional.empty();
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (Telling.of(key).isPresent()) {
        if (found.isPresent()) {
          report.add(
              Code.D102,
              entry.key().span(),
              "two steps in one: \"%s\" and \"%s\"".formatted(found.get().key().text(), key),
              "fix: put a - before each step");
          return Optional.empty();
        }
        found = Optional.of(entry);
      }
    }
    if (found.isEmpty()) {
      unknownStep(mapping);
    }
    return found;
  }

  private void unknownStep(Node.Mapping mapping) {
    if (mapping.entries().isEmpty()) {
      report.add(Code.D107, mapping.span(), "an empty step");
      return;
    }
    Scalar key = mapping.entries().get(0).key();
    int blank = key.text().indexOf(' ');
    String word = blank < 0 ? key.text() : key.text().substring(0, blank);
    Optional<String> meant =
        Nearest.to(word, Telling.allWords())
            .or(
                () ->
                    word.length() > 1 && word.substring(0, 1).equalsIgnoreCase("s")
                        ? Optional.of("S")
                        : Optional.empty());
    report.add(
        Code.D102,
        key.span(),
        "unknown step \"%s\"".formatted(key.text()),
        meant
            .map("did you mean \"%s\"?"::formatted)
            .orElseGet(() -> "known: " + String.join(", ", Telling.allWords())),
        "fix: a step looks like  - S: CHG {trid} NLN 0");
  }

  private StepInfo info(Node.Entry telling, Fields fields) {
    boolean inRule = context.isRule();
    if (inRule) {
      context.build().ruleStep();
    }
    Level level = level(fields);
    List<String> covers = context.inherited().covers();
    if (fields.has("covers")) {
      Covers stated = new Covers(fields, context.build().library().requirements(), report);
      covers = stated.ids();
      weigh(stated, covers, telling, level);
    }
    return new StepInfo(
        inRule ? 0 : context.build().nextStep(),
        span(telling),
        text(telling),
        fields.text("why").map(Scalar::text),
        covers,
        level,
        report.includedFrom());
  }

  /** A step that sets a verdict weighs as much as that one. */
  private static void weigh(Covers covers, List<String> ids, Node.Entry telling, Level level) {
    boolean isVerdict = telling.key().text().equals(Telling.VERDICT.word());
    if (!isVerdict) {
      covers.weigh(ids, level);
    } else if (telling.value() instanceof Scalar word) {
      Outcome.fromWord(word.text()).ifPresent(verdict -> covers.weigh(ids, verdict));
    }
  }

  private Level level(Fields fields) {
    Optional<Scalar> word = fields.text("level");
    Optional<Level> level = word.flatMap(text -> Level.fromWord(text.text()));
    if (word.isPresent() && level.isEmpty()) {
      report.add(
          Code.D107,
          word.get().span(),
          "\"%s\" is no level".formatted(word.get().text()),
          "known: must, should, quirk",
          Nearest.hint(word.get().text(), List.of("must", "should", "quirk")));
    }
    return level.orElse(context.inherited().level());
  }

  /** The telling key and its value, where they stand on one line. */
  private static Span span(Node.Entry telling) {
    Scalar key = telling.key();
    if (telling.value() instanceof Scalar value
        && value.isOnOneLine()
        && value.line() == key.line()) {
      return key.source().span(key.line(), key.column(), value.endColumn() - key.column());
    }
    return key.span();
  }

  private static String text(Node.Entry telling) {
    String key = telling.key().text();
    if (telling.value() instanceof Scalar value) {
      return key + ": " + value.text();
    }
    if (key.equals("set") && telling.value() instanceof Node.Mapping mapping) {
      return "set: "
          + String.join(", ", mapping.entries().stream().map(entry -> entry.key().text()).toList());
    }
    return key;
  }

  private Optional<Step> read(Telling kind, Item item) {
    ConnectionSteps connections = new ConnectionSteps(item);
    BlockReader blocks = new BlockReader(item);
    SmallSteps small = new SmallSteps(item);
    Optional<? extends Step> step =
        switch (kind) {
          case C, S -> new LineReader(item).read(kind);
          case GARBAGE -> new GarbageReader(item).read();
          case ACCEPT -> connections.accept();
          case DIAL -> connections.dial();
          case USE, EXPECT_CLOSE, CLOSE, RESET -> connections.onOpen(kind);
          case REFUSE -> connections.refuse();
          case QUIET -> connections.quiet();
          case ONE_OF -> blocks.oneOf();
          case OPTIONAL -> blocks.optional();
          case ANY_ORDER -> new ForkReader(item, Step.Order.ANY).read();
          case PARALLEL -> new ForkReader(item, Step.Order.PARALLEL).read();
          case REPEAT -> new RepeatReader(item).read();
          case BACKGROUND -> blocks.background();
          case INCLUDE -> new IncludeReader(item).read();
          case SET -> small.set();
          case DO -> small.act();
          case SEE -> small.see();
          case IF -> new ConditionSteps(item).choice();
          case CHECK -> new ConditionSteps(item).check();
          case MARK -> new Moments(context).mark(item);
          case PAUSE -> small.pause();
          case VERDICT -> small.verdict();
          case NOTE -> small.note();
        };
    return step.map(one -> one);
  }

  /** A block that may be left is over when something else happens, which must be awaited then. */
  private void checkEnds(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (Heads.isOpenEnded(steps.get(i))) {
        Optional<Step> next =
            i + 1 < steps.size() ? Optional.of(steps.get(i + 1)) : Optional.empty();
        if (next.isEmpty() || !Heads.isAwaiting(next.get())) {
          noEnd(steps.get(i), next);
        } else if (steps.get(i) instanceof Step.Repeat repeat
            && repeat.most() == Integer.MAX_VALUE) {
          checkOwnHead(repeat, next.get(), Heads.following(steps, i));
        }
      }
    }
  }

  /** What fits both belongs to the next round, so a loop without a bound would never end. */
  private void checkOwnHead(Step.Repeat repeat, Step next, List<Step.Awaiting> ending) {
    List<Step.Awaiting> own = Heads.ofFirst(repeat.steps());
    boolean taken =
        !ending.isEmpty()
            && ending.size() < Heads.MOST_FOLLOWING
            && ending.stream()
                .allMatch(end -> own.stream().anyMatch(head -> Overlap.takesAll(head, end)));
    if (taken) {
      report.add(
          Code.D308,
          repeat.info().span(),
          "this never ends: all that follows (%s:%s) would be one more round"
              .formatted(next.info().span().line(), next.info().span().column()),
          "fix: say how often at the most, as in  repeat: 1..5");
    }
  }

  private void noEnd(Step block, Optional<Step> next) {
    String follows =
        next.map(
                step ->
                    "what follows (%s:%s, %s) does not wait for the client"
                        .formatted(
                            step.info().span().line(),
                            step.info().span().column(),
                            step.info().text().split("[ :]", 2)[0]))
            .orElse("it is the last step of its block");
    report.add(
        Code.D306,
        block.info().span(),
        "nothing says when this \"%s\" is over: %s"
            .formatted(block instanceof Step.Repeat ? "repeat" : "optional", follows),
        "fix: let an awaiting step follow (C, accept, see, expect-close, quiet), or add  until:"
            + " quiet 1s");
  }

  private void checkJoins(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.ServerLine line
          && line.delivery() instanceof Delivery.JoinNext
          && !(i + 1 < steps.size() && isSameWire(line, steps.get(i + 1)))) {
        report.add(
            Code.D107,
            line.info().span(),
            "\"join: next\" wants an S on the same connection as the next step");
      }
    }
  }

  private boolean isSameWire(Step.ServerLine line, Step next) {
    return next instanceof Step.ServerLine
        && context
            .build()
            .site(line)
            .map(Build.Site::conn)
            .equals(context.build().site(next).map(Build.Site::conn));
  }
}
