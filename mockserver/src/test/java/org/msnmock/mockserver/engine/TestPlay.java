package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Transcript;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.Editor;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;

/** A play without sockets, threads or a clock: the test is the client and the time. */
final class TestPlay {
  private static final String HEAD = "dialogue: 1\nid: %s\ntitle: A test\n";

  /** Loaded once each: dialogues are values. */
  private static final Map<String, Dialogue> LOADED = new ConcurrentHashMap<>();

  /** What the play did, oldest first: {@code #1 VER 1 MSNP9}, {@code close #1} ... */
  final List<String> did = new ArrayList<>();

  /** The bytes that went to connections, oldest first. */
  final List<byte[]> sent = new ArrayList<>();

  /** The bodies of answers on nexus and login, oldest first. */
  final List<String> bodies = new ArrayList<>();

  /** Lines that were held, oldest first. */
  final List<Action.Hold> holds = new ArrayList<>();

  private final Play play;
  private long now;
  private int requests;

  private TestPlay(Dialogue dialogue, PlaySettings settings) {
    this(dialogue, dialogue.cases().get(0), settings);
  }

  private TestPlay(Dialogue dialogue, Dialogue.Case row, PlaySettings settings) {
    Script script = Script.of(dialogue, row, addresses(dialogue), 1);
    play = new Play(script, settings, this::note, now);
    play.begin(now);
  }

  private static Map<String, String> addresses(Dialogue dialogue) {
    Map<String, String> addresses = new HashMap<>();
    int host = 1;
    for (String client : dialogue.clients().stream().map(Dialogue.Client::name).toList()) {
      for (Role role : Role.values()) {
        String word = dialogue.placeholder(client, role.word() + ".addr");
        addresses.put(word, "127.0.0.%s:10%s".formatted(host, role.ordinal()));
        addresses.put(
            dialogue.placeholder(client, role.word() + ".host"), "127.0.0.%s".formatted(host));
      }
      addresses.put(dialogue.placeholder(client, "entry.addr"), "127.0.0." + host + ":4711");
      addresses.put(dialogue.placeholder(client, "login.site"), "127.0.0." + host + ":104");
      host++;
    }
    return addresses;
  }

  /** Plays steps with upper limits that are multiplied. */
  static TestPlay scaled(double timeScale, String steps) {
    PlaySettings plain = settings(PlaySettings.Strictness.STRICT, PlaySettings.Partner.NONE);
    return new TestPlay(
        LOADED.computeIfAbsent(steps, text -> load(text, Map.of())),
        new PlaySettings(
            plain.strictness(),
            timeScale,
            plain.startTimeout(),
            plain.seed(),
            plain.partner(),
            plain.epochSeconds(),
            plain.listener()));
  }

  /** Plays steps, leniently, and holds each line. */
  static TestPlay byHand(String steps) {
    PlaySettings plain = settings(PlaySettings.Strictness.LENIENT, PlaySettings.Partner.PERSON);
    return new TestPlay(
        LOADED.computeIfAbsent(steps, text -> load(text, Map.of())),
        new PlaySettings(
            plain.strictness(),
            plain.timeScale(),
            plain.startTimeout(),
            plain.seed(),
            plain.partner(),
            plain.epochSeconds(),
            plain.listener(),
            Optional.empty(),
            PlaySettings.Sending.BY_HAND));
  }

  /** Lets go of a line that is held; empty: keeps it back. */
  TestPlay releases(int hold, Optional<String> line) {
    play.handle(new Event.Released(hold, line), now);
    return this;
  }

  /** Plays steps, and waits on for what is late. */
  static TestPlay late(Outcome most, String steps) {
    return late(most, steps, PlaySettings.Strictness.STRICT, PlaySettings.Partner.NONE);
  }

  static TestPlay lateAndLenient(Outcome most, String steps) {
    return late(most, steps, PlaySettings.Strictness.LENIENT, PlaySettings.Partner.NONE);
  }

