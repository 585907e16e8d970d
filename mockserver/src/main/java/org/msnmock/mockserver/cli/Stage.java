package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Transcript;
import org.msnmock.mockserver.wire.Text;

/** One dialogue that is served, and what is shown of it. */
final class Stage implements Audience, AutoCloseable {
  /** A client that connected to one server may take so long to come to the next. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(10);

  private final Server server;
  private final Script script;
  private final Map<String, String> addresses;
  private final Manner manner;
  private final LivePrinter printer;
  private final Redaction redaction;

  /** How dialogues are served. */
  record Manner(
      PlaySettings.Strictness strictness,
      double timeScale,
      Optional<Outcome> late,
      Optional<ByHand> byHand,
      long seed,
      Shown shown) {}

  /** What the console tells. */
  enum Shown {
    ALL,
    DEVIATIONS
  }

  private Stage(
      Server server,
      Script script,
      Map<String, String> addresses,
      Manner manner,
      LivePrinter printer) {
    this.server = server;
    this.script = script;
    this.addresses = addresses;
    this.manner = manner;
    this.printer = printer;
    this.redaction = script.redaction();
  }

  /**
   * Binds the ports and lets clients in.
   *
   * @throws IOException where a port is taken
   */
  static Stage open(ServerSettings settings, Selected one, Manner manner, LivePrinter printer)
      throws IOException {
    Server server = Server.open(settings, one.dialogue());
    try {
      return open(server, one, manner, printer);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Stage open(Server server, Selected one, Manner manner, LivePrinter printer)
      throws IOException {
    Map<String, String> addresses = server.texts(one.dialogue());
    Script script = Script.of(one.dialogue(), one.row(), addresses, manner.seed());
    Stage stage = new Stage(server, script, addresses, manner, printer);
    server.serve(script, stage::settings, stage);
    return stage;
  }

  /**
   * What clients have to know, by the names of their variables; among several, with the client's
   * name before it: {@code ALICE_MSN_SERVER}.
   */
  Map<String, String> variables() {
    Map<String, String> out = new LinkedHashMap<>();
    for (Account account : script.accounts()) {
      String subject = script.dialogue().subject(account.client());
      String prefix = subject.isEmpty() ? "" : variable(subject) + "_";
      Briefing.of(script, account, addresses, Optional.empty())
          .environment()
          .forEach((name, value) -> out.put(prefix + name, value));
    }
    return out;
  }

  private static String variable(String client) {
    return client.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private PlaySettings settings(int play) {
    return new PlaySettings(
        manner.strictness(),
        manner.timeScale(),
        START_TIMEOUT,
        manner.seed() + play - 1,
        PlaySettings.Partner.PERSON,
        Instant.now().getEpochSecond(),
        listener(play),
        manner.late(),
        manner.byHand().isPresent()
            ? PlaySettings.Sending.BY_HAND
            : PlaySettings.Sending.BY_ITSELF);
  }

  private Journal.Listener listener(int play) {
    if (manner.shown() == Shown.DEVIATIONS) {
      return Journal.Listener.NONE;
    }
    Transcript transcript = new Transcript(script.dialogue(), redaction);
    String prefix = prefix(play);
    return entry -> {
      if (!(entry instanceof Entry.Judged)) { // deviations are shown at the end; nothing fails here
        printer.print(() -> transcript.lines(entry).stream().map(prefix::concat).toList());
      }
    };
  }

  @Override
  public void asked(int play, Action.Ask ask) {
    printer.print(
        () ->
            List.of(
                prefix(play)
                    + (ask.client().isEmpty() ? " please: " : " please, as " + ask.client() + ": ")
                    + Text.printable(AttachedClient.act(ask.verb(), ask.arguments()))));
  }

  @Override
  public void held(int play, Action.Hold hold) {
    manner
        .byHand()
        .ifPresent(
            hand ->
                hand.hold(
                    prefix(play),
                    redaction.hideLine(hold.line()),
                    hold,
                    line -> server.tell(play, new Event.Released(hold.number(), line))));
  }

  @Override
  public void ended(int play, Result result) {
    manner.byHand().ifPresent(hand -> hand.over(prefix(play)));
    printer.print(() -> ending(play, result));
  }

  @Override
  public void broke(int play, RuntimeException fault) {
    printer.print(
        () -> List.of(prefix(play) + " broke off by a fault of msnmock itself: " + fault));
  }

  @Override
  public void noted(String text) {
    printer.print(() -> List.of(script.row().id() + ": " + Text.printable(text)));
  }

  private List<String> ending(int play, Result result) {
    List<String> lines = new ArrayList<>();
    for (Deviation deviation : result.deviations()) {
      deviation(deviation, result.redaction())
          .forEach(line -> lines.add(prefix(play) + " " + line));
    }
    if (!lines.isEmpty() || manner.shown() == Shown.ALL) {
      lines.add(prefix(play) + " over, " + how(result));
    }
    return lines;
  }

  private static String how(Result result) {
    if (!result.deviations().isEmpty()) {
      return "with deviations";
    }
    if (result.outcome() == Outcome.OK) {
      return "as it was written";
    }
    // it can only have been ended from outside where it has no deviation: nobody's failure
    String word = result.outcome() == Outcome.FAILED ? "broken off" : result.outcome().word();
    return word + ": " + shown(result.reason(), result.redaction());
  }

  private static List<String> deviation(Deviation deviation, Redaction redaction) {
    List<String> lines = new ArrayList<>();
    Optional<Mismatch> mismatch = deviation.mismatch();
    String place =
        mismatch
            .map(Mismatch::span)
            .or(() -> deviation.step().map(step -> step.span()))
            .map(span -> " at " + span.place())
            .orElse("");
    lines.add("deviation%s: %s".formatted(place, shown(deviation.summary(), redaction)));
    if (!deviation.received().isEmpty()) {
      lines.add("  received  " + Text.printable(redaction.hideLine(deviation.received())));
    }
    mismatch
        .filter(one -> !one.secret())
        .ifPresent(
            one ->
                lines.add(
                    "  %s: expected %s, received %s"
                        .formatted(
                            one.part().word(),
                            shown(one.expected(), redaction),
                            shown(one.received(), redaction))));
    deviation.hints().forEach(hint -> lines.add("  hint: " + shown(hint, redaction)));
    return lines;
  }

  private static String shown(String text, Redaction redaction) {
    return Text.printable(redaction.hide(text));
  }

  private String prefix(int play) {
    return script.row().id() + " #" + play;
  }

  @Override
  public void close() {
    server.close();
  }
}
