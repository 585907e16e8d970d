package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.Template;

/** {@code repeat}. */
final class RepeatReader {
  private static final int MOST = 10_000;

  private final StepReader.Item item;
  private final Context context;
  private final Report report;

  RepeatReader(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
  }

  Optional<Step> read() {
    Optional<Scalar> text = item.text();
    if (!item.fields().has("steps")) {
      report.add(Code.D107, item.info().span(), "\"repeat\" wants the steps that it repeats");
    }
    if (text.isEmpty() || !item.fields().has("steps")) {
      return Optional.empty();
    }
    Values.Times times = times(text.get());
    Context inside = context.branch().inheriting(BlockReader.inherited(item));
    inside.wires().elapsed().lapse(); // before the second round
    int before = context.build().nameCount();
    List<Step> steps =
        item.reader().in(inside).read(item.fields().node("steps").orElseThrow(), "\"steps\"");
    checkHead(steps, times);
    List<Name> hidden = hidden(context.build().namesSince(before), steps);
    List<Collected> collected = collected(inside);
    Set<Name> inner = new LinkedHashSet<>(hidden);
    inner.addAll(inner(inside));
    context.flow().afterRounds(inside.flow(), times.least() == 0);
    BlockReader blocks = new BlockReader(item);
    Optional<Duration> until = item.fields().text("until").flatMap(blocks::until);
    return Optional.of(
        new Step.Repeat(
            item.info(),
            times.least(),
            times.most(),
            steps,
            until,
            bindings(collected),
            List.copyOf(inner)));
  }

  private Values.Times times(Scalar text) {
    Values.Times times = Values.times(text, report).orElse(new Values.Times(1, 1));
    if (times.least() > MOST || times.most() > MOST && times.most() != Integer.MAX_VALUE) {
      report.add(
          Code.D107,
          text.span(),
          String.format(Locale.ROOT, "\"%s\" is more than %,d rounds", text.text(), MOST));
    }
    return times;
  }

  private void checkHead(List<Step> steps, Values.Times times) {
    List<Step.Awaiting> heads = Heads.ofFirst(steps);
    if (heads.isEmpty()) {
      report.add(
          Code.D301,
          item.info().span(),
          "\"repeat\" does not begin with something the client does",
          "fix: let it begin with C, accept, see, expect-close or quiet");
    }
    for (Step.Awaiting head : heads) {
      if (head instanceof Step.Accept accept && times.most() > 1) {
        context.build().acceptsAgain(accept); // in later rounds
      }
      if (head instanceof Step.Quiet && times.most() == Integer.MAX_VALUE) {
        report.add(
            Code.D107,
            head.info().span(),
            "rounds that silence begins could go on for ever",
            "fix: say how many there are at most, as in  repeat: 0..20");
      }
    }
  }

  /** A list, and what it gets in each round. */
  private record Collected(Scalar list, Template value) {}

  private List<Collected> collected(Context inside) {
    List<Collected> out = new ArrayList<>();
    for (Node.Entry entry : item.fields().map("collect")) {
      Scalar list = entry.key();
      Optional<Scalar> text = Fields.text(entry.value(), list.text(), report);
      if (!Braces.isName(list.text())) {
        report.add(
            Code.D107,
            list.span(),
            "\"%s\" cannot be a name".formatted(list.text()),
            context.nameHint(list.text()));
      } else if (text.isPresent()) {
        out.add(new Collected(list, Texts.value(text.get(), inside)));
      }
    }
    return out;
  }

  /** The lists are known from the end of the block on. */
  private List<Step.Binding> bindings(List<Collected> collected) {
    List<Step.Binding> out = new ArrayList<>();
    for (Collected one : collected) {
      Name name =
          context.learn(
              one.list().text(),
              SmallSteps.visibility(one.value()),
              SmallSteps.equality(one.value()),
              one.list().span());
      out.add(new Step.Binding(name, one.value()));
    }
    return out;
  }

  /**
   * What is learned in parts of a round, such as fragments and branches; parameters stay, as they
   * are filled in before their round begins.
   */
  private static List<Name> hidden(List<Name> all, List<Step> steps) {
    List<Name> out = new ArrayList<>(all);
    for (Step step : Steps.all(steps)) {
      if (step instanceof Step.Include include) {
        include.parameters().forEach(parameter -> out.remove(parameter.name()));
      }
    }
    return out;
  }

  /** What a round learns; the next one begins without it. */
  private List<Name> inner(Context inside) {
    List<Name> out = new ArrayList<>();
    inside
        .flow()
        .known()
        .forEach(
            (text, known) -> {
              if (!context.flow().known().containsKey(text)) {
                out.add(known.name());
              }
            });
    inside
        .flow()
        .perhaps()
        .forEach(
            (text, name) -> {
              if (!context.flow().perhaps().containsKey(text)) {
                out.add(name);
              }
            });
    return out;
  }
}
