package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

/** The words that name a connection: {@code ns}, {@code alice.ns}, {@code {entry}}, an alias. */
final class Connections {
  private final Context context;
  private final Report report;
  private final boolean anybodys;

  Connections(Context context) {
    this(context, context.isRule());
  }

  /** For the head of a background rule, which need not say whose connection it is about. */
  static Connections ofRule(Context context) {
    return new Connections(context, true);
  }

  private Connections(Context context, boolean anybodys) {
    this.context = context;
    this.anybodys = anybodys;
    this.report = context.report();
  }

  /** What a text names; reported and empty when it names nothing. */
  Optional<Target> target(String text, Span span) {
    if (text.isEmpty()) {
      return Optional.of(new Target.Current());
    }
    if (text.startsWith("{") && text.endsWith("}")) {
      return inBraces(text.substring(1, text.length() - 1), span);
    }
    Cast.Part part = context.build().cast().part(text);
    Optional<Role> role = Role.fromWord(part.word());
    if (role.isPresent()) {
      return listener(part, role.get(), span);
    }
    Target alias = context.flow().aliases().get(text);
    if (alias != null) {
      return Optional.of(alias);
    }
    unknown(text, span);
    return Optional.empty();
  }

  /** A role of no stated client: of each in a background rule; else there must be but one. */
  private Optional<Target> listener(Cast.Part part, Role role, Span span) {
    if (part.isOpen() && !anybodys) {
      report.add(
          Code.D503,
          span,
          "\"%s\" of which client? there are %s"
              .formatted(role.word(), context.build().cast().listed()),
          "fix: write  %s  or another's".formatted(context.build().cast().example(role.word())));
      return Optional.empty();
    }
    return Optional.of(new Target.Listener(new Service(part.subject(), role)));
  }

  private Optional<Target> inBraces(String name, Span span) {
    Cast.Part part = context.build().cast().part(name);
    if (part.word().equals("entry")) {
      return entry(part, span);
    }
    Target parameter = context.connections().get(name);
    if (parameter == null) {
      unknown("{" + name + "}", span);
    }
    return Optional.ofNullable(parameter);
  }

  private Optional<Target> entry(Cast.Part part, Span span) {
    if (part.isOpen()) {
      report.add(
          Code.D503,
          span,
          "{entry} of which client? there are %s".formatted(context.build().cast().listed()),
          "fix: write  {%s}  or another's".formatted(context.build().cast().example("entry")));
      return Optional.empty();
    }
    return Optional.of(new Target.Listener(context.build().entry(part.subject())));
  }

  private void unknown(String text, Span span) {
    List<String> known = new ArrayList<>();
    for (Role role : Role.values()) {
      known.addAll(context.build().cast().spellings(role.word()));
    }
    known.addAll(context.flow().aliases().keySet());
    context.build().cast().spellings("entry").forEach(entry -> known.add("{" + entry + "}"));
    context.connections().keySet().forEach(name -> known.add("{" + name + "}"));
    report.add(
        Code.D201,
        span,
        "\"%s\" is no connection".formatted(text),
        "known: " + String.join(", ", known),
        Nearest.hint(text, known));
  }

  /** A service that can be listened on; reported and empty when the text names none. */
  Optional<Service> service(Scalar scalar) {
    Optional<Target> target = target(scalar.text(), scalar.span());
    if (target.isPresent() && target.get() instanceof Target.Listener listener) {
      return Optional.of(listener.service());
    }
    if (target.isPresent()) {
      report.add(
          Code.D107,
          scalar.span(),
          "\"%s\" is one connection; here a role is wanted".formatted(scalar.text()),
          "known: ds, ns, sb, nexus, login, peer");
    }
    return Optional.empty();
  }

  /** As {@link #open}, for a step that sends; where nothing can be sent any more is reported. */
  Conn openToSend(Target target, Span span) {
    Conn conn = open(target, span);
    if (context.wires().isSilent(conn)) {
      report.add(
          Code.D504,
          span,
          context.wires().isClosed(conn)
              ? "nothing can be sent after the end of this connection"
              : "nothing can be sent on this connection after its \"then: stall\"",
          "fix: accept the client's next connection before it, or leave the step out");
    }
    return conn;
  }

  /**
   * As {@link #open}, for a step that awaits something. Where an emulator accepts connections by
   * itself, another one can come after the end of one.
   */
  Conn openToHear(Target target, Span span) {
    Optional<Conn> known = context.wires().find(target);
    boolean canComeAgain =
        isAcceptedByItself(target) && known.filter(context.wires()::isClosed).isPresent();
    return canComeAgain ? context.wires().assume(target) : open(target, span);
  }

  /** Whether an emulator lets in who connects there. */
  private boolean isAcceptedByItself(Target target) {
    return context.build().isEmulated()
        && context.ruleConn().isEmpty()
        && target instanceof Target.Listener listener
        && !listener.service().role().isUnframed();
  }

  /** The open connection of a step; where it is not open, that is reported and one is assumed. */
  Conn open(Target target, Span span) {
    if (context.ruleConn().isPresent()) {
      return context.ruleConn().get();
    }
    Optional<Conn> conn = context.wires().find(target);
    if (conn.isPresent()) {
      return conn.get();
    }
    if (!context.build().hasUnreadStep() && !isAcceptedByItself(target)) {
      notOpen(target, span);
    }
    return context.wires().assume(target);
  }

  private void notOpen(Target target, Span span) {
    String role =
        target instanceof Target.Listener
            ? target.toString()
            : context.build().cast().example("ns");
    boolean current = target instanceof Target.Current;
    if (context.build().isEmulated() && current) {
      report.add(
          Code.D501,
          span,
          "no connection is current here",
          "fix: name the connection, as in  C ns: PNG");
    } else if (context.build().acceptsNothing() || !current && !isAccepted(target)) {
      report.add(
          Code.D501,
          span,
          context.build().acceptsNothing()
              ? "no connection is accepted before this"
              : "%s is not accepted before this".formatted(target),
          "fix: put  accept: %s  before it".formatted(role));
    } else {
      report.add(
          Code.D501,
          span,
          current
              ? "not every way that leads here has the same current connection"
              : "%s is not accepted on every way that leads here".formatted(target),
          current
              ? "fix: name the connection, as in  C ns: PNG,  or put  use: ns  before it"
              : "fix: put it into the branch that has accepted the connection");
    }
  }

  /** Whether it is accepted above, be it on one way only. */
  private boolean isAccepted(Target target) {
    return !(target instanceof Target.Listener listener)
        || context.build().isAccepted(listener.service());
  }
}