  static TestPlay lateWithAdapter(Outcome most, String steps) {
    return late(most, steps, PlaySettings.Strictness.STRICT, PlaySettings.Partner.ADAPTER);
  }

  private static TestPlay late(
      Outcome most,
      String steps,
      PlaySettings.Strictness strictness,
      PlaySettings.Partner partner) {
    PlaySettings plain = settings(strictness, partner);
    return new TestPlay(
        LOADED.computeIfAbsent(steps, text -> load(text, Map.of())),
        new PlaySettings(
            plain.strictness(),
            plain.timeScale(),
            plain.startTimeout(),
            plain.seed(),
            plain.partner(),
            plain.epochSeconds(),
            plain.listener(),
            Optional.of(most),
            PlaySettings.Sending.BY_ITSELF));
  }

  static PlaySettings settings(PlaySettings.Strictness strictness, PlaySettings.Partner partner) {
    return new PlaySettings(
        strictness, 1, Duration.ofSeconds(30), 4711, partner, 1000, Journal.Listener.NONE);
  }

  /** Plays steps, strictly, without an adapter. */
  static TestPlay of(String steps) {
    return of(steps, PlaySettings.Strictness.STRICT, PlaySettings.Partner.NONE);
  }

  static TestPlay lenient(String steps) {
    return of(steps, PlaySettings.Strictness.LENIENT, PlaySettings.Partner.NONE);
  }

  static TestPlay lenientWithAdapter(String steps) {
    return of(steps, PlaySettings.Strictness.LENIENT, PlaySettings.Partner.ADAPTER);
  }

  static TestPlay withAdapter(String steps) {
    return of(steps, PlaySettings.Strictness.STRICT, PlaySettings.Partner.ADAPTER);
  }

  static TestPlay of(Dialogue dialogue, Dialogue.Case row, PlaySettings.Partner partner) {
    return new TestPlay(dialogue, row, settings(PlaySettings.Strictness.STRICT, partner));
  }

  private static TestPlay of(
      String steps, PlaySettings.Strictness strictness, PlaySettings.Partner partner) {
    Dialogue dialogue = LOADED.computeIfAbsent(steps, text -> load(text, Map.of()));
    return new TestPlay(dialogue, settings(strictness, partner));
  }

  static TestPlay withFragment(String fragment, String steps) {
    return new TestPlay(
        load(steps, Map.of("fragments/part.yaml", fragment)),
        settings(PlaySettings.Strictness.STRICT, PlaySettings.Partner.NONE));
  }

