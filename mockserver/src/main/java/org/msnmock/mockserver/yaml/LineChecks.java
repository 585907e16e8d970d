package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.LineTemplate;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Role;

/** What the protocol says to a line: its command, its tokens, its payload. */
final class LineChecks {
  private static final List<Role> LINES =
      List.of(Role.DISPATCH_SERVER, Role.NOTIFICATION_SERVER, Role.SWITCHBOARD);

  /** The token of {@code MSG 4 D 790} that says how it is acknowledged. */
  private static final int TYPE = 2;

  private final Context context;
  private final Optional<Role> role;

  LineChecks(Context context, Optional<Role> role) {
    this.context = context;
    this.role = role;
  }

  /** A line in which a token is text or holes: what pattern and template have in common. */
  private record Line(
      Commands.Sender sender,
      String command,
      Span commandSpan,
      Optional<SecondToken> second,
      Commands.Count tokens,
      Span span) {
    String who() {
      return sender == Commands.Sender.CLIENT ? "a client" : "a server";
    }

    String from() {
      return "%s from %s".formatted(command, who());
    }
  }

  /** A line that we await. */
  void check(LinePattern line, Optional<Scalar> payloadKey) {
    int least = 0;
    int most = 0;
    for (TextPattern token : line.tokens()) {
      boolean rest = token.pieces().get(0) instanceof Piece.Rest;
      least += rest || Texts.isOptional(token) ? 0 : 1;
      most = rest || most == Integer.MAX_VALUE ? Integer.MAX_VALUE : most + 1;
    }
    String command = line.command().orElse("");
    Span place = line.tokens().get(0).span();
    Commands.Count count = new Commands.Count(least, most);
    Optional<SecondToken> second =
        second(line.tokens(), token -> new SecondToken(token.pieces(), token.span()));
    checkCommand(new Line(Commands.Sender.CLIENT, command, place, second, count, line.span()));
    boolean carries = command.isEmpty() || carries(Commands.Sender.CLIENT, command);
    checkPayload(length(line), carries, command, payloadKey, last(line));
    if (isMessage(payloadKey, command) && line.tokens().size() > TYPE) {
      checkType(line.tokens().get(TYPE));
    }
  }

  /** Whether a P2P message may stand behind the line; one that cannot is reported. */
  private boolean isMessage(Optional<Scalar> payloadKey, String command) {
    if (payloadKey.filter(key -> key.text().equals(PayloadReader.P2P)).isEmpty()) {
      return false;
    }
    if (command.isEmpty() || command.equals("MSG")) {
      return true;
    }
    context
        .report()
        .add(
            Code.D107,
            payloadKey.orElseThrow().span(),
            "a P2P message is the payload of an MSG, not of %s".formatted(command));
    return false;
  }

  private void checkType(TextPattern type) {
    boolean other =
        type.pieces().size() == 1
            && type.pieces().get(0) instanceof Piece.Fixed fixed
            && !fixed.text().equals("D");
    if (other) {
      context
          .report()
          .add(
              Code.D107,
              type.span(),
              "a P2P message comes in an MSG of type D",
              "fix: write  MSG {trid} D {len}");
    }
  }

  /** A line that we send. */
  void check(LineTemplate line, Optional<Scalar> payloadKey) {
    int least = 0;
    for (Template token : line.tokens()) {
      least += isVanishing(token) ? 0 : 1;
    }
    Template first = line.tokens().get(0);
    String command =
        first.pieces().size() == 1 && first.pieces().get(0) instanceof Piece.Fixed fixed
            ? fixed.text()
            : "";
    Commands.Count count = new Commands.Count(least, line.tokens().size());
    Optional<SecondToken> second =
        second(line.tokens(), token -> new SecondToken(token.pieces(), token.span()));
    checkCommand(
        new Line(Commands.Sender.SERVER, command, first.span(), second, count, line.span()));
    Optional<Span> length = length(line);
    boolean carries = command.isEmpty() || carries(Commands.Sender.SERVER, command);
    checkPayload(length, carries, command, payloadKey, last(line));
    isMessage(payloadKey, command);
    if (length.isPresent() && carries && payloadKey.isEmpty()) {
      context
          .report()
          .add(
              Code.D603,
              length.get(),
              "{len} announces a payload, but none is given",
              "fix: add  body: |-  or  mime:, or  body: \"\"  for an empty one");
    }
  }

