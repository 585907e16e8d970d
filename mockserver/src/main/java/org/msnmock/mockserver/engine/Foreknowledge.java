package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Format;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.P2pPattern;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Scene;
import org.msnmock.mockserver.dialogue.SlpPattern;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;

/**
 * What is certain before a play begins: constants, the accounts, and what is set from nothing but
 * these. Of every other name it can tell where its value will come from.
 */
final class Foreknowledge implements Scene {
  /** Is learned in another form than it comes in. */
  private static final Accepted DECODED = new Accepted.OfKind(Kind.URL);

  private final Map<Integer, String> values = new HashMap<>();

  /** By slot, the places that give a value while a play runs. */
  private final Map<Integer, List<Writer>> writers = new HashMap<>();

  private final List<Name> given;

  /**
   * A place that gives a name its value.
   *
   * @param from where it is made of other values
   * @param accepted where it is learned
   */
  private record Writer(
      String manner, Span span, Optional<Template> from, Optional<Accepted> accepted) {}

  private Foreknowledge(Dialogue dialogue) {
    this.given = dialogue.given();
  }

  static Foreknowledge of(Dialogue dialogue, Dialogue.Case row) {
    Foreknowledge out = new Foreknowledge(dialogue);
    dialogue.vars().forEach(constant -> out.values.put(constant.name().slot(), constant.value()));
    row.constants().forEach(constant -> out.values.put(constant.name().slot(), constant.value()));
    for (Account account : Script.accounts(dialogue, row, 0)) {
      out.account(dialogue, account);
    }
    out.findWriters(dialogue);
    out.values.keySet().removeAll(out.writers.keySet());
    out.fill();
    return out;
  }

  /** All but the ticket, which is made for each play. */
  private void account(Dialogue dialogue, Account account) {
    Map<String, String> known = new HashMap<>();
    account
        .texts()
        .forEach((word, value) -> known.put(dialogue.placeholder(account.client(), word), value));
    known.remove(dialogue.placeholder(account.client(), "ticket"));
    for (Name name : given) {
      String value = known.get(name.text());
      if (value != null) {
        values.put(name.slot(), value);
      }
    }
  }

  private void findWriters(Dialogue dialogue) {
    Steps.all(dialogue.steps()).forEach(this::findWriters);
    for (Rule rule : Steps.rules(dialogue)) {
      findWriters(rule.head());
      Steps.all(rule.answers()).forEach(this::findWriters);
    }
  }

  private void findWriters(Step step) {
    if (step instanceof Step.ClientLine line) {
      line.line().tokens().forEach(this::findLearned);
      line.payload().ifPresent(this::findLearned);
      line.kept().ifPresent(kept -> addKept(kept, step));
    } else if (step instanceof Step.ServerLine line) {
      line.kept().ifPresent(kept -> addKept(kept, step));
    } else if (step instanceof Step.Repeat repeat) {
      repeat.collected().forEach(one -> add(one.name(), playing("collected", step)));
    } else if (step instanceof Step.ClientRequest request) {
      findLearned(request.request().path());
      findLearned(request.request().headers());
      findLearned(request.request().authorization());
      request.kept().ifPresent(kept -> addKept(kept, step));
    } else if (step instanceof Step.ServerAnswer answer) {
      answer.kept().ifPresent(kept -> addKept(kept, step));
    } else if (step instanceof Step.SetValues set) {
      set.bindings().forEach(one -> add(one.name(), "set", one.value()));
    } else if (step instanceof Step.Include include) {
      include.parameters().forEach(one -> add(one.name(), "given", one.value()));
      include.exports().forEach(one -> addExport(one, include));
    }
  }

  private void addKept(Step.Kept kept, Step step) {
    kept.names().forEach(name -> add(name, playing("kept", step)));
  }

  /** A value that only playing can tell. */
  private static Writer playing(String manner, Step step) {
    return new Writer(manner, step.info().span(), Optional.empty(), Optional.empty());
  }