  /** Loads a dialogue from the text behind its title. */
  static Dialogue load(String rest, Map<String, String> fragments) {
    try {
      Path folder = Files.createTempDirectory("dialogues");
      try {
        for (Map.Entry<String, String> fragment : fragments.entrySet()) {
          Path file = folder.resolve(fragment.getKey());
          Files.createDirectories(file.getParent());
          Files.writeString(file, fragment.getValue());
        }
        Path file = folder.resolve("test.dialogue.yaml");
        Files.writeString(file, HEAD.formatted("test") + rest);
        LoadResult loaded = Loader.root(folder).load(file);
        if (loaded.hasErrors()) {
          throw new AssertionError(loaded.errors().get(0).text());
        }
        assertThat(Editor.marks(Files.readString(file))).isEmpty();
        fragments.values().forEach(text -> assertThat(Editor.marks(text)).isEmpty());
        return loaded.dialogues().get(0);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void note(Action action) {
    if (action instanceof Action.Send send) {
      sent.add(send.bytes());
      did.add("#" + send.connection() + " " + Text.printable(Text.decode(send.bytes())));
    } else if (action instanceof Action.Close close) {
      did.add("close #" + close.connection());
    } else if (action instanceof Action.Reset reset) {
      did.add("reset #" + reset.connection());
    } else if (action instanceof Action.Refuse refuse) {
      did.add("refuse " + refuse.service());
    } else if (action instanceof Action.Respond respond) {
      did.add("respond " + respond.request() + ": " + respond.answer().status());
      bodies.add(Text.decode(respond.answer().body()));
    } else if (action instanceof Action.RespondPart part) {
      did.add("part " + part.request() + ": " + Text.printable(Text.decode(part.bytes())));
    } else if (action instanceof Action.EndAnswer end) {
      did.add("end " + end.request() + ": " + end.manner());
    } else if (action instanceof Action.Dial dial) {
      did.add("dial " + dial.number() + ": " + dial.service() + " " + dial.to());
    } else if (action instanceof Action.Ask ask) {
      did.add(("ask " + ask.client()).strip() + " " + ask.verb() + " " + ask.arguments());
    } else if (action instanceof Action.Hold hold) {
      did.add("hold " + hold.number() + " " + hold.connection() + " " + hold.line());
      holds.add(hold);
    } else {
      did.add("ended");
    }
  }

  /** {@code ns}, {@code alice.ns}. */
  private static Service service(String text) {
    int point = text.indexOf('.');
    Role role = Role.fromWord(text.substring(point + 1)).orElseThrow();
    return new Service(text.substring(0, Math.max(0, point)), role);
  }

  TestPlay connect(int connection, String role) {
    return event(new Event.Connected(connection, service(role), "127.0.0.1:5"));
  }

  /** A line of the client; a payload may follow a vertical bar. */
  TestPlay says(int connection, String line) {
    int bar = line.indexOf('|');
    if (bar < 0) {
      return event(new Event.Line(connection, Frame.line(line)));
    }
    byte[] payload = Text.encode(line.substring(bar + 1));
    return event(
        new Event.Line(connection, new Frame(line.substring(0, bar), LineEnd.CRLF, payload)));
  }

  /** Lines that were read at one moment. */
  TestPlay saysTogether(int connection, String... lines) {
    now += 1000;
    for (String line : lines) {
      play.handle(new Event.Line(connection, Frame.line(line)), now);
    }
    return this;
  }

  /** Bytes of a peer, as they are. */
  TestPlay sends(int connection, byte[] bytes) {
    return event(new Event.Bytes(connection, bytes));
  }

  TestPlay sends(int connection, String text) {
    return sends(connection, Text.encode(text));
  }

  TestPlay closes(int connection) {
    return event(new Event.Closed(connection, Entry.Manner.FIN, ""));
  }

  TestPlay asks(String role, String method, String path, String... headers) {
    List<String[]> all = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(new String[] {headers[i], headers[i + 1]});
    }
    requests++;
    return event(
        new Event.Requested(requests, service(role), new Request(method, path, "HTTP/1.1", all)));
  }

  TestPlay tells(String event, Map<String, Object> arguments) {
    return tells("", event, arguments);
  }

  TestPlay tells(String client, String event, Map<String, Object> arguments) {
    return event(new Event.Told(client, event, arguments));
  }

  TestPlay event(Event event) {
    now += 1000;
    play.handle(event, now);
    return this;
  }

  /** Lets time pass, with a tick at each moment that the play asks for. */
  TestPlay wait(Duration duration) {
    long end = now + duration.toNanos();
    while (play.nextDue() <= end) {
      now = Math.max(now, play.nextDue());
      play.handle(Event.Tick.NOTHING_UNFINISHED, now);
    }
    now = end;
    return this;
  }

  /** Lets time pass without a look at the clock, as on a machine that does something else. */
  TestPlay passes(Duration duration) {
    now += duration.toNanos();
    return this;
  }

  Play play() {
    return play;
  }

  Result result() {
    return play.result();
  }

  String outcome() {
    return play.isEnded() ? play.result().outcome().word() : "still playing";
  }

  /** All that stands in the journal. */
  String log() {
    return new Transcript(result().dialogue(), result().redaction()).of(result().journal());
  }

  String explanation() {
    return Explanation.of(play.result());
  }
}
