package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.wire.Role;

/** The parameters of a fragment and what an include gives for them. */
final class ParameterReader {
  private static final Pattern CONNECTION = Pattern.compile("^\\{?([a-z]+)}?$");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z.]+)");

  static final List<String> TYPES = List.of("text", "int", "email", "duration", "connection");

  private final StepReader.Item include;
  private final Context outside;
  private final Context inside;

  ParameterReader(StepReader.Item include, Context inside) {
    this.include = include;
    this.outside = include.context();
    this.inside = inside;
  }

  /** A parameter as the fragment declares it; the type is empty where none is stated. */
  private record Parameter(Scalar name, String type, Optional<Scalar> standard) {
    String text() {
      return name.text();
    }
  }

  /** What goes into the slots of the fragment; connections and durations are resolved at once. */
  List<Step.Binding> read(List<Node.Entry> declared, Span span) {
    Map<String, Parameter> parameters = new HashMap<>();
    Map<String, Node.Entry> given = given();
    List<Step.Binding> bindings = new ArrayList<>();
    for (Node.Entry entry : declared) {
      Parameter parameter = parameter(entry);
      parameters.put(parameter.text(), parameter);
      Optional<Scalar> value = value(parameter, given, span);
      if (value.isEmpty() || isOpenDefault(parameter, given, value.get(), span)) {
        makeKnown(parameter);
      } else {
        bind(parameter, value.get()).ifPresent(bindings::add);
      }
    }
    for (Node.Entry entry : given.values()) {
      if (!parameters.containsKey(entry.key().text())) {
        outside
            .report()
            .add(
                Code.D102,
                entry.key().span(),
                "the fragment has no parameter \"%s\"".formatted(entry.key().text()),
                "known: " + String.join(", ", parameters.keySet()),
                Nearest.hint(entry.key().text(), parameters.keySet()));
      }
    }
    return bindings;
  }

  private Map<String, Node.Entry> given() {
    Map<String, Node.Entry> out = new HashMap<>();
    include.fields().map("with").forEach(entry -> out.put(entry.key().text(), entry));
    return out;
  }

  private Parameter parameter(Node.Entry entry) {
    Report report = inside.report();
    if (!Braces.isName(entry.key().text())) {
      report.add(Code.D107, entry.key().span(), "a parameter cannot be called like this");
    }
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      Fields.map(entry.value(), "a parameter", report);
      return new Parameter(entry.key(), "", Optional.empty());
    }
    Fields fields = Fields.of(mapping, Keys.PARAMETER.words(), Set.of(), "in a parameter", report);
    Optional<Scalar> type = fields.text("type");
    if (type.isPresent() && !TYPES.contains(type.get().text())) {
      report.add(
          Code.D107,
          type.get().span(),
          "unknown type \"%s\"".formatted(type.get().text()),
          "known: " + String.join(", ", TYPES),
          Nearest.hint(type.get().text(), TYPES));
    }
    return new Parameter(entry.key(), type.map(Scalar::text).orElse(""), fields.text("default"));
  }

  private Optional<Scalar> value(Parameter parameter, Map<String, Node.Entry> given, Span span) {
    Node.Entry entry = given.get(parameter.text());
    if (entry != null) {
      return Fields.text(entry.value(), parameter.text(), outside.report());
    }
    if (parameter.standard().isEmpty()) {
      outside
          .report()
          .add(
              Code.D107,
              span,
              "the parameter \"%s\" has no default and must be given".formatted(parameter.text()),
              "fix: add  with: { %s: ... }".formatted(parameter.text()));
    }
    return parameter.standard();
  }

  /** Whether a default is that of one client, and there are several; reported then. */
  private boolean isOpenDefault(
      Parameter parameter, Map<String, Node.Entry> given, Scalar value, Span span) {
    Cast cast = outside.build().cast();
    if (given.containsKey(parameter.text()) || !cast.areSeveral()) {
      return false;
    }
    boolean connection = parameter.type().equals("connection");
    Matcher words = (connection ? CONNECTION : PLACEHOLDER).matcher(value.text());
    while (words.find()) {
      String word = words.group(1);
      if (connection ? isPlace(word) : Build.isGiven(word) && cast.part(word).isOpen()) {
        String whose = value.text().replace(word, cast.example(word));
        outside
            .report()
            .add(
                Code.D503,
                span,
                "the default of \"%s\" is that of one client, and there are %s"
                    .formatted(parameter.text(), cast.listed()),
                "fix: add  with: { %s: %s }  or another's"
                    .formatted(parameter.text(), YamlText.flowValue(whose)));
        return true;
      }
    }
    return false;
  }

  private static boolean isPlace(String word) {
    return word.equals("entry") || Role.fromWord(word).isPresent();
  }

  private Optional<Step.Binding> bind(Parameter parameter, Scalar value) {
    if (parameter.type().equals("connection")) {
      makeKnown(parameter); // what is wrong with it is told once
      new Connections(outside)
          .target(value.text(), value.span())
          .ifPresent(target -> inside.connections().put(parameter.text(), target));
      return Optional.empty();
    }
    if (parameter.type().equals("duration")) {
      Optional<Duration> duration = Values.duration(value, outside.durations(), outside.report());
      duration.ifPresent(one -> inside.durations().put(parameter.text(), one));
      return Optional.empty();
    }
    Template template = Texts.value(value, outside);
    checkType(parameter, value, template);
    Name name =
        inside.define(
            parameter.text(),
            SmallSteps.visibility(template),
            equality(parameter, template),
            parameter.name().span());
    return Optional.of(new Step.Binding(name, template));
  }

  /** What is missing has been told: the fragment's own steps are not to be blamed for it. */
  private void makeKnown(Parameter parameter) {
    if (parameter.type().equals("duration")) {
      inside.durations().put(parameter.text(), Duration.ZERO);
    } else if (parameter.type().equals("connection")) {
      String someone = inside.build().cast().part(inside.build().cast().example("ns")).subject();
      inside
          .connections()
          .put(
              parameter.text(),
              new Target.Listener(new Service(someone, Role.NOTIFICATION_SERVER)));
    } else {
      inside.define(
          parameter.text(), Name.Visibility.SHOWN, Piece.Equality.EXACT, parameter.name().span());
    }
  }

  private static Piece.Equality equality(Parameter parameter, Template template) {
    return switch (parameter.type()) {
      case "email" -> Piece.Equality.CASELESS;
      case "" -> SmallSteps.equality(template);
      default -> Piece.Equality.EXACT;
    };
  }

  /** A value without placeholders can be checked here and now. */
  private void checkType(Parameter parameter, Scalar value, Template template) {
    boolean fixed = template.pieces().stream().allMatch(Piece.Fixed.class::isInstance);
    Optional<Kind> kind =
        parameter.type().equals("text") ? Optional.empty() : Kind.fromWord(parameter.type());
    if (fixed && kind.isPresent() && !kind.get().accepts(value.text())) {
      outside
          .report()
          .add(
              Code.D107,
              value.span(),
              "\"%s\" must be %s".formatted(parameter.text(), kind.get().description()));
    }
  }
}
