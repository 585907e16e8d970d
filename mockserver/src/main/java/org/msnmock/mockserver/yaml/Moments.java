package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.wire.P2pField;

/** Names of moments and of lines that are kept: {@code mark}, {@code as}, {@code since}. */
final class Moments {
  /** What stands behind the name of a moment: {@code start.time}. */
  static final String TIME = ".time";

  private final Context context;
  private final Report report;

  Moments(Context context) {
    this.context = context;
    this.report = context.report();
  }

  /** {@code mark: start} gives a name to now. */
  Optional<Step> mark(StepReader.Item item) {
    return item.text()
        .filter(this::isName)
        .map(text -> context.defineTogether(text, List.of(TIME), Name.Visibility.SHOWN).get(0))
        .map(moment -> new Step.Mark(item.info(), moment));
  }

  /** {@code as: x} on a line, a request or an answer. */
  Optional<Step.Kept> kept(StepReader.Item item, Name.Visibility visibility) {
    return item.fields()
        .text("as")
        .filter(this::isName)
        .map(text -> kept(text, visibility, numbers(item)));
  }

  /** What a P2P message has besides. */
  private static List<P2pField> numbers(StepReader.Item item) {
    return item.fields().has(PayloadReader.P2P) ? List.of(P2pField.values()) : List.of();
  }

  private Step.Kept kept(Scalar word, Name.Visibility visibility, List<P2pField> fields) {
    forgetNumbers(word.text());
    List<String> parts = new ArrayList<>(List.of(".line", ".body", TIME));
    int first = parts.size();
    fields.forEach(field -> parts.add(number("", field)));
    List<Name> names = context.defineTogether(word, parts, visibility);
    Map<P2pField, Name> numbers = new EnumMap<>(P2pField.class);
    for (int i = 0; i < fields.size(); i++) {
      numbers.put(fields.get(i), names.get(first + i));
    }
    return new Step.Kept(names.get(0), names.get(1), names.get(2), numbers);
  }

  /** Of an earlier message by this name, which is lost here. */
  private void forgetNumbers(String message) {
    for (P2pField field : P2pField.values()) {
      context.flow().known().remove(number(message, field));
      context.flow().perhaps().remove(number(message, field));
    }
  }

  /** {@code invite.ack-id}. */
  static String number(String message, P2pField field) {
    return message + "." + field.word();
  }

  private boolean isName(Scalar text) {
    boolean name = Braces.isName(text.text()) && !context.isReserved(text.text());
    if (!name) {
      report.add(
          Code.D107,
          text.span(),
          "\"%s\" cannot be a name".formatted(text.text()),
          context.nameHint(text.text()));
    }
    return name;
  }

  /** The moment that a name stands for on every way that leads here; else that is reported. */
  Optional<Name> find(String text, Span span) {
    Flow.Known known = context.flow().known().get(text + TIME);
    if (known != null) {
      context.build().used(known.name());
      return Optional.of(known.name());
    }
    if (context.flow().perhaps().containsKey(text + TIME)) {
      report.add(
          Code.D204,
          span,
          "\"%s\" names a moment on some of the ways that lead here only".formatted(text));
    } else {
      unknown(text, span);
    }
    return Optional.empty();
  }

  private void unknown(String text, Span span) {
    List<String> names =
        context.flow().known().keySet().stream()
            .filter(name -> name.endsWith(TIME))
            .map(name -> name.substring(0, name.length() - TIME.length()))
            .toList();
    report.add(
        Code.D201,
        span,
        "\"%s\" names no moment here".formatted(text),
        names.isEmpty() ? "" : "known: " + String.join(", ", names),
        Nearest.hint(text, names),
        "fix: name a moment by  - mark: %s  or a line by  as: %s".formatted(text, text));
  }
}
