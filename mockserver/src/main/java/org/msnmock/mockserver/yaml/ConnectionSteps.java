package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

/** {@code accept}, {@code use}, {@code close} and the other steps about whole connections. */
final class ConnectionSteps {
  private final StepReader.Item item;
  private final Context context;
  private final Report report;
  private final Connections connections;

  ConnectionSteps(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
    this.connections = new Connections(context);
  }

  Optional<Step> accept() {
    Optional<Role> role = item.text().flatMap(connections::role).filter(this::isLines);
    if (role.isEmpty()) {
      return Optional.empty();
    }
    Optional<Target.Alias> alias = item.fields().text("as").flatMap(this::alias);
    context.build().accepted(role.get());
    context.wires().accept(role.get(), alias);
    return Optional.of(new Step.Accept(item.info(), role.get(), alias, LineReader.timing(item)));
  }

  private boolean isLines(Role role) {
    if (role.isHttp()) {
      report.add(
          Code.D107,
          item.info().span(),
          "connections of %s are the server's business".formatted(role.word()),
          "fix: leave the step out; requests are awaited by  C %s: GET /..."
              .formatted(role.word()));
    }
    return !role.isHttp();
  }

  private Optional<Target.Alias> alias(Scalar name) {
    String text = name.text();
    if (!Braces.isName(text) || context.isReserved(text)) {
      report.add(Code.D107, name.span(), "\"%s\" cannot be a connection's name".formatted(text));
      return Optional.empty();
    }
    Target.Alias alias = new Target.Alias(text, context.build().newAlias());
    context.flow().aliases().put(text, alias);
    return Optional.of(alias);
  }

  Optional<Step> use() {
    Optional<Target> target = open();
    target.flatMap(context.wires()::find).ifPresent(context.wires()::use);
    return target.map(one -> new Step.Use(item.info(), one));
  }

  Optional<Step> expectClose() {
    return open().map(one -> new Step.ExpectClose(item.info(), one, LineReader.timing(item)));
  }

  Optional<Step> close() {
    return ended().map(one -> new Step.Close(item.info(), one, after()));
  }

  Optional<Step> reset() {
    return ended().map(one -> new Step.Reset(item.info(), one, after()));
  }

  private Duration after() {
    return item.duration("after").orElse(Duration.ZERO);
  }

  private Optional<Target> ended() {
    Optional<Target> target = open();
    target
        .flatMap(one -> connections.open(one, item.info().span()))
        .ifPresent(context.wires()::close);
    return target;
  }

  /** The connection that the step names, which must be open. */
  private Optional<Target> open() {
    Optional<Scalar> text = item.text();
    Optional<Target> target =
        text.flatMap(word -> connections.target(word.text(), word.span()))
            .filter(one -> !(one instanceof Target.Listener listener) || isLines(listener.role()));
    if (target.isPresent() && context.isAnswer()) {
      Span span = text.orElseThrow().span();
      return Optional.of(RuleReader.answerTarget(target.get(), context, span));
    }
    return target.filter(one -> connections.open(one, item.info().span()).isPresent());
  }

  Optional<Step> refuse() {
    return item.text().flatMap(connections::role).map(role -> new Step.Refuse(item.info(), role));
  }

  Optional<Step> quiet() {
    Optional<Duration> duration = item.text().flatMap(item::duration);
    Optional<Scalar> place = item.fields().text("for");
    if (duration.isEmpty()) {
      return Optional.empty();
    }
    if (place.isPresent() && place.get().text().equals("any")) {
      return Optional.of(new Step.Quiet(item.info(), duration.get(), Optional.empty()));
    }
    String word = place.map(Scalar::text).orElse("");
    Span span = place.map(Scalar::span).orElse(item.info().span());
    return connections
        .target(word, span)
        .filter(target -> connections.open(target, span).isPresent())
        .map(target -> new Step.Quiet(item.info(), duration.get(), Optional.of(target)));
  }
}
