package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.wire.PeerAddress;

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
    Optional<Scalar> text = item.text();
    Optional<Service> service =
        text.isPresent() ? connections.service(text.get()) : Optional.empty();
    if (service.isEmpty() || !isLines(service.get())) {
      return Optional.empty();
    }
    Optional<Scalar> as = item.fields().text("as");
    Optional<Target.Alias> alias = as.isPresent() ? alias(as.get()) : Optional.empty();
    context.build().accepted(service.get());
    context.wires().accept(service.get(), alias);
    Step.Accept step = new Step.Accept(item.info(), service.get(), alias, LineReader.timing(item));
    come(step);
    return Optional.of(step);
  }

  private void come(Step.Accept step) {
    String client = step.service().client();
    if (context.wires().hasCome(client)) {
      context.build().acceptsAgain(step);
    }
    context.wires().come(client);
  }

  /** {@code dial: peer}. */
  Optional<Step> dial() {
    Optional<Service> service = item.text().flatMap(connections::service);
    Optional<Scalar> to = item.fields().text("to");
    if (!item.fields().has("to")) {
      report.add(
          Code.D107,
          item.info().span(),
          "nobody says where the client listens",
          "fix: add  to: \"{ip}:{port}\"  with what the client has told");
    }
    if (service.isEmpty() || !isPeer(service.get()) || to.isEmpty()) {
      return Optional.empty();
    }
    Template address = Texts.value(to.get(), context);
    checkAddress(to.get());
    Optional<Scalar> as = item.fields().text("as");
    Optional<Target.Alias> alias = as.isPresent() ? alias(as.get()) : Optional.empty();
    context.build().dialled(service.get());
    context.wires().accept(service.get(), alias);
    Duration within = LineReader.timing(item).limit();
    return Optional.of(new Step.Dial(item.info(), service.get(), address, within, alias));
  }

  private boolean isPeer(Service service) {
    if (!service.role().isUnframed()) {
      report.add(
          Code.D107,
          item.info().span(),
          "a client is dialled for a file only; on %s it is the client that connects"
              .formatted(service),
          "fix: write  dial: peer,  or  accept: %s".formatted(service));
    }
    return service.role().isUnframed();
  }

  /** Of what is written out one can say at once whether anybody can be called there. */
  private void checkAddress(Scalar to) {
    if (to.text().indexOf('{') < 0 && PeerAddress.of(to.text()).isEmpty()) {
      report.add(
          Code.D107,
          to.span(),
          "\"%s\" is no IP address with a port".formatted(to.text()),
          "fix: for example  to: 127.0.0.1:6891,  or  to: \"{ip}:{port}\"; names are not looked up");
    }
  }

  private boolean isLines(Service service) {
    if (service.role().isHttp()) {
      report.add(
          Code.D107,
          item.info().span(),
          "connections of %s are the server's business".formatted(service),
          "fix: leave the step out; requests are awaited by  C %s: GET /...".formatted(service));
    }
    return !service.role().isHttp();
  }

  private Optional<Target.Alias> alias(Scalar name) {
    String text = name.text();
    if (!Braces.isName(text) || context.isReserved(text)) {
      report.add(
          Code.D107,
          name.span(),
          "\"%s\" cannot be a connection's name".formatted(text),
          context.nameHint(text));
      return Optional.empty();
    }
    Target.Alias alias = new Target.Alias(text, context.build().newAlias());
    context.flow().aliases().put(text, alias);
    return Optional.of(alias);
  }

  /** {@code use}, {@code expect-close}, {@code close} and {@code reset}. */
  Optional<Step> onOpen(Telling kind) {
    Optional<Target> named = named();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Target target = named.get();
    Span span = item.info().span();
    Conn conn =
        kind == Telling.EXPECT_CLOSE
            ? connections.openToHear(target, span)
            : connections.open(target, span);
    return switch (kind) {
      case USE -> {
        context.wires().use(conn);
        yield Optional.of(new Step.Use(item.info(), target));
      }
      case EXPECT_CLOSE -> {
        warnOfEnd(conn);
        context.wires().read(conn);
        yield Optional.of(new Step.ExpectClose(item.info(), target, LineReader.timing(item)));
      }
      default -> {
        context.wires().close(conn);
        Duration after = item.duration("after").orElse(Duration.ZERO);
        yield Optional.of(
            kind == Telling.CLOSE
                ? new Step.Close(item.info(), target, after)
                : new Step.Reset(item.info(), target, after));
      }
    };
  }

  /** Nobody hears any more how the client ends what we have ended. */
  private void warnOfEnd(Conn conn) {
    if (context.wires().isClosed(conn)) {
      report.add(
          Code.D505,
          item.info().span(),
          "we have ended this connection ourselves, so that the client's close is not heard",
          "fix: leave the step out, or end the connection after it");
    }
  }

  /** What the telling value names, if that is no HTTP role. */
  private Optional<Target> named() {
    Optional<Scalar> text = item.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Span span = text.get().span();
    Optional<Target> target = connections.target(text.get().text(), span);
    if (target.isEmpty()
        || target.get() instanceof Target.Listener listener && !isLines(listener.service())) {
      return Optional.empty();
    }
    return context.isAnswer()
        ? Optional.of(RuleReader.answerTarget(target.get(), context, span))
        : target;
  }

  Optional<Step> refuse() {
    return item.text().flatMap(connections::service).map(one -> new Step.Refuse(item.info(), one));
  }

  Optional<Step> quiet() {
    Optional<Scalar> text = item.text();
    Optional<Duration> duration = text.isPresent() ? item.duration(text.get()) : Optional.empty();
    if (duration.isEmpty()) {
      return Optional.empty();
    }
    Optional<Scalar> place = item.fields().text("for");
    if (place.isPresent() && place.get().text().equals("any")) {
      return Optional.of(new Step.Quiet(item.info(), duration.get(), Optional.empty()));
    }
    String word = place.isPresent() ? place.get().text() : "";
    Span span = place.isPresent() ? place.get().span() : item.info().span();
    Optional<Target> target = connections.target(word, span);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    Conn conn = connections.openToHear(target.get(), span);
    context.wires().read(conn);
    Step.Quiet quiet = new Step.Quiet(item.info(), duration.get(), target);
    context.build().site(quiet, conn, item.report());
    return Optional.of(quiet);
  }
}
