package org.msnmock.mockserver.yaml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Template;

/** {@code set}, {@code do}, {@code see}, {@code pause}, {@code verdict} and {@code note}. */
final class SmallSteps {
  /** The verdicts that a step can set. */
  static final List<String> OUTCOMES =
      List.of("informational", "non-strict", "unsupported", "failed");

  private final StepReader.Item item;
  private final Context context;
  private final Report report;

  SmallSteps(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
  }

  Optional<Step> set() {
    List<Step.Binding> bindings = new ArrayList<>();
    for (Node.Entry entry : Fields.map(item.value(), "set", report)) {
      String name = entry.key().text();
      Optional<Scalar> text = Fields.text(entry.value(), name, report);
      if (!Braces.isName(name)) {
        report.add(
            Code.D107,
            entry.key().span(),
            "\"%s\" cannot be a name".formatted(name),
            context.nameHint(name));
      } else if (text.isPresent()) {
        Template value = Texts.value(text.get(), context);
        Name set = context.learn(name, visibility(value), equality(value), entry.key().span());
        bindings.add(new Step.Binding(set, value));
      }
    }
    return Optional.of(new Step.SetValues(item.info(), bindings));
  }

  /** A value made of a secret is one. */
  static Name.Visibility visibility(Template value) {
    return value.pieces().stream().anyMatch(SmallSteps::isSecret)
        ? Name.Visibility.HIDDEN
        : Name.Visibility.SHOWN;
  }

  private static boolean isSecret(Piece piece) {
    return piece instanceof Piece.Known known && known.name().isSecret()
        || piece instanceof Piece.Maybe maybe && maybe.name().isSecret()
        || piece instanceof Piece.Call call
            && call.arguments().stream().anyMatch(SmallSteps::isSecret);
  }

  /** A value that is one e-mail address stays one. */
  static Piece.Equality equality(Template value) {
    return value.pieces().size() == 1 && value.pieces().get(0) instanceof Piece.Known known
        ? known.equality()
        : Piece.Equality.EXACT;
  }

  Optional<Step> act() {
    Optional<String> client = client();
    return word(Words.VERBS)
        .filter(verb -> client.isPresent())
        .map(
            verb ->
                new Step.Do(
                    item.info(), client.get(), verb, arguments(Words.VERBS, verb), files()));
  }

  /**
   * The client may run elsewhere, so it is told where a file is that stands beside the dialogue.
   */
  private Map<String, Path> files() {
    Map<String, Path> out = new HashMap<>();
    for (Node.Entry entry : item.fields().map("args")) {
      if (entry.key().text().equals(Words.FILE) && entry.value() instanceof Scalar name) {
        file(name).ifPresent(path -> out.put(Words.FILE, path));
      }
    }
    return out;
  }

  private Optional<Path> file(Scalar name) {
    if (name.text().indexOf('{') >= 0) {
      report.add(
          Code.D107,
          name.span(),
          "a file is named here, and no value filled in: it is looked for before anybody plays");
      return Optional.empty();
    }
    return context.build().library().forClient(name, report);
  }

  Optional<Step> see() {
    Optional<String> client = client();
    return word(Words.EVENTS)
        .filter(event -> client.isPresent())
        .map(
            event ->
                new Step.See(
                    item.info(),
                    client.get(),
                    event,
                    arguments(Words.EVENTS, event),
                    LineReader.timing(item)));
  }

  /** Who acts or tells, as steps name it; it must be a client, and be named among several. */
  private Optional<String> client() {
    String subject = item.subject();
    Cast cast = context.build().cast();
    Span span = item.telling().key().span();
    if (subject.isEmpty() && cast.areSeveral()) {
      String word = item.telling().key().text();
      report.add(
          Code.D503,
          span,
          "\"%s\" of which client? there are %s".formatted(word, cast.listed()),
          "fix: write  %s %s: ...  or another's".formatted(word, cast.clients().get(0)));
      return Optional.empty();
    }
    if (!subject.isEmpty() && !cast.has(subject)) {
      report.add(
          Code.D201,
          span,
          "no client is called \"%s\"".formatted(subject),
          "known: " + String.join(", ", cast.clients()),
          Nearest.hint(subject, cast.clients()));
      return Optional.empty();
    }
    return Optional.of(cast.areSeveral() ? subject : "");
  }