  private static <T> Optional<SecondToken> second(
      List<T> tokens, Function<T, SecondToken> asSecond) {
    return tokens.stream().skip(1).findFirst().map(asSecond);
  }

  private static boolean isVanishing(Template token) {
    return token.pieces().size() == 1
        && token.pieces().get(0) instanceof Piece.Maybe maybe
        && maybe.fallback().isEmpty();
  }

  private static Optional<Span> length(LinePattern line) {
    for (TextPattern token : line.tokens()) {
      if (token.pieces().get(0) instanceof Piece.Length length) {
        return Optional.of(length.span());
      }
    }
    return Optional.empty();
  }

  private static Optional<Span> length(LineTemplate line) {
    for (Template token : line.tokens()) {
      if (token.pieces().get(0) instanceof Piece.Length length) {
        return Optional.of(length.span());
      }
    }
    return Optional.empty();
  }

  private static Span last(LinePattern line) {
    return line.tokens().get(line.tokens().size() - 1).span();
  }

  private static Span last(LineTemplate line) {
    return line.tokens().get(line.tokens().size() - 1).span();
  }

  private void checkCommand(Line line) {
    if (line.command().isEmpty()) {
      return;
    }
    List<Commands.Count> counts = Commands.counts(line.sender(), role, line.command());
    if (counts.isEmpty() && !carries(line.sender(), line.command())) {
      context
          .report()
          .add(
              Code.D601,
              line.commandSpan(),
              "%s does not send \"%s\"%s".formatted(line.who(), line.command(), where()),
              Commands.hint(line.sender(), role, line.command()));
    }
    if (!counts.isEmpty() && lacksId(line)) {
      return;
    }
    for (Commands.Count count : counts) {
      if (count.meets(line.tokens())) {
        return;
      }
    }
    if (!counts.isEmpty()) {
      context
          .report()
          .add(
              Code.D602,
              line.span(),
              "%s has %s tokens, not %s".formatted(line.from(), counts.get(0), line.tokens()));
    }
  }

  /** Whether something surely is no transaction id in the place of one, which is reported. */
  private boolean lacksId(Line line) {
    boolean alone = line.second().isEmpty();
    boolean lacks =
        Commands.hasId(line.sender(), role, line.command())
            && (alone || line.second().get().isNoNumber(context.build()));
    if (lacks) {
      Span place = line.second().map(SecondToken::span).orElse(line.span());
      context
          .report()
          .add(
              Code.D602,
              place,
              "%s has a transaction id as its second token, %s"
                  .formatted(line.from(), alone ? "which is missing" : "not " + place.text()),
              line.sender() == Commands.Sender.CLIENT
                  ? "fix: write {trid} there"
                  : "fix: write {trid} there, or a number");
    }
    return lacks;
  }

  /** Behind what is said of a role: {@code " on ns"}. */
  private String where() {
    return role.isPresent() ? " on " + role.get().word() : "";
  }

  private boolean isPeer() {
    return role.filter(Role::isUnframed).isPresent();
  }

  private boolean carries(Commands.Sender sender, String command) {
    if (isPeer()) {
      return false;
    }
    PayloadCommands commands = context.build().payloadCommands();
    for (Role one : role.isPresent() ? List.of(role.get()) : LINES) {
      boolean carries =
          sender == Commands.Sender.CLIENT
              ? commands.fromClient(one, command)
              : commands.fromServer(one, command);
      if (carries) {
        return true;
      }
    }
    return false;
  }

  private void checkPayload(
      Optional<Span> length,
      boolean carries,
      String command,
      Optional<Scalar> payloadKey,
      Span last) {
    if (!carries && (length.isPresent() || payloadKey.isPresent())) {
      context
          .report()
          .add(
              Code.D603,
              length.orElseGet(() -> payloadKey.orElseThrow().span()),
              "%s carries no payload%s".formatted(command, where()),
              isPeer()
                  ? "fix: on peer bytes come in a step of their own,  C peer: \"{blocks}\""
                  : "fix: list the command under  payload-commands  in the head, if it does");
    } else if (length.isEmpty() && payloadKey.isPresent()) {
      context
          .report()
          .add(
              Code.D603,
              payloadKey.get().span(),
              "a payload that the line does not announce",
              Values.isNumber(last.text())
                  ? "fix: write {len} in place of %s; the length is counted for you"
                      .formatted(last.text())
                  : "fix: end the line with {len}");
    }
  }
}