  private void findLearned(PayloadPattern payload) {
    if (payload instanceof PayloadPattern.Body body) {
      findLearned(body.text());
    } else if (payload instanceof PayloadPattern.Mime mime) {
      findLearned(mime.headers());
      findLearned(mime.fields());
      mime.text().ifPresent(this::findLearned);
    } else if (payload instanceof P2pPattern message) {
      message.dest().ifPresent(this::findLearned);
      message.numbers().forEach(numeral -> findLearned(numeral.value()));
      message.content().ifPresent(this::findLearned);
    } else if (payload instanceof SlpPattern slp) {
      slp.start().ifPresent(this::findLearned);
      findLearned(slp.headers());
      findLearned(slp.fields());
      slp.body().ifPresent(this::findLearned);
    }
  }

  private void findLearned(List<PayloadPattern.Header> headers) {
    headers.forEach(header -> findLearned(header.value()));
  }

  private void findLearned(TextPattern pattern) {
    for (Piece piece : pattern.pieces()) {
      if (piece instanceof Piece.Hole hole) {
        hole.name()
            .ifPresent(name -> add(name, learned(hole.span(), Optional.of(hole.accepted()))));
      } else if (piece instanceof Piece.Rest rest) {
        rest.name().ifPresent(name -> add(name, learned(rest.span(), Optional.empty())));
      }
    }
  }

  private static Writer learned(Span span, Optional<Accepted> accepted) {
    return new Writer("learned", span, Optional.empty(), accepted);
  }

  private void add(Name name, String manner, Template value) {
    add(name, new Writer(manner, value.span(), Optional.of(value), Optional.empty()));
  }

  private void addExport(Step.Export export, Step.Include include) {
    Span place = include.info().span();
    Piece piece = new Piece.Known(export.from(), Format.PLAIN, Piece.Equality.EXACT, place);
    add(export.to(), "given", new Template(List.of(piece), place));
  }

  private void add(Name name, Writer writer) {
    writers.computeIfAbsent(name.slot(), slot -> new ArrayList<>()).add(writer);
  }

  /** What has one writer that needs nothing unknown is known, too. */
  private void fill() {
    int before;
    do {
      before = values.size();
      writers.forEach(
          (slot, places) -> {
            if (places.size() == 1 && !values.containsKey(slot)) {
              places.get(0).from().filter(this::isCertain).ifPresent(from -> set(slot, from));
            }
          });
    } while (values.size() > before);
  }

  private boolean isCertain(Template template) {
    return template.pieces().stream().allMatch(this::isCertain);
  }

  private boolean isCertain(Piece piece) {
    return piece instanceof Piece.Fixed
        || piece instanceof Piece.Known known && knows(known.name())
        || piece instanceof Piece.Call call && call.arguments().stream().allMatch(this::isCertain);
  }

  private void set(int slot, Template from) {
    values.put(slot, from.fill(this));
  }

  boolean knows(Name name) {
    return values.containsKey(name.slot());
  }

  /** What a value that is not known will be at least: it was learned as that. */
  Optional<Accepted> accepted(Name name) {
    List<Writer> places = writers.getOrDefault(name.slot(), List.of());
    return places.size() == 1
        ? places.get(0).accepted().filter(accepted -> !accepted.equals(DECODED))
        : Optional.empty();
  }

  /** Where the value of a name that is not known comes from: {@code learned at x.yaml:12:5}. */
  String origin(Name name) {
    List<Writer> places = writers.getOrDefault(name.slot(), List.of());
    if (!places.isEmpty()) {
      Writer first = places.get(0);
      String more = places.size() == 1 ? "" : " or elsewhere";
      return "%s at %s%s".formatted(first.manner(), first.span().place(), more);
    }
    if (name.isSecret()) {
      return "issued to the account when it signs in";
    }
    return given.contains(name) ? "an address of the run" : "made while the play runs";
  }

  @Override
  public Optional<String> value(Name name) {
    return Optional.ofNullable(values.get(name.slot()));
  }

  @Override
  public String transactionId() {
    return "";
  }

  @Override
  public String generate(Generator generator) {
    return "";
  }
}