  /** The verb or event, which must be one of the language. */
  private Optional<String> word(Words words) {
    Optional<Scalar> word = item.text();
    if (word.isPresent() && !words.has(word.get().text())) {
      report.add(
          Code.D102,
          word.get().span(),
          "unknown %s \"%s\"".formatted(words.title(), word.get().text()),
          "known: " + String.join(", ", words.all()),
          Nearest.hint(word.get().text(), words.all()));
      return Optional.empty();
    }
    return word.map(Scalar::text);
  }

  private Map<String, Template> arguments(Words words, String word) {
    Map<String, Template> out = new LinkedHashMap<>();
    for (Node.Entry entry : item.fields().map("args")) {
      String key = entry.key().text();
      if (!words.arguments(word).contains(key)) {
        report.add(
            Code.D102,
            entry.key().span(),
            "%s has no argument \"%s\"".formatted(word, key),
            "known: " + String.join(", ", words.arguments(word)),
            Nearest.hint(key, words.arguments(word)));
      }
      if (key.equals(Words.GROUPS)) {
        groups(entry, out);
      } else {
        argument(entry).ifPresent(template -> out.put(key, template));
      }
    }
    return out;
  }

  /** A group is an argument of its own, {@code groups.Friends}: others may be there. */
  private void groups(Node.Entry entry, Map<String, Template> out) {
    for (Node.Entry group : Fields.map(entry.value(), Words.GROUPS, report)) {
      argument(group)
          .ifPresent(
              members -> out.put(Step.See.inside(Words.GROUPS, group.key().text()), members));
    }
  }

  private Optional<Template> argument(Node.Entry entry) {
    if (entry.value() instanceof Node.Sequence list) {
      return Optional.of(joined(list));
    }
    return Fields.text(entry.value(), entry.key().text(), report)
        .map(text -> Texts.value(text, context));
  }

  /** The elements with commas between. */
  private Template joined(Node.Sequence list) {
    List<Piece> pieces = new ArrayList<>();
    for (Node element : list.items()) {
      Optional<Scalar> text = Fields.text(element, "an element", report);
      if (text.isPresent()) {
        Span span = text.get().span();
        if (!pieces.isEmpty()) {
          pieces.add(new Piece.Fixed(",", span));
        }
        pieces.addAll(Texts.value(text.get(), context).pieces());
      }
    }
    return new Template(pieces, list.span());
  }

  Optional<Step> pause() {
    Optional<Duration> duration = item.text().flatMap(item::duration);
    return duration.map(one -> new Step.Pause(item.info(), one));
  }

  Optional<Step> verdict() {
    Optional<Scalar> word = item.text();
    Optional<Outcome> outcome =
        word.filter(text -> OUTCOMES.contains(text.text()))
            .flatMap(text -> Outcome.fromWord(text.text()));
    if (word.isPresent() && outcome.isEmpty()) {
      report.add(
          Code.D107,
          word.get().span(),
          "\"%s\" is no verdict that a step can set".formatted(word.get().text()),
          "known: " + String.join(", ", OUTCOMES),
          Nearest.hint(word.get().text(), OUTCOMES));
    }
    if (outcome.isPresent() && outcome.get().compareTo(Outcome.UNSUPPORTED) >= 0) {
      context.wires().end();
    }
    return outcome.map(one -> new Step.SetVerdict(item.info(), one));
  }

  Optional<Step> note() {
    return item.text().map(text -> new Step.Note(item.info(), Texts.value(text, context)));
  }
}
